"""The tables of the demo world fit each other, and name nobody and nothing real."""

import re
from collections import Counter

import pytest

from marketplace.catalogue.rules import Culture, Language, OfferState, Outcome, Place, Worker, outward_point
from marketplace.demo.world import GUIDE
from marketplace.demo.world.accreditation import ACCREDITED, ENDED
from marketplace.demo.world.areas import AREAS, HEALTH
from marketplace.demo.world.cast import email_of
from marketplace.demo.world.deputies import DEPUTY
from marketplace.demo.world.joining import NEWCOMER
from marketplace.demo.world.money import BUDGETS, FUNDERS_OF
from marketplace.demo.world.offers import FACTS, OFFERS, Group
from marketplace.demo.world.orders import ORDERS, Order
from marketplace.demo.world.orders.sheet import SPAN, Answer, Fate
from marketplace.demo.world.people import ADMINISTRATOR, BROKERS, CLIENTS, COMMISSIONERS, PEOPLE, SUPPORTERS
from marketplace.demo.world.providers import PROVIDERS
from marketplace.foundation.distance import Point, metres_between

DRAMA_NUMBERS = re.compile(r"0191 498 0\d{3}|01632 960\d{3}")  # Ofcom keeps these for stories: nobody has them
GIVEN = {Fate.YES: -3, Fate.PART: -3, Fate.DECIDED: -4, Fate.MENDED: -3, Fate.SILENT: -5}  # confirmed by the last week

each_order = pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.key)


def everybody() -> list[str]:
    """The names of all who can sign in."""
    return [
        *(name for name, _ in PEOPLE.values()),
        *(name for _, name, _ in SUPPORTERS),
        *BROKERS,
        *COMMISSIONERS.values(),
        ADMINISTRATOR,
        *(provider.owner for provider in PROVIDERS.values()),
        *(provider.worker for provider in PROVIDERS.values() if provider.worker),
        NEWCOMER,
        DEPUTY,
    ]


def test_everybody_has_an_address_of_their_own_that_reaches_nobody() -> None:
    addresses = [email_of(name) for name in everybody()]
    assert [address for address, times in Counter(addresses).items() if times > 1] == []
    assert all(re.fullmatch(r"[a-z-]+(\.[a-z-]+)+@example\.org", address) for address in addresses)
    assert {guest.email for guest in GUIDE} <= set(addresses)


def test_phone_numbers_are_for_stories_and_each_provider_has_its_own() -> None:
    phones = [provider.phone for provider in PROVIDERS.values()]
    assert all(DRAMA_NUMBERS.fullmatch(phone) for phone in phones)
    assert len(set(phones)) == len(phones)


def test_the_guide_shows_every_kind_of_user() -> None:
    shown = {guest.name for guest in GUIDE}
    assert {*BROKERS, *COMMISSIONERS.values(), ADMINISTRATOR} <= shown
    assert shown & {name for _, name, _ in SUPPORTERS}
    assert len(shown & {provider.owner for provider in PROVIDERS.values()}) >= 3
    assert len(shown & {name for name, _ in PEOPLE.values()}) >= 6


def test_the_guide_shows_a_code_for_whoever_works_for_an_organisation() -> None:
    owners = {provider.owner for provider in PROVIDERS.values()}
    staff = owners | {*BROKERS, *COMMISSIONERS.values(), ADMINISTRATOR}
    assert {guest.name for guest in GUIDE if guest.staff} == {guest.name for guest in GUIDE} & staff


def test_the_twelve_areas_each_have_offers_and_people() -> None:
    assert len(AREAS) == 12
    assert {area for offer in OFFERS.values() for area in offer.where.areas} == set(AREAS)
    assert {area for _, area in PEOPLE.values()} == set(AREAS)


def test_thirty_people_have_a_budget_and_one_has_none() -> None:
    assert len(FUNDERS_OF) == 30
    assert set(PEOPLE) - set(FUNDERS_OF) == {"leon"}
    assert {budget.funder for budget in BUDGETS} == set(COMMISSIONERS)
    assert any(len(funders) == 2 for funders in FUNDERS_OF.values())
    assert {person for person, _, _ in (*CLIENTS, *SUPPORTERS)} <= set(PEOPLE)


def test_offers_are_of_every_unit_kind_and_state() -> None:
    units = {line.unit.value for offer in OFFERS.values() for line in offer.prices}
    assert units == {"hour", "session", "half_day", "day", "week", "each"}
    assert {offer.state for offer in OFFERS.values()} == set(OfferState)
    assert {provider.key for provider in PROVIDERS.values()} == {offer.provider for offer in OFFERS.values()}
    assert sum(offer.prices[0].pence == 0 for offer in OFFERS.values()) >= 15


def test_every_offer_says_what_it_helps_people_to_do_and_how_soon() -> None:
    assert set(FACTS) == set(OFFERS)
    facts = FACTS.values()
    told = {name for each in facts for name in each.outcomes.split()}
    assert told == set(Outcome)
    assert all(1 <= len(each.outcomes.split()) <= 4 for each in facts)
    assert {name for each in facts for name in each.workers.split()} == set(Worker)
    assert {name for each in facts for name in each.culture.split()} >= set(Culture) - {Culture.KOSHER}
    for key, offer in OFFERS.items():
        assert (FACTS[key].wait is None) is isinstance(offer.when, Group), key


def test_every_language_is_offered_and_each_place_is_where_it_serves() -> None:
    spoken = {code for o in OFFERS.values() for code in (o.languages or PROVIDERS[o.provider].languages).split()}
    assert spoken == set(Language)
    for key, offer in OFFERS.items():
        if not offer.where.outward:
            assert offer.where.place != Place.VENUE or key in {"own-plot", "moor-days"}
            continue
        point = outward_point(offer.where.outward)
        assert point is not None
        middles = [Point(*AREAS[code][1:]) for code in offer.where.areas]
        assert min(metres_between(point, middle) for middle in middles) < 30_000, key


def test_those_who_are_accredited_are_providers_and_by_funders_of_where_they_are() -> None:
    assert set(ACCREDITED) <= {*AREAS, HEALTH}
    for funder, providers in ACCREDITED.items():
        assert set(providers) <= set(PROVIDERS)
        for provider in providers:
            served = {area for offer in OFFERS.values() if offer.provider == provider for area in offer.where.areas}
            assert funder == HEALTH or funder in served, (funder, provider)
    none = set(PROVIDERS) - {provider for providers in ACCREDITED.values() for provider in providers}
    assert ENDED[1] in none


@each_order
def test_an_order_fits_its_person_and_its_offer(order: Order) -> None:
    offer, (_, area) = OFFERS[order.offer], PEOPLE[order.person]
    assert area in offer.where.areas
    assert bool(order.on) != isinstance(offer.when, Group)
    if isinstance(offer.when, Group):
        assert set(order.fates) <= set(offer.when.weeks)
    else:
        weekday, clock_time = order.on.split()
        part = "morning" if clock_time < "12" else "afternoon" if clock_time < "17" else "evening"
        assert weekday in offer.when.days
        assert part in offer.when.parts


@each_order
def test_the_fates_of_an_order_can_have_come_about(order: Order) -> None:
    assert order.placed < min(order.fates)
    for week, fate in order.fates.items():
        first, last = SPAN[fate]
        assert first <= week <= last, (week, fate)
    fates = set(order.fates.values())
    if fates & {Fate.DISPUTED, Fate.DECIDED, Fate.MENDED, Fate.CALLED_OFF} or order.answer is Answer.NO:
        assert order.why
    assert bool(order.ruling) == (Fate.DECIDED in fates)
    assert (Fate.NEVER in fates) <= (order.answer is not Answer.YES)


@each_order
def test_a_rating_comes_after_something_was_given(order: Order) -> None:
    if order.said:
        assert any(week <= GIVEN.get(fate, -99) for week, fate in order.fates.items())
    for trouble in order.troubles:
        assert order.placed < trouble.week <= (-2 if trouble.answer else -1)


def test_no_order_is_told_twice() -> None:
    assert len({order.key for order in ORDERS}) == len(ORDERS)
