"""Members of an organisation: what they do, leaving at once, and an organisation that is never left alone."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from marketplace.foundation import access, database
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.people import operations as people
from marketplace.people.operations import WordsRequest
from marketplace.people.queries import actor_behind, actor_for, members
from marketplace.people.rules import Duty, DutyRefused, OrganisationKind
from marketplace.people.rules.members import LastKeeper, NoDuty, OwnDuty
from tests import world
from tests.integration.test_concurrency import at_once

COUNCIL = OrganisationKind.COUNCIL


def membership_of(actor: Actor) -> UUID:
    with database.reading() as session:
        named = text("SELECT id FROM membership WHERE account_id = :a AND organisation_id = :o")
        return session.execute(named, {"a": actor.account_id, "o": actor.organisation_id}).scalar_one()


def change(actor: Actor, of: Actor, *duties: Duty) -> None:
    with database.writing() as session:
        people.change_duties(session, actor, membership_of(of), duties)


def end(actor: Actor, of: Actor) -> None:
    with database.writing() as session:
        people.end_membership(session, actor, membership_of(of), "They have left.")


@pytest.fixture
def manager(db: Engine) -> Actor:
    return world.member(COUNCIL, Duty.MANAGER, "North Council")


def colleague(manager: Actor, duty: Duty) -> Actor:
    return world.member(COUNCIL, duty, f"Colleague {uuid4()}", manager.organisation_id)


def test_a_manager_says_what_a_member_does_and_it_is_written_down(manager: Actor) -> None:
    casey = colleague(manager, Duty.COMMISSIONER)
    change(manager, casey, Duty.COMMISSIONER, Duty.SAFEGUARDING_LEAD)
    assert casey.account_id
    assert world.actor(casey.account_id).powers == {Power.COMMISSION, Power.SAFEGUARD}
    for duties, refusal in (((), NoDuty), ((Duty.OWNER,), DutyRefused)):
        with pytest.raises(refusal):
            change(manager, casey, *duties)
    with database.reading() as session:
        moved = session.execute(text("SELECT was, became FROM audit WHERE action = 'duties changed'")).one()
    assert moved == ("commissioner", "commissioner, safeguarding_lead")


def test_nobody_gives_themselves_a_duty_but_may_lay_one_down(manager: Actor) -> None:
    with pytest.raises(OwnDuty):
        change(manager, manager, Duty.MANAGER, Duty.COMMISSIONER)
    second = colleague(manager, Duty.COMMISSIONER)
    change(manager, second, Duty.COMMISSIONER, Duty.MANAGER)
    change(world.actor(second.account_id or uuid4()), second, Duty.COMMISSIONER)
    with pytest.raises(LastKeeper):
        end(manager, manager)


def test_a_stranger_and_a_colleague_who_does_not_manage_change_nothing(manager: Actor) -> None:
    casey, other = colleague(manager, Duty.COMMISSIONER), world.member(COUNCIL, Duty.MANAGER, "South Council")
    for actor in (casey, other, world.provider()):
        with pytest.raises(NotFound):
            change(actor, manager, Duty.COMMISSIONER)
        with pytest.raises(NotFound):
            end(actor, manager)
    with pytest.raises(NotFound), database.reading() as session:
        members(session, casey)
    with database.reading() as session:
        assert {row.name for row in members(session, manager)} >= {manager.name, casey.name}
        assert other.name not in {row.name for row in members(session, manager)}


def test_ending_a_membership_holds_at_once_for_open_sign_ins_too(manager: Actor) -> None:
    casey = colleague(manager, Duty.COMMISSIONER)
    with database.writing() as session:
        token = people.begin(session, casey, casey.account_id or uuid4())
    with database.writing() as session:
        found = actor_behind(session, access.anonymous(world.NOW), token)
        assert found
        people.act_as(session, found, membership_of(casey), None)
    end(manager, casey)
    with database.reading() as session:
        after = actor_behind(session, access.anonymous(world.NOW), token)
        assert after
        assert (after.organisation_id, after.powers) == (None, frozenset())
        told = session.scalars(text("SELECT subject FROM notice WHERE account_id = :a"), {"a": casey.account_id}).all()
    assert told == ["Your membership has ended"]
    with pytest.raises(NotFound):
        end(manager, casey)


def test_one_leaves_oneself_but_not_as_the_last_who_runs_it(manager: Actor) -> None:
    casey = colleague(manager, Duty.COMMISSIONER)
    end(casey, casey)
    with pytest.raises(LastKeeper):
        end(manager, manager)
    with pytest.raises(LastKeeper):
        end(world.administrator(), manager)
    colleague(manager, Duty.MANAGER)
    end(manager, manager)


@pytest.mark.parametrize("kind", [COUNCIL, OrganisationKind.PROVIDER, OrganisationKind.PLATFORM])
@pytest.mark.parametrize("turn", range(3))
def test_two_who_end_each_other_at_the_same_moment_leave_one(db: Engine, kind: OrganisationKind, turn: int) -> None:
    duty = {OrganisationKind.PROVIDER: Duty.OWNER, OrganisationKind.PLATFORM: Duty.ADMINISTRATOR}.get(
        kind, Duty.MANAGER
    )
    one = world.member(kind, duty, "One")
    two = world.member(kind, duty, "Two", one.organisation_id)

    def ends(actor: Actor, of: Actor) -> str:
        try:
            end(actor, of)
        except NotFound:
            return "no longer"
        return "ended"

    assert sorted(map(str, at_once([lambda: ends(one, two), lambda: ends(two, one)]))) == ["ended", "no longer"]
    with database.reading() as session:
        left = [actor_for(session, access.anonymous(world.NOW), who.account_id or uuid4()) for who in (one, two)]
    assert sum(actor is not None and actor.organisation_id == one.organisation_id for actor in left) == 1


@pytest.mark.parametrize("turn", range(3))
def test_two_managers_who_demote_each_other_at_the_same_moment_leave_one(manager: Actor, turn: int) -> None:
    second = colleague(manager, Duty.MANAGER)

    def demotes(actor: Actor, of: Actor) -> str:
        try:
            change(actor, of, Duty.COMMISSIONER)
        except NotFound:
            return "no longer"
        return "demoted"

    ended = at_once([lambda: demotes(manager, second), lambda: demotes(second, manager)])
    assert sorted(map(str, ended)) == ["demoted", "no longer"]


def test_two_who_leave_at_the_same_moment_leave_one(manager: Actor) -> None:
    second = colleague(manager, Duty.MANAGER)
    ended = at_once([lambda: end(manager, manager), lambda: end(second, second)])
    assert sum(isinstance(one, LastKeeper) for one in ended) == 1


def test_whoever_runs_it_says_what_an_organisation_says_of_itself(manager: Actor) -> None:
    words = WordsRequest("We fund support.", "hello@example.org", "01632 960001")
    with database.writing() as session:
        people.describe(session, manager, words)
    with pytest.raises(NotFound), database.writing() as session:
        people.describe(session, colleague(manager, Duty.COMMISSIONER), words)
    with database.reading() as session:
        assert session.execute(text("SELECT about, phone FROM organisation")).one() == (words.about, words.phone)
