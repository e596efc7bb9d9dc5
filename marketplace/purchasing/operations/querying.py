"""One line of an invoice: queried by the funder, and answered or taken off by the provider. It holds up no other."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from marketplace.budgets import rules as budgets
from marketplace.budgets.operations import ledger
from marketplace.budgets.rules import AccountKind, Entry, Pot
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import accounts_of_organisation
from marketplace.people.rules import SettingName
from marketplace.people.rules.contact import NoticeKind
from marketplace.purchasing.models import Delivery, Invoice, InvoiceLine, InvoiceWord, Order
from marketplace.purchasing.operations.gathering import day_by
from marketplace.purchasing.queries import accounts_of_order
from marketplace.purchasing.queries.invoices import owed_by, owed_to
from marketplace.purchasing.rules.invoices import LineMove, LineState, line_becomes


@dataclass(frozen=True, slots=True)
class LockedLine:
    """One line of an invoice whose row is locked, with its two sides, and whose order it is for. Pence."""

    id: UUID
    state: LineState
    pence: Pence
    account_id: UUID
    invoice_id: UUID
    provider_id: UUID
    funder_id: UUID
    order_id: UUID
    person_id: UUID


def query(session: Session, actor: Actor, line_id: UUID, words: str) -> None:
    """The funder asks about a line, in words; the provider has it then. Raises NotFound, IllegalMove."""
    line = _locked(session, line_id, owed_by(actor))
    by = day_by(session, actor, line.funder_id, SettingName.QUERY_DAYS)
    _move(session, actor, line, LineMove.QUERY, words, by=by)
    telling = Telling(
        "A line of an invoice is queried",
        "The funder asks about a line of an invoice. Please answer, or take the line off. All else goes on.",
        "invoice",
        line.invoice_id,
        f"line queried {line.id} {actor.now}",
        NoticeKind.TASKS,
        organisation_id=line.provider_id,
    )
    tell(session, actor, accounts_of_organisation(session, actor, line.provider_id, Power.DELIVER), telling)


def stand_by(session: Session, actor: Actor, line_id: UUID, words: str) -> None:
    """The provider stands by a queried line, in words; the funder has it again. Raises NotFound, IllegalMove."""
    line = _locked(session, line_id, owed_to(actor))
    by = day_by(session, actor, line.funder_id, SettingName.INVOICE_DAYS)
    _move(session, actor, line, LineMove.STAND_BY, words, by=by)
    telling = Telling(
        "A query of an invoice is answered",
        "The provider has answered what you asked about a line of an invoice. Please look at it again.",
        "invoice",
        line.invoice_id,
        f"line answered {line.id} {actor.now}",
        NoticeKind.TASKS,
        organisation_id=line.funder_id,
    )
    tell(session, actor, accounts_of_organisation(session, actor, line.funder_id, Power.COMMISSION), telling)


def take_off(session: Session, actor: Actor, line_id: UUID, words: str) -> None:
    """The provider takes a line off: nobody owes it, and it is left again in the account that it was drawn from.

    Raises NotFound, and IllegalMove for what was agreed.
    """
    line = _locked(session, line_id, owed_to(actor))
    line_becomes(line.state, LineMove.TAKE_OFF)
    ledger.lock(session, actor, [line.account_id])
    owed = ledger.account_of(session, actor, AccountKind.PROVIDER, organisation=line.provider_id)
    owes = ledger.account_of(session, actor, AccountKind.CLEARING, organisation=line.funder_id)
    entries = budgets.moved(line.account_id, line.pence, Pot.SPENT, Pot.AVAILABLE)
    entries += [Entry(owed, Pot.BALANCE, -line.pence), Entry(owes, Pot.BALANCE, line.pence)]
    credit_id = ledger.post(session, actor, "taken_off", f"taken_off:{line.id}", entries)
    _move(session, actor, line, LineMove.TAKE_OFF, words, by=None, credit_id=credit_id)
    _tell_taken_off(session, actor, line)


def _tell_taken_off(session: Session, actor: Actor, line: LockedLine) -> None:
    telling = Telling(
        "A line was taken off an invoice",
        "The provider has taken a line off an invoice. It is not paid, and the money is back in the budget.",
        "invoice",
        line.invoice_id,
        f"line taken off {line.id}",
        NoticeKind.MONEY,
        organisation_id=line.funder_id,
    )
    tell(session, actor, accounts_of_organisation(session, actor, line.funder_id, Power.COMMISSION), telling)
    back = Telling(
        "Money came back to you",
        "A provider was to be paid for one of your dates and is not. That money is back in your budget.",
        "order",
        line.order_id,
        f"money came back {line.id}",
        NoticeKind.MONEY,
        line.person_id,
    )
    tell(session, actor, accounts_of_order(session, actor, line.order_id, line.person_id), back)


def _locked(session: Session, line_id: UUID, reach: ColumnElement[bool]) -> LockedLine:
    """Lock a line that is in reach. Raises NotFound."""
    found = session.execute(
        select(
            InvoiceLine.id,
            InvoiceLine.state,
            InvoiceLine.pence,
            InvoiceLine.account_id,
            InvoiceLine.invoice_id,
            Invoice.provider_id,
            Invoice.funder_id,
            Order.id,
            Order.person_id,
        )
        .join(Invoice, Invoice.id == InvoiceLine.invoice_id)
        .join(Delivery, Delivery.id == InvoiceLine.delivery_id)
        .join(Order, Order.id == Delivery.order_id)
        .where(InvoiceLine.id == line_id, reach)
        .with_for_update(of=InvoiceLine, key_share=True)
    ).one_or_none()
    if found is None:
        raise NotFound
    return LockedLine(found[0], LineState(found[1]), *found[2:])


def _move(session: Session, actor: Actor, line: LockedLine, move: LineMove, words: str, **also: object) -> None:
    """Move a line, if it may be moved so, with what was said. Raises IllegalMove."""
    became = line_becomes(line.state, move)
    session.execute(update(InvoiceLine).where(InvoiceLine.id == line.id).values(state=became, **also))
    session.execute(
        insert(InvoiceWord).values(
            id=uuid4(), line_id=line.id, move=move, words=words, said_by=actor.account_id, said_at=actor.now
        )
    )
    journals.audit(session, actor, [journals.move("invoice_line", line.id, move, line.state, became)])
