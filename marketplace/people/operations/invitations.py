"""Writes of invitations: asking somebody by e-mail to act for a person or an organisation, and saying yes."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.people.models import Invitation, Link, Membership, Organisation, Person
from marketplace.people.operations.links import NewLink, end_links, send_link, use_link
from marketplace.people.operations.mandates import columns_of, give_on_terms
from marketplace.people.operations.members import grant
from marketplace.people.operations.notices import Telling, tell
from marketplace.people.operations.roles import Proposed, propose
from marketplace.people.operations.slowing import slowed
from marketplace.people.queries.invitations import giver_stands, sent_by, terms_offered
from marketplace.people.queries.scope import still_member
from marketplace.people.queries.telling import accounts_of_office
from marketplace.people.rules import Duty, MandateKind, OrganisationKind, check_duties
from marketplace.people.rules.joining import (
    INVITATIONS_AN_HOUR,
    TRUSTED_KINDS,
    BoundsOver,
    NotTaken,
    Purpose,
)
from marketplace.people.rules.mandates import AlreadyHelps, MandateTerms, TermsRefused, check_terms, whole
from marketplace.people.rules.members import GUARDED
from marketplace.people.rules.telling import SAID, News

GONE = (
    "Whoever invited you can no longer do so, or has taken it back. Nothing was given. If you still work together, ask "
    "them to invite you again."
)
HELPS = (
    "You help them already, so nothing was changed. What you may do can be changed by them alone, in their list of who "
    "may act for them."
)
NO_BROKER = (
    "Only somebody who works for a broker body can say yes to this. If you are a friend or relative, ask them to "
    "invite you as a supporter."
)


@dataclass(frozen=True, slots=True)
class TrustRequest:
    """A person asks somebody to act for them, on the terms that the mandate is to begin with."""

    email: str
    terms: MandateTerms


@dataclass(frozen=True, slots=True)
class DutyRequest:
    """An organisation asks somebody to do duties for it."""

    email: str
    organisation_id: UUID
    duties: tuple[Duty, ...]


class TooManyInvitations(Refusal):
    """One account invites very many in a short time."""

    def __init__(self) -> None:
        super().__init__("You have invited many people in an hour. Wait an hour, and go on then.")


def invite_to_help(session: Session, actor: Actor, request: TrustRequest) -> UUID:
    """The actor, as a person, asks somebody at an e-mail address (in lower case) to act for them.

    Whether the address has an account is told to nobody. Raises NotFound for anybody but a person, TermsRefused, and
    TooManyInvitations.
    """
    if actor.own_person_id is None or request.terms.kind not in TRUSTED_KINDS:
        raise NotFound
    terms = whole(request.terms)
    check_terms(terms, actor.today)
    columns = columns_of(terms)
    until = columns.pop("ends")
    values = columns | {
        "person_id": actor.own_person_id,
        "kind": terms.kind,
        "until": until,
        "duties": [],
        "by_office": False,
    }
    return _invite(session, actor, request.email, values)


def invite_to_work(session: Session, actor: Actor, request: DutyRequest) -> UUID:
    """Somebody is asked to do duties for an organisation: by those who manage it, or by the back office for any.

    Raises NotFound for others, DutyRefused and TooManyInvitations.
    """
    manages = actor.may(Power.MANAGE) and request.organisation_id == actor.organisation_id
    kind = session.scalar(select(Organisation.kind).where(Organisation.id == request.organisation_id))
    if kind is None or not (manages or actor.may(Power.ADMINISTER)):
        raise NotFound
    check_duties(OrganisationKind(kind), request.duties)
    values = {
        "organisation_id": request.organisation_id,
        "duties": [duty.value for duty in request.duties],
        "powers": [],
        "by_office": not manages,
    }
    return _invite(session, actor, request.email, values)


def _invite(session: Session, actor: Actor, email: str, values: dict[str, object]) -> UUID:
    if slowed(session, actor, "invites", str(actor.account_id), INVITATIONS_AN_HOUR):
        raise TooManyInvitations
    invitation_id = uuid4()
    made = {"id": invitation_id, "email": email, "invited_by": actor.account_id, "made_at": actor.now}
    session.execute(insert(Invitation).values(made | values))
    journals.audit(session, actor, [journals.move("invitation", invitation_id, "sent")])
    send_link(session, actor, NewLink(Purpose.INVITATION, email, invitation_id=invitation_id))
    return invitation_id


def withdraw_invitation(session: Session, actor: Actor, invitation_id: UUID) -> None:
    """Take an invitation back before somebody says yes. Raises NotFound."""
    taken = update(Invitation).where(Invitation.id == invitation_id, sent_by(actor), _waits())
    if session.scalar(taken.values(withdrawn_at=actor.now).returning(Invitation.id)) is None:
        raise NotFound
    end_links(session, actor, Link.invitation_id == invitation_id)
    journals.audit(session, actor, [journals.move("invitation", invitation_id, "withdrawn")])


def send_again(session: Session, actor: Actor, invitation_id: UUID) -> None:
    """Send the letter again, with a new link; the one before opens nothing. Raises NotFound, TooManyInvitations."""
    email = session.scalar(
        select(Invitation.email).where(Invitation.id == invitation_id, sent_by(actor), _waits()).with_for_update()
    )
    if email is None:
        raise NotFound
    if slowed(session, actor, "invites", str(actor.account_id), INVITATIONS_AN_HOUR):
        raise TooManyInvitations
    end_links(session, actor, Link.invitation_id == invitation_id)
    send_link(session, actor, NewLink(Purpose.INVITATION, email, invitation_id=invitation_id))
    journals.audit(session, actor, [journals.move("invitation", invitation_id, "sent again")])


def accept_invitation(session: Session, actor: Actor, token: str, email: str) -> None:
    """Say yes to an invitation that was sent to the actor's own address (in lower case).

    Raises NotTaken where nothing can be given any more, and NotFound for another account.
    """
    link = use_link(session, actor, token, [Purpose.INVITATION])
    if link.invitation_id is None or link.email != email:
        raise NotFound
    accept_for(session, actor, link.invitation_id, email)


def accept_for(session: Session, actor: Actor, invitation_id: UUID, email: str) -> None:
    """An account, whose address is the invitation's, gets what was offered. Raises NotTaken."""
    asked = select(Invitation).where(Invitation.id == invitation_id, Invitation.email == email, _waits())
    row = session.execute(asked.where(giver_stands(actor)).with_for_update(of=Invitation)).scalar_one_or_none()
    if row is None:
        raise NotTaken(GONE)
    if row.person_id is not None:
        mandate_id = _trust(session, actor, row)
    else:
        mandate_id = None
        _employ(session, actor, row)
    said = update(Invitation).where(Invitation.id == invitation_id)
    session.execute(said.values(accepted_at=actor.now, accepted_by=actor.account_id, mandate_id=mandate_id))
    end_links(session, actor, Link.invitation_id == invitation_id)
    journals.audit(session, actor, [journals.move("invitation", invitation_id, "accepted")])
    telling = Telling(
        "Your invitation was accepted",
        "Somebody whom you invited has said yes. See in your account who it is, and what they may do.",
        "invitation",
        invitation_id,
        f"accepted:{invitation_id}",
    )
    hear = {row.invited_by} if row.invited_by else accounts_of_office(session, actor) - {actor.account_id}
    tell(session, actor, [account for account in hear if account], telling)


def _waits() -> ColumnElement[bool]:
    return Invitation.accepted_at.is_(None) & Invitation.withdrawn_at.is_(None)


def _trust(session: Session, actor: Actor, row: Invitation) -> UUID:
    """The mandate, given by the person who sent the invitation. Raises NotTaken."""
    if session.scalar(select(Person.id).where(Person.id == row.person_id, Person.account_id == actor.account_id)):
        raise NotTaken("You cannot be your own supporter. Nothing was given.")
    if row.kind == MandateKind.BROKER and not _is_broker(session, actor):
        raise NotTaken(NO_BROKER)
    giver = Actor(ActorKind.ACCOUNT, actor.now, row.invited_by, person_id=row.person_id, own_person_id=row.person_id)
    terms = terms_offered(row)
    if terms is None or row.person_id is None:
        raise NotFound
    try:
        return give_on_terms(session, giver, row.person_id, terms, holder_account_id=actor.account_id)
    except TermsRefused:
        raise BoundsOver from None
    except AlreadyHelps:
        raise NotTaken(HELPS) from None


def bounds_are_over(session: Session, actor: Actor, invitation_id: UUID) -> None:
    """Whoever invited somebody is told, once, that what they offered cannot begin any more.

    That the actor holds the link is the caller's to know.
    """
    giver = session.scalar(select(Invitation.invited_by).where(Invitation.id == invitation_id, _waits()))
    telling = Telling(
        "Somebody you invited could not begin",
        "They said yes, and what you offered has ended since: its last day, or the money it was for. Nothing was "
        "given. Take it back, and invite them again with what fits now.",
        "invitation",
        invitation_id,
        f"over:{invitation_id}",
    )
    tell(session, actor, {giver} if giver else set(), telling)


def _is_broker(session: Session, actor: Actor) -> bool:
    works = select(Membership.id).where(Membership.account_id == actor.account_id, still_member(actor))
    return session.scalar(works.where(Membership.duties.contains([Duty.BROKER.value])).limit(1)) is not None


def _employ(session: Session, actor: Actor, row: Invitation) -> None:
    """Give the duties; what the back office gives only with a second pair of eyes waits for another administrator.

    A first administrator has nobody to wait for.
    """
    if actor.account_id is None or row.organisation_id is None:
        raise NotFound
    if actor.account_id == row.invited_by:
        raise NotTaken("You cannot give yourself a duty. Nothing was given.")
    for duty in map(Duty, row.duties):
        if row.invited_by is not None and row.by_office and duty in GUARDED:
            proposed = Proposed(actor.account_id, row.organisation_id, duty, "They said yes to an invitation.")
            propose(session, actor, row.invited_by, proposed)
            once = f"waits:{row.id}"
            tell(session, actor, [actor.account_id], Telling(*SAID[News.DUTY_WAITS], "account", None, once))
        else:
            grant(session, actor, actor.account_id, row.organisation_id, duty)
