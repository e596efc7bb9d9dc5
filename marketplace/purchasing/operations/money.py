"""What a booking's end does to its money: back where it came from, or spent and owed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.budgets import rules as budgets
from marketplace.budgets.models import BudgetAccount
from marketplace.budgets.operations import ledger
from marketplace.budgets.rules import AccountKind, Entry, Holding, Pot
from marketplace.catalogue.models import OfferSession
from marketplace.foundation.access import Actor
from marketplace.foundation.money import Pence
from marketplace.purchasing.models import Booking, Funding
from marketplace.purchasing.operations.charging import to_charge
from marketplace.purchasing.operations.locked import LockedBooking, LockedOrder
from marketplace.purchasing.rules import drawn_from
from marketplace.purchasing.rules.cards import LEAST_CHARGE


def free_places(session: Session, _actor: Actor, bookings: Sequence[LockedBooking]) -> None:
    """Give the places of cancelled bookings back, in the order of their sessions' ids."""
    ids = [booking.session_id for booking in bookings if booking.session_id]
    if not ids:
        return
    locked = (
        select(OfferSession.id)
        .where(OfferSession.id.in_(ids))
        .order_by(OfferSession.id)
        .with_for_update(key_share=True)
    )
    freed = locked.cte("locked")
    session.execute(update(OfferSession).where(OfferSession.id == freed.c.id).values(taken=OfferSession.taken - 1))


def release(session: Session, actor: Actor, bookings: Sequence[LockedBooking], key: str) -> None:
    """Give the promised money of bookings back to its accounts, and name the transaction on each."""
    rows = session.execute(
        select(Funding.account_id, Funding.pence).where(Funding.booking_id.in_([b.id for b in bookings]))
    ).all()
    if not rows:
        return
    ledger.lock(session, actor, [row.account_id for row in rows])
    entries = [
        entry for account_id, pence in rows for entry in budgets.moved(account_id, pence, Pot.PROMISED, Pot.AVAILABLE)
    ]
    posted = ledger.post(session, actor, "release", key, entries)
    funded = [booking.id for booking in bookings if booking.price]
    session.execute(update(Booking).where(Booking.id.in_(funded)).values(release_id=posted))


@dataclass(frozen=True, slots=True)
class Payer:
    """One funding row of a booking, with how its account is held and by whom."""

    account_id: UUID
    pence: Pence
    holding: Holding
    funder_id: UUID
    person_id: UUID
    holder_id: UUID | None
    by_card: bool


def spend(
    session: Session, actor: Actor, order: LockedOrder, booking: LockedBooking, pence: Pence, delivery_id: UUID
) -> UUID | None:
    """Draw a settled delivery from its funding rows in their order; the rest goes back. None where nothing moves.

    What is to be paid by card is asked of the card, once this is committed.
    """
    payers = _payers(session, booking)
    if not payers:
        return None
    entries: list[Entry] = []
    by_card: list[tuple[UUID, Pence]] = []
    draws = drawn_from([(payer.account_id, payer.pence) for payer in payers], pence)
    for draw, payer in zip(draws, payers, strict=True):
        entries += budgets.moved(draw.account_id, draw.drawn, Pot.PROMISED, Pot.SPENT)
        entries += budgets.moved(draw.account_id, draw.back, Pot.PROMISED, Pot.AVAILABLE)
        if draw.drawn:
            charged = payer.by_card and draw.drawn >= LEAST_CHARGE
            by_card += [(payer.account_id, draw.drawn)] if charged else []
            debtor, creditor = _sides(session, actor, order, payer, by_card=charged)
            entries += [Entry(debtor, Pot.BALANCE, -draw.drawn), Entry(creditor, Pot.BALANCE, draw.drawn)]
    ledger.lock(session, actor, [payer.account_id for payer in payers])
    posted = ledger.post(session, actor, "spend", f"spend:{delivery_id}", entries)
    to_charge(session, actor, delivery_id, by_card)
    return posted


def _payers(session: Session, booking: LockedBooking) -> list[Payer]:
    """The funding rows of a booking, in their order."""
    rows = session.execute(
        select(
            Funding.account_id,
            Funding.pence,
            BudgetAccount.holding,
            BudgetAccount.funder_id,
            BudgetAccount.person_id,
            BudgetAccount.holder_organisation_id,
            Funding.by_card,
        )
        .join(BudgetAccount, BudgetAccount.id == Funding.account_id)
        .where(Funding.booking_id == booking.id)
        .order_by(Funding.position)
    )
    return [Payer(row[0], row[1], Holding(row[2]), *row[3:]) for row in rows]


def _sides(session: Session, actor: Actor, order: LockedOrder, payer: Payer, *, by_card: bool) -> tuple[UUID, UUID]:
    """The accounts of who owes and who is owed: a direct payment is paid by the person, and nothing is owed here.

    Unless by card: then the person owes the provider until the card has paid.
    """
    if payer.holding is Holding.DIRECT:
        kind = AccountKind.PROVIDER if by_card else AccountKind.PAID_BY_PERSON
        return (
            ledger.account_of(session, actor, AccountKind.CLEARING, person=payer.person_id),
            ledger.account_of(session, actor, kind, organisation=order.provider_id),
        )
    holder = payer.holder_id or payer.funder_id
    return (
        ledger.account_of(session, actor, AccountKind.CLEARING, organisation=holder),
        ledger.account_of(session, actor, AccountKind.PROVIDER, organisation=order.provider_id),
    )
