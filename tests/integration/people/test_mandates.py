"""Who acts for whom: from which day, until which day, and with which powers."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from marketplace.foundation import access, database
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.errors import NotFound
from marketplace.people import operations as people
from marketplace.people.operations import MandateRequest, OrganisationRequest
from marketplace.people.queries import (
    accounts_of_organisation,
    accounts_of_person,
    actor_for,
    people_who_chose,
    person_who_chose,
    powers_over,
    settings_of,
)
from marketplace.people.rules import OWN_POWERS, Duty, DutyRefused, MandateKind, OrganisationKind, SettingName
from tests import world

TODAY = world.NOW.date()
DAY = timedelta(days=1)
BOTH = frozenset({Power.SEE, Power.SPEND})


@pytest.fixture
def giver(db: Engine) -> Actor:
    """A person with needs."""
    world.areas()
    return world.person()


def mandate(giver: Actor, holder: Actor, starts: int, ends: int | None, powers: Collection[Power] = BOTH) -> None:
    """A mandate from a day until a day, counted from today."""
    assert giver.own_person_id is not None
    request = MandateRequest(
        person_id=giver.own_person_id,
        kind=MandateKind.BROKER if holder.organisation_id else MandateKind.SUPPORTER,
        powers=frozenset(powers),
        starts=TODAY + starts * DAY,
        ends=None if ends is None else TODAY + ends * DAY,
        holder_account_id=None if holder.organisation_id else holder.account_id,
        holder_organisation_id=holder.organisation_id,
    )
    with database.writing() as session:
        people.give_mandate(session, giver, request)


def powers(holder: Actor, giver: Actor, days: int = 0) -> frozenset[Power]:
    """What somebody may do for a person some days from now."""
    assert giver.own_person_id is not None
    with database.reading() as session:
        return powers_over(session, holder.at(world.NOW + days * DAY), giver.own_person_id)


def test_a_mandate_holds_from_its_first_day_to_its_last(giver: Actor) -> None:
    broker = world.broker()
    mandate(giver, broker, 1, 3)
    assert [bool(powers(broker, giver, days)) for days in range(5)] == [False, True, True, True, False]
    mandate(giver, broker, 10, None)
    assert [bool(powers(broker, giver, days)) for days in (9, 10, 9_999)] == [False, True, True]


def test_days_begin_in_london(giver: Actor) -> None:
    broker = world.broker()
    mandate(giver, broker, 120, 120)  # 30 June, in summer
    late = world.NOW.replace(month=6, day=29, hour=22, minute=59)
    with database.reading() as session:
        found = [
            len(people_who_chose(session, broker.at(late + minutes * timedelta(minutes=1)), MandateKind.BROKER))
            for minutes in (0, 1, 24 * 60, 24 * 60 + 1)
        ]
    assert found == [0, 1, 1, 0]


def test_mandates_add_up_and_give_nothing_over_anybody_else(giver: Actor) -> None:
    supporter, other = world.person("A supporter"), world.person("Somebody else")
    mandate(giver, supporter, 0, None, {Power.SEE})
    mandate(giver, supporter, 0, 0, {Power.SPEND})
    assert (powers(supporter, giver), powers(supporter, giver, 1)) == (BOTH, {Power.SEE})
    assert powers(supporter, other) == powers(other, giver) == powers(giver, supporter) == frozenset()


def test_only_the_person_gives_a_mandate_over_themselves(giver: Actor) -> None:
    broker, other = world.broker(), world.person("Somebody else")
    assert giver.own_person_id is not None
    request = MandateRequest(
        giver.own_person_id, MandateKind.BROKER, BOTH, TODAY, holder_organisation_id=broker.organisation_id
    )
    for actor in (broker, other, world.administrator(), world.system(), access.anonymous(world.NOW)):
        with pytest.raises(NotFound), database.writing() as session:
            people.give_mandate(session, actor, request)
    assert powers(broker, giver) == frozenset()


def test_a_caseload_holds_those_who_chose_today(giver: Actor) -> None:
    broker, rival = world.broker(), world.broker("Rivals")
    person_id = giver.own_person_id
    assert person_id is not None
    mandate(giver, broker, 0, 0)
    with database.reading() as session:
        assert [row.id for row in people_who_chose(session, broker, MandateKind.BROKER)] == [person_id]
        assert people_who_chose(session, broker, MandateKind.FUNDER) == []
        assert people_who_chose(session, rival, MandateKind.BROKER) == []
        assert person_who_chose(session, broker, MandateKind.BROKER, person_id).name == "Robin Vale"
        for actor, named in ((rival, person_id), (broker, uuid4()), (broker.at(world.NOW + DAY), person_id)):
            with pytest.raises(NotFound):
                person_who_chose(session, actor, MandateKind.BROKER, named)


def told(giver: Actor, days: int = 0) -> set[UUID]:
    """The accounts that hear of a person some days from now."""
    assert giver.own_person_id is not None
    with database.reading() as session:
        return accounts_of_person(session, world.system(world.NOW + days * DAY), giver.own_person_id, Section.BOOKINGS)


def test_those_who_help_today_are_told_and_funders_are_not(giver: Actor, db: Engine) -> None:
    supporter, broker, funder = world.person("A supporter"), world.broker(), world.commissioner()
    mandate(giver, supporter, 0, 0)
    mandate(giver, broker, 0, None)
    world.trusts(giver, funder, MandateKind.FUNDER)
    assert told(giver) == {giver.account_id, supporter.account_id, broker.account_id}
    assert told(giver, 1) == {giver.account_id, broker.account_id}
    with db.begin() as connection:  # leaving is a later issue; the column is there
        connection.execute(text("UPDATE membership SET ends = :last"), {"last": TODAY})
    assert broker.account_id in told(giver)
    assert told(giver, 1) == {giver.account_id}


def test_who_has_left_acts_for_the_organisation_no_more(giver: Actor, db: Engine) -> None:
    broker = world.broker()
    assert broker.account_id is not None
    assert broker.organisation_id is not None
    with db.begin() as connection:
        connection.execute(text("UPDATE membership SET ends = :last"), {"last": TODAY})
    with database.reading() as session:
        for days, organisation_id in ((0, broker.organisation_id), (1, None), (-1, None)):
            found = actor_for(session, access.anonymous(world.NOW + days * DAY), broker.account_id)
            assert found is not None
            assert (found.organisation_id, bool(found.powers)) == (organisation_id, organisation_id is not None)
        later = world.system(world.NOW + DAY)
        assert accounts_of_organisation(session, later, broker.organisation_id, Power.BROKER) == set()


def test_somebody_without_needs_of_their_own_speaks_for_whom_they_support(giver: Actor) -> None:
    account_id = world.account("Jo Carer")
    carer = world.actor(account_id)
    assert (carer.person_id, carer.powers) == (None, frozenset())
    mandate(giver, carer, 0, None, {Power.SEE})
    carer = world.actor(account_id)
    assert (carer.person_id, carer.own_person_id, carer.powers) == (giver.own_person_id, None, {Power.SEE})
    assert (giver.person_id, giver.powers) == (giver.own_person_id, OWN_POWERS)
    with database.reading() as session:
        assert actor_for(session, access.anonymous(world.NOW), uuid4()) is None


def test_only_the_back_office_makes_organisations_and_members(giver: Actor) -> None:
    request = OrganisationRequest(OrganisationKind.PROVIDER, "Mine")
    for actor in (giver, world.provider(), world.commissioner(), access.anonymous(world.NOW)):
        with pytest.raises(NotFound), database.writing() as session:
            people.register_organisation(session, actor, request)
        with pytest.raises(NotFound), database.writing() as session:
            people.declare_area(session, actor, "X", "X", 0, 0)
        with pytest.raises(NotFound), database.writing() as session:
            people.join(session, actor, giver.account_id or uuid4(), uuid4(), [Duty.ADMINISTRATOR])
    with database.writing() as session:
        organisation_id = people.register_organisation(session, world.administrator(), request)
    with pytest.raises(DutyRefused), database.writing() as session:
        people.join(session, world.system(), world.account("Jo"), organisation_id, [Duty.OWNER, Duty.ADMINISTRATOR])


def test_the_newest_setting_that_has_begun_holds(giver: Actor) -> None:
    funder = world.commissioner().organisation_id
    assert funder is not None
    for days, value in ((0, 10), (5, 20)):
        with database.writing() as session:
            people.set_setting(
                session, world.system(world.NOW + days * DAY), funder, SettingName.SILENCE_DAYS, value, "Policy"
            )
    with database.reading() as session:
        held = [
            settings_of(session, world.system(world.NOW + days * DAY), [funder]).get((funder, SettingName.SILENCE_DAYS))
            for days in (-1, 0, 4, 5)
        ]
    assert [row.value if row else None for row in held] == [None, 10, 10, 20]
