"""Reads of who leads safeguarding where: the conditions that route a worry about harm, and a funder's leads."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, false, or_, select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor, Power
from marketplace.people.models import Account, Area, FunderArea, Membership, SafeguardingLead
from marketplace.people.queries.people import AreaRow
from marketplace.people.queries.scope import still_member
from marketplace.people.queries.settings import own_funder
from marketplace.people.rules import POWERS_OF_DUTY, Duty

Column = SQLColumnExpression[Any]


@dataclass(frozen=True, slots=True)
class LeadRow:
    """Who leads safeguarding in an area, as lead or deputy, since when."""

    id: UUID
    area_code: str
    area: str
    rank: str
    name: str
    account_id: UUID
    from_at: datetime


def in_post(actor: Actor) -> ColumnElement[bool]:
    """Whether a lead is one at the actor's instant: named, still a member, and with that duty."""
    return (
        (SafeguardingLead.from_at <= actor.now)
        & or_(SafeguardingLead.until_at.is_(None), SafeguardingLead.until_at > actor.now)
        & still_member(actor)
        & Membership.duties.contains([Duty.SAFEGUARDING_LEAD.value])
    )


def _posts(actor: Actor, funder_id: Column, area_code: Column) -> Select[UUID]:
    return (
        select(SafeguardingLead.id)
        .join(Membership, Membership.id == SafeguardingLead.membership_id)
        .where(SafeguardingLead.funder_id == funder_id, SafeguardingLead.area_code == area_code, in_post(actor))
    )


def led(actor: Actor, funder_id: Column, area_code: Column) -> ColumnElement[bool]:
    """Whether somebody leads safeguarding for a funder in an area now."""
    return _posts(actor, funder_id, area_code).exists()


def led_by(actor: Actor, funder_id: Column, area_code: Column) -> ColumnElement[bool]:
    """Whether the actor does, acting for that funder."""
    if actor.organisation_id is None or not actor.may(Power.SAFEGUARD):
        return false()
    own = _posts(actor, funder_id, area_code).where(Membership.account_id == actor.account_id)
    return (funder_id == actor.organisation_id) & own.exists()


def staffed(actor: Actor, organisation_id: Column, power: Power) -> ColumnElement[bool]:
    """Whether an organisation has anybody with a power now."""
    duties = [duty.value for duty, powers in POWERS_OF_DUTY.items() if power in powers]
    members = select(Membership.id).where(
        Membership.organisation_id == organisation_id, Membership.duties.overlap(duties), still_member(actor)
    )
    return members.exists()


def leads_in(session: Session, actor: Actor, funder_id: UUID, area_code: str) -> list[LeadRow]:
    """Who leads safeguarding for a funder in an area now: the lead, then the deputy."""
    rows = session.execute(_leads(actor).where(SafeguardingLead.funder_id == funder_id, Area.code == area_code))
    return [LeadRow(*row) for row in rows]


def own_leads(session: Session, actor: Actor) -> list[LeadRow]:
    """The leads of the actor's own funder, by area. Raises NotFound for others than funders."""
    funder = own_funder(session, actor)
    rows = session.execute(_leads(actor).where(SafeguardingLead.funder_id == funder.id))
    return [LeadRow(*row) for row in rows]


def _leads(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            SafeguardingLead.id,
            Area.code,
            Area.name,
            SafeguardingLead.rank,
            Account.name,
            Account.id,
            SafeguardingLead.from_at,
        )
        .join(Area, Area.code == SafeguardingLead.area_code)
        .join(Membership, Membership.id == SafeguardingLead.membership_id)
        .join(Account, Account.id == Membership.account_id)
        .where(in_post(actor))
        .order_by(Area.name, SafeguardingLead.rank.desc(), SafeguardingLead.id)
    )


def covered(session: Session, actor: Actor) -> list[AreaRow]:
    """The areas that the actor's own funder covers today, by name. Raises NotFound for others than funders."""
    funder = own_funder(session, actor)
    rows = session.execute(
        select(Area.code, Area.name, Area.latitude, Area.longitude)
        .where(
            Area.code.in_(
                select(FunderArea.area_code).where(
                    FunderArea.funder_id == funder.id,
                    FunderArea.starts <= actor.today,
                    or_(FunderArea.ends.is_(None), FunderArea.ends >= actor.today),
                )
            )
        )
        .order_by(Area.name)
    )
    return [AreaRow(*row) for row in rows]
