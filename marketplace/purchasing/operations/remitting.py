"""Marking what was agreed as paid, from a file that says what the funder paid; and closing what does not fit."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.budgets.operations import ledger
from marketplace.budgets.rules import AccountKind, Entry, Pot
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.clock import civil
from marketplace.foundation.errors import IllegalMove, NotFound
from marketplace.people.operations import Telling, take_work, tell
from marketplace.people.queries import accounts_of_organisation
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.safeguarding import WorkKind
from marketplace.purchasing.models import Invoice, InvoiceAgreement, Remittance, RemittanceRow
from marketplace.purchasing.rules.remittances import Owed, PaidRow, Problem, RemittanceRefused, problem_of, read


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreement whose row is locked: what is owed under its reference, and to whom."""

    id: UUID
    invoice_id: UUID
    provider_id: UUID
    owed: Owed


@dataclass(frozen=True, slots=True)
class Matched:
    """One row of a file with what was agreed under its reference, if anything, and why it does not fit, if not."""

    id: UUID
    row: PaidRow
    agreed: Agreed | None
    problem: Problem | None


def remit(session: Session, actor: Actor, sent: bytes) -> UUID:
    """Mark what a file says was paid as paid; its id. Rows that do not fit wait, and the actor has them.

    Raises NotFound, and RemittanceRefused for a file that cannot be read or be right, or came before: nothing is kept.
    """
    funder_id = actor.organisation_id
    if funder_id is None or not actor.may(Power.COMMISSION):
        raise NotFound
    rows = read(sent, actor.today)
    remittance_id = _once(session, actor, funder_id, hashlib.sha256(sent).hexdigest())
    agreed = _agreed(session, funder_id, [row.reference for row in rows])
    matched = [_matched(row, agreed.get(row.reference)) for row in rows]
    posted = _post(session, actor, funder_id, matched)
    kept = [
        {
            "id": each.id,
            "remittance_id": remittance_id,
            "funder_id": funder_id,
            "line": each.row.line,
            "reference": each.row.reference,
            "pence": each.row.pence,
            "paid_on": each.row.paid_on,
            "problem": each.problem,
            "agreement_id": each.agreed.id if each.agreed and not each.problem else None,
            "transaction_id": posted.get(each.id),
        }
        for each in matched
    ]
    session.execute(insert(RemittanceRow), kept)
    for each in matched:
        if each.problem:
            take_work(session, actor, (WorkKind.PAYMENT, each.id))
    journals.audit(session, actor, [journals.move("remittance", remittance_id, "sent")])
    _tell(session, actor, remittance_id, matched)
    return remittance_id


def _once(session: Session, actor: Actor, funder_id: UUID, file_hash: str) -> UUID:
    """Keep that a file came. Raises RemittanceRefused when it came before."""
    fresh = insert(Remittance).values(
        id=uuid4(), funder_id=funder_id, file_hash=file_hash, sent_by=actor.account_id, sent_at=actor.now
    )
    once = fresh.on_conflict_do_nothing(index_elements=["funder_id", "file_hash"]).returning(Remittance.id)
    remittance_id = session.scalar(once)
    if remittance_id is None:
        raise RemittanceRefused("This very file was sent before. Look for it in the list.")
    return remittance_id


def _agreed(session: Session, funder_id: UUID, references: Sequence[str]) -> dict[str, Agreed]:
    """What the funder agreed under some references, locked in the order of their ids."""
    rows = session.execute(
        select(
            InvoiceAgreement.id,
            InvoiceAgreement.reference,
            InvoiceAgreement.pence,
            InvoiceAgreement.agreed_at,
            InvoiceAgreement.invoice_id,
            Invoice.provider_id,
        )
        .join(Invoice, Invoice.id == InvoiceAgreement.invoice_id)
        .where(InvoiceAgreement.funder_id == funder_id, InvoiceAgreement.reference.in_(references))
        .order_by(InvoiceAgreement.id)
        .with_for_update(of=InvoiceAgreement, key_share=True)
    ).all()
    # read after the lock: another file may have paid them while this one waited
    ids = [row.id for row in rows]
    paid = set(session.scalars(select(RemittanceRow.agreement_id).where(RemittanceRow.agreement_id.in_(ids))))
    return {
        row.reference: Agreed(
            row.id, row.invoice_id, row.provider_id, Owed(row.pence, civil(row.agreed_at), row.id in paid)
        )
        for row in rows
    }


def _matched(row: PaidRow, agreed: Agreed | None) -> Matched:
    return Matched(uuid4(), row, agreed, problem_of(row, agreed.owed if agreed else None))


def _post(session: Session, actor: Actor, funder_id: UUID, matched: Sequence[Matched]) -> dict[UUID, UUID]:
    """Square the accounts of the two sides with each row that fits; its transaction, by the row."""
    fits = [(each, each.agreed) for each in matched if each.agreed and not each.problem]
    owes = ledger.account_of(session, actor, AccountKind.CLEARING, organisation=funder_id)
    owed = {
        who: ledger.account_of(session, actor, AccountKind.PROVIDER, organisation=who)
        for who in sorted({agreed.provider_id for _, agreed in fits})
    }
    posted = {}
    for each, agreed in fits:
        pence = each.row.pence
        entries = [Entry(owed[agreed.provider_id], Pot.BALANCE, -pence), Entry(owes, Pot.BALANCE, pence)]
        posted[each.id] = ledger.post(session, actor, "invoice_paid", f"invoice_paid:{agreed.id}", entries)
    return posted


def _tell(session: Session, actor: Actor, remittance_id: UUID, matched: Sequence[Matched]) -> None:
    """Tell the provider of each invoice of which something was paid, once."""
    paid = {each.agreed.invoice_id: each.agreed.provider_id for each in matched if each.agreed and not each.problem}
    for invoice_id, provider_id in paid.items():
        telling = Telling(
            "Something of an invoice was paid",
            "The funder has paid what it agreed of an invoice. Open it to see how much, and on which day.",
            "invoice",
            invoice_id,
            f"invoice paid {remittance_id} {invoice_id}",
            NoticeKind.MONEY,
            organisation_id=provider_id,
        )
        tell(session, actor, accounts_of_organisation(session, actor, provider_id, Power.DELIVER), telling)


def close_payment(session: Session, actor: Actor, row_id: UUID, words: str) -> None:
    """Say what was done about a row that did not fit; it waits no longer. Raises NotFound, IllegalMove."""
    mine = (
        (RemittanceRow.id == row_id)
        & (RemittanceRow.funder_id == actor.organisation_id)
        & RemittanceRow.problem.is_not(None)
    )
    open_ = select(RemittanceRow.closed_at).where(mine).with_for_update()
    found = session.execute(open_).one_or_none() if actor.may(Power.COMMISSION) else None
    if found is None:
        raise NotFound
    if found.closed_at is not None:
        raise IllegalMove("This cannot be done now: it is closed already.")
    closed = {"closed_words": words, "closed_by": actor.account_id, "closed_at": actor.now}
    session.execute(update(RemittanceRow).where(mine).values(closed))
    journals.audit(session, actor, [journals.move("remittance_row", row_id, "closed")])
