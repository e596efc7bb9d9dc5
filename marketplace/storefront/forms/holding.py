"""The form in which people ask somebody to hold their money as an Individual Service Fund."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from marketplace.budgets.operations import HoldRequest
from marketplace.budgets.queries import HolderRow, SourceRow
from marketplace.budgets.rules.funds import NothingToHold, TermsChanged
from marketplace.foundation.money import pounds
from marketplace.webkit.forms.fields import Id


class HoldForm(FlaskForm):
    """Which money, and who is to hold it."""

    account_id = RadioField("Which money?", widget=GovRadioInput(), validate_choice=False)
    holder = RadioField("Who do you want to hold it?", widget=GovRadioInput(), validate_choice=False)
    key = Id()

    def offered(self, sources: Sequence[SourceRow], rows: Sequence[HolderRow]) -> "HoldForm":
        """The same form, for the money and the holders that there are; where there is one, it is chosen."""
        self.account_id.choices = [SelectChoice(str(row.id), f"{row.label}: {pounds(row.whole)}") for row in sources]
        self.holder.choices = [SelectChoice(str(row.terms_id), row.name) for row in rows]
        for field in (self.account_id, self.holder):
            if len(field.choices) == 1 and not field.raw_data:
                field.data = field.choices[0].value
        return self

    def request(self) -> HoldRequest:
        """What is asked. Raises NothingToHold and TermsChanged where nothing was chosen."""
        try:
            account_id = UUID(self.account_id.data or "")
        except ValueError:
            raise NothingToHold from None
        try:
            terms_id = UUID(self.holder.data or "")
        except ValueError:
            raise TermsChanged from None
        return HoldRequest(self.key.data or uuid4(), account_id, terms_id)
