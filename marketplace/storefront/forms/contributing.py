"""The form in which somebody writes down what they paid toward their own care."""

from uuid import UUID, uuid4

from flask_wtf import FlaskForm

from marketplace.budgets.operations import SettleRequest
from marketplace.budgets.rules.contributions import Settled
from marketplace.webkit.forms.fields import Id, Needed, Pounds


class PaidForm(FlaskForm):
    """How much was paid."""

    pence = Pounds("How much have you paid, in pounds?", validators=[Needed("Enter how much you paid, such as 24.")])
    key = Id()

    def request(self, account_id: UUID) -> SettleRequest:
        """What to write down; the form must have been validated."""
        return SettleRequest(self.key.data or uuid4(), account_id, Settled.PAID, self.pence.data or 0)
