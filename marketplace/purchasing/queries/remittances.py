"""Reads of remittances, for the funder that sent them."""

from uuid import UUID

from sqlalchemy import ColumnElement, false, func, select
from sqlalchemy.orm import Session, aliased

from marketplace.foundation.access import Actor, Power
from marketplace.foundation.database import total
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Organisation
from marketplace.purchasing.models import Invoice, InvoiceAgreement, Remittance, RemittanceRow
from marketplace.purchasing.queries.invoice_rows import PaymentRow, RemittanceSummary
from marketplace.purchasing.queries.rows import PAGE


def sent_by(actor: Actor) -> ColumnElement[bool]:
    """The remittance is of the actor's own organisation."""
    return (Remittance.funder_id == actor.organisation_id) if actor.may(Power.COMMISSION) else false()


_OPEN = RemittanceRow.problem.is_not(None) & RemittanceRow.closed_at.is_(None)


def remittances(session: Session, actor: Actor, page: int = 1) -> list[RemittanceSummary]:
    """The remittances of the actor's own organisation, the newest first, 50 to a page."""
    rows = session.execute(
        select(
            Remittance.id,
            Remittance.sent_at,
            Account.name,
            func.count(),
            total(RemittanceRow.pence, RemittanceRow.problem.is_(None)),
            func.count().filter(_OPEN),
        )
        .join(RemittanceRow, RemittanceRow.remittance_id == Remittance.id)
        .join(Account, Account.id == Remittance.sent_by)
        .where(sent_by(actor))
        .group_by(Remittance.id, Account.name)
        .order_by(Remittance.sent_at.desc(), Remittance.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return [RemittanceSummary(*row) for row in rows]


_CLOSER = aliased(Account, name="closer")
_ROW = (
    select(
        RemittanceRow.id,
        RemittanceRow.remittance_id,
        RemittanceRow.line,
        RemittanceRow.reference,
        RemittanceRow.pence,
        RemittanceRow.paid_on,
        Invoice.id,
        Organisation.name,
        RemittanceRow.problem,
        Remittance.sent_at,
        Account.name,
        RemittanceRow.closed_words,
        _CLOSER.name,
        RemittanceRow.closed_at,
    )
    .join(Remittance, Remittance.id == RemittanceRow.remittance_id)
    .join(Account, Account.id == Remittance.sent_by)
    # also of a row that does not fit: its reference may be one of theirs
    .outerjoin(
        InvoiceAgreement,
        (InvoiceAgreement.reference == RemittanceRow.reference)
        & (InvoiceAgreement.funder_id == RemittanceRow.funder_id),
    )
    .outerjoin(Invoice, Invoice.id == InvoiceAgreement.invoice_id)
    .outerjoin(Organisation, Organisation.id == Invoice.provider_id)
    .outerjoin(_CLOSER, _CLOSER.id == RemittanceRow.closed_by)
)


def remittance(session: Session, actor: Actor, remittance_id: UUID) -> list[PaymentRow]:
    """The rows of one remittance in their order. Raises NotFound."""
    asked = _ROW.where(sent_by(actor), Remittance.id == remittance_id).order_by(RemittanceRow.line)
    rows = [PaymentRow(*row) for row in session.execute(asked)]
    if not rows:
        raise NotFound
    return rows


def payment(session: Session, actor: Actor, row_id: UUID) -> PaymentRow:
    """One row of a remittance that did not fit. Raises NotFound."""
    asked = _ROW.where(sent_by(actor), RemittanceRow.id == row_id, RemittanceRow.problem.is_not(None))
    found = session.execute(asked).one_or_none()
    if found is None:
        raise NotFound
    return PaymentRow(*found)


def payments_open(session: Session, actor: Actor) -> list[PaymentRow]:
    """The rows of the actor's own organisation that do not fit and wait for somebody, the oldest first."""
    asked = _ROW.where(sent_by(actor), _OPEN).order_by(Remittance.sent_at, RemittanceRow.line, RemittanceRow.id)
    return [PaymentRow(*row) for row in session.execute(asked)]
