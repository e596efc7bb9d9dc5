"""The forms of an offer's dates, and of moving it from one state to another."""

from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from marketplace.catalogue.operations import SessionsRequest
from marketplace.catalogue.rules import MOST_PLACES, OfferState
from marketplace.foundation.clock import at
from marketplace.purchasing.rules import weekly
from marketplace.webkit.forms.fields import Clock, Count, DayField, Needed

MOST_WEEKS = 52


class MoveForm(FlaskForm):
    """The state that an offer should have."""

    to = HiddenField()

    @property
    def asked(self) -> OfferState | None:
        """The state, if there is one by that name that an offer can be moved to."""
        named = self.to.data
        return OfferState(named) if named in set(OfferState) and named != OfferState.DRAFT else None


class SessionsForm(FlaskForm):
    """Dates of a group: one, or the same weekday for some weeks, all at the same time."""

    first_day = DayField(
        "The first day", description="For example, 27 3 2026.", validators=[Needed("Enter the first day.")]
    )
    starts = Clock(
        "When it starts",
        description="For example, 10:30 or 2pm.",
        validators=[Needed("Enter when it starts, such as 10:30 or 2pm.")],
    )
    ends = Clock("When it ends", validators=[Needed("Enter when it ends, such as 12:30 or 4pm.")])
    weeks = Count(
        "For how many weeks",
        description=f"It is then on the same weekday each week. Write 1 for once. {MOST_WEEKS} at most.",
        default=1,
        validators=[Needed("Enter for how many weeks. Write 1 for once.")],
    )
    places = Count(
        "How many places each time",
        description="How many people can come.",
        validators=[Needed("Enter how many people can come each time.")],
    )

    def validate_ends(self, field: Field) -> None:
        """Raises ValidationError for an end that is not after the start."""
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError("The end must be after the start.")

    def validate_weeks(self, field: Field) -> None:
        """Raises ValidationError outside a year."""
        if field.data is not None and not 1 <= field.data <= MOST_WEEKS:
            raise ValidationError(f"Enter a number of weeks from 1 to {MOST_WEEKS}.")

    def request(self, offer_id: UUID) -> SessionsRequest:
        """The dates to add: UTC instants of the same London time each week."""
        said: dict[str, Any] = self.data
        days = list(weekly(said["first_day"], said["weeks"]))
        starts = tuple(at(day, said["starts"]) for day in days)
        ends = tuple(at(day, said["ends"]) for day in days)
        return SessionsRequest(offer_id, starts, ends, said["places"])


class PlacesForm(FlaskForm):
    """The places of one date."""

    places = Count(
        "How many places",
        description=f"As many as are taken, or more. {MOST_PLACES} at most.",
        validators=[Needed("Enter how many people can come.")],
    )
