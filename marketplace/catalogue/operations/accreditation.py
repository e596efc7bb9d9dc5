"""Writes of accreditation: a funder's commissioner, or the back office for them, starts one and ends it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, false, insert, or_, select, true, update
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Accreditation, Offer
from marketplace.catalogue.operations.offers import reindex
from marketplace.catalogue.rules import OfferState
from marketplace.catalogue.rules.accreditation import (
    AccreditedAlready,
    NotAFunder,
    NotAProvider,
    check_days,
    check_ending,
)
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Organisation
from marketplace.people.rules import FUNDERS, OrganisationKind


@dataclass(frozen=True, slots=True)
class AccreditationRequest:
    """Which funder accredits which provider: both days are inside, and no last day means until it is ended."""

    provider_id: UUID
    funder_id: UUID
    starts: date
    ends: date | None = None


def accredit(session: Session, actor: Actor, request: AccreditationRequest) -> UUID:
    """A funder accredits a provider, whose offers then say so in searches.

    Raises NotFound unless the funder's commissioner or the back office asks, NotAProvider, NotAFunder,
    AccreditationRefused and AccreditedAlready.
    """
    if not (_of_the_office(actor) or _is_commissioner(actor, request.funder_id)):
        raise NotFound
    check_days(request.starts, request.ends)
    if not _is(session, request.funder_id, *FUNDERS):
        raise NotAFunder
    if not _is(session, request.provider_id, OrganisationKind.PROVIDER):
        raise NotAProvider
    if session.scalar(_overlapping(request)):
        raise AccreditedAlready
    accreditation_id = uuid4()
    session.execute(
        insert(Accreditation).values(
            id=accreditation_id,
            provider_id=request.provider_id,
            funder_id=request.funder_id,
            starts=request.starts,
            ends=request.ends,
        )
    )
    journals.audit(session, actor, [journals.move("accreditation", accreditation_id, "accredited")])
    _reindex(session, actor, request.provider_id)
    return accreditation_id


def end_accreditation(session: Session, actor: Actor, accreditation_id: UUID, ends: date, why: str = "") -> None:
    """An accreditation ends, with its last day inside.

    Raises NotFound unless the funder's commissioner or the back office asks, and AccreditationRefused.
    """
    found = session.execute(
        select(Accreditation.provider_id, Accreditation.starts, Accreditation.ends)
        .where(Accreditation.id == accreditation_id, _reached_by(actor))
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise NotFound
    check_ending(found.starts, found.ends, ends, actor.today)
    session.execute(update(Accreditation).where(Accreditation.id == accreditation_id).values(ends=ends))
    journals.audit(
        session, actor, [journals.move("accreditation", accreditation_id, f"ends on {ends:%-d %B %Y}")], why or None
    )
    _reindex(session, actor, found.provider_id)


def _of_the_office(actor: Actor) -> bool:
    return actor.kind is ActorKind.WORKER or actor.may(Power.ADMINISTER)


def _is_commissioner(actor: Actor, funder_id: UUID) -> bool:
    return actor.may(Power.COMMISSION) and actor.organisation_id == funder_id


def _reached_by(actor: Actor) -> ColumnElement[bool]:
    """The condition that an accreditation is one that the actor may end."""
    if _of_the_office(actor):
        return true()
    return Accreditation.funder_id == actor.organisation_id if actor.may(Power.COMMISSION) else false()


def _is(session: Session, organisation_id: UUID, *kinds: OrganisationKind) -> bool:
    """Whether an organisation is of one of some kinds; it is locked, so that of two at once one comes first."""
    asked = select(Organisation.id).where(Organisation.id == organisation_id, Organisation.kind.in_(kinds))
    return session.scalar(asked.with_for_update(key_share=True)) is not None


def _overlapping(request: AccreditationRequest) -> Select[bool]:
    """Whether there is an accreditation of the pair on any of the days asked for; the database refuses it too."""
    before_its_end = or_(Accreditation.ends.is_(None), Accreditation.ends >= request.starts)
    asked = select(Accreditation.id).where(
        Accreditation.provider_id == request.provider_id,
        Accreditation.funder_id == request.funder_id,
        before_its_end,
        Accreditation.starts <= (request.ends or date.max),
    )
    return select(asked.exists())


def _reindex(session: Session, actor: Actor, provider_id: UUID) -> None:
    """The provider's offers on sale are read afresh, since they say who accredited it."""
    on_sale = select(Offer.id).where(Offer.provider_id == provider_id, Offer.state == OfferState.PUBLISHED)
    offers = session.scalars(on_sale.order_by(Offer.id)).all()
    if offers:
        reindex(session, actor, offers)
