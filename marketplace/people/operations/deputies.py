"""Writes of deputies and authorised persons: appointing one with the paper on file, and ending it; by officials."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor, Section
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.people.models import Account, Evidence, Mandate, Person
from marketplace.people.operations.mandates import MandateRequest, finish, write
from marketplace.people.operations.notices import Telling, tell
from marketplace.people.queries.scope import decides_for, in_force
from marketplace.people.queries.telling import accounts_of_person
from marketplace.people.rules import MandateKind, mandates
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.telling import SAID, News


class NobodyThere(Refusal):
    """No account that can hold the mandate has this e-mail."""

    field = "email"

    def __init__(self) -> None:
        super().__init__(
            "Nobody with this e-mail can be named. Check it; if they are not here yet, ask them to sign up first."
        )


@dataclass(frozen=True, slots=True)
class AppointRequest:
    """Who acts for a person who cannot decide: by which paper, with its date; and the picture of it, cleaned.

    ``only_accounts`` are the direct payments that an authorised person manages; a deputy reaches all there is.
    """

    person_id: UUID
    kind: MandateKind
    email: str
    reference: str
    dated: date
    picture: bytes
    ends: date | None = None
    only_accounts: tuple[UUID, ...] = ()


def appoint(session: Session, actor: Actor, request: AppointRequest) -> UUID:
    """Let a deputy or an authorised person act, from today on, with the paper on file; the mandate's id.

    The person, those who help them, and whoever acts from now on are told. Raises NotFound unless the actor decides for
    the person's funder or for the platform; NobodyThere, ActsAlready, and Refusal for dates that cannot be.
    """
    owner = session.execute(
        select(Person.account_id).where(Person.id == request.person_id, decides_for(actor, Person.id)).with_for_update()
    ).one_or_none()
    if owner is None or actor.account_id is None or actor.organisation_id is None:
        raise NotFound
    mandates.check_appointment(request.kind, request.dated, request.ends, request.only_accounts, actor.today)
    holder = session.scalar(select(Account.id).where(Account.email == request.email.strip().lower()))
    if holder is None or holder in {owner.account_id, actor.account_id}:
        raise NobodyThere
    holds = select(Mandate.id).where(
        Mandate.person_id == request.person_id, Mandate.holder_account_id == holder, in_force(actor)
    )
    if session.scalar(holds.where(Mandate.kind == request.kind)):
        raise mandates.ActsAlready
    mandate_id = write(session, actor, _asked(actor, request, holder))
    session.execute(
        insert(Evidence).values(
            id=uuid4(),
            mandate_id=mandate_id,
            reference=request.reference,
            dated=request.dated,
            picture=request.picture,
            organisation_id=actor.organisation_id,
            filed_by=actor.account_id,
            filed_at=actor.now,
        )
    )
    _tell(session, actor, mandate_id, request.person_id, holder, News.APPOINTED)
    return mandate_id


def _asked(actor: Actor, request: AppointRequest, holder: UUID) -> MandateRequest:
    """A mandate with all the powers; a deputy's opens every section, an authorised person's what a payment needs."""
    deputy = request.kind is MandateKind.DEPUTY
    sections = frozenset(Section) if deputy else mandates.EVERYDAY
    return MandateRequest(
        request.person_id,
        request.kind,
        mandates.GIVEN_POWERS,
        actor.today,
        request.ends,
        holder_account_id=holder,
        sections=sections,
        only_accounts=() if deputy else request.only_accounts,
    )


def revoke(session: Session, actor: Actor, mandate_id: UUID) -> None:
    """End a deputy's or an authorised person's mandate at once; ending it again changes nothing. Raises NotFound."""
    found = session.scalar(
        select(Mandate)
        .where(Mandate.id == mandate_id, Mandate.kind.in_(mandates.APPOINTED), decides_for(actor, Mandate.person_id))
        .with_for_update(key_share=True)
    )
    if found is None:
        raise NotFound
    if found.ended_at is None and found.holder_account_id is not None:
        finish(session, actor, found)
        _tell(session, actor, mandate_id, found.person_id, found.holder_account_id, News.APPOINTMENT_ENDED)


def _tell(session: Session, actor: Actor, mandate_id: UUID, person_id: UUID, holder: UUID, news: News) -> None:
    """Tell the person and those who help them; and whoever acts, in words for them. Nobody is named in a notice."""
    around = accounts_of_person(session, actor, person_id, Section.NOTICES) - {holder}
    tell(session, actor, around, Telling(*SAID[news], "helper", None, f"{news} {mandate_id}", NoticeKind.SECURITY))
    own = News.ACTS_NOW if news is News.APPOINTED else News.ACTS_NO_MORE
    tell(session, actor, {holder}, Telling(*SAID[own], "helping", None, f"{own} {mandate_id}", NoticeKind.SECURITY))
