"""Reads of paying by card: whether a provider can be paid so, the card of an account, and what cards paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount
from marketplace.budgets.rules import Holding
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.database import total
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.models import Organisation, Person
from marketplace.people.queries import account_of, open_to
from marketplace.purchasing.models import Booking, CardPayee, CardPayment, CardRefund, Delivery, Order, PaymentCard
from marketplace.purchasing.queries.rows import PAGE
from marketplace.purchasing.queries.sides import with_provider
from marketplace.purchasing.rules.cards import (
    CAN_GIVE_BACK,
    WITH_PERSON,
    BackState,
    CardState,
    PayeeState,
    PaymentState,
    last_day_of,
)


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card that is kept: never its number."""

    id: UUID
    brand: str
    last4: str
    exp_month: int
    exp_year: int

    @property
    def name(self) -> str:
        """How it is said: ``Visa card ending 4242``."""
        return f"{self.brand.capitalize()} card ending {self.last4}"

    def good_on(self, day: date) -> bool:
        """Whether it can still be used on a day."""
        return day < last_day_of(self.exp_month, self.exp_year)


@dataclass(frozen=True, slots=True)
class CardAccountRow:
    """A direct payment with its card, if one is kept, and whether one is being added."""

    id: UUID
    person_id: UUID
    name: str
    funder: str
    card: CardRow | None
    asked: UUID | None


@dataclass(frozen=True, slots=True)
class PayeeRow:
    """Whether a provider can be paid by card: None where it has not begun."""

    state: PayeeState | None
    account: str | None


@dataclass(frozen=True, slots=True)
class CardPaymentRow:
    """What a card paid, or is to pay, for one date. Pence; UTC. ``given_back`` is also what is on its way."""

    id: UUID
    order_id: UUID
    number: str
    title: str
    provider: str
    person_id: UUID
    person: str
    account_id: UUID
    starts_at: datetime
    pence: Pence
    given_back: Pence
    on_its_way: Pence
    state: PaymentState
    why: str
    trouble: str
    passed_on: bool
    made_at: datetime
    intent: str | None

    @property
    def left(self) -> Pence:
        """What can still be given back."""
        return self.pence - self.given_back

    @property
    def with_person(self) -> bool:
        """Whether the person does what is next."""
        return self.state in WITH_PERSON

    @property
    def can_give_back(self) -> bool:
        """Whether the provider can give some of it back now."""
        return self.state in CAN_GIVE_BACK and self.passed_on and self.left > 0


_CARD = (PaymentCard.id, PaymentCard.brand, PaymentCard.last4, PaymentCard.exp_month, PaymentCard.exp_year)


def _card(found: Sequence[Any]) -> CardRow:
    return CardRow(*found)


def account_with_card(session: Session, actor: Actor, account_id: UUID, power: Power = Power.SEE) -> CardAccountRow:
    """One direct payment that the actor reaches, with its card. Raises NotFound."""
    mine = open_to(actor, power, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id))
    found = session.execute(
        select(BudgetAccount.id, BudgetAccount.person_id, BudgetAccount.name, Organisation.name)
        .join(Organisation, Organisation.id == BudgetAccount.funder_id)
        .where(BudgetAccount.id == account_id, BudgetAccount.holding == Holding.DIRECT, mine)
    ).one_or_none()
    if found is None:
        raise NotFound
    standing = PaymentCard.state.in_([CardState.KEPT, CardState.ASKED])
    rows = session.execute(
        select(PaymentCard.state, *_CARD)
        .where(PaymentCard.account_id == account_id, standing)
        .order_by(PaymentCard.asked_at.desc())
    ).all()
    kept = next((_card(row[1:]) for row in rows if row[0] == CardState.KEPT), None)
    asked = next((row[1] for row in rows if row[0] == CardState.ASKED), None)
    journals.saw(actor, [found.person_id], "opened")
    return CardAccountRow(*found, kept, asked)


def card_to_pay(
    session: Session, _actor: Actor, account_ids: Sequence[UUID], provider_id: UUID
) -> tuple[UUID, CardRow] | None:
    """The account among these whose card can pay a provider, with the card; None where there is none.

    The accounts are those that the actor may spend from: whoever asks has seen to that.
    """
    row = session.execute(
        select(PaymentCard.account_id, *_CARD)
        .join(BudgetAccount, BudgetAccount.id == PaymentCard.account_id)
        .join(CardPayee, and_(CardPayee.organisation_id == provider_id, CardPayee.state == PayeeState.CAN_BE_PAID))
        .where(
            PaymentCard.account_id.in_(list(account_ids)),
            PaymentCard.state == CardState.KEPT,
            BudgetAccount.holding == Holding.DIRECT,
        )
        .order_by(PaymentCard.account_id)
        .limit(1)
    ).one_or_none()
    return (row[0], _card(row[1:])) if row else None


def payee(session: Session, actor: Actor) -> PayeeRow:
    """Whether the actor's own organisation can be paid by card."""
    found = session.execute(
        select(CardPayee.state, CardPayee.account).where(
            (CardPayee.organisation_id == actor.organisation_id) & actor.may(Power.DELIVER)
        )
    ).one_or_none()
    return PayeeRow(PayeeState(found[0]), found[1]) if found else PayeeRow(None, None)


def payment_spent_by(actor: Actor) -> ColumnElement[bool]:
    """The actor may spend for the person, from the account that the payment is from."""
    return open_to(actor, Power.SPEND, Order.person_id, Section.MONEY, account_of(CardPayment.account_id))


def _payment_seen_by(actor: Actor) -> ColumnElement[bool]:
    return open_to(actor, Power.SEE, Order.person_id, Section.MONEY, account_of(CardPayment.account_id))


_ON_ITS_WAY = (
    select(total(CardRefund.pence))
    .where(CardRefund.payment_id == CardPayment.id, CardRefund.state != BackState.GIVEN_BACK)
    .correlate(CardPayment)
    .scalar_subquery()
)


def _payments(*reach: ColumnElement[bool]) -> Any:
    """Payments in reach, with the order and the date that each is for."""
    return (
        select(
            CardPayment.id,
            Order.id,
            Order.number,
            Order.title,
            Order.provider_name,
            Order.person_id,
            Person.name,
            CardPayment.account_id,
            Booking.starts_at,
            CardPayment.pence,
            CardPayment.given_back,
            _ON_ITS_WAY,
            CardPayment.state,
            CardPayment.why,
            CardPayment.trouble,
            CardPayment.transfer.is_not(None),
            CardPayment.made_at,
            CardPayment.intent,
        )
        .join(Delivery, Delivery.id == CardPayment.delivery_id)
        .join(Booking, Booking.id == Delivery.booking_id)
        .join(Order, Order.id == Delivery.order_id)
        .join(Person, Person.id == Order.person_id)
        .where(*reach)
    )


def _row(found: Sequence[Any]) -> CardPaymentRow:
    values = list(found)
    values[12] = PaymentState(found[12])
    return CardPaymentRow(*values)


def _one(session: Session, *reach: ColumnElement[bool]) -> CardPaymentRow:
    found = session.execute(_payments(*reach)).one_or_none()
    if found is None:
        raise NotFound
    return _row(found)


def card_payment(session: Session, actor: Actor, payment_id: UUID) -> CardPaymentRow:
    """One payment of a person whose money the actor may see. Raises NotFound."""
    row = _one(session, CardPayment.id == payment_id, _payment_seen_by(actor))
    journals.saw(actor, [row.person_id], "opened")
    return row


def card_payment_with(session: Session, actor: Actor, payment_id: UUID) -> CardPaymentRow:
    """One payment to the actor's own organisation as a provider. Raises NotFound."""
    row = _one(session, CardPayment.id == payment_id, with_provider(actor))
    journals.saw(actor, [row.person_id], "opened")
    return row


def card_payment_found(session: Session, actor: Actor, payment_id: UUID) -> CardPaymentRow:
    """One payment, for the back office. Raises NotFound."""
    row = _one(session, CardPayment.id == payment_id, _office(actor))
    journals.saw(actor, [row.person_id], "opened")
    return row


def card_payments_of(session: Session, actor: Actor, order_id: UUID) -> list[CardPaymentRow]:
    """What cards pay for one order of a person whose money the actor may see, by date."""
    asked = _payments(Order.id == order_id, _payment_seen_by(actor)).order_by(Booking.starts_at, CardPayment.id)
    rows = [_row(row) for row in session.execute(asked)]
    journals.saw(actor, {row.person_id for row in rows}, "opened")
    return rows


def card_payments_with(session: Session, actor: Actor, page: int = 1) -> list[CardPaymentRow]:
    """What cards pay to the actor's own organisation, newest first, 50 to a page."""
    asked = _payments(with_provider(actor)).order_by(CardPayment.made_at.desc(), CardPayment.id)
    rows = [_row(row) for row in session.execute(asked.limit(PAGE).offset((page - 1) * PAGE))]
    journals.saw(actor, {row.person_id for row in rows})
    return rows


def card_payments_stuck(session: Session, actor: Actor) -> list[CardPaymentRow]:
    """The payments that do not go on by themselves: for the back office, the oldest first, 50 of them."""
    stuck = or_(CardPayment.state.in_([*WITH_PERSON, PaymentState.DISPUTED]), CardPayment.trouble != "")
    asked = _payments(_office(actor), stuck).order_by(CardPayment.made_at, CardPayment.id).limit(PAGE)
    return [_row(row) for row in session.execute(asked)]


def _office(actor: Actor) -> ColumnElement[bool]:
    return Order.id.is_not(None) if actor.may(Power.ADMINISTER) else false()
