"""The forms of a plan: its own words, one thing in it, and what is decided of one thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice

from marketplace.budgets.queries import AccountRow
from marketplace.budgets.rules.spending import ABOUT_WORDS
from marketplace.catalogue.queries import OfferRow
from marketplace.foundation.money import pounds
from marketplace.plans.operations import DecisionRequest, LineRequest, WordsRequest
from marketplace.plans.queries import LineRow, OutcomeRow, PlanRow
from marketplace.plans.rules import ANSWER_WORDS, EVERY_WORDS, Answer, Every, LineState
from marketplace.webkit.forms.choosing import Few, One, choices
from marketplace.webkit.forms.fields import Amount, Count, CountedWords, DayField, Id, Line, Needed, Pounds, Words

NOBODY = "own"  # no budget pays


class Said(CountedWords):
    """Words that whoever decides reads."""

    most = 2_000


class WordsForm(FlaskForm):
    """What somebody wants, what else they want to say, a contingency, and when to look at it again."""

    outcomes = Words(
        "What do you want to be different?",
        description="In your own words, each on a line of its own. For example: I want to sleep at night.",
    )
    statement = Words(
        "What else should they know? (you can leave this empty)",
        description="Whoever decides reads this just as you write it.",
    )
    contingency = Pounds("Money for a bad week, in pounds (you can leave this empty)")
    contingency_why = Line("What is it for?")
    review_on = DayField("When do you want to look at the plan again?", description="For example, 27 3 2026")
    version = Count("Version")

    def filled(self, row: PlanRow, outcomes: Sequence[OutcomeRow]) -> "WordsForm":
        """The same form, with what is saved."""
        self.outcomes.data = "\n".join(each.words for each in outcomes)
        self.statement.data, self.review_on.data = row.statement, row.review_on
        self.contingency.data = row.contingency_pence or None
        self.contingency_why.data = row.contingency_why
        return self

    def request(self) -> WordsRequest:
        """What to save; the form must have been validated."""
        return WordsRequest(
            self.version.data or 0,
            (self.outcomes.data or "").split("\n"),
            self.statement.data or "",
            self.review_on.data,
            self.contingency.data or 0,
            self.contingency_why.data or "",
        )


@dataclass(frozen=True, slots=True)
class LinePage:
    """The rows that one thing in a plan is filled in from; an offer, where it is one."""

    plan: PlanRow
    outcomes: Sequence[OutcomeRow]
    accounts: Sequence[AccountRow]
    offer: OfferRow | None
    line: LineRow | None


class LineForm(FlaskForm):
    """One thing in a plan."""

    title = Line("What is it?", description="For example, a bus pass, or a walk with a friend. Free things count too.")
    about = One("What kind of thing is it?", choices=choices(ABOUT_WORDS, "Choose one"), default="")
    pence = Pounds("What does one cost, in pounds?", description="Write 0 if it is free.")
    price = Few("Which price?", choices=[], default="", validate_choice=False)
    quantity = Amount(
        "How many each time?",
        description="For example, 2 for two hours.",
        default=Decimal(1),
        validators=[Needed("Enter how many each time, such as 1.")],
    )
    every = Few("How often?", choices=choices(EVERY_WORDS), default=Every.WEEK.value)
    starts = DayField("From which day?", validators=[Needed("Enter the first day, such as 27 3 2026.")])
    ends = DayField("Until which day?", validators=[Needed("Enter the last day, such as 27 3 2026.")])
    account_id = Few("Which money should pay?", choices=[], default=NOBODY)
    own = Pounds("How much do you add each time from your own money, in pounds? (you can leave this empty)")
    outcome_id = Few("Which of the things that you want does it help?", choices=[], default="")
    why = Said(
        "Will this help you to recover, stay healthy and have a full life? How?",
        description="Whoever decides reads your words just as you write them.",
    )
    key = Id()
    version = Count("Version")

    def offered(self, rows: LinePage) -> "LineForm":
        """The same form, for a plan's outcomes, a person's accounts, and an offer's prices."""
        self.outcome_id.choices = [SelectChoice(str(row.id), row.words) for row in rows.outcomes]
        self.outcome_id.choices.append(SelectChoice("", "I say that later"))
        paying = [row for row in rows.accounts if row.starts <= rows.plan.ends and row.ends >= rows.plan.starts]
        self.account_id.choices = [SelectChoice(str(row.id), row.label) for row in paying]
        self.account_id.choices.append(SelectChoice(NOBODY, "No budget: it is free, or I pay for it"))
        prices = rows.offer.prices if rows.offer else ()
        self.price.choices = [
            SelectChoice(f"{row.unit}:{row.level}", f"{pounds(row.pence) if row.pence else 'Free'} {row.per}")
            for row in prices
        ]
        if len(self.price.choices) == 1 and not self.price.data:
            self.price.data = self.price.choices[0].value
        return self

    def filled(self, rows: LinePage) -> "LineForm":
        """The same form, with what is saved, or with the days of the plan."""
        line = rows.line
        self.key.data, self.starts.data, self.ends.data = uuid4(), rows.plan.starts, rows.plan.ends
        if line is None:
            return self
        for name in ("title", "about", "quantity", "every", "starts", "ends", "why"):
            self[name].data = getattr(line, name)
        self.pence.data, self.own.data = line.unit_pence, line.own_pence or None
        self.account_id.data = str(line.account_id or NOBODY)
        self.outcome_id.data = str(line.outcome_id or "")
        for price in rows.offer.prices if rows.offer else ():
            if (price.unit, price.pence) == (line.unit, line.unit_pence):
                self.price.data = f"{price.unit}:{price.level}"
        return self

    def request(self, rows: LinePage) -> LineRequest:
        """What to put in; the form must have been validated."""
        account, outcome = self.account_id.data, self.outcome_id.data
        quantity: Any = self.quantity.data
        days: Any = (self.starts.data, self.ends.data)
        return LineRequest(
            key=self.key.data or uuid4(),
            outcome_id=UUID(outcome) if outcome else None,
            title=self.title.data or "",
            about=self.about.data or "",
            quantity=quantity,
            every=Every(self.every.data),
            starts=days[0],
            ends=days[1],
            unit_pence=-1 if self.pence.data is None and not rows.offer else self.pence.data or 0,
            why=self.why.data or "",
            offer_id=rows.offer.id if rows.offer else None,
            price=self.price.data or "",
            account_id=None if account == NOBODY else UUID(account),
            own_pence=self.own.data or 0,
            line_id=rows.line.id if rows.line else None,
            version=self.version.data or 0,
        )


class AgainForm(FlaskForm):
    """Why a funder should look again."""

    words = Said("Why should they look at it again?")
    line_id = Id()


class DecisionForm(FlaskForm):
    """What a first reader decides of one thing in a plan; nothing is chosen for them."""

    line_id = Id()
    answer = Few("What do you say?", choices=choices(ANSWER_WORDS), validators=[Needed("Choose what you say to it")])
    pence = Pounds("If you agree in part, to how much in all, in pounds?")
    words = Said("Your words to them", description="They read this. If you do not agree, say why, and by which rule.")

    def request(self) -> DecisionRequest:
        """What is decided; the form must have been validated."""
        answer = Answer(self.answer.data)
        return DecisionRequest(self.line_id.data or uuid4(), answer, self.words.data or "", self.pence.data)


class SecondForm(FlaskForm):
    """Whether a second reader agrees with the first one about one thing in a plan."""

    line_id = Id()
    agrees = Few(
        "Do you agree with the first reader?",
        choices=[SelectChoice("yes", "Yes"), SelectChoice("no", "No, they should look again")],
        validators=[Needed("Choose whether you agree with the first reader")],
    )
    words = Said("Your words to them", description="They read this. If you do not agree, say why.")

    def request(self) -> DecisionRequest:
        """What is decided; the form must have been validated."""
        line_id, agrees = self.line_id.data or uuid4(), self.agrees.data == "yes"
        return DecisionRequest(line_id, words=self.words.data or "", agrees=agrees)


def deciding(state: str, prefix: str = "", **given: Any) -> DecisionForm | SecondForm:
    """The form for a thing in a plan as it stands: a second reader is asked only whether they agree."""
    form = SecondForm if state == LineState.SECOND else DecisionForm
    return form(prefix=prefix, **given)
