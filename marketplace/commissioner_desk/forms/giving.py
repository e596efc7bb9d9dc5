"""The form in which a funder gives a person a budget."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovRadioInput
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf

from marketplace.budgets.operations import BudgetRequest, Share
from marketplace.budgets.rules import BudgetRefused, Holding, Paid, check_budget
from marketplace.webkit.forms.fields import DayField, Id, Line, Needed, Pounds

PAID_WORDS = {Paid.AT_ONCE: "All at once", Paid.FOUR_WEEKLY: "Every four weeks"}


class BudgetForm(FlaskForm):
    """One stream for one person: what it is, from when to when, how much is held in which way, how it comes."""

    stream = Line(
        "What the money is for",
        description="The person sees this name. For example, Adult social care.",
        validators=[Needed("Enter a name for this money, such as Adult social care.")],
    )
    aftercare = BooleanField("It is section 117 aftercare", widget=GovCheckboxInput())
    starts = DayField("The first day", description="For example, 1 4 2026", validators=[Needed("Enter the first day.")])
    ends = DayField("The last day", description="For example, 31 3 2027", validators=[Needed("Enter the last day.")])
    notional = Pounds(
        "How much you hold, in pounds",
        description="You pay the providers. Leave it empty if there is none.",
    )
    direct = Pounds(
        "How much is a direct payment, in pounds",
        description="You pay it to the person, and they pay the providers. Leave it empty if there is none.",
    )
    paid = RadioField(
        "How it comes",
        widget=GovRadioInput(),
        choices=[SelectChoice(paid.value, words) for paid, words in PAID_WORDS.items()],
        default=Paid.AT_ONCE.value,
        validate_choice=False,
        validators=[AnyOf([paid.value for paid in Paid], "Choose whether it comes all at once or every four weeks.")],
    )
    plan_reference = Line("Your reference for the plan", description="You can leave this empty.")
    plan_agreed_on = DayField(
        "The day on which the plan was agreed",
        description="Needed for a direct payment: it may be spent only on needs in the agreed plan "
        "(Care Act 2014, section 33). For example, 20 12 2025",
    )
    paid_already = BooleanField("The first direct payment has been made", widget=GovCheckboxInput())
    key = Id()

    def check(self) -> None:
        """Raises BudgetRefused when the figures and dates together do not make sense."""
        shares = [(share.holding, share.pence) for share in self._shares()]
        check_budget(*self._period(), shares, self.plan_agreed_on.data)

    def _period(self) -> tuple[date, date]:
        """The first and the last day. Raises BudgetRefused when either is missing."""
        if self.starts.data is None or self.ends.data is None:
            raise BudgetRefused("Enter the first day and the last day.", "starts")
        return self.starts.data, self.ends.data

    def _shares(self) -> Iterator[Share]:
        """What is held in each way, where there is anything."""
        for holding, field in ((Holding.NOTIONAL, self.notional), (Holding.DIRECT, self.direct)):
            if field.data:
                yield Share(holding, field.data)

    def request(self, person_id: UUID) -> BudgetRequest:
        """The stream to give; the form must have been validated."""
        starts, ends = self._period()
        return BudgetRequest(
            key=self.key.data or uuid4(),
            person_id=person_id,
            starts=starts,
            ends=ends,
            stream=self.stream.data or "",
            shares=tuple(self._shares()),
            paid=Paid(self.paid.data),
            plan_agreed_on=self.plan_agreed_on.data,
            plan_reference=self.plan_reference.data or "",
            paid_already=bool(self.paid_already.data),
            aftercare=bool(self.aftercare.data),
        )


class PartForm(FlaskForm):
    """What was paid of a payment."""

    pence = Pounds("How much was paid, in pounds?", validators=[Needed("Enter how much was paid, such as 60.")])
