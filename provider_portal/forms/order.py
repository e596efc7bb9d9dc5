"""The forms of an order's answer, of the record of a booking, and of an answer to a problem."""

from decimal import Decimal
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from marketplace.foundation.money import pounds
from marketplace.purchasing.operations import RecordRequest
from marketplace.purchasing.queries import BookingRow, OrderRow
from marketplace.purchasing.rules import DeliveryKind, delivery_costs
from marketplace.webkit.forms.fields import Amount, CountedWords
from marketplace.webkit.forms.offer import Few
from marketplace.webkit.words import units

KINDS = {
    DeliveryKind.DELIVERED: "It happened",
    DeliveryKind.MISSED: "They did not come",
    DeliveryKind.CANCELLED_LATE: "They cancelled late",
}


class Reason(CountedWords):
    """A reason that the person reads."""

    most = 1000


class ReasonForm(FlaskForm):
    """Why an order is declined, or a booking called off."""

    reason = Reason(
        "Why can you not do it?",
        description="The person reads this. Be kind and plain. Please do not name anybody.",
        validators=[DataRequired("Say why, so that the person knows what to do next.")],
    )


class AnswerForm(FlaskForm):
    """The answer to a problem."""

    answer = CountedWords(
        "Your answer",
        description="The person reads this. Say what you will do, and by when.",
        validators=[DataRequired("Write an answer.")],
    )


class RecordForm(FlaskForm):
    """What happened at a booking, and how much of it was given."""

    kind = Few("What happened?", validators=[DataRequired("Choose what happened.")])
    quantity = Amount("How much was it?")

    def offered(self, order: OrderRow, booking: BookingRow) -> "RecordForm":
        """Fill in what can be chosen for one booking."""
        self.kind.choices = [SelectChoice(kind.value, words) for kind, words in KINDS.items()]
        self.quantity.label.text = f"How much was it, in {units(Decimal(2), order.unit).partition(' ')[2]}?"
        self.quantity.description = (
            f"Only if it happened. They booked {units(booking.quantity, order.unit)}. If it was less, say how much."
        )
        if not self.is_submitted():
            self.kind.data = booking.kind
            self.quantity.data = booking.delivered or booking.quantity
        return self

    def validate_quantity(self, field: Field) -> None:
        """Raises ValidationError without a quantity, where one is needed; forgets it where none is."""
        if self.kind.data != DeliveryKind.DELIVERED:
            field.errors = ()
        elif field.data is None and not field.errors:
            raise ValidationError("Enter how much it was, such as 1 or 1.5.")

    def request(self, booking_id: UUID) -> RecordRequest:
        """What to record."""
        return RecordRequest(booking_id, DeliveryKind(self.kind.data), self.quantity.data or Decimal(0))


def costs_of(order: OrderRow, booking: BookingRow) -> list[str]:
    """What each kind costs the person, in the order in which the kinds are offered."""
    costs = [
        delivery_costs(kind, booking.unit_pence, booking.quantity, booking.price, order.late_percent) for kind in KINDS
    ]
    whole, missed, late = (pounds(pence) if pence else "Nothing" for pence in costs)
    return [
        f"{whole}, for all of it." if booking.price else "It is free.",
        f"{missed} to pay, as agreed.",
        f"{late} to pay, as agreed.",
    ]
