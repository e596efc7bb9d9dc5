"""Writes of unit costs: keeping what was worked out as a new version, and holding an offer's prices to one."""

import hashlib
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Costing, CostingVersion, Offer, OfferCosting
from marketplace.catalogue.rules.costing import Sheet, SheetRefused, as_document, check
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.database import sent_before
from marketplace.foundation.errors import NotFound, Refusal


class NameTaken(Refusal):
    """The provider has a costing of this name."""

    field = "name"

    def __init__(self) -> None:
        super().__init__("You have costs of this name. Open those and change them, or give these another name.")


@dataclass(frozen=True, slots=True)
class CostingRequest:
    """A sheet to keep, under a new name, or as the next version of a costing; the key keeps the same form once."""

    key: UUID
    sheet: Sheet
    name: str = ""
    costing_id: UUID | None = None

    @property
    def hash(self) -> str:
        """What tells two requests of one key apart."""
        return hashlib.sha256(repr((self.costing_id, self.name, as_document(self.sheet))).encode()).hexdigest()


def cost(session: Session, actor: Actor, request: CostingRequest) -> UUID:
    """Keep a sheet; the costing's id. Raises NotFound for another's, SheetRefused, NameTaken and KeyReused."""
    if actor.organisation_id is None or actor.account_id is None or not actor.may(Power.LIST):
        raise NotFound
    check(request.sheet, actor.today)
    costing_id = _named(session, actor, request) if request.costing_id is None else _locked(session, actor, request)
    if sent_before(session, CostingVersion, request.key, request.hash):
        return costing_id
    latest = select(func.coalesce(func.max(CostingVersion.number), 0)).where(CostingVersion.costing_id == costing_id)
    number, version_id = session.scalars(latest).one() + 1, uuid4()
    session.execute(
        insert(CostingVersion).values(
            id=version_id,
            key=request.key,
            request_hash=request.hash,
            costing_id=costing_id,
            number=number,
            day=request.sheet.day,
            document=as_document(request.sheet),
            made_by=actor.account_id,
            made_at=actor.now,
        )
    )
    journals.audit(session, actor, [journals.move("costing", costing_id, f"version {number}", None, "kept")])
    return costing_id


def _named(session: Session, actor: Actor, request: CostingRequest) -> UUID:
    """A new costing of a name. Raises NameTaken, unless this same form made it."""
    if not request.name:
        raise SheetRefused("Give these costs a name, such as Costs of 2026.", "name")
    made = session.scalar(
        insert(Costing)
        .values(id=uuid4(), provider_id=actor.organisation_id, name=request.name, made_at=actor.now)
        .on_conflict_do_nothing(index_elements=[Costing.provider_id, Costing.name])
        .returning(Costing.id)
    )
    if made is not None:
        return made
    before = select(CostingVersion.costing_id).where(
        CostingVersion.key == request.key, CostingVersion.request_hash == request.hash
    )
    if (costing_id := session.scalar(before)) is None:
        raise NameTaken
    return costing_id


def _locked(session: Session, actor: Actor, request: CostingRequest) -> UUID:
    """One of the actor's own, locked, so that its versions are numbered one after the other. Raises NotFound."""
    mine = select(Costing.id).where(Costing.id == request.costing_id, Costing.provider_id == actor.organisation_id)
    costing_id = session.scalar(mine.with_for_update())
    if costing_id is None:
        raise NotFound
    return costing_id


def hold_to(session: Session, actor: Actor, offer_id: UUID, costing_id: UUID, service: int | None) -> None:
    """Hold an offer's prices to a service of the newest version of a costing, by its place; None holds it to none.

    Raises NotFound where the costing is not the actor's own, and SheetRefused for another's offer or no such service.
    """
    if actor.organisation_id is None or not actor.may(Power.LIST):
        raise NotFound
    newest = session.execute(
        select(CostingVersion.id, func.jsonb_array_length(CostingVersion.document["services"]).label("services"))
        .join(Costing, Costing.id == CostingVersion.costing_id)
        .where(Costing.id == costing_id, Costing.provider_id == actor.organisation_id)
        .order_by(CostingVersion.number.desc())
        .limit(1)
    ).one_or_none()
    if newest is None:
        raise NotFound
    mine = select(Offer.id).where(Offer.id == offer_id, Offer.provider_id == actor.organisation_id)
    if session.scalar(mine.with_for_update()) is None:
        raise SheetRefused("Choose one of your offers.", "offer")
    if service is None:
        session.execute(delete(OfferCosting).where(OfferCosting.offer_id == offer_id))
    elif not 0 <= service < newest.services:
        raise SheetRefused("Choose one of the services of these costs.", "service")
    else:
        said = {"version_id": newest.id, "service": service, "made_at": actor.now}
        held = insert(OfferCosting).values(offer_id=offer_id, **said)
        session.execute(held.on_conflict_do_update(index_elements=[OfferCosting.offer_id], set_=said))
    became = "free" if service is None else "held"
    journals.audit(session, actor, [journals.move("offer", offer_id, "held to costs", None, became)])
