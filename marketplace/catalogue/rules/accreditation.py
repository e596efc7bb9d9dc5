"""What an accreditation is: a funder has looked at a provider and stands by it, between two days."""

from datetime import date

from marketplace.foundation.errors import Refusal


class NotAProvider(Refusal):
    """What is accredited is a provider that is known here."""

    field = "provider"

    def __init__(self) -> None:
        super().__init__("We do not know this provider. Choose one that is on Ownpath.")


class NotAFunder(Refusal):
    """Only councils and NHS bodies accredit."""

    field = "funder"

    def __init__(self) -> None:
        super().__init__("We do not know this funder. Choose a council or an NHS body that is on Ownpath.")


class AccreditedAlready(Refusal):
    """A provider is accredited once by one funder on any one day."""

    field = "provider"

    def __init__(self) -> None:
        super().__init__("This provider is accredited by this funder in these days already. End that first.")


class AccreditationRefused(Refusal):
    """The days of an accreditation do not make sense."""

    field = "ends"


def check_days(starts: date, ends: date | None) -> None:
    """Raises AccreditationRefused for a last day before the first."""
    if ends is not None and ends < starts:
        raise AccreditationRefused("The last day cannot be before the first.")


def check_ending(starts: date, was: date | None, ends: date, today: date) -> None:
    """Raises AccreditationRefused for what is over, and for a last day in the past or before the first.

    What was accredited on a day that is past stays so: somebody may have booked because of it.
    """
    if was is not None and was < today:
        raise AccreditationRefused(f"It ended on {was:%-d %B %Y} already.")
    if ends < today:
        raise AccreditationRefused(f"The last day can be today, {today:%-d %B %Y}, or later.")
    check_days(starts, ends)
