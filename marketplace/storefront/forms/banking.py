"""The forms in which people put money by for later, and take it back."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf

from marketplace.budgets.operations import BankRequest, DrawRequest
from marketplace.budgets.queries import BankingRow
from marketplace.budgets.rules import NoAccount
from marketplace.budgets.rules.banking import BANK_WORDS, MOST_WORDS, BankReason
from marketplace.foundation.money import pounds
from marketplace.webkit.forms.fields import CountedWords, DayField, Id, Needed, Pounds


class _Short(CountedWords):
    most = MOST_WORDS


class BankForm(FlaskForm):
    """What the money is for, from which account, how much, until when."""

    reason = RadioField(
        "What is it for?",
        widget=GovRadioInput(),
        choices=[SelectChoice(reason.value, words) for reason, words in BANK_WORDS.items()],
        validate_choice=False,
        validators=[AnyOf(set(BankReason), "Choose what it is for.")],
    )
    words = _Short(
        "When will you use it?",
        description="In your own words. For example: when I cannot leave the house. You can leave this empty.",
    )
    account_id = RadioField("Which money?", widget=GovRadioInput(), validate_choice=False)
    pence = Pounds("How much, in pounds?", validators=[Needed("Enter how much to put by, such as 60.")])
    until = DayField("Until when?", validators=[Needed("Enter the last day on which you may need it.")])
    key = Id()

    def offered(self, accounts: Sequence[BankingRow]) -> "BankForm":
        """The same form, for the accounts that there are; where there is one, there is nothing to choose."""
        self.account_id.choices = [
            SelectChoice(str(row.id), f"{row.label}: {pounds(row.purse.available)} left") for row in accounts
        ]
        if len(accounts) == 1:
            self.account_id.data = str(accounts[0].id)
        return self

    def request(self) -> BankRequest:
        """What to put by. Raises NoAccount where none was chosen."""
        try:
            account_id = UUID(self.account_id.data or "")
        except ValueError:
            raise NoAccount from None
        assert self.until.data is not None  # noqa: S101 - the form was validated
        return BankRequest(
            key=self.key.data or uuid4(),
            account_id=account_id,
            reason=BankReason(self.reason.data),
            words=self.words.data or "",
            pence=self.pence.data or 0,
            until=self.until.data,
        )


class DrawForm(FlaskForm):
    """How much to take back."""

    pence = Pounds("How much do you need, in pounds?", validators=[Needed("Enter how much you need, such as 20.")])
    key = Id()

    def request(self, bank_id: UUID) -> DrawRequest:
        """What to take back."""
        return DrawRequest(self.key.data or uuid4(), bank_id, self.pence.data or 0)
