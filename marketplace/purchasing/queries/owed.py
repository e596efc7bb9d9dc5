"""Reads of what is owed: the invoices of either side in a list, what they come to, and what is on none yet."""

from typing import Any

from sqlalchemy import ColumnElement, false, func, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.database import total
from marketplace.people.models import Organisation
from marketplace.purchasing.models import Invoice, InvoiceAgreement, InvoiceLine, Order, RemittanceRow
from marketplace.purchasing.queries.invoice_rows import InvoiceSummary, InvoiceTotals, NotInvoiced, WaitingInvoice
from marketplace.purchasing.queries.invoices import FUNDER, PAID_FOR, PROVIDER, not_invoiced, owed_by, owed_to
from marketplace.purchasing.queries.rows import PAGE
from marketplace.purchasing.rules.invoices import PAY_SOON, LineState


def not_invoiced_to(session: Session, actor: Actor) -> list[NotInvoiced]:
    """What is settled and on no invoice yet, in pence, by who owes it to the actor's own organisation."""
    mine = Order.provider_id == actor.organisation_id if actor.may(Power.DELIVER) else false()
    return _not_invoiced(session, not_invoiced(mine).subquery("spend"), "funder_id")


def not_invoiced_by(session: Session, actor: Actor) -> list[NotInvoiced]:
    """What is settled and on no invoice yet, in pence, by whom the actor's own organisation owes it to."""
    mine = BudgetAccount.funder_id == actor.organisation_id if actor.may(Power.COMMISSION) else false()
    return _not_invoiced(session, not_invoiced(mine).subquery("spend"), "provider_id")


def _not_invoiced(session: Session, spend: Any, other: str) -> list[NotInvoiced]:
    rows = session.execute(
        select(Organisation.name, total(spend.c.pence))
        .join(spend, spend.c[other] == Organisation.id)
        .group_by(Organisation.id)
        .order_by(Organisation.name, Organisation.id)
    )
    return [NotInvoiced(*row) for row in rows]


_SUMMARY = (
    select(
        Invoice.id,
        Invoice.reference,
        Invoice.month,
        PROVIDER.name,
        FUNDER.name,
        func.count(),
        total(InvoiceLine.pence, InvoiceLine.state != LineState.TAKEN_OFF),
        total(InvoiceLine.pence, InvoiceLine.state == LineState.WITH_FUNDER),
        func.min(InvoiceLine.by).filter(InvoiceLine.state == LineState.WITH_FUNDER),
        total(InvoiceLine.pence, InvoiceLine.state == LineState.WITH_PROVIDER),
        func.min(InvoiceLine.by).filter(InvoiceLine.state == LineState.WITH_PROVIDER),
        total(InvoiceLine.pence, InvoiceLine.state == LineState.AGREED, ~PAID_FOR),
        func.min(InvoiceAgreement.pay_by).filter(~PAID_FOR),
        total(InvoiceLine.pence, PAID_FOR),
        func.max(RemittanceRow.paid_on),
    )
    .join(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
    .join(PROVIDER, PROVIDER.id == Invoice.provider_id)
    .join(FUNDER, FUNDER.id == Invoice.funder_id)
    .outerjoin(InvoiceAgreement, InvoiceAgreement.id == InvoiceLine.agreement_id)
    .outerjoin(RemittanceRow, RemittanceRow.agreement_id == InvoiceAgreement.id)
    .group_by(Invoice.id, PROVIDER.name, FUNDER.name)
    .order_by(Invoice.month.desc(), Invoice.made_at.desc(), Invoice.id)
)


def _summaries(session: Session, reach: ColumnElement[bool], page: int) -> list[InvoiceSummary]:
    asked = _SUMMARY.where(reach).limit(PAGE).offset((page - 1) * PAGE)
    return [InvoiceSummary(*row) for row in session.execute(asked)]


def totals_owed(session: Session, actor: Actor) -> InvoiceTotals:
    """What the actor's own organisation owes on invoices, by who has it."""
    return _totals(session, owed_by(actor))


def totals_with(session: Session, actor: Actor) -> InvoiceTotals:
    """What the actor's own organisation is owed on invoices, by who has it."""
    return _totals(session, owed_to(actor))


def _totals(session: Session, reach: ColumnElement[bool]) -> InvoiceTotals:
    state, pence = InvoiceLine.state, InvoiceLine.pence
    row = session.execute(
        select(
            total(pence, state == LineState.WITH_FUNDER),
            total(pence, state == LineState.WITH_PROVIDER),
            total(pence, state == LineState.AGREED, ~PAID_FOR),
        )
        .select_from(InvoiceLine)
        .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
        .outerjoin(RemittanceRow, RemittanceRow.agreement_id == InvoiceLine.agreement_id)
        .where(reach)
    ).one()
    return InvoiceTotals(*row)


def invoices_owed(session: Session, actor: Actor, page: int = 1) -> list[InvoiceSummary]:
    """The invoices that the actor's own organisation pays, the newest month first, 50 to a page."""
    return _summaries(session, owed_by(actor), page)


def invoices_with(session: Session, actor: Actor, page: int = 1) -> list[InvoiceSummary]:
    """The invoices by which the actor's own organisation is paid, the newest month first, 50 to a page."""
    return _summaries(session, owed_to(actor), page)


def invoices_queried(session: Session, actor: Actor) -> list[InvoiceSummary]:
    """The invoices with a line that waits for the answer of the actor's own organisation, at most 50."""
    queried = select(InvoiceLine.id).where(
        InvoiceLine.invoice_id == Invoice.id, InvoiceLine.state == LineState.WITH_PROVIDER
    )
    return _summaries(session, owed_to(actor) & queried.correlate(Invoice).exists(), 1)


def invoices_waiting(session: Session, actor: Actor) -> list[WaitingInvoice]:
    """The invoices with lines that wait for the actor's own organisation as a funder: to look at, or to pay soon."""
    looks = InvoiceLine.state == LineState.WITH_FUNDER
    soon = InvoiceAgreement.pay_by <= actor.today + PAY_SOON
    pays = (InvoiceLine.state == LineState.AGREED) & soon & ~PAID_FOR
    by = func.least(func.min(InvoiceLine.by).filter(looks), func.min(InvoiceAgreement.pay_by).filter(pays))
    rows = session.execute(
        select(Invoice.id, Invoice.made_at, by, Invoice.reference)
        .join(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
        .outerjoin(InvoiceAgreement, InvoiceAgreement.id == InvoiceLine.agreement_id)
        .outerjoin(RemittanceRow, RemittanceRow.agreement_id == InvoiceAgreement.id)
        .where(owed_by(actor), looks | pays)
        .group_by(Invoice.id)
        .order_by(by, Invoice.id)
    )
    return [WaitingInvoice(*row) for row in rows]
