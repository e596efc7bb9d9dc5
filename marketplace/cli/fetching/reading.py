"""From an address to all the records of a feed: which list it means, its pages in turn, each service in full."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import count
from urllib.parse import parse_qsl, quote, urlencode

from urllib3.util import Url

from marketplace.catalogue.rules import FeedPage, FeedRefused, Told, open_feed, open_record
from marketplace.cli.fetching.addresses import parsed
from marketplace.cli.fetching.asking import OK, Answer, Asker

GONE = frozenset({404, 410, 501})
ASKED = {"per_page": "100", "full": "true"}  # a feed that knows neither answers with what it has
SERVICES = "/services"
INSIDE = (
    *("schedules", "regular_schedules", "service_areas", "service_at_locations", "languages", "cost_options"),
    *("contacts", "phones", "attributes", "eligibilitys", "service_taxonomys"),
)  # what a list without details leaves out
_ID = re.compile(r"[\w-]{1,200}", re.ASCII)

Bar = Callable[[Sequence[object], str], AbstractContextManager[Iterable[object]]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """All records of a feed as one page, and a sentence where the feed told another number; else empty."""

    page: FeedPage
    note: str = ""


def read_feed(asker: Asker, address: str, bar: Bar) -> Fetched:
    """All records of a feed. ``address``: its base, its list of services, or any page of a list.

    Other words of the address (filters) are kept. Raises FeedRefused for whatever keeps it from being read whole.
    ``bar`` shows the way through the services that are asked for one by one.
    """
    listed = _list(asker, parsed(address))
    items, told = _all_pages(asker, listed)
    note = ""
    if told is not None and told != len(items):
        note = f"The feed says that it holds {told:,} services, and gave {len(items):,}."
    if (listed.path or "").endswith(SERVICES) and not any(map(_full, items)):
        with bar(items, "Asking for each service") as thin:
            items = _whole(asker, listed, thin)
    return Fetched(FeedPage(items), note)


def _list(asker: Asker, url: Url) -> Url:
    """The address of the list of services: the one given, or the list under it when it is the base of a feed."""
    path = (url.path or "").rstrip("/")
    bare = url._replace(path=path, fragment=None)
    if path.endswith((SERVICES, ".json")) or url.query:
        return bare
    answer = asker.get(url.url)
    if answer.status == OK and _is_feed(answer.body):
        return bare if bare.path else url
    return bare._replace(path=path + SERVICES)


def _is_feed(body: bytes) -> bool:
    try:
        open_feed(body)
    except FeedRefused:
        return False
    return True


def _paged(listed: Url, number: int) -> str:
    """The address of a page; filters that were given are kept."""
    given = {name: value for name, value in parse_qsl(listed.query or "", keep_blank_values=True) if name != "page"}
    return listed._replace(query=urlencode({"page": str(number)} | ASKED | given)).url


def _all_pages(asker: Asker, listed: Url) -> tuple[list[object], int | None]:
    """The items of all pages, and how many the feed said there are."""
    start, first = _first(asker, listed)
    items: list[object] = []
    known: set[str] = set()
    for number in count(start):
        page = first if number == start else _page(asker, _paged(listed, number))
        place = number - start + 1
        _check_pages(page, first, asker.bounds.pages, place)
        ids = {_key(item) for item in page.items}
        if ids and ids <= known:
            raise FeedRefused(f"The feed repeats itself: page {place} holds only what came before. Nothing was taken.")
        known |= ids
        items += page.items
        if len(items) > asker.bounds.records:
            raise FeedRefused(f"The feed holds more than {asker.bounds.records:,} records, the most that is taken.")
        if _is_last(page, place):
            return items, page.total
    raise AssertionError  # counting does not end


def _first(asker: Asker, listed: Url) -> tuple[int, FeedPage]:
    """The number of the first page, and that page: some feeds of version 1 count from nought."""
    first = _page(asker, _paged(listed, 1))
    if first.first is False:
        answer = asker.get(_paged(listed, 0))
        if answer.status == OK:
            nought = _opened(answer)
            if nought.items != first.items:
                return 0, nought
    return 1, first


def _page(asker: Asker, address: str) -> FeedPage:
    answer = asker.get(address)
    if answer.status != OK:
        raise FeedRefused(f"{answer.address} answered {answer.status}, not a page of services. Nothing was taken.")
    return _opened(answer)


def _opened(answer: Answer) -> FeedPage:
    try:
        return open_feed(answer.body)
    except FeedRefused as refused:
        raise _named(answer, refused) from None


def _named(answer: Answer, refused: FeedRefused) -> FeedRefused:
    """The refusal of a file, in words about an answer."""
    return FeedRefused(f"{answer.address} is no feed: the answer{refused.message.removeprefix('The file')}")


def _key(item: object) -> str:
    """What an item is known by."""
    held = item.get("id") if isinstance(item, dict) else None
    return str(held) if held else json.dumps(item)


def _check_pages(page: FeedPage, first: FeedPage, most: int, place: int) -> None:
    """Raises FeedRefused when a feed has too many pages, or changes its mind how many there are."""
    if max(page.pages, place) > most:
        raise FeedRefused(f"The feed names more than {most:,} pages, the most that is read.")
    if page.counted and page.pages != first.pages:
        raise FeedRefused(
            f"The feed said that it has {first.pages} pages, and on page {place} that it has {page.pages}. "
            "It may have changed while it was read: try again."
        )


def _is_last(page: FeedPage, place: int) -> bool:
    """Whether a page is the last. Raises FeedRefused when the page says two things."""
    if not page.counted:
        return page.last is not False or not page.items
    by_count = place >= page.pages
    if page.last in {None, by_count} or (by_count and not page.items):
        return by_count
    said = "is the last" if page.last else "is not the last"
    raise FeedRefused(f"The feed says that it has {page.pages} pages, and that page {place} {said}. Nothing was taken.")


def _full(item: object) -> bool:
    """Whether an item has anything inside that lists without details leave out."""
    held = Told(item)
    return any(held.value(name) for name in INSIDE)


def _whole(asker: Asker, listed: Url, thin: Iterable[object]) -> list[object]:
    """Each service in full. A feed that has none of its services in full is taken as its list tells it."""
    items: list[object] = []
    asks, answered = True, False
    for item in thin:
        held = _service(asker, listed, item) if asks else None
        answered = answered or held is not None
        asks = asks and (answered or held is not None or not _id(item))
        items.append(item if held is None else held)
    return items


def _id(item: object) -> str:
    """The id of a service, where it can stand in an address."""
    held = item.get("id") if isinstance(item, dict) else None
    words = str(held) if isinstance(held, str | int) else ""
    return words if _ID.fullmatch(words) else ""


def _service(asker: Asker, listed: Url, item: object) -> object | None:
    """A service in full, over what the list tells; None where there is no such record."""
    asked = _id(item)
    if not asked or not isinstance(item, dict):
        return None
    answer = asker.get(listed._replace(path=f"{listed.path}/{quote(asked, safe='')}", query=None).url)
    if answer.status in GONE:
        return None
    if answer.status != OK:
        raise FeedRefused(f"{answer.address} answered {answer.status}, not a service. Nothing was taken.")
    try:
        record = open_record(answer.body)
    except FeedRefused as refused:
        raise _named(answer, refused) from None
    if str(record.get("id")).lower() != asked.lower():
        raise FeedRefused(f"{answer.address} holds another service than the one that was asked for. Nothing was taken.")
    return item | record
