"""Holding an order to what its funders' rules let their money buy, and to what they said yes to all the same."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import SpendingPermission
from marketplace.budgets.queries import SpendRow
from marketplace.budgets.rules.asking import OverPermission, Permission, within
from marketplace.budgets.rules.spending import Allowed, SpendingRefused
from marketplace.budgets.rules.streams import StreamShut, shut_on
from marketplace.foundation.access import Actor
from marketplace.foundation.database import total
from marketplace.foundation.money import Pence
from marketplace.purchasing.models import Booking, Delivery, Funding
from marketplace.purchasing.operations.requests import OrderRequest, Paying, Quote
from marketplace.purchasing.rules import BookingState, DeliveryState


def permissions_needed(
    request: OrderRequest, row: SpendRow, bought: Sequence[tuple[date, str]], pence: Pence
) -> tuple[Permission, ...]:
    """The permissions of which one is needed to pay some pence of what is bought, given as days and categories.

    None where none is needed. Raises SpendingRefused, at the field where the account was chosen, when one is needed and
    there is none, and StreamShut for a day on which the account's stream stands still.
    """
    _open_on(request, row, [day for day, _ in bought])
    verdict = row.verdict(bought)
    if isinstance(verdict, Allowed):
        return ()
    found = () if verdict.rule.national else row.permitted([day for day, _ in bought])
    if not found:
        refused = SpendingRefused(row.funder, row.funder_id, row.id, verdict)
        refused.pence = pence
        refused.field = _field(request, row.id)
        raise refused
    return found


def _open_on(request: OrderRequest, row: SpendRow, days: Sequence[date]) -> None:
    """Raises StreamShut for a day on which the account's stream stands still or is over."""
    for day in days:
        turn = shut_on(row.turns, day)
        if turn is not None:
            refused = StreamShut(row.name, row.funder, turn, day)
            refused.field = _field(request, row.id)
            raise refused


def _field(request: OrderRequest, account_id: UUID) -> str:
    return "account_id" if account_id == request.account_id else "rest_id"


def permitted(session: Session, actor: Actor, request: OrderRequest, asked: Quote, *, lock: bool) -> dict[UUID, UUID]:
    """By account, the permission by which it pays; an account that needs none is not there.

    Locked, a permission stays as it is, and the orders under it come one after the other. Raises OverPermission.
    Nothing is asked of the database for an order that needs none.
    """
    candidates = sorted({each.id for payer in asked.payers for each in payer.permissions})
    if not candidates:
        return {}
    if lock:
        named = select(SpendingPermission.id).where(SpendingPermission.id.in_(candidates))
        session.execute(named.order_by(SpendingPermission.id).with_for_update(key_share=True))
    used = _used(session, actor, candidates)
    found: dict[UUID, UUID] = {}
    for payer in asked.payers:
        if payer.permissions:
            chosen = _wide_enough(request, payer, used)
            used[chosen] = used.get(chosen, 0) + payer.pence
            found[payer.account_id] = chosen
    return found


def _wide_enough(request: OrderRequest, payer: Paying, used: dict[UUID, Pence]) -> UUID:
    """The first permission with enough left for what an account pays. Raises OverPermission."""
    refused: OverPermission | None = None
    for permission in payer.permissions:
        try:
            within(permission, used.get(permission.id, 0), payer.pence)
        except OverPermission as over:
            refused = refused or over
        else:
            return permission.id
    assert refused is not None  # noqa: S101 - there was one at least, and it was not wide enough
    refused.account_id, refused.field = payer.account_id, _field(request, payer.account_id)
    raise refused


def _used(session: Session, _actor: Actor, permission_ids: Sequence[UUID]) -> dict[UUID, Pence]:
    """What is booked, or was had, under permissions; what was called off or not drawn does not count."""
    counts = case(
        (Delivery.state == DeliveryState.CONFIRMED, func.least(Funding.pence, Delivery.pence)),
        (Booking.state == BookingState.CANCELLED, 0),
        else_=Funding.pence,
    )
    rows = session.execute(
        select(Funding.permission_id, total(counts))
        .join(Booking, Booking.id == Funding.booking_id)
        .outerjoin(Delivery, (Delivery.booking_id == Booking.id) & (Delivery.state != DeliveryState.WITHDRAWN))
        .where(Funding.permission_id.in_(permission_ids))
        .group_by(Funding.permission_id)
    )
    return {row[0]: row[1] for row in rows if row[0]}
