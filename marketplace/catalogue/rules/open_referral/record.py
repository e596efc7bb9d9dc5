"""The records of a feed: each as a directory entry would hold it, or rejected with the reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from marketplace.catalogue.rules.open_referral import markup, prices, told, when, where, who
from marketplace.catalogue.rules.open_referral.prices import PriceTold
from marketplace.catalogue.rules.open_referral.told import LONG, SHORT, Told
from marketplace.catalogue.rules.open_referral.where import AreaTold
from marketplace.catalogue.rules.vocabulary import Access, Day, Language, Part, Place

CLOSED = frozenset({"inactive", "defunct", "temporarily closed"})


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """One service as a feed tells it: markup tidied but not safe, and the number of its place in the file."""

    number: int
    source_id: str
    title: str
    organisation: str
    markup: str
    url: str
    email: str
    phone: str
    venue: str
    areas: tuple[AreaTold, ...]
    price_words: str
    prices: tuple[PriceTold, ...]
    free: bool
    days: tuple[Day, ...]
    parts: tuple[Part, ...]
    languages: tuple[Language, ...]
    access: tuple[Access, ...]
    place: Place | None
    ages: str
    told_at: date | None


@dataclass(frozen=True, slots=True)
class RejectedRecord:
    """One record that is not listed, and why. ``closed``: its source says that it is not to be had."""

    number: int
    source_id: str
    title: str
    why: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All records of a file."""

    records: tuple[EntryRecord, ...]
    rejected: tuple[RejectedRecord, ...]

    @property
    def read(self) -> int:
        """How many records the file held."""
        return len(self.records) + len(self.rejected)

    @property
    def closed(self) -> tuple[str, ...]:
        """The ids of the services that their source says are not to be had."""
        return tuple(each.source_id for each in self.rejected if each.closed)


def read_records(items: Iterable[object], today: date) -> Reading:
    """Every item of a page as a record, or rejected; the first of several with one id is kept. Never raises."""
    records: list[EntryRecord] = []
    rejected: list[RejectedRecord] = []
    first: dict[str, int] = {}
    for at, item in enumerate(items, 1):
        service = Told(item)
        source_id, title, why = _named(item, service, first)
        if why:
            rejected.append(RejectedRecord(at, source_id, title, why))
            continue
        first[source_id] = at
        if (status := _status(service)) in CLOSED:
            rejected.append(RejectedRecord(at, source_id, title, f"Its source says that it is {status}.", closed=True))
        else:
            records.append(_record(at, service, source_id, today))
    return Reading(tuple(records), tuple(rejected))


def _named(item: object, service: Told, first: dict[str, int]) -> tuple[str, str, str]:
    """A record's id and name, and why it cannot be listed; empty when it can."""
    held = service.value("id")
    number = isinstance(held, int) and not isinstance(held, bool)
    source_id = told.lines(str(held) if number else held, SHORT + 1)
    title = service.text("name")
    if not isinstance(item, dict):
        why = "It is not a record."
    elif not source_id or source_id == "-1":
        why = "It has no id."
    elif len(source_id) > SHORT:
        why = f"Its id is longer than {SHORT} characters."
    elif source_id in first:
        why = f"Its id came before, in record {first[source_id]}."
    elif not title:
        why = "It has no name."
    else:
        why = "" if _organisation(service) else "It has no organisation."
    return source_id[:SHORT], title, why


def _status(service: Told) -> str:
    return " ".join(service.text("status").lower().replace("_", " ").replace("-", " ").split())


def _organisation(service: Told) -> str:
    return service.one("organization", "organisation").text("name") or service.text("organization", "organisation")


def _record(at: int, service: Told, source_id: str, today: date) -> EntryRecord:
    organisation = service.one("organization", "organisation")
    schedules = when.schedules(service, today)
    areas, options = where.areas_told(service), prices.prices(service, today)
    words = prices.price_words(options, service)
    return EntryRecord(
        number=at,
        source_id=source_id,
        title=service.text("name"),
        organisation=_organisation(service),
        markup=_markup(service),
        url=_first(told.url, service.value("url"), *(organisation.value(name) for name in ("website", "url"))),
        email=_first(told.email, service.value("email"), organisation.value("email")),
        phone=_phone(service),
        venue=where.venue(service),
        areas=areas,
        price_words=words,
        prices=options,
        free=prices.free(options, words),
        days=when.days(schedules),
        parts=when.parts(schedules),
        languages=who.languages(service),
        access=who.access(service),
        place=where.place(service, schedules),
        ages=who.ages(service),
        told_at=_told_at(service, today),
    )


def _markup(service: Told) -> str:
    """The description as tidied HTML, with what has no place of its own in an entry under it."""
    held = service.value("description")
    lines = told.lines(markup.without_pictures(held) if isinstance(held, str) else "", markup.MOST_RAW)
    notes = {
        "Please note": service.text("alert", most=LONG),
        "Who it is for": ", ".join(who.audiences(service)),
        "What kind": ", ".join(who.kinds(service)),
        "How to get it": service.text("application_process", "attending_access", most=LONG),
    }
    return markup.tidied(lines) + "".join(markup.headed(name, words) for name, words in notes.items() if words)


def _phone(service: Told) -> str:
    """Up to three telephone numbers, with the words that feeds write beside them."""
    holders = [service, *service.many("contacts")]
    numbers = told.unique([each.text("number") for holder in holders for each in holder.many("phones")])
    return told.one_line(", ".join(numbers[:3]))


def _told_at(service: Told, today: date) -> date | None:
    """When the source last checked it; that it was changed since does not say that all of it was checked."""
    found = told.day(service.value("assured_date")) or told.day(service.one("pc_metadata").value("date_assured"))
    return found if found and found <= today else None


def _first(clean: Callable[[object], str], *values: object) -> str:
    return next((found for value in values if (found := clean(value))), "")
