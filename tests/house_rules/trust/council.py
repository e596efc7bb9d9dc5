"""What the scene needs of officials: each council's manager, lead, settings and worry for the lead; duties proposed."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.orm import Session

from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.keeping import operations as keeping
from marketplace.people import operations as people
from marketplace.people.operations import LeadRequest, RoleRequest, SettingRequest
from marketplace.people.rules import Duty, OrganisationKind, SettingName
from marketplace.people.rules.safeguarding import LeadRank
from marketplace.voice import operations as voice
from marketplace.voice.operations import WorryRequest
from marketplace.voice.rules import WorryKind
from tests import world

Ids = dict[str, UUID]


def membership(session: Session, actor: Actor) -> UUID:
    """The membership that somebody acts under."""
    named = text("SELECT id FROM membership WHERE account_id = :a AND organisation_id = :o")
    return session.execute(named, {"a": actor.account_id, "o": actor.organisation_id}).scalar_one()


def council(commissioner: Actor, name: str, area: str) -> dict[str, Actor]:
    """A council's manager and its safeguarding lead, who leads in an area; it covers one area more."""
    funder_id = commissioner.organisation_id
    duties = {"manager": Duty.MANAGER, "lead": Duty.SAFEGUARDING_LEAD, "member": Duty.COMMISSIONER}
    found = {
        role: world.member(OrganisationKind.COUNCIL, duty, f"{name} {role}", funder_id, f"{name}.{role}@example.org")
        for role, duty in duties.items()
    }
    assert funder_id
    with database.writing() as session:
        early = world.NOW.date() - timedelta(days=24)
        people.cover_area(session, world.system(), funder_id, world.OTHER_AREA, early)
        post = LeadRequest(funder_id, area, LeadRank.LEAD, membership(session, found["lead"]))
        people.name_lead(session, world.system(), post)
    return found


def coming(manager: Actor, source: str) -> UUID:
    """A setting that holds now, and one that is coming; the id of the latter."""
    funder_id = manager.organisation_id
    assert funder_id
    later = manager.today + timedelta(days=30)
    with database.writing() as session:
        people.set_setting(session, manager, funder_id, SettingName.SILENCE_DAYS, 12, source)
        people.plan_setting(session, manager, SettingRequest(funder_id, SettingName.SILENCE_DAYS, 20, later, source))
        named = text("SELECT id FROM funder_setting WHERE funder_id = :f AND starts = :s")
        return session.execute(named, {"f": funder_id, "s": later}).scalar_one()


def worry(person: Actor, order_id: UUID, words: str) -> UUID:
    """A worry about harm."""
    with database.writing() as session:
        return voice.say(session, person, WorryRequest(uuid4(), order_id, WorryKind.HARM, words))


def officials(actors: dict[str, Actor], strangers: dict[str, Actor], ids: Ids) -> None:
    """North's and South's manager and lead; a worry for each lead; what is taken; a duty that waits to be agreed to."""
    north = council(actors["commissioner"], "north", world.AREA)
    south = council(strangers["commissioner"], "south", world.OTHER_AREA)
    for role in ("manager", "lead"):
        actors[role], strangers[role] = north[role], south[role]
    ids["funder"] = actors["commissioner"].organisation_id or uuid4()
    ids["coming_setting"] = coming(north["manager"], "Cabinet, March")
    ids["concern"] = worry(actors["person"], ids["order"], "Somebody was pushed.")
    ids["account_of_person"] = actors["person"].account_id or uuid4()
    office = actors["administrator"]
    second = world.member(OrganisationKind.PLATFORM, Duty.ADMINISTRATOR, "Ownpath", office.organisation_id)
    with database.writing() as session:
        ids["member"], ids["second_member"] = membership(session, north["member"]), membership(session, second)
        elsewhere = LeadRequest(ids["funder"], world.OTHER_AREA, LeadRank.LEAD, membership(session, north["lead"]))
        people.name_lead(session, world.system(), elsewhere)
        asked = RoleRequest("north.member@example.org", ids["funder"], Duty.MANAGER, "The manager is away.")
        ids["proposal"] = people.propose_role(session, second, asked)
        keeping.take(session, actors["commissioner"], ids["harm"])
        keeping.take(session, office, ids["office_harm"])
