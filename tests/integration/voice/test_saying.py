"""A person's voice: ratings once for an order and changeable, means of enough people only, worries to whom they go."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine

from marketplace.catalogue.rules import Level, PriceLine, Unit
from marketplace.foundation import database
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import IllegalMove, KeyReused, NotFound
from marketplace.people.queries import notices_for
from marketplace.people.rules import MandateKind
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import RecordRequest
from marketplace.purchasing.rules import DeliveryKind
from marketplace.voice import operations as voice
from marketplace.voice.operations import RatingRequest, WorryRequest
from marketplace.voice.queries import (
    Score,
    rating_for,
    ratings_with,
    scores_of,
    statements_of,
    worries_of,
    worries_to,
    worry,
)
from marketplace.voice.rules import NothingSaid, NotYetDelivered, Statement, WorryKind
from tests import world
from tests.faces.shop import Shop, opened_anew

ALL_FOUR = dict.fromkeys(Statement, 4)
HELPS = frozenset({Power.SEE, Power.SPEND})


@pytest.fixture
def shop(once: Callable[..., Any]) -> Shop:
    """A person with money, and a provider."""
    return opened_anew(once)


def rate(actor: Actor, request: RatingRequest) -> int:
    """Rate; the number of the wording."""
    with database.writing() as session:
        return voice.rate(session, actor, request)


def say(actor: Actor, request: WorryRequest) -> object:
    """Say that something is wrong; the worry's id."""
    with database.writing() as session:
        return voice.say(session, actor, request)


def test_a_rating_may_be_changed_and_the_last_words_count(shop: Shop, db: Engine) -> None:
    order_id = shop.confirmed()
    assert rate(shop.person, RatingRequest(order_id, {Statement.LISTENED: 4}, "Good.")) == 1
    assert rate(shop.person, RatingRequest(order_id, {Statement.AGAIN: 1}, "On second thoughts.")) == 2
    with database.reading() as session:
        mine = rating_for(session, shop.person, order_id)
        assert mine is not None
        assert (mine.words, mine.scores, mine.changed) == ("On second thoughts.", {"again": 1}, True)
        assert [row.words for row in ratings_with(session, shop.provider)] == ["On second thoughts."]
        assert ratings_with(session, world.provider("Rivals")) == []
        assert rating_for(session, world.person("Somebody else"), order_id) is None
    with db.connect() as connection:
        kept = connection.exec_driver_sql("SELECT words FROM rating_wording ORDER BY number").scalars().all()
    assert kept == ["Good.", "On second thoughts."]


@pytest.mark.parametrize("scores", [{}, {Statement.LISTENED: 0}, {Statement.LISTENED: 5}, {Statement.LISTENED: -1}])
def test_a_rating_says_something(shop: Shop, scores: dict[Statement, int]) -> None:
    with pytest.raises(NothingSaid):
        rate(shop.person, RatingRequest(shop.confirmed(), scores, "Words alone."))


def test_only_what_was_had_and_confirmed_is_rated_and_by_the_person(shop: Shop) -> None:
    for make in (shop.accepted, shop.recorded, shop.disputed):
        with pytest.raises(NotYetDelivered):
            rate(shop.person, RatingRequest(make(), ALL_FOUR, ""))
    order_id, broker = shop.confirmed(), world.broker()
    world.trusts(shop.robin, broker, MandateKind.BROKER, HELPS)
    for actor in (shop.provider, shop.funder, broker, world.person("Somebody else"), world.administrator()):
        with pytest.raises(NotFound):
            rate(actor, RatingRequest(order_id, ALL_FOUR, ""))


def had(shop: Shop, offer_id: UUID) -> UUID:
    """An order of one offer that the person had and confirmed."""
    order_id = shop.ordered(offer_id)
    with database.writing() as session:
        purchasing.accept(session, shop.provider, order_id)
    shop.clock.forward(days=8)
    booking_id = shop.order(order_id).bookings[0].id
    with database.writing() as session:
        purchasing.record(session, shop.provider, RecordRequest(booking_id, DeliveryKind.DELIVERED, Decimal(1)))
        purchasing.confirm(session, shop.person, booking_id)
    return order_id


def test_a_mean_is_shown_of_three_people_or_more_and_each_counts_once(shop: Shop) -> None:
    offer_id, other = world.offer(shop.owner), world.offer(shop.owner)
    rate(shop.person, RatingRequest(had(shop, offer_id), {Statement.LISTENED: 1}, ""))
    for score, answers in ((1, {}), (4, {}), (4, {Statement.AGAIN: 3})):
        with database.reading() as session:
            assert scores_of(session, shop.person, [offer_id, other]) == {}
            assert statements_of(session, shop.person, offer_id) == []
        rate(shop.person, RatingRequest(had(shop, offer_id), {Statement.LISTENED: score} | answers, ""))
        shop.robin = world.person(f"Person {score}")
        shop.account_id = world.budget(shop.robin, shop.funder, 500_00)
    rate(shop.person, RatingRequest(had(shop, offer_id), {Statement.LISTENED: 2}, ""))
    with database.reading() as session:
        scores = scores_of(session, shop.person, [offer_id, other])
        assert scores == {offer_id: Score(pytest.approx((1 + 4 + 4 + 3 + 2) / 5), 4)}  # the first said 1 twice
        assert [(row.yes, row.people) for row in statements_of(session, shop.person, offer_id)] == [(2, 4)]


def test_a_problem_goes_to_the_provider_and_harm_to_the_funder_unseen_by_the_provider(shop: Shop) -> None:
    order_id = shop.accepted()
    problem = shop.worried(order_id, WorryKind.PROBLEM, "The gate was shut.")
    harm = shop.worried(order_id, WorryKind.HARM, "Somebody was pushed.")
    office, rival = world.administrator(), world.commissioner("South Council")
    with database.reading() as session:
        for actor, seen in ((shop.provider, [problem]), (shop.funder, [harm]), (office, []), (rival, [])):
            assert [row.id for row in worries_to(session, actor)] == seen
            for each in {problem, harm} - set(seen):
                with pytest.raises(NotFound):
                    worry(session, actor, each)
        due = {row.id: row.due_on for row in worries_of(session, shop.person, order_id)}
        assert due == {problem: date(2026, 3, 5), harm: date(2026, 3, 3)}  # three working days, and one
        told = [notice.subject for notice in notices_for(session, shop.provider)]
    assert not [subject for subject in told if "harm" in subject]


def test_harm_about_something_free_goes_to_the_funder_of_the_person_else_to_the_office(shop: Shop) -> None:
    office = world.administrator()
    free = world.offer(shop.owner, prices=(PriceLine(Unit.SESSION, Level.STANDARD, 0),))
    funded = shop.worried(shop.ordered(free), WorryKind.HARM)
    shop.robin = world.person("Without a budget")
    own = shop.worried(shop.ordered(free), WorryKind.HARM)
    with database.reading() as session:
        assert [row.id for row in worries_to(session, shop.funder)] == [funded]
        assert [row.id for row in worries_to(session, office)] == [own]


def test_harm_is_hidden_from_those_it_may_be_about(shop: Shop) -> None:
    broker = world.broker()
    world.trusts(shop.robin, broker, MandateKind.BROKER, HELPS)
    order_id = shop.accepted()
    shop.worried(order_id, WorryKind.HARM)
    problem = shop.worried(order_id)
    with database.reading() as session:
        assert [row.id for row in worries_of(session, broker, order_id)] == [problem]
        assert worries_of(session, world.person("Somebody else"), order_id) == []
        assert len(worries_of(session, shop.person, order_id)) == 2


def test_the_same_form_says_once_and_other_words_with_its_key_are_not_lost_unseen(shop: Shop) -> None:
    request = WorryRequest(uuid4(), shop.accepted(), WorryKind.PROBLEM, "The gate was shut.")
    assert say(shop.person, request) == say(shop.person, request)
    for changed in ({"words": "It was open."}, {"kind": WorryKind.HARM}, {"order_id": shop.accepted()}):
        with pytest.raises(KeyReused):
            say(shop.person, replace(request, **changed))  # type: ignore[arg-type]
    for actor in (world.person("Somebody else"), shop.provider):
        with pytest.raises(NotFound):
            say(actor, replace(request, key=uuid4()))


def test_an_answer_is_given_once_by_whoever_was_asked_and_reaches_the_person(shop: Shop) -> None:
    problem = shop.worried(shop.accepted())
    shop.clock.forward(minutes=1)
    for actor in (shop.funder, shop.person, world.administrator(), world.provider("Rivals")):
        with pytest.raises(NotFound), database.writing() as session:
            voice.answer(session, actor, problem, "It is nothing.")
    with database.writing() as session:
        voice.answer(session, shop.provider, problem, "We are sorry. It has a bell now.")
    with pytest.raises(IllegalMove), database.writing() as session:
        voice.answer(session, shop.provider, problem, "Again.")
    with database.reading() as session:
        assert worry(session, shop.provider, problem).answer == "We are sorry. It has a bell now."
        assert notices_for(session, shop.person)[0].subject == "Your worry was answered"
        assert worries_to(session, shop.provider, only_open=True) == []
