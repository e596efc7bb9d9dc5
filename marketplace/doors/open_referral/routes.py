"""The nine endpoints of Open Referral UK version 3, and the details of the feed: what is on sale here, for anybody."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from marketplace.catalogue import queries
from marketplace.catalogue.queries import FeedAsk
from marketplace.catalogue.rules import open_referral_out as out
from marketplace.catalogue.rules.open_referral_out import Json, Numbers, PublishedService
from marketplace.doors import doors
from marketplace.doors.open_referral import asking
from marketplace.doors.open_referral.answering import BASE, public_address, told
from marketplace.doors.open_referral.description import description
from marketplace.foundation import database
from marketplace.foundation.errors import NotFound
from marketplace.webkit.allowing import allow, current_actor

MOST_NESTED = 5_000  # services inside the organisations of one page


@doors.get(f"{BASE}/", strict_slashes=False)
@allow()
@told
def feed_show() -> Json:
    """Which standard this is, which version, and under which licence."""
    return out.VERSION | {
        "license": out.LICENCE,
        "documentation": public_address("storefront.open_data_page"),
        "own_openapi_url": public_address(
            "doors.description_show"
        ),  # checkers follow openapi_url, which is the standard's
    }


@doors.get(f"{BASE}/openapi.json")
@allow()
@told
def description_show() -> Json:
    """The description of the feed, for machines."""
    return description(public_address("doors.feed_show").rstrip("/"))


@doors.get(f"{BASE}/services", strict_slashes=False)
@allow()
@told
def service_list() -> Json:
    """A page of services: flat, or with all inside (``full``), or only ids and dates (``minimal``)."""
    minimal, full = asking.flag("minimal"), asking.flag("full")
    ask = asking.minimal_asked() if minimal else asking.asked()
    services, numbers = _services(ask, dated=full and not minimal)
    if minimal:
        return out.page_of([out.minimal(each) for each in services], numbers)
    tell = out.whole if full else out.flat
    return out.page_of([tell(each, _page_of(each)) for each in services], numbers)


@doors.get(f"{BASE}/services/<uuid:service_id>", strict_slashes=False)
@allow()
@told
def service_show(service_id: UUID) -> Json:
    """One service with all inside."""
    service = _service(service_id)
    return _compact(out.whole(service, _page_of(service)))


@doors.get(f"{BASE}/service_at_locations", strict_slashes=False)
@allow()
@told
def service_at_location_list() -> Json:
    """A page of the places that services are given at."""
    full = asking.flag("full")
    services, numbers = _services(asking.asked(placed=True), dated=full)
    return out.page_of([out.at_location(each, _page_of(each), full=full) for each in services], numbers)


@doors.get(f"{BASE}/service_at_locations/<uuid:place_id>", strict_slashes=False)
@allow()
@told
def service_at_location_show(place_id: UUID) -> Json:
    """One service at its place."""
    service = _service(out.at_place(place_id))
    if not out.is_placed(service):
        raise NotFound
    return _compact(out.at_location(service, _page_of(service), full=True))


@doors.get(f"{BASE}/organizations", strict_slashes=False)
@allow()
@told
def organisation_list() -> Json:
    """A page of the providers; with their services where ``full`` or ``full_service`` asks for them."""
    ask = asking.asked()
    whole = asking.flag("full_service")
    nested = asking.flag("full") or whole
    with database.reading() as session:
        found = queries.feed_organisations(session, current_actor(), ask)
    numbers = Numbers(ask.page, ask.size, found.total, found.slots)
    if not nested:
        return out.page_of([out.organisation(each) for each in found.rows], numbers)
    services = _services_by_provider([each.id for each in found.rows], whole=whole)
    return out.page_of([out.whole_organisation(each, services[each.id]) for each in found.rows], numbers)


@doors.get(f"{BASE}/organizations/<uuid:organisation_id>", strict_slashes=False)
@allow()
@told
def organisation_show(organisation_id: UUID) -> Json:
    """One provider with its services; the whole of them where ``full_service`` asks for it."""
    whole = asking.flag("full_service")
    with database.reading() as session:
        found = queries.feed_organisation(session, current_actor(), organisation_id)
    services = _services_by_provider([organisation_id], whole=whole)
    return _compact(out.whole_organisation(found, services[organisation_id]))


@doors.get(f"{BASE}/taxonomies", strict_slashes=False)
@allow()
@told
def taxonomy_list() -> Json:
    """A page of our taxonomies."""
    return _sliced(out.taxonomies(whole=asking.flag("full")))


@doors.get(f"{BASE}/taxonomies/<uuid:taxonomy_id>", strict_slashes=False)
@allow()
@told
def taxonomy_show(taxonomy_id: UUID) -> Json:
    """One taxonomy with its terms."""
    found = out.taxonomy_named(taxonomy_id)
    if found is None:
        raise NotFound
    return _compact(found)


@doors.get(f"{BASE}/taxonomy_terms", strict_slashes=False)
@allow()
@told
def taxonomy_term_list() -> Json:
    """A page of terms; none of ours is another's child."""
    of = asking.taxonomy()
    asking.flag("top_only")
    terms = out.TERMS if of is None else out.terms_of(of)
    return _sliced([out.term_record(term) for term in terms] if asking.parent() is None else [])


@doors.get(f"{BASE}/taxonomy_terms/<uuid:term_id>", strict_slashes=False)
@allow()
@told
def taxonomy_term_show(term_id: UUID) -> Json:
    """One term."""
    found = out.term_named(term_id)
    if found is None:
        raise NotFound
    return _compact(out.term_record(found))


def _compact(record: Json) -> Json:
    """A record without what has no value."""
    held = out.compact(record)
    return held if isinstance(held, dict) else {}


def _page_of(service: PublishedService) -> str:
    """The address of a service's page for people."""
    return public_address("storefront.offer_show", offer_id=service.id)


def _service(service_id: UUID) -> PublishedService:
    """One service with its dates. Raises NotFound."""
    with database.reading() as session:
        found = queries.feed_service(session, current_actor(), service_id)
        dates = queries.feed_dates(session, current_actor(), [service_id])
    return replace(found, dates=dates.get(service_id, ()))


def _services(ask: FeedAsk, *, dated: bool) -> tuple[list[PublishedService], Numbers]:
    """A page of services, with their dates where they are told, and its numbers."""
    with database.reading() as session:
        found = queries.feed_services(session, current_actor(), ask)
        rows = found.rows
        if dated:
            dates = queries.feed_dates(session, current_actor(), [each.id for each in rows])
            rows = [replace(each, dates=dates.get(each.id, ())) for each in rows]
    return rows, Numbers(ask.page, ask.size, found.total, found.slots)


def _services_by_provider(providers: Iterable[UUID], *, whole: bool) -> dict[UUID, list[Json]]:
    """The services of providers, each without the organisation that it stands in."""
    ask = FeedAsk(size=MOST_NESTED, organisations=tuple(providers))
    services, _ = _services(ask, dated=whole)
    tell = out.whole if whole else out.flat
    held: dict[UUID, list[Json]] = defaultdict(list)
    for each in services:
        record = tell(each, _page_of(each))
        held[each.organisation.id].append({name: record[name] for name in record if name != "organization"})
    return held


def _sliced(records: Sequence[dict[str, Any]]) -> Json:
    """One page of a list that is the same for everybody, searched by its names."""
    ask = asking.asked()
    words = ask.search.lower().split()
    found = [each for each in records if all(word in f"{each['name']} {each['description']}".lower() for word in words)]
    numbers = Numbers(ask.page, ask.size, len(found), len(found))
    return out.page_of(found[ask.offset : ask.offset + ask.size], numbers)
