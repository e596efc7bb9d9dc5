"""Placing an order: all of its dates and all of its money are taken in one transaction, or nothing is."""

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, BigInteger, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from marketplace.budgets import rules as budgets
from marketplace.budgets.operations import ledger
from marketplace.budgets.queries import SpendRow, account_to_spend
from marketplace.budgets.rules import Pot
from marketplace.catalogue.models import OfferSession
from marketplace.catalogue.operations import index_jobs
from marketplace.catalogue.queries import SessionRow, TermsRow, sessions_named, terms
from marketplace.catalogue.rules import OfferState
from marketplace.foundation import journals, outbox
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.clock import civil
from marketplace.foundation.database import constraint_of, table_of
from marketplace.foundation.errors import KeyReused, NotFound
from marketplace.foundation.money import times
from marketplace.people.models import Person
from marketplace.people.queries import ASKER, asked_by, open_to
from marketplace.purchasing import rules
from marketplace.purchasing.models import ONE_BOOKING, Booking, Funding, Order
from marketplace.purchasing.operations.requests import OrderRequest, PricedOccasion, Quote
from marketplace.purchasing.operations.telling import telling
from marketplace.purchasing.rules import BookingState, Event, Occasion, OrderState

NUMBER_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that look alike

# The statements of an order are built once, since building one takes longer than running it.
_ONE_AT_A_TIME = select(func.pg_advisory_xact_lock(func.unnest(bindparam("keys", type_=ARRAY(BigInteger())))))
_REACH = (
    select(Person.id, Order.id, Order.request_hash, Order.person_id)
    .outerjoin(Order, Order.key == bindparam("key_used"))
    .where(Person.id == bindparam("bought_for"), open_to(ASKER, Power.SPEND, Person.id))
)
_BEFORE = aliased(Order)
_ORDER = insert(table_of(Order)).values(  # it repeats an order of the same person; any other id reads as none
    again_of=select(_BEFORE.id)
    .where(_BEFORE.id == bindparam("before"), _BEFORE.person_id == bindparam("buyer"))
    .scalar_subquery()
)
_BOOKING, _FUNDING = insert(table_of(Booking)), insert(table_of(Funding))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the database says of an order's parts, read once: ``now`` is the version in force today."""

    now: TermsRow
    versions: list[TermsRow]
    sessions: list[SessionRow]
    account: SpendRow | None


def quote(session: Session, actor: Actor, request: OrderRequest) -> Quote:
    """What an order would cost, who pays and what would be left.

    Raises what placing it would raise as things stand, but for a page that has become old.
    """
    _reach(session, actor, request)
    facts = _facts(session, actor, request)
    asked = _quote(actor, request, facts)
    _not_yet_booked(session, request, asked)
    return asked


def _not_yet_booked(session: Session, request: OrderRequest, asked: Quote) -> None:
    """Raises AlreadyBooked when the person has this offer at one of these times; a constraint holds it when placing."""
    times_asked = [each.occasion for each in asked.occasions]
    same = or_(*(and_(Booking.starts_at < o.ends_at, Booking.ends_at > o.starts_at) for o in times_asked))
    had = select(Booking.id).filter_by(person_id=request.person_id, offer_id=request.offer_id)
    if session.scalar(had.where(Booking.state != BookingState.CANCELLED, same).limit(1)):
        raise rules.AlreadyBooked


def place(session: Session, actor: Actor, request: OrderRequest) -> UUID:
    """Place an order and promise its money; the order's id. The same form again gives the same order.

    Raises NotFound for a person or offer out of reach; NotOnSale, OfferChanged, PriceChanged, QuantityRefused,
    TimesRefused, PlacesGone, AlreadyBooked, NoAccount, OutsidePeriod, OverBudget and KeyReused, of which each leaves
    nothing behind.
    """
    facts = _facts(session, actor, request)
    occasions = [Occasion(s.starts_at, s.ends_at, s.id) for s in facts.sessions] or list(request.times)
    _one_at_a_time(session, request, occasions)
    if before := _reach(session, actor, request):
        return before
    asked = _quote(actor, request, facts)
    rules.as_shown(request.version_id, asked.version_id, request.expected, asked.total)
    order_id = _insert_order(session, actor, request, facts, asked)
    _take_places(session, request.session_ids)
    promise_id = uuid4()
    _insert_bookings(session, request, order_id, asked, promise_id)
    journals.audit(session, actor, [journals.move("order", order_id, "placed", None, OrderState.PLACED)])
    jobs = [telling(Event.PLACED, order_id)]
    if request.session_ids:
        jobs += index_jobs("offer", [request.offer_id])
    outbox.enqueue(session, actor, jobs)
    _promise(session, actor, order_id, asked, promise_id)
    return order_id


def _one_at_a_time(session: Session, request: OrderRequest, occasions: list[Occasion]) -> None:
    """Let one order at a time through for the same form, and for the same person, offer and day.

    The second then sees what the first did, instead of both waiting on each other's rows.
    """
    names = {f"{request.person_id} {request.offer_id} {civil(o.starts_at)}" for o in occasions} | {str(request.key)}
    keys = sorted(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True) for name in names)
    session.execute(_ONE_AT_A_TIME, {"keys": keys})


def _reach(session: Session, actor: Actor, request: OrderRequest) -> UUID | None:
    """The order that this form's key already placed, if it did.

    Raises NotFound unless the actor may spend for the person, and KeyReused when the key came with other contents.
    """
    asked = {"key_used": request.key, "bought_for": request.person_id} | asked_by(actor)
    found = session.execute(_REACH, asked).one_or_none()
    if found is None:
        raise NotFound
    _, order_id, request_hash, person_id = found
    if order_id is None:
        return None
    if (request_hash, person_id) != (request.hash, request.person_id):
        raise KeyReused
    return order_id


def _facts(session: Session, actor: Actor, request: OrderRequest) -> _Facts:
    """Read the offer's versions, the sessions named and the account. Raises NotFound when there is no such offer."""
    versions = terms(session, actor, request.offer_id, request.unit, request.level)
    now = rules.in_force(versions, actor.today)
    if now is None:
        raise NotFound
    sessions = sessions_named(session, actor, request.offer_id, request.session_ids) if request.session_ids else []
    account = account_to_spend(session, actor, request.person_id, request.account_id) if request.account_id else None
    return _Facts(now, versions, sessions, account)


def _quote(actor: Actor, request: OrderRequest, facts: _Facts) -> Quote:
    """Price an order from what was read, and refuse what cannot be placed."""
    offer = facts.now
    rules.on_sale(offer.title, published=offer.state == OfferState.PUBLISHED)
    occasions = _occasions(request, facts)
    rules.occasions_allowed(occasions, actor.now)
    priced = tuple(_priced(request, facts, occasion) for occasion in occasions)
    total = sum(each.price for each in priced)
    account = _payer(facts, occasions) if total else None
    left = account.available if account else 0
    return Quote(
        version_id=offer.version_id,
        title=offer.title,
        provider=offer.provider,
        notice_hours=offer.notice_hours,
        late_percent=offer.late_percent,
        occasions=priced,
        total=total,
        account_id=account.id if account else None,
        account=account.name if account else "",
        holding=account.holding if account else "",
        left_before=left,
        left_after=budgets.hold(left, total, [each.price for each in priced]),
    )


def _occasions(request: OrderRequest, facts: _Facts) -> list[Occasion]:
    """The times of an order: the sessions of a group that were named, or the times that were agreed."""
    if not facts.now.group:
        return list(request.times)
    gone = [row.id for row in facts.sessions if row.left < 1]
    if gone or len(facts.sessions) < len(request.session_ids):
        raise rules.PlacesGone(gone or request.session_ids)
    return [Occasion(row.starts_at, row.ends_at, row.id) for row in facts.sessions]


def _priced(request: OrderRequest, facts: _Facts, occasion: Occasion) -> PricedOccasion:
    """An occasion at the unit price of the version that is in force on its own day."""
    version = rules.in_force(facts.versions, civil(occasion.starts_at))
    if version is None or version.pence is None:
        raise rules.NotOnSale("This price is no longer offered on one of these days. Look at the offer again.")
    quantity = rules.quantity_for(request.unit, request.quantity, occasion, group=facts.now.group)
    return PricedOccasion(occasion, quantity, version.pence, times(version.pence, quantity))


def _payer(facts: _Facts, occasions: list[Occasion]) -> SpendRow:
    """The account that pays, if it may pay this provider and its period holds every day."""
    account = facts.account
    if account is None:
        raise budgets.NoAccount
    rules.takes(facts.now.takes, account.holding)
    for occasion in occasions:
        budgets.inside(civil(occasion.starts_at), account.starts, account.ends)
    return account


def _insert_order(session: Session, actor: Actor, request: OrderRequest, facts: _Facts, asked: Quote) -> UUID:
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


def _insert_bookings(session: Session, request: OrderRequest, order_id: UUID, asked: Quote, promise_id: UUID) -> None:
    """Write the bookings of an order, and what each is promised from the account. Raises AlreadyBooked."""
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
    funding = [
        {
            "booking_id": b["id"],
            "position": 0,
            "account_id": asked.account_id,
            "pence": b["price"],
            "promise_id": promise_id,
        }
        for b in bookings
        if b["price"]
    ]
    if funding:
        session.execute(_FUNDING, funding)


def _promise(session: Session, actor: Actor, order_id: UUID, asked: Quote, promise_id: UUID) -> None:
    """Promise the money, last of all, so that the account is locked for as short as can be. Raises OverBudget."""
    if asked.account_id is None or not asked.total:
        return
    left = ledger.lock(session, actor, [asked.account_id])[asked.account_id]
    budgets.hold(left, asked.total, [each.price for each in asked.occasions])
    entries = budgets.moved(asked.account_id, asked.total, Pot.AVAILABLE, Pot.PROMISED)
    ledger.post(session, actor, "promise", f"promise:{order_id}", entries, promise_id)
