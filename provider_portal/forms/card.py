"""The form in which a provider gives back what a card paid."""

from uuid import UUID, uuid4

from flask_wtf import FlaskForm

from marketplace.purchasing.operations import GiveBackRequest
from marketplace.purchasing.rules.cards import MOST_REASON
from marketplace.webkit.forms.fields import CountedWords, Id, Needed, Pounds


class _Reason(CountedWords):
    most = MOST_REASON


class GiveBackForm(FlaskForm):
    """How much, and why."""

    pence = Pounds("How much do you give back, in pounds?", validators=[Needed("Enter how much, such as 5.")])
    reason = _Reason("Why?", validators=[Needed("Write why you give it back, in a few words.")])
    key = Id()

    def request(self, payment_id: UUID) -> GiveBackRequest:
        """What to give back."""
        return GiveBackRequest(self.key.data or uuid4(), payment_id, self.pence.data or 0, self.reason.data or "")
