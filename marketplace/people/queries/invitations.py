"""Reads of invitations: those that one sent with their state, and whether whoever sent one still stands behind it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, case, false, func, or_, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power, Section
from marketplace.people.models import Account, Invitation, Link, Membership, Organisation, Person
from marketplace.people.queries.scope import still_member
from marketplace.people.rules import POWERS_OF_DUTY, MandateKind
from marketplace.people.rules.joining import FIRST_ADMINISTRATORS
from marketplace.people.rules.mandates import MandateTerms

PAGE = 100


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One invitation: to whom, for whom, on which terms, its state, and who said yes and when.

    ``state`` is waiting, late (its link is over), withdrawn or accepted. ``giver`` names an organisation; it is None
    where it is for the person who sent it.
    """

    id: UUID
    email: str
    giver: str | None
    terms: MandateTerms | None
    duties: list[str]
    made_at: datetime
    accepted_at: datetime | None
    state: str
    who: str | None


@dataclass(frozen=True, slots=True)
class OfferedRow:
    """What an invitation would give whoever says yes, and whether it still can. ``giver`` names a person or body.

    ``by`` is the person who gives, as the actor whose money the terms are about.
    """

    giver: str
    terms: MandateTerms | None
    duties: list[str]
    stands: bool
    by: Actor | None


def sent_by(actor: Actor) -> ColumnElement[bool]:
    """Whether an invitation is one that the actor may see, take back and send again."""
    own: list[ColumnElement[bool]] = []
    if actor.own_person_id is not None:
        own.append(Invitation.person_id == actor.own_person_id)
    if actor.organisation_id is not None and actor.may(Power.MANAGE):
        own.append((Invitation.organisation_id == actor.organisation_id) & ~Invitation.by_office)
    if actor.may(Power.ADMINISTER):
        own.append(Invitation.by_office.is_(True))
    return or_(false(), *own)


def giver_stands(actor: Actor) -> ColumnElement[bool]:
    """Whether whoever sent an invitation may still give what it offers: it is their own person, or they still have
    the duty that let them ask for the organisation. A first administrator's stands while too few can give roles.
    """
    person = select(Person.id).where(Person.id == Invitation.person_id, Person.account_id == Invitation.invited_by)
    member = select(Membership.id).where(Membership.account_id == Invitation.invited_by, still_member(actor))
    manages = member.where(Membership.organisation_id == Invitation.organisation_id, _with(Power.MANAGE))
    office = member.where(_with(Power.ADMINISTER))
    there = select(func.count(Membership.account_id.distinct())).where(still_member(actor), _with(Power.ADMINISTER))
    return case(
        (Invitation.invited_by.is_(None), there.scalar_subquery() < FIRST_ADMINISTRATORS),
        (Invitation.person_id.is_not(None), person.correlate(Invitation).exists()),
        (Invitation.by_office, office.exists()),
        else_=manages.correlate(Invitation).exists(),
    )


def _with(power: Power) -> ColumnElement[bool]:
    return Membership.duties.overlap([duty.value for duty, powers in POWERS_OF_DUTY.items() if power in powers])


def invitations_sent(session: Session, actor: Actor) -> list[InvitationRow]:
    """The invitations that the actor sent, or that were sent for its organisation, the newest first; at most 100."""
    usable = select(Link.id).where(Link.invitation_id == Invitation.id, Link.ends_at > actor.now)
    usable = usable.where(Link.used_at.is_(None), Link.ended_at.is_(None))
    state = case(
        (Invitation.accepted_at.is_not(None), "accepted"),
        (Invitation.withdrawn_at.is_not(None), "withdrawn"),
        (usable.exists(), "waiting"),
        else_="late",
    )
    rows = session.execute(
        select(
            Invitation,
            Invitation.email,
            Organisation.name,
            Invitation.duties,
            Invitation.made_at,
            Invitation.accepted_at,
            state,
            Account.name,
        )
        .outerjoin(Organisation, Organisation.id == Invitation.organisation_id)
        .outerjoin(Account, Account.id == Invitation.accepted_by)
        .where(sent_by(actor))
        .order_by(Invitation.made_at.desc(), Invitation.id)
        .limit(PAGE)
    ).all()
    accepted = select(Person.id).join(Invitation, Invitation.accepted_by == Person.account_id)
    journals.saw(actor, session.scalars(accepted.where(Invitation.id.in_([row[0].id for row in rows]))))
    return [InvitationRow(row[0].id, row[1], row[2], terms_offered(row[0]), *row[3:]) for row in rows]


def terms_offered(row: Invitation) -> MandateTerms | None:
    """The terms of the mandate that an invitation offers; None where it is to work for an organisation."""
    if row.kind is None:
        return None
    return MandateTerms(
        MandateKind(row.kind),
        frozenset(Power(power) for power in row.powers),
        frozenset(Section(section) for section in row.sections or ()),
        tuple(row.only_accounts or ()),
        row.most_each,
        row.most_month,
        row.until,
    )


def offered(session: Session, actor: Actor, invitation_id: UUID) -> OfferedRow:
    """What an invitation offers, for whoever holds its link; that they do is the caller's to know."""
    found = session.execute(
        select(
            func.coalesce(Organisation.name, Person.name),
            Invitation,
            giver_stands(actor) & Invitation.accepted_at.is_(None) & Invitation.withdrawn_at.is_(None),
        )
        .outerjoin(Organisation, Organisation.id == Invitation.organisation_id)
        .outerjoin(Person, Person.id == Invitation.person_id)
        .where(Invitation.id == invitation_id)
    ).one()
    name, row, stands = found
    journals.saw(actor, [row.person_id] if row.person_id else [])
    giver = None
    if row.person_id:
        giver = Actor(ActorKind.ACCOUNT, actor.now, row.invited_by, own_person_id=row.person_id)
    return OfferedRow(name, terms_offered(row), row.duties, stands, giver)
