"""What the back office alone may do: organisations, members, areas and settings; and what it may not."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people import operations as people
from marketplace.people.operations import OrganisationRequest
from marketplace.people.rules import Duty, DutyRefused, OrganisationKind, SettingName, SettingRefused
from tests import world

Act = Callable[[Session, Actor], object]
SOMEBODY = UUID(int=7)
ACTS: dict[str, Act] = {
    "area": lambda s, a: people.declare_area(s, a, "E1", "Nowhere", 55.0, -1.0),
    "organisation": lambda s, a: people.register_organisation(s, a, OrganisationRequest(OrganisationKind.COUNCIL, "X")),
    "member": lambda s, a: people.join(s, a, SOMEBODY, SOMEBODY, [Duty.ADMINISTRATOR]),
    "covered": lambda s, a: people.cover_area(s, a, SOMEBODY, world.AREA, world.NOW.date()),
    "setting": lambda s, a: people.set_setting(s, a, SOMEBODY, SettingName.SILENCE_DAYS, 1, "mine"),
    "person": lambda s, a: people.register_person(s, a, "Somebody", world.AREA),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_nobody_else_may(db: Engine, act: Act) -> None:
    world.areas()
    for actor in (world.person(), world.provider(), world.broker(), world.commissioner()):
        with pytest.raises(NotFound), database.writing() as session:
            act(session, actor)


def test_the_back_office_may_and_it_is_written_down(db: Engine) -> None:
    world.areas()
    office, funder = world.administrator(), world.commissioner()
    assert funder.organisation_id
    with database.writing() as session:
        people.set_setting(session, office, funder.organisation_id, SettingName.SILENCE_DAYS, 10, "Their policy")
        people.cover_area(session, office, funder.organisation_id, world.AREA, office.today)
    with database.reading() as session:
        mine = text("SELECT action FROM audit WHERE subject_id = :id AND account_id = :me ORDER BY id")
        told = session.scalars(mine, {"id": funder.organisation_id, "me": office.account_id}).all()
    assert told == ["set silence_days to 10", f"covers {world.AREA}"]


@pytest.mark.parametrize("kind", OrganisationKind)
def test_a_member_has_a_duty_of_their_kind_of_organisation(db: Engine, kind: OrganisationKind) -> None:
    fitting = {OrganisationKind.PLATFORM: Duty.ADMINISTRATOR, OrganisationKind.BROKER: Duty.BROKER}
    with pytest.raises(DutyRefused):
        world.member(kind, Duty.ADMINISTRATOR if kind not in fitting else Duty.OWNER, f"Any {uuid4()}")


@pytest.mark.parametrize(("name", "value"), [("silence_days", 0), ("silence_days", 61), ("spend_ahead", 2)])
def test_a_setting_has_bounds(db: Engine, name: str, value: int) -> None:
    office, funder = world.administrator(), world.commissioner()
    assert funder.organisation_id
    with pytest.raises(SettingRefused), database.writing() as session:
        people.set_setting(session, office, funder.organisation_id, SettingName(name), value, "A typing error")
