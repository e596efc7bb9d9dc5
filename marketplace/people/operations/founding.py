"""Writes of a fresh installation: its first administrators, whom nobody is there yet to propose or to agree to."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Invitation, Link
from marketplace.people.operations.links import NewLink, end_links, send_link
from marketplace.people.operations.members import hold
from marketplace.people.operations.notices import Telling, tell
from marketplace.people.operations.people import OrganisationRequest, register_organisation
from marketplace.people.queries.telling import accounts_of_office, the_office
from marketplace.people.rules import Duty, OrganisationKind
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.joining import Purpose, check_first


def invite_first(session: Session, actor: Actor, emails: Iterable[str], name: str) -> list[str]:
    """Ask the first administrators by e-mail, for whoever operates the product; the addresses as they are compared.

    They take the place of those whom an earlier run asked and who have not said yes. ``name`` is what the platform is
    called where it is no organisation yet. Raises NotFound for any account, and FirstRefused.
    """
    if actor.kind is not ActorKind.WORKER:
        raise NotFound
    session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("first administrators", 0))))
    asked = [email.strip().lower() for email in emails]
    _take_back(session, actor)
    office_id = the_office(session, actor)
    if office_id is None:
        office_id = register_organisation(session, actor, OrganisationRequest(OrganisationKind.PLATFORM, name))
    hold(session, actor, office_id)  # whoever says yes at this moment counts
    there = accounts_of_office(session, actor)
    theirs = session.scalars(select(Account.email).where(Account.id.in_(there)))
    check_first(asked, frozenset(theirs), len(there))
    for email in asked:
        _invite(session, actor, email, office_id)
    telling = Telling(
        "A second administrator was invited",
        "Whoever operates Ownpath invited a second administrator by a command. Ask them if that is wrong.",
        "invitation",
        None,
        f"first {uuid4()}",
        NoticeKind.SECURITY,
    )
    tell(session, actor, there, telling)
    return asked


def _take_back(session: Session, actor: Actor) -> None:
    waiting = update(Invitation).where(
        Invitation.invited_by.is_(None), Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None)
    )
    taken = session.scalars(waiting.values(withdrawn_at=actor.now).returning(Invitation.id)).all()
    if taken:
        end_links(session, actor, Link.invitation_id.in_(taken))
        journals.audit(session, actor, [journals.move("invitation", each, "withdrawn") for each in taken])


def _invite(session: Session, actor: Actor, email: str, office_id: UUID) -> None:
    invitation_id = uuid4()
    session.execute(
        insert(Invitation).values(
            id=invitation_id,
            email=email,
            organisation_id=office_id,
            duties=[Duty.ADMINISTRATOR.value],
            powers=[],
            by_office=True,
            made_at=actor.now,
        )
    )
    journals.audit(session, actor, [journals.move("invitation", invitation_id, "sent")])
    send_link(session, actor, NewLink(Purpose.INVITATION, email, invitation_id=invitation_id))
