"""Agreeing an invoice: all the lines of it that the funder has, together, under a reference to pay them by."""

from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import accounts_of_organisation
from marketplace.people.rules import SettingName
from marketplace.people.rules.contact import NoticeKind
from marketplace.purchasing.models import Invoice, InvoiceAgreement, InvoiceLine
from marketplace.purchasing.operations.gathering import day_by
from marketplace.purchasing.queries.invoices import owed_by
from marketplace.purchasing.rules.invoices import LineMove, LineState, agreed_sum, line_becomes


def agree(session: Session, actor: Actor, invoice_id: UUID, expected: Pence | None) -> str:
    """The funder agrees all lines of an invoice that it has; the reference to pay them by. Queried ones wait.

    Raises NotFound, NothingToAgree, and InvoiceChanged unless they come to what the page showed.
    """
    invoice = session.execute(
        select(Invoice.id, Invoice.reference, Invoice.provider_id, Invoice.funder_id)
        .where(Invoice.id == invoice_id, owed_by(actor))
        .with_for_update(key_share=True)
    ).one_or_none()
    if invoice is None:
        raise NotFound
    lines = session.execute(
        select(InvoiceLine.id, InvoiceLine.pence)
        .where(InvoiceLine.invoice_id == invoice.id, InvoiceLine.state == LineState.WITH_FUNDER)
        .order_by(InvoiceLine.id)
        .with_for_update(key_share=True)
    ).all()
    pence = agreed_sum([line.pence for line in lines], expected)
    counted = select(func.count()).select_from(InvoiceAgreement).where(InvoiceAgreement.invoice_id == invoice.id)
    number = (session.scalar(counted) or 0) + 1
    agreement_id, reference = uuid4(), f"{invoice.reference}-{number}"
    session.execute(
        insert(InvoiceAgreement).values(
            id=agreement_id,
            invoice_id=invoice.id,
            funder_id=invoice.funder_id,
            number=number,
            reference=reference,
            pence=pence,
            agreed_by=actor.account_id,
            agreed_at=actor.now,
            pay_by=day_by(session, actor, invoice.funder_id, SettingName.PAY_DAYS),
        )
    )
    becomes = line_becomes(LineState.WITH_FUNDER, LineMove.AGREE)
    session.execute(
        update(InvoiceLine)
        .where(InvoiceLine.id.in_([line.id for line in lines]))
        .values(state=becomes, by=None, agreement_id=agreement_id)
    )
    journals.audit(session, actor, [journals.move("invoice", invoice.id, "agreed", None, reference)])
    telling = Telling(
        "Lines of an invoice are agreed",
        "The funder has agreed lines of an invoice. Open it to see which, and by when they are paid.",
        "invoice",
        invoice.id,
        f"lines agreed {agreement_id}",
        NoticeKind.MONEY,
        organisation_id=invoice.provider_id,
    )
    tell(session, actor, accounts_of_organisation(session, actor, invoice.provider_id, Power.DELIVER), telling)
    return reference
