"""A funder's dated settings: its own manager sets them from today or later, and sees what is coming and what was."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people import operations as people
from marketplace.people.operations import SettingRequest
from marketplace.people.queries import settings_of, settings_over_time
from marketplace.people.rules import Duty, OrganisationKind, SettingName, SettingRefused
from marketplace.people.rules.settings import SILENCE_DAYS, NotBackInTime, SourceNeeded
from tests import world

SILENCE = SettingName.SILENCE_DAYS


def plan(actor: Actor, value: int, days: int = 0, of: Actor | None = None, source: str = "Policy 4") -> None:
    funder_id = (of or actor).organisation_id or uuid4()
    starts = world.NOW.date() + timedelta(days=days)
    with database.writing() as session:
        people.plan_setting(session, actor, SettingRequest(funder_id, SILENCE, value, starts, source))


@pytest.fixture
def manager(db: Engine) -> Actor:
    return world.member(OrganisationKind.COUNCIL, Duty.MANAGER, "North Council")


def test_what_holds_what_is_coming_and_what_was(manager: Actor) -> None:
    with database.reading() as session:
        (silence, *_) = settings_over_time(session, manager)
    assert (silence.value, silence.now, silence.coming, silence.past) == (SILENCE_DAYS, None, (), ())
    for value, days in ((10, 0), (20, 30), (12, 10)):
        plan(manager, value, days)
    with database.reading() as session:
        (now, *_) = settings_over_time(session, manager)
        (later, *_) = settings_over_time(session, manager.at(world.NOW + timedelta(days=12)))
    assert (now.value, [row.value for row in now.coming]) == (10, [12, 20])
    assert (later.value, [row.value for row in later.past]) == (12, [10])


def test_a_second_value_from_the_same_day_takes_its_place_and_both_are_written_down(manager: Actor) -> None:
    plan(manager, 10)
    plan(manager, 11, source="Policy 5")
    with database.reading() as session:
        held = settings_of(session, manager, [manager.organisation_id or uuid4()])
        told = session.execute(text("SELECT was, became FROM audit WHERE action LIKE 'set %' ORDER BY id")).all()
    assert [(row.value, row.source) for row in held.values()] == [(11, "Policy 5")]
    assert [tuple(row) for row in told] == [(None, None), ("10", "11")]


def test_what_cannot_be_is_refused(manager: Actor) -> None:
    for asked, refusal in (((10, -1), NotBackInTime), ((61,), SettingRefused), ((0,), SettingRefused)):
        with pytest.raises(refusal):
            plan(manager, *asked)
    with pytest.raises(SourceNeeded):
        plan(manager, 10, source="  ")


def test_only_what_has_not_begun_is_taken_back_and_only_by_its_own_manager(manager: Actor) -> None:
    south = world.member(OrganisationKind.COUNCIL, Duty.MANAGER, "South Council")
    plan(manager, 10)
    plan(manager, 20, 30)
    with database.reading() as session:
        (row, *_) = settings_over_time(session, manager)
    assert row.now
    for actor, setting in ((south, row.coming[0]), (manager, row.now)):
        with pytest.raises(NotFound), database.writing() as session:
            people.drop_setting(session, actor, setting.id)
    with database.writing() as session:
        people.drop_setting(session, manager, row.coming[0].id)
    with database.reading() as session:
        assert settings_over_time(session, manager)[0].coming == ()


def test_nobody_else_sets_it(manager: Actor) -> None:
    council = OrganisationKind.COUNCIL
    commissioner = world.member(council, Duty.COMMISSIONER, "Casey", manager.organisation_id)
    for actor in (commissioner, world.member(council, Duty.MANAGER, "South Council"), world.provider()):
        with pytest.raises(NotFound):
            plan(actor, 10, of=manager)
    owner = world.provider("Another")
    with pytest.raises(NotFound):
        plan(owner, 10)
    with pytest.raises(NotFound):
        plan(world.administrator(), 10, of=owner)
