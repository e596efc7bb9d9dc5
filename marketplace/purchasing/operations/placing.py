"""Placing an order: all of its dates and all of its money are taken in one transaction, or nothing is."""

import hashlib
import secrets
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, BigInteger, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from marketplace.budgets import rules as budgets
from marketplace.budgets.operations import ledger
from marketplace.budgets.rules import Entry, Pot
from marketplace.catalogue.models import OfferSession
from marketplace.catalogue.operations import index_jobs
from marketplace.foundation import journals, outbox
from marketplace.foundation.access import Actor
from marketplace.foundation.clock import civil
from marketplace.foundation.database import constraint_of, table_of
from marketplace.purchasing import rules
from marketplace.purchasing.models import ONE_BOOKING, Booking, Funding, Order
from marketplace.purchasing.operations.bounds import held_to
from marketplace.purchasing.operations.permitting import permitted
from marketplace.purchasing.operations.quoting import Facts, facts_of, quoted, reached, with_card
from marketplace.purchasing.operations.requests import OrderRequest, Quote
from marketplace.purchasing.operations.telling import telling
from marketplace.purchasing.rules import BookingState, Event, Occasion, OrderState
from marketplace.purchasing.rules.cards import CardNotPossible

NUMBER_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that look alike

# The statements of an order are built once, since building one takes longer than running it.
_ONE_AT_A_TIME = select(func.pg_advisory_xact_lock(func.unnest(bindparam("keys", type_=ARRAY(BigInteger())))))
_BEFORE = aliased(Order)
_ORDER = insert(table_of(Order)).values(  # it repeats an order of the same person; any other id reads as none
    again_of=select(_BEFORE.id)
    .where(_BEFORE.id == bindparam("before"), _BEFORE.person_id == bindparam("buyer"))
    .scalar_subquery()
)
_BOOKING, _FUNDING = insert(table_of(Booking)), insert(table_of(Funding))


def place(session: Session, actor: Actor, request: OrderRequest) -> UUID:
    """Place an order and promise its money; the order's id. The same form again gives the same order.

    Raises NotFound for a person or offer out of reach; NotOnSale, OfferChanged, PriceChanged, QuantityRefused,
    TimesRefused, PlacesGone, AlreadyBooked, NoAccount, OutsidePeriod, OverBudget, SpendingRefused, StreamShut,
    OverPermission, OverMandate, CardNotPossible and KeyReused, of which each leaves nothing behind.
    """
    facts = facts_of(session, actor, request)
    occasions = [Occasion(s.starts_at, s.ends_at, s.id) for s in facts.sessions] or list(request.times)
    _one_at_a_time(session, request, occasions)
    reach = reached(session, actor, request)
    if reach.before:
        return reach.before
    asked = quoted(actor, request, facts)
    rules.as_shown(request.version_id, asked.version_id, request.expected, asked.total)
    if request.by_card:
        asked = _by_card(session, actor, asked, facts)
    mandate_id = None if reach.own else held_to(session, actor, request.person_id, asked, lock=True)
    permissions = permitted(session, actor, request, asked, lock=True)
    order_id = _insert_order(session, actor, request, facts, asked, mandate_id)
    _take_places(session, request.session_ids)
    promise_id = uuid4()
    funding = _insert_bookings(session, request, order_id, asked)
    promised = [
        row | {"promise_id": promise_id, "permission_id": permissions.get(row["account_id"])} for row in funding
    ]
    if promised:
        session.execute(_FUNDING, promised)
    _written_down(session, actor, request, order_id)
    _promise(session, actor, order_id, asked, promise_id)
    return order_id


def _written_down(session: Session, actor: Actor, request: OrderRequest, order_id: UUID) -> None:
    """Write the order into the audit, and ask for those concerned to be told and for places to be indexed."""
    placed = journals.move("order", order_id, "placed", None, OrderState.PLACED)
    journals.audit(session, actor, [placed], person_id=request.person_id)
    jobs = [telling(Event.PLACED, order_id)]
    if request.session_ids:
        jobs += index_jobs("offer", [request.offer_id])
    outbox.enqueue(session, actor, jobs)


def _by_card(session: Session, actor: Actor, asked: Quote, facts: Facts) -> Quote:
    """The same, paid by the card that can. Raises CardNotPossible."""
    asked = with_card(session, actor, asked, facts)
    if asked.card is None:
        raise CardNotPossible
    return asked


def _one_at_a_time(session: Session, request: OrderRequest, occasions: list[Occasion]) -> None:
    """Let one order at a time through for the same form, and for the same person, offer and day.

    The second then sees what the first did, instead of both waiting on each other's rows.
    """
    names = {f"{request.person_id} {request.offer_id} {civil(o.starts_at)}" for o in occasions} | {str(request.key)}
    keys = sorted(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True) for name in names)
    session.execute(_ONE_AT_A_TIME, {"keys": keys})


def _insert_order(
    session: Session, actor: Actor, request: OrderRequest, facts: Facts, asked: Quote, mandate_id: UUID | None
) -> UUID:
    """Write the order with its own copy of what was agreed."""
    offer = facts.now
    order_id = uuid4()
    session.execute(
        _ORDER,
        {
            "id": order_id,
            "key": request.key,
            "request_hash": request.hash,
            "number": "".join(secrets.choice(NUMBER_LETTERS) for _ in range(8)),
            "person_id": request.person_id,
            "placed_by": actor.account_id,
            "mandate_id": mandate_id,
            "offer_id": request.offer_id,
            "version_id": offer.version_id,
            "provider_id": offer.provider_id,
            "title": offer.title,
            "provider_name": offer.provider,
            "unit": request.unit,
            "level": request.level,
            "notice_hours": offer.notice_hours,
            "late_percent": offer.late_percent,
            "vat": offer.vat,
            "message": request.message,
            "state": OrderState.PLACED,
            "placed_at": actor.now,
            "answer_by": rules.answer_by(actor.today, min(each.occasion.starts_at for each in asked.occasions)),
            "before": request.again_of,
            "buyer": request.person_id,
        },
    )
    return order_id


def _take_places(session: Session, session_ids: tuple[UUID, ...]) -> None:
    """Take one place of each session, in the order of their ids. Raises PlacesGone when one has none left."""
    if not session_ids:
        return
    locked = (
        select(OfferSession.id)
        .where(OfferSession.id.in_(session_ids))
        .order_by(OfferSession.id)
        .with_for_update(key_share=True)
        .cte("locked")
    )
    taken = session.scalars(
        update(OfferSession)
        .where(OfferSession.id == locked.c.id, OfferSession.taken < OfferSession.places)
        .values(taken=OfferSession.taken + 1)
        .returning(OfferSession.id)
    ).all()
    if gone := set(session_ids) - set(taken):
        raise rules.PlacesGone(sorted(gone))


def _insert_bookings(session: Session, request: OrderRequest, order_id: UUID, asked: Quote) -> list[dict[str, Any]]:
    """Write the bookings of an order; what each is promised from which account. Raises AlreadyBooked."""
    bookings = [
        {
            "id": uuid4(),
            "order_id": order_id,
            "person_id": request.person_id,
            "offer_id": request.offer_id,
            "session_id": each.occasion.session_id,
            "starts_at": each.occasion.starts_at,
            "ends_at": each.occasion.ends_at,
            "day": civil(each.occasion.starts_at),
            "quantity": each.quantity,
            "unit_pence": each.unit_pence,
            "price": each.price,
            "state": BookingState.BOOKED,
        }
        for each in asked.occasions
    ]
    try:
        session.execute(_BOOKING, bookings)
    except IntegrityError as refused:
        if constraint_of(refused) == ONE_BOOKING:
            raise rules.AlreadyBooked from refused
        raise
    return [
        {
            "booking_id": booking["id"],
            "position": position,
            "account_id": share.account_id,
            "pence": share.pence,
            "by_card": asked.card is not None and share.account_id == asked.card.account_id,
        }
        for booking, each in zip(bookings, asked.occasions, strict=True)
        for position, share in enumerate(each.shares)
    ]


def _promise(session: Session, actor: Actor, order_id: UUID, asked: Quote, promise_id: UUID) -> None:
    """Promise the money, last of all, so that the accounts are locked for as short as can be. Raises OverBudget."""
    if not asked.payers:
        return
    left = ledger.lock(session, actor, [payer.account_id for payer in asked.payers])
    entries: list[Entry] = []
    for n, payer in enumerate(asked.payers):
        each = rules.given_by(payer.account_id, (occasion.shares for occasion in asked.occasions))
        rules.has_enough(left[payer.account_id], each, first=n == 0)
        entries += budgets.moved(payer.account_id, payer.pence, Pot.AVAILABLE, Pot.PROMISED)
    ledger.post(session, actor, "promise", f"promise:{order_id}", entries, promise_id)
