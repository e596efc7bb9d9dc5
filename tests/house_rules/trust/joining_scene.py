"""What the routes of joining need: links in hand, invitations, people signed up at desks, and a provider that waits."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.orm import Session

from marketplace.foundation import database
from marketplace.foundation.access import Actor, Power
from marketplace.people.operations.desk import TogetherRequest, sign_up_together
from marketplace.people.operations.invitations import DutyRequest, TrustRequest, invite_to_help, invite_to_work
from marketplace.people.operations.joining import found_provider
from marketplace.people.operations.links import NewLink, prepare_letter, send_link
from marketplace.people.operations.people import OrganisationRequest
from marketplace.people.rules import Duty, MandateKind, OrganisationKind
from marketplace.people.rules.joining import Purpose, SaidHow
from marketplace.people.rules.mandates import EVERYDAY, MandateTerms
from tests import world


def token_of(session: Session, link_id: UUID) -> str:
    """The token of a link whose letter the worker has just written; the letter is not sent again."""
    asked = text("SELECT id FROM link_letter WHERE link_id = :link")
    letter_id = session.execute(asked, {"link": link_id}).scalar_one()
    letter = prepare_letter(session, world.system(), letter_id)
    assert letter
    assert letter.token
    session.execute(text("UPDATE outbox SET done_at = now() WHERE payload ->> 'letter' = :id"), {"id": str(letter_id)})
    return letter.token


def make(actors: dict[str, Actor], strangers: dict[str, Actor], ids: dict[str, Any]) -> None:
    """Make all of it."""
    robin, green = actors["person"], actors["provider"]
    assert green.organisation_id
    with database.writing() as session:
        for name, new in (
            ("join_token", NewLink(Purpose.JOIN_PERSON, "ash@example.org")),
            ("password_token", NewLink(Purpose.PASSWORD, "robin@example.org")),
            ("email_token", NewLink(Purpose.EMAIL, "robin.new@example.org", account_id=robin.account_id)),
        ):
            ids[name] = token_of(session, send_link(session, world.system(), new))
        wanted = TrustRequest("sky@example.org", MandateTerms(MandateKind.SUPPORTER, frozenset({Power.SEE}), EVERYDAY))
        ids["invitation"] = invite_to_help(session, robin, wanted)
        ids["stranger_invitation"] = invite_to_help(session, strangers["person"], wanted)
        work = DutyRequest("wren@example.org", green.organisation_id, (Duty.WORKER,))
        invited = invite_to_work(session, green, work)
        link = session.execute(text("SELECT id FROM link WHERE invitation_id = :i"), {"i": invited}).scalar_one()
        ids["invited_token"] = token_of(session, link)
        for name, role in (("together", "broker"), ("together_funded", "commissioner")):
            ids[name] = sign_up_together(session, actors[role], _together(f"Kit {role.title()}"))
        new = world.account("Una Shaw", "una@example.org")
        founded = OrganisationRequest(OrganisationKind.PROVIDER, "New Leaf", "We garden.", "leaf@example.org")
    with database.writing() as session:
        ids["unchecked"] = found_provider(session, world.actor(new), founded).organisation_id


def _together(name: str) -> TogetherRequest:
    return TogetherRequest(
        key=uuid4(),
        name=name,
        area_code=world.AREA,
        email=None,
        powers=frozenset({Power.PLAN}),
        until=date(2026, 9, 1),
        how=SaidHow.IN_PERSON,
        said_on=world.NOW.date(),
        words="They may look for groups with me.",
    )
