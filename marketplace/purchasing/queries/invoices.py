"""Reads of invoices, each in the scope of the side that asks: the funder that owes, or the provider that is owed."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, cast, false, func, select
from sqlalchemy.orm import Session, aliased

from marketplace.budgets.models import BudgetAccount, LedgerEntry
from marketplace.budgets.rules import Holding, Pot
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.clock import LONDON
from marketplace.foundation.database import total
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Organisation, Person
from marketplace.purchasing.models import (
    Booking,
    Delivery,
    Invoice,
    InvoiceAgreement,
    InvoiceLine,
    InvoiceWord,
    Order,
    RemittanceRow,
)
from marketplace.purchasing.queries.invoice_rows import (
    AgreementRow,
    InvoiceLineRow,
    InvoiceRow,
    InvoiceWordRow,
)

PROVIDER, FUNDER = aliased(Organisation, name="provider"), aliased(Organisation, name="funder")


def owed_by(actor: Actor) -> ColumnElement[bool]:
    """The invoice is the actor's own organisation's to pay."""
    return (Invoice.funder_id == actor.organisation_id) if actor.may(Power.COMMISSION) else false()


def owed_to(actor: Actor) -> ColumnElement[bool]:
    """The invoice is the actor's own organisation's to be paid."""
    return (Invoice.provider_id == actor.organisation_id) if actor.may(Power.DELIVER) else false()


def not_invoiced(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """What settled deliveries drew from notional accounts and is on no invoice: each delivery by each account.

    Its columns are delivery_id, account_id, provider_id, funder_id, month (of the settlement, London) and pence.
    """
    on_one = select(InvoiceLine.id).where(
        InvoiceLine.delivery_id == Delivery.id, InvoiceLine.account_id == LedgerEntry.account_id
    )
    settled = func.timezone(LONDON.key, Delivery.settled_at)
    return (
        select(
            Delivery.id.label("delivery_id"),
            LedgerEntry.account_id,
            Order.provider_id,
            BudgetAccount.funder_id,
            cast(func.date_trunc("month", settled), Date).label("month"),
            total(LedgerEntry.pence).label("pence"),
        )
        .join(LedgerEntry, LedgerEntry.transaction_id == Delivery.spend_id)
        .join(BudgetAccount, BudgetAccount.id == LedgerEntry.account_id)
        .join(Order, Order.id == Delivery.order_id)
        .where(LedgerEntry.pot == Pot.SPENT, BudgetAccount.holding == Holding.NOTIONAL, ~on_one.exists(), *conditions)
        .group_by(Delivery.id, LedgerEntry.account_id, Order.provider_id, BudgetAccount.funder_id)
    )


PAID_FOR = RemittanceRow.id.is_not(None)


def invoice_owed(session: Session, actor: Actor, invoice_id: UUID) -> InvoiceRow:
    """One invoice that the actor's own organisation pays; nobody is named in it. Raises NotFound."""
    return _whole(session, actor, (Invoice.id == invoice_id) & owed_by(actor))


def invoice_with(session: Session, actor: Actor, invoice_id: UUID) -> InvoiceRow:
    """One invoice by which the actor's own organisation is paid, with its clients. Raises NotFound."""
    return _whole(session, actor, (Invoice.id == invoice_id) & owed_to(actor), named=True)


def lines_to_pay(session: Session, actor: Actor) -> list[tuple[InvoiceRow, InvoiceLineRow]]:
    """Every line that the actor's own organisation agreed and has not paid, by the day by which it is to be paid."""
    lines = _lines(session, owed_by(actor) & InvoiceAgreement.id.is_not(None) & ~PAID_FOR)
    found = session.execute(_INVOICE.where(owed_by(actor), Invoice.id.in_({line.invoice_id for line in lines})))
    of = {row[0]: InvoiceRow(*row, lines=(), agreements=()) for row in found}
    lines.sort(key=lambda line: (line.by or date.max, line.reference))
    return [(of[line.invoice_id], line) for line in lines]


_INVOICE = (
    select(Invoice.id, Invoice.reference, Invoice.month, PROVIDER.name, FUNDER.name, Invoice.made_at)
    .join(PROVIDER, PROVIDER.id == Invoice.provider_id)
    .join(FUNDER, FUNDER.id == Invoice.funder_id)
)
_LINE = (
    select(
        InvoiceLine.id,
        InvoiceLine.invoice_id,
        Order.id,
        Order.number,
        Order.person_id,
        Person.name,
        Booking.day,
        Order.title,
        Order.unit,
        Delivery.kind,
        Delivery.quantity,
        InvoiceLine.pence,
        InvoiceLine.state,
        func.coalesce(InvoiceLine.by, InvoiceAgreement.pay_by),
        func.coalesce(InvoiceAgreement.reference, ""),
        InvoiceAgreement.pence,
        RemittanceRow.paid_on,
    )
    .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
    .join(Delivery, Delivery.id == InvoiceLine.delivery_id)
    .join(Booking, Booking.id == Delivery.booking_id)
    .join(Order, Order.id == Booking.order_id)
    .join(Person, Person.id == Order.person_id)
    .outerjoin(InvoiceAgreement, InvoiceAgreement.id == InvoiceLine.agreement_id)
    .outerjoin(RemittanceRow, RemittanceRow.agreement_id == InvoiceAgreement.id)
    .order_by(Booking.day, Order.number, InvoiceLine.id)
)


def _whole(session: Session, actor: Actor, reach: ColumnElement[bool], *, named: bool = False) -> InvoiceRow:
    found = session.execute(_INVOICE.where(reach)).one_or_none()
    if found is None:
        raise NotFound
    lines = _lines(session, Invoice.id == found.id, named=named)
    journals.saw(actor, {line.person_id for line in lines if line.person_id}, "opened")
    values: Sequence[Any] = found
    return InvoiceRow(*values, lines=tuple(lines), agreements=_agreements(session, found.id))


def _lines(session: Session, reach: ColumnElement[bool], *, named: bool = False) -> list[InvoiceLineRow]:
    rows = session.execute(_LINE.where(reach)).all()
    said: dict[UUID, list[InvoiceWordRow]] = {}
    words = session.execute(
        select(InvoiceWord.line_id, InvoiceWord.move, InvoiceWord.words, Account.name, InvoiceWord.said_at)
        .join(Account, Account.id == InvoiceWord.said_by)
        .where(InvoiceWord.line_id.in_([row[0] for row in rows]))
        .order_by(InvoiceWord.said_at, InvoiceWord.id)
    )
    for row in words:
        said.setdefault(row[0], []).append(InvoiceWordRow(*row[1:]))
    return [
        InvoiceLineRow(
            *row[:4],
            person_id=row[4] if named else None,
            person=row[5] if named else "",
            day=row[6],
            title=row[7],
            unit=row[8],
            kind=row[9],
            quantity=row[10],
            pence=row[11],
            state=row[12],
            by=row[13],
            reference=row[14],
            reference_pence=row[15],
            paid_on=row[16],
            words=tuple(said.get(row[0], ())),
        )
        for row in rows
    ]


def _agreements(session: Session, invoice_id: UUID) -> tuple[AgreementRow, ...]:
    rows = session.execute(
        select(
            InvoiceAgreement.reference,
            InvoiceAgreement.pence,
            Account.name,
            InvoiceAgreement.agreed_at,
            InvoiceAgreement.pay_by,
            RemittanceRow.paid_on,
        )
        .join(Account, Account.id == InvoiceAgreement.agreed_by)
        .outerjoin(RemittanceRow, RemittanceRow.agreement_id == InvoiceAgreement.id)
        .where(InvoiceAgreement.invoice_id == invoice_id)
        .order_by(InvoiceAgreement.number)
    )
    return tuple(AgreementRow(*row) for row in rows)
