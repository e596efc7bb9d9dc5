"""The offers of the demo world: drafted and published by their providers, a few changed or taken off sale since."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import SessionsRequest
from marketplace.catalogue.queries import sessions_of
from marketplace.catalogue.rules import OfferState, OfferWords
from marketplace.demo.world.agenda import Step
from marketplace.demo.world.calendar import at
from marketplace.demo.world.cast import Cast
from marketplace.demo.world.offers.arts import ARTS
from marketplace.demo.world.offers.company import COMPANY
from marketplace.demo.world.offers.facts import FACTS
from marketplace.demo.world.offers.homes import HOMES
from marketplace.demo.world.offers.learning import LEARNING
from marketplace.demo.world.offers.moving import MOVING
from marketplace.demo.world.offers.nature import NATURE
from marketplace.demo.world.offers.peers import PEERS
from marketplace.demo.world.offers.sheet import Group, Offer
from marketplace.demo.world.offers.talking import TALKING
from marketplace.demo.world.offers.tongues import TONGUES
from marketplace.demo.world.offers.work import WORK
from marketplace.demo.world.providers import PROVIDERS
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.foundation.clock import civil

_TABLES = (ARTS, NATURE, MOVING, LEARNING, WORK, PEERS, TALKING, COMPANY, HOMES, TONGUES)
OFFERS: dict[str, Offer] = {offer.key: offer for table in _TABLES for offer in table}
CHANGE_DAYS = 14  # after the anchor, on which new prices begin

__all__ = ["FACTS", "OFFERS", "Group", "Offer", "dates_of", "steps"]


def dates_of(cast: Cast, offer: Offer) -> dict[int, tuple[datetime, datetime]]:
    """The dates of a group by their week: UTC start and end."""
    group = offer.when
    if not isinstance(group, Group):
        return {}
    days = {week: cast.calendar.day(week, group.day) for week in group.weeks}
    return {
        week: (at(day, group.starts), at(day + timedelta(days=group.nights), group.ends)) for week, day in days.items()
    }


def steps(cast: Cast) -> Iterator[Step]:
    """Each offer is published twelve to ten weeks before the anchor; changes come in its last week."""
    for number, offer in enumerate(OFFERS.values()):
        began = cast.calendar.before(84 - number % 14, f"{9 + number % 8:02}:15")
        yield Step(began, partial(_publish, cast, offer, began))
        if offer.later:
            edited = cast.calendar.before(5, "14:05")
            yield Step(edited, partial(_edit, cast, offer, edited))
        if offer.state in (OfferState.PAUSED, OfferState.WITHDRAWN):
            ended = cast.calendar.before(4, "15:30")
            yield Step(ended, partial(_end, cast, offer, ended))
        if offer.left is not None:
            eve = cast.calendar.before(1, "21:50")
            yield Step(eve, partial(_leave, cast, offer, eve))


def _owner(cast: Cast, offer: Offer, now: datetime) -> Actor:
    return cast.actor(PROVIDERS[offer.provider].owner, now)


def _words(offer: Offer, starts: date) -> OfferWords:
    """A version of an offer; what it does not say is its provider's."""
    provider = PROVIDERS[offer.provider]
    access = f"{provider.access if offer.where.place == 'venue' else ''} {offer.access}".split()
    hours, percent = offer.terms or (provider.notice, provider.late)
    facts = FACTS[offer.key]
    return OfferWords(
        title=offer.title,
        summary=offer.summary,
        description=offer.words,
        category=offer.category,
        prices=offer.prices,
        group=isinstance(offer.when, Group),
        place=offer.where.place,
        venue=offer.where.venue,
        areas=offer.where.areas,
        days=offer.when.days,
        parts=offer.when.parts,
        languages=tuple((offer.languages or provider.languages).split()),
        access=tuple(dict.fromkeys(access)),
        takes=offer.takes or provider.takes,
        notice_hours=hours,
        late_percent=percent,
        vat=offer.vat or provider.vat,
        starts=starts,
        outcomes=tuple(facts.outcomes.split()),
        workers=tuple(facts.workers.split()),
        culture=tuple(facts.culture.split()),
        trial=facts.trial,
        wait_weeks=facts.wait,
        outward=offer.where.outward,
    )


def _publish(cast: Cast, offer: Offer, now: datetime) -> None:
    """Draft an offer, give a group its dates, and publish it unless it stays a draft."""
    owner, dates = _owner(cast, offer, now), dates_of(cast, offer)
    with database.writing() as session:
        offer_id = catalogue.draft(session, owner, _words(offer, owner.today))
        if isinstance(offer.when, Group):
            starts, ends = zip(*dates.values(), strict=True)
            catalogue.add_sessions(session, owner, SessionsRequest(offer_id, starts, ends, offer.when.places))
            for row in sessions_of(session, owner, offer_id):
                cast.sessions[offer.key, civil(row.starts_at)] = row.id
        if offer.state is not OfferState.DRAFT:
            catalogue.set_state(session, owner, offer_id, OfferState.PUBLISHED)
    cast.offers[offer.key] = offer_id


def _edit(cast: Cast, offer: Offer, now: datetime) -> None:
    """A second version, with its price from a coming day."""
    words = _words(offer, cast.calendar.anchor + timedelta(days=CHANGE_DAYS))
    with database.writing() as session:
        dearer = replace(words, prices=offer.later)
        catalogue.edit(session, _owner(cast, offer, now), cast.offers[offer.key], dearer)


def _end(cast: Cast, offer: Offer, now: datetime) -> None:
    """Pause or withdraw an offer."""
    with database.writing() as session:
        catalogue.set_state(session, _owner(cast, offer, now), cast.offers[offer.key], offer.state)


def _leave(cast: Cast, offer: Offer, now: datetime) -> None:
    """Leave so many places on each date to come, and close the rest."""
    owner, offer_id = _owner(cast, offer, now), cast.offers[offer.key]
    with database.writing() as session:
        for row in sessions_of(session, owner, offer_id):
            catalogue.set_places(session, owner, offer_id, row.id, row.taken + (offer.left or 0))
