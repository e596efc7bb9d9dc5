"""The page around every list of our feed, and the details of the feed itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.catalogue.rules.open_referral_out.record import compact
from marketplace.catalogue.rules.open_referral_out.terms import Json

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
VERSION = {
    "version": "HSDS-UK-3.0",
    "profile": "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md",
    "openapi_url": "https://openreferraluk.org/specifications/3.0/openapi.json",
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which page of how many: ``total`` items on all of them, ``slots`` are the places that pages are counted by.

    There are more slots than items where something left the list today: its slot is kept until midnight, so that
    nobody who is reading page by page misses a record that moved up.
    """

    page: int
    size: int
    total: int
    slots: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(-(-self.slots // self.size), 1)


def page_of(records: Sequence[Json], numbers: Numbers) -> Json:
    """A page of a list. Beyond the last it is empty."""
    return {
        "total_items": numbers.total,
        "total_pages": numbers.pages,
        "page_number": numbers.page,
        "size": len(records),
        "first_page": numbers.page == 1,
        "last_page": numbers.page >= numbers.pages,
        "empty": not records,
        "contents": [compact(each) for each in records],
    }
