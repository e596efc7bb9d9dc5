"""Ratings count people, not orders; and harm reaches somebody, whoever is left at the funder."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.people.queries import notices_for
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import RecordRequest
from marketplace.purchasing.rules import DeliveryKind
from marketplace.voice import operations as voice
from marketplace.voice.operations import RatingRequest
from marketplace.voice.queries import Score, scores_of, statements_of, worries_to
from marketplace.voice.rules import STATEMENT_WORDS, Statement, WorryKind
from tests import world
from tests.faces.shop import Shop, opened_anew


@pytest.fixture
def shop(once: Callable[..., Any]) -> Shop:
    """A person with £500 and a provider."""
    return opened_anew(once)


def rates(shop: Shop, person: Actor, account_id: UUID, offer_id: UUID, scores: dict[Statement, int]) -> None:
    """Somebody books the offer, has it, and rates it."""
    shop.robin, shop.account_id = person, account_id
    order_id = shop.ordered(offer_id)
    with database.writing() as session:
        purchasing.accept(session, shop.provider, order_id)
    shop.clock.forward(days=8)
    booking = shop.order(order_id).bookings[0]
    with database.writing() as session:
        request = RecordRequest(booking.id, DeliveryKind.DELIVERED, booking.quantity)
        purchasing.record(session, shop.provider, request)
        purchasing.confirm(session, shop.person, booking.id)
        voice.rate(session, shop.person, RatingRequest(order_id, scores, ""))


def test_somebody_who_books_often_is_one_voice_and_says_what_they_said_last(shop: Shop) -> None:
    offer_id = world.offer(shop.owner)
    first, account = shop.robin, shop.account_id
    for score in (1, 1, 4):
        rates(shop, first, account, offer_id, {Statement.LISTENED: score})
    with database.reading() as session:
        assert scores_of(session, first, [offer_id]) == {}
        assert statements_of(session, first, offer_id) == []
    others = {"Ash Moor": {Statement.LISTENED: 4, Statement.ON_TIME: 2}, "Jo Fell": {Statement.LISTENED: 1}}
    for name, scores in others.items():
        other = world.person(name)
        rates(shop, other, world.budget(other, shop.funder), offer_id, scores)
    with database.reading() as session:
        assert scores_of(session, first, [offer_id]) == {offer_id: Score((4 + 4 + 2 + 1) / 4, 3)}
        (row,) = statements_of(session, first, offer_id)  # what one person answered is theirs alone
    assert (row.words, row.yes, row.people) == (STATEMENT_WORDS[Statement.LISTENED], 2, 3)


def test_harm_goes_to_the_back_office_when_the_funder_has_nobody_to_answer(shop: Shop) -> None:
    office = world.administrator()
    order_id = shop.accepted()
    left = text("UPDATE membership SET ends = starts - 1, starts = starts - 2 WHERE organisation_id = :funder")
    with database.writing() as session:
        session.execute(left, {"funder": shop.funder.organisation_id})
    worry_id = shop.worried(order_id, WorryKind.HARM, "They are hurting me.")
    with database.reading() as session:
        assert [worry.id for worry in worries_to(session, office)] == [worry_id]
        assert worry_id in [notice.about_id for notice in notices_for(session, office)]
        assert worries_to(session, shop.provider) == []


def test_a_problem_stays_with_the_provider(shop: Shop) -> None:
    office = world.administrator()
    worry_id = shop.worried(shop.accepted())
    with database.reading() as session:
        assert worries_to(session, office) == []
        assert [worry.id for worry in worries_to(session, shop.provider)] == [worry_id]
