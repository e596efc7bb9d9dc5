"""Duties that need a second pair of eyes: proposed by one administrator, agreed to by another one."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine

from marketplace.foundation import database
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.people import operations as people
from marketplace.people.operations import RoleRequest
from marketplace.people.queries import role_proposal, role_proposals
from marketplace.people.rules import Duty, DutyRefused, OrganisationKind
from marketplace.people.rules.members import LAPSES_AFTER, NoLongerProposed, SecondPair
from tests import world
from tests.integration.people.test_members import end
from tests.integration.test_concurrency import at_once

EMAIL = "casey@example.org"


class Office:
    """Two administrators, a council, and somebody who is to do something for it."""

    def __init__(self) -> None:
        self.first = world.administrator(email="first@example.org")
        self.second = world.member(
            OrganisationKind.PLATFORM, Duty.ADMINISTRATOR, "Second", self.first.organisation_id, "second@example.org"
        )
        self.council = world.commissioner().organisation_id or uuid4()
        self.casey = world.account("Casey Poole", EMAIL)

    def proposed(self, duty: Duty = Duty.MANAGER, email: str = EMAIL, where: UUID | None = None) -> UUID:
        """The first proposes."""
        with database.writing() as session:
            asked = RoleRequest(email, where or self.council, duty, "They start today.")
            return people.propose_role(session, self.first, asked)

    def agrees(self, actor: Actor, proposal_id: UUID) -> None:
        """Somebody agrees."""
        with database.writing() as session:
            people.agree_role(session, actor, proposal_id)


@pytest.fixture
def office(db: Engine) -> Office:
    return Office()


def test_it_holds_only_when_another_one_agrees(office: Office) -> None:
    proposal_id = office.proposed()
    assert world.actor(office.casey).powers == frozenset()
    with pytest.raises(SecondPair):
        office.agrees(office.first, proposal_id)
    office.agrees(office.second, proposal_id)
    assert world.actor(office.casey).powers == {Power.MANAGE}
    office.agrees(office.second, office.proposed(Duty.COMMISSIONER))
    assert world.actor(office.casey).powers == {Power.MANAGE, Power.COMMISSION}
    with pytest.raises(NoLongerProposed):
        office.agrees(office.second, proposal_id)


def test_never_for_oneself(office: Office) -> None:
    platform = office.first.organisation_id
    with pytest.raises(SecondPair):
        office.proposed(Duty.ADMINISTRATOR, "first@example.org", platform)
    for_second = office.proposed(Duty.MANAGER, "second@example.org")
    with pytest.raises(SecondPair):
        office.agrees(office.second, for_second)
    with pytest.raises(SecondPair), database.writing() as session:
        people.refuse_role(session, office.second, for_second, "No")


def test_it_lapses_and_can_be_proposed_again(office: Office) -> None:
    proposal_id = office.proposed()
    assert office.proposed() == proposal_id
    late = LAPSES_AFTER + timedelta(seconds=1)
    with pytest.raises(NoLongerProposed):
        office.agrees(office.second.at(world.NOW + late), proposal_id)
    office.first = office.first.at(world.NOW + late)
    again = office.proposed()
    assert again != proposal_id
    with database.reading() as session:
        assert role_proposal(session, office.second, proposal_id).state == "lapsed"
        assert [row.id for row in role_proposals(session, office.first, only_waiting=True)] == [again]


def test_refused_and_taken_back(office: Office) -> None:
    for actor, state in ((office.second, "refused"), (office.first, "withdrawn")):
        proposal_id = office.proposed()
        with database.writing() as session:
            people.refuse_role(session, actor, proposal_id, "We do not know them.")
        with database.reading() as session:
            assert role_proposal(session, actor, proposal_id).state == state
        with pytest.raises(NoLongerProposed):
            office.agrees(office.second, proposal_id)
    assert world.actor(office.casey).powers == frozenset()


def test_what_does_not_fit_is_refused(office: Office) -> None:
    for asked, refusal in (
        ((Duty.MANAGER, "nobody@example.org"), Refusal),
        ((Duty.OWNER,), DutyRefused),
        ((Duty.MANAGER, EMAIL, uuid4()), NotFound),
    ):
        with pytest.raises(refusal):
            office.proposed(*asked)
    with pytest.raises(NotFound):
        office.agrees(world.commissioner("South Council"), office.proposed())


def test_one_administrator_alone_cannot_join_somebody_to_a_guarded_duty(office: Office) -> None:
    with pytest.raises(NotFound), database.writing() as session:
        people.join(session, office.first, office.casey, office.council, [Duty.COMMISSIONER])


def test_what_a_former_administrator_proposed_counts_no_more(office: Office) -> None:
    proposal_id = office.proposed()
    end(office.second, office.first)
    with pytest.raises(NoLongerProposed):
        office.agrees(office.second, proposal_id)


@pytest.mark.parametrize("turn", range(3))
def test_agreeing_twice_at_the_same_moment_gives_it_once(office: Office, turn: int) -> None:
    platform = office.first.organisation_id
    third = world.member(OrganisationKind.PLATFORM, Duty.ADMINISTRATOR, "Third", platform)
    proposal_id = office.proposed()
    ended = at_once([lambda: office.agrees(office.second, proposal_id), lambda: office.agrees(third, proposal_id)])
    assert sum(isinstance(one, NoLongerProposed) for one in ended) == 1


def test_who_left_today_can_come_back_today(office: Office) -> None:
    office.agrees(office.second, office.proposed(Duty.COMMISSIONER))
    casey = world.actor(office.casey)
    end(casey, casey)
    office.agrees(office.second, office.proposed(Duty.COMMISSIONER))
    assert world.actor(office.casey).powers == {Power.COMMISSION}
