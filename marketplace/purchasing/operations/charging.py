"""What cards pay: asked for once a delivery is settled, stored step by step, and passed on to the provider."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from marketplace.budgets.operations import ledger
from marketplace.budgets.rules import AccountKind, Entry, Pot
from marketplace.foundation import journals, outbox
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.operations import Telling, tell
from marketplace.people.rules.contact import NoticeKind
from marketplace.purchasing.models import CardPayee, CardPayment, Delivery, Order, PaymentCard
from marketplace.purchasing.operations.carding import by_worker
from marketplace.purchasing.queries import accounts_of_order
from marketplace.purchasing.queries.cards import payment_spent_by
from marketplace.purchasing.rules.cards import (
    CardState,
    ChargeAsk,
    Charged,
    NothingToCharge,
    PassOnAsk,
    PaymentState,
    news,
    payment_becomes,
)

CHARGE = "card_charge"  # one payment to ask a card for: payload {"payment": id}
HAND_ON = "card_hand_on"  # one that was paid, to pass on to its provider: payload {"payment": id}
LATER = timedelta(minutes=2)  # so long a person may take to be sent to their bank, before the worker looks
STALE = timedelta(hours=1)  # what was to go on by then is taken up again at night
NO_CARD = "no_card"


@dataclass(frozen=True, slots=True)
class LockedPayment:
    """One payment whose row is locked, with whose it is and to whom it goes. Pence."""

    id: UUID
    state: PaymentState
    pence: Pence
    account_id: UUID
    card_id: UUID | None
    attempts: int
    intent: str | None
    charge: str | None
    transfer: str | None
    given_back: Pence
    order_id: UUID
    person_id: UUID
    provider_id: UUID
    payee: str | None


def to_charge(session: Session, actor: Actor, delivery_id: UUID, drawn: Sequence[tuple[UUID, Pence]]) -> None:
    """Write what cards are asked for of a settled delivery, by account in pence, and ask for it to be done."""
    rows = [
        {
            "id": uuid4(),
            "delivery_id": delivery_id,
            "account_id": account_id,
            "pence": pence,
            "state": PaymentState.TO_CHARGE,
            "made_at": actor.now,
        }
        for account_id, pence in drawn
    ]
    if rows:
        session.execute(insert(CardPayment), rows)
        outbox.enqueue(session, actor, [(CHARGE, {"payment": str(row["id"])}) for row in rows])


def locked(session: Session, reach: ColumnElement[bool]) -> LockedPayment:
    """Lock a payment that is in reach. Raises NotFound."""
    found = session.execute(
        select(
            CardPayment.id,
            CardPayment.state,
            CardPayment.pence,
            CardPayment.account_id,
            CardPayment.card_id,
            CardPayment.attempts,
            CardPayment.intent,
            CardPayment.charge,
            CardPayment.transfer,
            CardPayment.given_back,
            Order.id,
            Order.person_id,
            Order.provider_id,
            CardPayee.account,
        )
        .join(Delivery, Delivery.id == CardPayment.delivery_id)
        .join(Order, Order.id == Delivery.order_id)
        .outerjoin(CardPayee, CardPayee.organisation_id == Order.provider_id)
        .where(reach)
        .with_for_update(of=CardPayment, key_share=True)
    ).one_or_none()
    if found is None:
        raise NotFound
    return LockedPayment(found[0], PaymentState(found[1]), *found[2:])


def move(session: Session, actor: Actor, row: LockedPayment, became: PaymentState, **also: object) -> None:
    """Move a payment, if it may be moved so, with what else is known now. Raises IllegalMove."""
    payment_becomes(row.state, became)
    session.execute(update(CardPayment).where(CardPayment.id == row.id).values(state=became, **also))
    moved = journals.move("card_payment", row.id, "moved", row.state, became)
    journals.audit(session, actor, [moved], str(also.get("why") or "") or None, row.person_id)


def _card_of(session: Session, account_id: UUID) -> UUID | None:
    kept = PaymentCard.state == CardState.KEPT
    return session.scalar(select(PaymentCard.id).where(PaymentCard.account_id == account_id, kept))


def ask_charge(session: Session, actor: Actor, payment_id: UUID, site: str) -> ChargeAsk | None:
    """What to ask a card for; None where nothing is to be asked now. Asking again asks for the same.

    Without a card that is kept the person is told. For the worker alone.
    """
    row = locked(session, (CardPayment.id == payment_id) & by_worker(actor))
    if row.state is PaymentState.TO_CHARGE:
        card_id = _card_of(session, row.account_id)
        if card_id is None:
            move(session, actor, row, PaymentState.NEEDS_PERSON, why=NO_CARD)
            _tell_person(session, actor, row)
            return None
        move(session, actor, row, PaymentState.ASKED, card_id=card_id, attempts=1, asked_at=actor.now)
    elif row.state is not PaymentState.ASKED:
        return None
    return _ask(session, payment_id, site)


def ask_again(session: Session, actor: Actor, payment_id: UUID, site: str) -> ChargeAsk:
    """The person pays what did not go through, with the card that is kept now. Raises NotFound, NothingToCharge."""
    row = locked(session, (CardPayment.id == payment_id) & payment_spent_by(actor))
    payment_becomes(row.state, PaymentState.ASKED)
    card_id = _card_of(session, row.account_id)
    if card_id is None:
        raise NothingToCharge
    again = {"card_id": card_id, "attempts": row.attempts + 1, "asked_at": actor.now}
    move(session, actor, row, PaymentState.ASKED, **again)
    outbox.enqueue(session, actor, [(CHARGE, {"payment": str(row.id)})], due=[actor.now + LATER])
    return _ask(session, payment_id, site)


def _ask(session: Session, payment_id: UUID, site: str) -> ChargeAsk:
    """What is asked for, from what is stored alone: so that asking again is the same request."""
    row = session.execute(
        select(
            CardPayment.pence,
            CardPayment.attempts,
            CardPayment.intent,
            PaymentCard.customer,
            PaymentCard.method,
            CardPayee.account,
        )
        .join(PaymentCard, PaymentCard.id == CardPayment.card_id)
        .join(Delivery, Delivery.id == CardPayment.delivery_id)
        .join(Order, Order.id == Delivery.order_id)
        .join(CardPayee, CardPayee.organisation_id == Order.provider_id)
        .where(CardPayment.id == payment_id)
    ).one()
    return ChargeAsk(
        payment=str(payment_id),
        key=str(payment_id) if row.attempts == 1 else f"{payment_id}-{row.attempts}",
        pence=row.pence,
        customer=row.customer or "",
        method=row.method or "",
        payee=row.account,
        back=f"{site}/money/card-payments/{payment_id}",
        intent=row.intent,
        off_session=row.attempts == 1,
    )


def store_charge(session: Session, actor: Actor, charged: Charged, payment_id: UUID | None = None) -> None:
    """Keep how a charge stands, found by its payment or by the intent. What is older than what is known moves nothing.

    Paid: nobody owes the provider for it any more, and it is to be passed on. For the worker alone.
    """
    named = CardPayment.id == payment_id if payment_id else CardPayment.intent == charged.intent
    try:
        row = locked(session, named & by_worker(actor))
    except NotFound:
        return  # its intent is not stored yet: whoever asked for it stores it
    held = update(CardPayment).where(CardPayment.id == row.id)
    session.execute(held.values(intent=row.intent or charged.intent, trouble=""))
    if not news(row.state, charged.state):
        return
    if charged.state is PaymentState.PAID:
        paid_id = _square(session, actor, row)
        move(session, actor, row, PaymentState.PAID, charge=charged.charge, paid_id=paid_id, why="")
        outbox.enqueue(session, actor, [(HAND_ON, {"payment": str(row.id)})])
    else:
        move(session, actor, row, charged.state, why=charged.why)
        _tell_person(session, actor, row)


def _square(session: Session, actor: Actor, row: LockedPayment) -> UUID:
    """The card has paid: the person owes the provider nothing more for it."""
    owed = ledger.account_of(session, actor, AccountKind.PROVIDER, organisation=row.provider_id)
    owes = ledger.account_of(session, actor, AccountKind.CLEARING, person=row.person_id)
    entries = [Entry(owed, Pot.BALANCE, -row.pence), Entry(owes, Pot.BALANCE, row.pence)]
    return ledger.post(session, actor, "card_paid", f"card_paid:{row.id}", entries)


def _tell_person(session: Session, actor: Actor, row: LockedPayment) -> None:
    telling = Telling(
        "A card payment waits for you",
        "Your card has not paid for one of your dates yet. Open it to see why, and what you can do.",
        "card_payment",
        row.id,
        f"card payment waits {row.id} {row.attempts}",
        NoticeKind.MONEY,
        row.person_id,
    )
    tell(session, actor, accounts_of_order(session, actor, row.order_id, row.person_id), telling)


def store_trouble(session: Session, actor: Actor, payment_id: UUID, code: str) -> None:
    """The card company says no to what was asked, and not because of the card. For the worker alone."""
    row = locked(session, (CardPayment.id == payment_id) & by_worker(actor))
    session.execute(update(CardPayment).where(CardPayment.id == row.id).values(trouble=code))


def ask_pass_on(session: Session, actor: Actor, payment_id: UUID) -> PassOnAsk | None:
    """What to pass on of a payment; None where it was, or is not paid. For the worker alone."""
    row = locked(session, (CardPayment.id == payment_id) & by_worker(actor))
    if row.charge is None or row.transfer is not None or row.payee is None:
        return None
    return PassOnAsk(str(row.id), row.pence, row.charge, row.payee)


def store_pass_on(session: Session, actor: Actor, payment_id: UUID, transfer: str) -> None:
    """It was passed on to the provider. For the worker alone."""
    row = locked(session, (CardPayment.id == payment_id) & by_worker(actor))
    if row.transfer is None:
        session.execute(update(CardPayment).where(CardPayment.id == row.id).values(transfer=transfer, trouble=""))
        passed = journals.move("card_payment", row.id, "passed on")
        journals.audit(session, actor, [passed], person_id=row.person_id)


def payments_to_go_on(session: Session, actor: Actor) -> list[tuple[str, UUID]]:
    """The payments that should have gone on by now, each with the topic that takes it up. For the clock alone."""
    rows = session.execute(
        select(CardPayment.id, CardPayment.charge)
        .where(
            by_worker(actor),
            CardPayment.transfer.is_(None),
            CardPayment.made_at <= actor.now - STALE,
            CardPayment.state.in_([PaymentState.TO_CHARGE, PaymentState.ASKED, PaymentState.PAID]),
        )
        .order_by(CardPayment.made_at, CardPayment.id)
    )
    return [(HAND_ON if row.charge else CHARGE, row.id) for row in rows]
