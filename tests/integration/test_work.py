"""What waits has an owner, who can hand it over or give it back; when they leave it waits for somebody again."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.keeping import operations as keeping
from marketplace.keeping.operations import AskRequest
from marketplace.keeping.queries import WorkRow, work_for
from marketplace.keeping.rules.asking import RequestKind
from marketplace.people import operations as people
from marketplace.people.rules import Duty, OrganisationKind
from marketplace.people.rules.safeguarding import AlreadyTaken, WorkKind
from marketplace.voice.rules import WorryKind
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop
from tests.integration.people.test_members import membership_of
from tests.integration.test_concurrency import at_once


@pytest.fixture
def shop(db: Engine) -> Shop:
    return Shop(TestClock())


@pytest.fixture
def colleague(shop: Shop) -> Actor:
    return world.member(OrganisationKind.COUNCIL, Duty.COMMISSIONER, "Casey", shop.funder.organisation_id)


def take(actor: Actor, record_id: UUID) -> None:
    with database.writing() as session:
        keeping.take(session, actor, record_id)


def rows(actor: Actor) -> list[WorkRow]:
    with database.reading() as session:
        return work_for(session, actor)


def harm(shop: Shop) -> UUID:
    return shop.worried(shop.accepted(), WorryKind.HARM, "Somebody was pushed.")


def test_what_is_late_is_first_and_disputes_wait_too(shop: Shop) -> None:
    shop.disputed()
    first = harm(shop)
    later = shop.funder.at(shop.clock() + timedelta(days=5))
    listed = rows(later)
    assert [row.what.kind for row in listed] == [WorkKind.WORRY, WorkKind.DISPUTE]
    assert (listed[0].what.id, listed[0].late, listed[0].owner) == (first, True, None)
    assert rows(world.commissioner("South Council")) == []
    with pytest.raises(NotFound):
        rows(shop.owner)


def test_taken_handed_over_and_given_back(shop: Shop, colleague: Actor) -> None:
    worry_id = harm(shop)
    take(shop.funder, worry_id)
    with pytest.raises(AlreadyTaken):
        take(colleague, worry_id)
    with pytest.raises(NotFound), database.writing() as session:
        keeping.give_back(session, colleague, worry_id)
    with pytest.raises(Refusal), database.writing() as session:
        keeping.hand_over(session, shop.funder, worry_id, membership_of(shop.owner))
    with database.writing() as session:
        keeping.hand_over(session, shop.funder, worry_id, membership_of(colleague))
    (row,) = rows(colleague)
    assert row.owner
    assert row.owner.own
    with database.writing() as session:
        keeping.give_back(session, colleague, worry_id)
    assert rows(colleague)[0].owner is None
    with database.reading() as session:
        told = session.scalars(text("SELECT action FROM audit WHERE subject = 'worry' ORDER BY id")).all()
    assert told == ["said", "taken", "handed over", "given back"]


def test_it_waits_again_when_its_owner_leaves(shop: Shop, colleague: Actor) -> None:
    worry_id = harm(shop)
    take(colleague, worry_id)
    with database.writing() as session:
        people.end_membership(session, colleague, membership_of(colleague))
    later = shop.funder.at(world.NOW + timedelta(minutes=1))
    (row,) = rows(later)
    assert row.free
    assert row.owner
    assert row.owner.name == colleague.name
    take(later, worry_id)
    (row,) = rows(later)
    assert row.owner
    assert row.owner.own


def test_nobody_takes_what_does_not_wait_for_them(shop: Shop) -> None:
    worry_id = harm(shop)
    for actor in (world.commissioner("South Council"), world.administrator(), shop.owner, shop.robin):
        with pytest.raises(NotFound):
            take(actor, worry_id)
    with pytest.raises(NotFound):
        take(shop.funder, uuid4())


@pytest.mark.parametrize("turn", range(3))
def test_two_who_take_it_at_the_same_moment(shop: Shop, colleague: Actor, turn: int) -> None:
    worry_id = harm(shop)
    ended = at_once([lambda: take(shop.funder, worry_id), lambda: take(colleague, worry_id)])
    assert sum(isinstance(one, AlreadyTaken) for one in ended) == 1


def test_jobs_that_were_given_up_wait_in_the_back_office(db: Engine) -> None:
    office = world.administrator()
    given_up = "INSERT INTO outbox (topic, payload, asked_at, run_at, attempts) VALUES ('mail', '{}', now(), now(), 8)"
    with database.writing() as session:
        session.execute(text(given_up))
        session.execute(text(given_up))
    (row,) = rows(office)
    assert (row.what.kind, row.what.detail) == (WorkKind.JOB, "2 of mail")
    take(office, row.what.id)
    assert not rows(office)[0].free


def test_what_people_ask_and_providers_that_join_wait_with_their_days(shop: Shop) -> None:
    office = world.administrator()
    with database.writing() as session:
        asked = AskRequest(uuid4(), RequestKind.CORRECT, "My name is spelt another way.")
        request_id = keeping.ask_about_data(session, shop.robin, asked)
        waits = text("UPDATE organisation SET joined_at = :now, checked_at = NULL WHERE id = :id")
        session.execute(waits, {"now": world.NOW, "id": shop.owner.organisation_id})
    due = {row.what.kind: (row.what.id, row.what.by) for row in rows(office)}
    assert due == {
        WorkKind.DATA: (request_id, date(2026, 4, 2)),
        WorkKind.CHECK: (shop.owner.organisation_id, date(2026, 3, 9)),
    }
    take(office, request_id)
    with pytest.raises(NotFound):
        take(shop.funder, request_id)
    with pytest.raises(NotFound):
        take(office, uuid4())
    with database.writing() as session:
        session.execute(text("UPDATE organisation SET declined_at = :now WHERE checked_at IS NULL"), {"now": world.NOW})
    assert [row.what.kind for row in rows(office)] == [WorkKind.DATA]
