"""Worries about harm with a named lead: theirs alone, on a clock, moved on with a reason, and never lost."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import IllegalMove, NotFound, Refusal
from marketplace.people import operations as people
from marketplace.people.operations import LeadRequest
from marketplace.people.queries import moves_of, notices_for
from marketplace.people.rules import Duty, MandateKind, OrganisationKind, SettingName
from marketplace.people.rules.safeguarding import LeadRank, NotALead
from marketplace.voice import operations as voice
from marketplace.voice.queries import concern, concerns_to, holders_of, worries_to
from marketplace.voice.rules import Outcome, WorryKind
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop
from tests.integration.people.test_members import membership_of

COUNCIL = OrganisationKind.COUNCIL


class Led(Shop):
    """A shop whose council has a manager, a lead and a deputy in the person's area."""

    def __init__(self, clock: TestClock) -> None:
        super().__init__(clock)
        self.council = self.funder.organisation_id or uuid4()
        self.manager = world.member(COUNCIL, Duty.MANAGER, "Manager", self.council)
        self.lead = self.able("Lea Dunn")
        self.deputy = self.able("Des Hart")
        with database.writing() as session:
            for code in (world.AREA, world.OTHER_AREA):
                people.cover_area(session, world.system(), self.council, code, world.NOW.date())
        self.names(self.lead)
        self.names(self.deputy, rank=LeadRank.DEPUTY)

    def able(self, name: str, duty: Duty = Duty.SAFEGUARDING_LEAD) -> Actor:
        """A member who can be named."""
        return world.member(COUNCIL, duty, name, self.council)

    def names(self, who: Actor, area: str = world.AREA, rank: LeadRank = LeadRank.LEAD) -> UUID:
        """The manager names somebody."""
        with database.writing() as session:
            return people.name_lead(
                session, self.manager.at(self.clock()), LeadRequest(self.council, area, rank, membership_of(who))
            )

    def harm(self) -> UUID:
        """Robin tells of harm."""
        return self.worried(self.accepted(), WorryKind.HARM, "Somebody was pushed.")


@pytest.fixture
def led(db: Engine) -> Led:
    return Led(TestClock())


def sees(actor: Actor, worry_id: UUID) -> bool:
    with database.reading() as session:
        return worry_id in {row.id for row in concerns_to(session, actor)} | {
            row.id for row in worries_to(session, actor)
        }


def test_it_goes_to_the_lead_and_the_deputy_and_to_nobody_else(led: Led) -> None:
    office, unnamed = world.administrator(), led.able("Una Named")
    worry_id = led.harm()
    assert all(sees(actor, worry_id) for actor in (led.lead, led.deputy))
    others = (led.funder, led.manager, office, led.owner, unnamed, world.commissioner("South Council"))
    assert not any(sees(actor, worry_id) for actor in others)
    with database.reading() as session:
        told = {row.about_id for actor in (led.lead, led.deputy) for row in notices_for(session, actor)}
        assert told == {worry_id}
        assert worry_id not in {row.about_id for actor in others for row in notices_for(session, actor)}
        with pytest.raises(NotFound):
            moves_of(session, office, worry_id)
    for actor in others:
        for act in (voice.acknowledge, lambda s, a, w: voice.answer(s, a, w, "Mine")):
            with pytest.raises(NotFound), database.writing() as session:
                act(session, actor, worry_id)


def test_its_clock_and_who_has_it_are_for_whoever_said_it_alone(led: Led) -> None:
    with database.writing() as session:
        people.set_setting(session, led.manager, led.council, SettingName.SAFEGUARDING_DAYS, 3, "Policy 9")
    sister = world.account("Sue Vale")
    world.trusts(led.robin, Actor(led.robin.kind, led.robin.now, sister), MandateKind.SUPPORTER)
    worry_id = led.harm()
    with database.reading() as session:
        holder = holders_of(session, led.person, [worry_id])[worry_id]
        for nosy in (world.actor(sister), led.funder, led.owner, led.lead):
            assert holders_of(session, nosy, [worry_id]) == {}
    assert holder.name == "Lea Dunn member"
    assert (holder.acknowledge_by, holder.decide_by) == (date(2026, 3, 3), date(2026, 3, 5))


def test_acknowledged_decided_and_told(led: Led) -> None:
    worry_id = led.harm()
    with database.writing() as session:
        voice.acknowledge(session, led.lead, worry_id)
        voice.acknowledge(session, led.deputy, worry_id)
    with database.reading() as session:
        row = concern(session, led.lead, worry_id)
        assert row.due_on == row.decide_by
        assert holders_of(session, led.person, [worry_id])[worry_id].acknowledged
    with database.writing() as session:
        voice.decide_concern(session, led.deputy, worry_id, Outcome.ENQUIRY, "We have rung you.")
    with pytest.raises(IllegalMove), database.writing() as session:
        voice.decide_concern(session, led.lead, worry_id, Outcome.NOTHING_MORE, "No.")
    with database.reading() as session:
        subjects = [row.subject for row in notices_for(session, led.person)]
        actions = session.scalars(text("SELECT action FROM audit WHERE subject = 'concern' ORDER BY id")).all()
    assert {"Your worry is being looked at", "Your worry was answered"} <= set(subjects)
    assert actions == ["said", "acknowledged", "decided enquiry"]


def test_it_is_moved_on_to_another_lead_with_a_reason(led: Led) -> None:
    other = led.able("Ola Reid")
    worry_id = led.harm()
    with pytest.raises(Refusal), database.writing() as session:
        voice.move_on(session, led.lead, worry_id, world.OTHER_AREA, "They moved.")
    led.names(other, world.OTHER_AREA)
    with database.writing() as session:
        voice.move_on(session, led.lead, worry_id, world.OTHER_AREA, "They moved.")
    assert sees(other, worry_id)
    assert not sees(led.lead, worry_id)
    with database.reading() as session:
        assert session.scalar(text("SELECT why FROM audit WHERE action = 'moved on'")) == "They moved."
        assert holders_of(session, led.person, [worry_id])[worry_id].name == "Ola Reid member"


def test_nothing_is_lost_when_the_leads_leave(led: Led) -> None:
    worry_id, office = led.harm(), world.administrator()
    later = led.clock() + timedelta(minutes=1)
    for actor in (led.lead, led.deputy):
        with database.writing() as session:
            people.end_membership(session, led.manager, membership_of(actor))
    assert sees(led.funder.at(later), worry_id)
    assert not sees(office.at(later), worry_id)
    with database.writing() as session:
        people.end_membership(session, led.manager, membership_of(led.funder))
    assert sees(office.at(later), worry_id)
    new = led.able("Nia Booth")
    led.names(new)
    assert sees(new.at(later), worry_id)
    assert not sees(office.at(later), worry_id)


def test_there_is_one_lead_at_a_time_and_the_next_has_what_waits(led: Led) -> None:
    worry_id = led.harm()
    led.clock.forward(minutes=5)
    new = led.able("Nia Booth")
    led.names(new)
    assert sees(new.at(led.clock()), worry_id)
    assert not sees(led.lead.at(led.clock()), worry_id)


def test_only_a_manager_names_and_only_who_can_be(led: Led) -> None:
    commissioner = led.able("Casey Poole", Duty.COMMISSIONER)
    with pytest.raises(NotALead):
        led.names(commissioner)
    with pytest.raises(NotALead):
        led.names(world.member(COUNCIL, Duty.SAFEGUARDING_LEAD, "South Council"))
    for nosy in (led.funder, led.lead, world.member(COUNCIL, Duty.MANAGER, "South"), world.administrator()):
        post = LeadRequest(led.council, world.AREA, LeadRank.LEAD, membership_of(led.lead))
        with pytest.raises(NotFound), database.writing() as session:
            people.name_lead(session, nosy, post)


def test_without_a_lead_it_goes_to_the_commissioners_as_before(db: Engine) -> None:
    shop = Shop(TestClock())
    worry_id = shop.worried(shop.accepted(), WorryKind.HARM, "Somebody was pushed.")
    assert sees(shop.funder, worry_id)
    with database.reading() as session:
        assert holders_of(session, shop.person, [worry_id]) == {}
