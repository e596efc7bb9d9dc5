"""Directory entries for tests of faces, imported as a feed would bring them."""

from datetime import date
from uuid import UUID

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import ImportRequest
from marketplace.catalogue.queries import entries_indexed
from marketplace.catalogue.rules import EntryRecord
from marketplace.foundation import database
from tests import world


def record(number: int = 1, title: str = "Walk and talk") -> EntryRecord:
    """One service as a feed tells it."""
    return EntryRecord(
        number=number,
        source_id=f"s{number}",
        title=title,
        organisation="Riverside Friends",
        markup="<p>We walk by the river on Mondays.</p>",
        url="https://riverside.example",
        email="hello@riverside.example",
        phone="0191 496 0000",
        venue="The boat house",
        areas=(),
        price_words="",
        prices=(),
        free=True,
        days=(),
        parts=(),
        languages=(),
        access=(),
        place=None,
        ages="",
        told_at=date(2026, 2, 14),
    )


def imported(feed: str = "Riverside directory", count: int = 1) -> list[UUID]:
    """A feed's services, listed; the ids of all entries."""
    request = ImportRequest(feed, "Open Government Licence", [record(n + 1) for n in range(count)])
    with database.writing() as session:
        catalogue.import_entries(session, world.system(), request)
    with database.reading() as session:
        return [row.id for row in entries_indexed(session, world.system())]
