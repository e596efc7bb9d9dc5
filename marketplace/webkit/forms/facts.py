"""The fields that say what an offer changes in a life, for whom it is made to fit, how soon, and where on the map."""

from collections.abc import Callable
from typing import Any, NamedTuple

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput
from wtforms import BooleanField
from wtforms.validators import ValidationError

from marketplace.catalogue import rules
from marketplace.catalogue.rules import Worker
from marketplace.foundation.errors import Refusal
from marketplace.webkit.forms.choosing import Some, choices
from marketplace.webkit.forms.fields import Count, Line

WORKERS = {Worker.WOMAN: "A woman", Worker.MAN: "A man"}


class Postcode(Line):
    """A postcode, whole or only its first half. One that we do not know is no mistake."""

    most = 40

    def pre_validate(self, form: object) -> None:
        """Raises ValidationError for what is no postcode."""
        super().pre_validate(form)
        if self.data:
            fits(rules.check_outward, rules.outward_of(self.data) or self.data)


class Tick(BooleanField):
    """A box to tick or leave."""

    widget = GovCheckboxInput()


class PlaceTold(NamedTuple):
    """What is kept of a postcode, empty for nothing, and what to tell whoever typed it."""

    outward: str
    told: str


def outcomes() -> Some:
    """What it changes in a life."""
    return Some(
        "What does it help people to do?",
        description="People search by this. Choose what it truly does, not all that it might.",
        choices=choices(rules.OUTCOME_WORDS),
    )


def postcode() -> Postcode:
    """Where the venue is."""
    return Postcode(
        "Postcode of the place",
        description="We keep only the first half, such as NE1, to say how far away it is. Leave it empty if you like.",
    )


def workers() -> Some:
    """Which gender of worker can be asked for."""
    return Some(
        "Which worker can people ask for?",
        description="Choose only what you can promise. Leave it empty if they cannot choose.",
        choices=choices(WORKERS),
    )


def culture() -> Some:
    """What it has for faith and culture."""
    return Some("Faith and culture", description="Only what people can count on.", choices=choices(rules.CULTURE_WORDS))


def wait_weeks() -> Count:
    """How long somebody new waits."""
    return Count(
        "For one to one: in how many weeks can somebody new start?",
        description="Write 0 if they can start at once. Leave it empty if you cannot say, or if it is a group.",
    )


def trial() -> Tick:
    """Whether it can be tried first."""
    return Tick("People can come once to try it before they decide")


def place_told(typed: str, *, at_a_place: bool) -> PlaceTold:
    """What is kept of a postcode that was typed: the outward half of one that we know, of something at a place."""
    outward = rules.outward_of(typed)
    if outward and not at_a_place:
        return PlaceTold("", "We did not keep the postcode, since it is not at a place.")
    if outward and rules.outward_point(outward) is None:
        return PlaceTold("", f"We do not know where {outward} is, so people find it by its areas and not by distance.")
    return PlaceTold(outward, "")


def fits(check: Callable[..., None], value: Any, **others: Any) -> None:
    """Ask a rule of the catalogue. Raises ValidationError in the words in which it refuses."""
    try:
        check(value, **others)
    except Refusal as refused:
        raise ValidationError(refused.message) from None
