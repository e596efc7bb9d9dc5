"""The forms of asking a funder first, and of what a funder answers."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice

from marketplace.budgets.operations import AnswerRequest, QuestionRequest
from marketplace.budgets.queries import QuestionRow
from marketplace.budgets.rules.asking import MOST_WORDS, QuestionMove, Scope
from marketplace.webkit.forms.choosing import Few, choices
from marketplace.webkit.forms.fields import CountedWords, DayField, Id, Needed, Pounds


class _Said(CountedWords):
    most = MOST_WORDS


class QuestionForm(FlaskForm):
    """Which money, why it helps, and how much."""

    account_id = Few("Which money should pay?", choices=[], default="")
    why = _Said(
        "How will it help you to get better, stay well, or have a full life?",
        description="In your own words. The person who decides reads them just as you write them.",
        validators=[Needed("Say why it helps you. The person who decides reads your words.")],
    )
    pence = Pounds(
        "How much does it cost in all, in pounds?",
        description="For all the times that you want to book. For example, 120",
        validators=[Needed("Enter how much it costs in all, such as 60.")],
    )
    key = Id()

    def offered(self, payers: Sequence[tuple[UUID, str]]) -> "QuestionForm":
        """The same form, for the accounts whose funders can be asked, each with its name."""
        self.account_id.choices = [SelectChoice(str(account_id), label) for account_id, label in payers]
        if len(payers) == 1 and self.account_id.data in (None, "", "None"):
            self.account_id.data = str(payers[0][0])
        return self

    def request(self, person_id: UUID, offer_id: UUID) -> QuestionRequest:
        """What is asked; the form must have been validated."""
        return QuestionRequest(
            key=self.key.data or uuid4(),
            person_id=person_id,
            account_id=UUID(self.account_id.data),
            offer_id=offer_id,
            pence=self.pence.data or 0,
            why=self.why.data or "",
        )


class ReplyForm(FlaskForm):
    """The answer to what a funder asked back."""

    words = _Said("Your answer", validators=[Needed("Write your answer.")])


class FunderAnswerForm(FlaskForm):
    """Yes, no, or a question back; a yes is for something, up to a sum, until a day."""

    move = Few(
        "What do you say?",
        choices=choices(
            {QuestionMove.YES: "Yes", QuestionMove.NO: "No", QuestionMove.ASK_BACK: "I want to know more first"}
        ),
        default="",
    )
    words = _Said(
        "Your words to them",
        description="They read this. Say why, if you say no. Say what you want to know, if you want to know more.",
    )
    scope = Few(
        "If yes, for what?",
        choices=choices({Scope.OFFER: "This offer", Scope.CATEGORY: "Anything of this kind"}),
        default=Scope.OFFER.value,
    )
    pence = Pounds("If yes, up to how much in all, in pounds?")
    until = DayField("If yes, for dates until when?")

    def filled(self, row: QuestionRow) -> "FunderAnswerForm":
        """The same form, with what was asked where nothing is typed yet."""
        self.pence.data, self.until.data = row.pence, row.ends
        return self

    def request(self) -> AnswerRequest:
        """What is answered; the form must have been validated."""
        return AnswerRequest(
            QuestionMove(self.move.data),
            self.words.data or "",
            Scope(self.scope.data),
            self.pence.data,
            self.until.data,
        )
