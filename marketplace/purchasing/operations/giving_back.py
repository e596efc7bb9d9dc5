"""Giving back what a card paid: asked by the provider, taken back from them, given to the card, and left again."""

import hashlib
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from marketplace.budgets import rules as budgets
from marketplace.budgets.operations import ledger
from marketplace.budgets.rules import Pot
from marketplace.foundation import journals, outbox
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.database import sent_before, total
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import accounts_of_organisation
from marketplace.people.rules.contact import NoticeKind
from marketplace.purchasing.models import CardPayment, CardRefund
from marketplace.purchasing.operations.carding import by_worker
from marketplace.purchasing.operations.charging import STALE, LockedPayment, locked, move
from marketplace.purchasing.queries import accounts_of_order, with_provider
from marketplace.purchasing.rules.cards import (
    BackAsk,
    BackState,
    BankDispute,
    PaymentState,
    after_giving_back,
    may_give_back,
)

GIVE_BACK = "card_give_back"  # one refund that was asked for: payload {"refund": id}


@dataclass(frozen=True, slots=True)
class GiveBackRequest:
    """What a provider gives back of one payment, in pence, and why."""

    key: UUID
    payment_id: UUID
    pence: Pence
    reason: str

    @property
    def hash(self) -> str:
        """A digest of everything but the key."""
        return hashlib.sha256(repr((self.payment_id, self.pence, self.reason)).encode()).hexdigest()


def give_back(session: Session, actor: Actor, request: GiveBackRequest) -> UUID:
    """A provider gives back all or part of what a card paid; the refund's id. The same form again is the same refund.

    Raises NotFound, NothingToGiveBack, TooMuchBack and KeyReused.
    """
    row = locked(session, (CardPayment.id == request.payment_id) & with_provider(actor))
    if before := sent_before(session, CardRefund, request.key, request.hash):
        return before
    may_give_back(row.state, row.pence - row.given_back, request.pence, passed_on=row.transfer is not None)
    refund_id = uuid4()
    session.execute(
        insert(CardRefund).values(
            id=refund_id,
            key=request.key,
            request_hash=request.hash,
            payment_id=row.id,
            pence=request.pence,
            reason=request.reason,
            state=BackState.ASKED,
            asked_by=actor.account_id,
            asked_at=actor.now,
        )
    )
    held = update(CardPayment).where(CardPayment.id == row.id)
    session.execute(held.values(given_back=CardPayment.given_back + request.pence))
    asked = journals.move("card_refund", refund_id, "asked", None, BackState.ASKED)
    journals.audit(session, actor, [asked], request.reason, row.person_id)
    outbox.enqueue(session, actor, [(GIVE_BACK, {"refund": str(refund_id)})])
    return refund_id


def _payment_of(session: Session, actor: Actor, refund_id: UUID) -> LockedPayment:
    named = select(CardRefund.payment_id).where(CardRefund.id == refund_id).scalar_subquery()
    return locked(session, (CardPayment.id == named) & by_worker(actor))


def ask_give_back(session: Session, actor: Actor, refund_id: UUID) -> BackAsk | None:
    """What to ask of the card company for a refund; None where all was done. For the worker alone."""
    row = _payment_of(session, actor, refund_id)
    back = session.execute(
        select(CardRefund.pence, CardRefund.reversal, CardRefund.state).where(CardRefund.id == refund_id)
    ).one()
    if back.state == BackState.GIVEN_BACK:
        return None
    return BackAsk(str(refund_id), str(row.id), back.pence, row.charge or "", row.transfer or "", back.reversal)


def store_taken_back(session: Session, actor: Actor, refund_id: UUID, reversal: str) -> None:
    """It was taken back from the provider. For the worker alone."""
    _payment_of(session, actor, refund_id)
    session.execute(
        update(CardRefund)
        .where(CardRefund.id == refund_id, CardRefund.state == BackState.ASKED)
        .values(state=BackState.TAKEN_BACK, reversal=reversal)
    )


def refunds_to_go_on(session: Session, actor: Actor) -> list[UUID]:
    """What should have been given back by now, for the night to take up. For the clock alone."""
    waits = (CardRefund.state != BackState.GIVEN_BACK) & (CardRefund.asked_at <= actor.now - STALE)
    asked = select(CardRefund.id).where(by_worker(actor), waits)
    return list(session.scalars(asked.order_by(CardRefund.asked_at, CardRefund.id)))


def _done(session: Session, row: LockedPayment) -> Pence:
    """What was given back of a payment."""
    done = select(total(CardRefund.pence)).where(
        CardRefund.payment_id == row.id, CardRefund.state == BackState.GIVEN_BACK
    )
    return session.scalar(done) or 0


def store_dispute(session: Session, actor: Actor, dispute: BankDispute) -> None:
    """A person's bank asks a payment back, or that is decided; what is lost stays disputed. For the worker alone."""
    try:
        row = locked(session, (CardPayment.charge == dispute.charge) & by_worker(actor))
    except NotFound:
        return
    if not dispute.over and row.state is not PaymentState.DISPUTED:
        move(session, actor, row, PaymentState.DISPUTED)
        telling = Telling(
            "A bank asks a card payment back",
            "The bank of somebody who paid you by card asks for the money back. Stripe tells you what to send.",
            "card_payment",
            row.id,
            f"card disputed {row.id} {actor.now}",
            NoticeKind.TASKS,
            organisation_id=row.provider_id,
        )
        tell(session, actor, accounts_of_organisation(session, actor, row.provider_id, Power.DELIVER), telling)
    elif dispute.over and row.state is PaymentState.DISPUTED:
        held = update(CardPayment).where(CardPayment.id == row.id)
        session.execute(held.values(trouble="dispute_lost" if dispute.lost else ""))
        if not dispute.lost:
            back = _done(session, row)
            move(session, actor, row, after_giving_back(row.pence, back) if back else PaymentState.PAID)


def store_given_back(session: Session, actor: Actor, refund_id: UUID, refund: str) -> None:
    """It was given to the card: it is left again in the account that it was spent from. For the worker alone."""
    row = _payment_of(session, actor, refund_id)
    back = session.execute(select(CardRefund.pence, CardRefund.state).where(CardRefund.id == refund_id)).one()
    if back.state != BackState.TAKEN_BACK:
        return
    ledger.lock(session, actor, [row.account_id])
    entries = budgets.moved(row.account_id, back.pence, Pot.SPENT, Pot.AVAILABLE)
    posted = ledger.post(session, actor, "card_given_back", f"card_given_back:{refund_id}", entries)
    session.execute(
        update(CardRefund)
        .where(CardRefund.id == refund_id)
        .values(state=BackState.GIVEN_BACK, refund=refund, transaction_id=posted)
    )
    session.execute(update(CardPayment).where(CardPayment.id == row.id).values(trouble=""))
    after = after_giving_back(row.pence, _done(session, row))
    if after is not row.state:
        move(session, actor, row, after)
    telling = Telling(
        "Money came back to your card",
        "A provider gave back what your card paid, or a part of it. It is in your budget again.",
        "card_payment",
        row.id,
        f"card given back {refund_id}",
        NoticeKind.MONEY,
        row.person_id,
    )
    tell(session, actor, accounts_of_order(session, actor, row.order_id, row.person_id), telling)
