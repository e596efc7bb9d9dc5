"""The invoices of the demo world: some are paid, some agreed and to be paid, one is queried, and some wait."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from marketplace.demo.world.agenda import Step
from marketplace.demo.world.areas import NCL
from marketplace.demo.world.cast import Cast
from marketplace.demo.world.people import COMMISSIONERS
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import InvoiceRow, invoice_owed, invoices_owed

QUERIED = "Cabbage Row Growers"  # whose owner can answer in the demo
Act = Callable[[Session, Actor, list[InvoiceRow], str], None]

ASKED = "We have two sessions in that week. Were there two?"
NOT_OURS = "2601ZZZZZZ-1"  # a reference that nobody agreed


def steps(cast: Cast) -> Iterator[Step]:
    """Each funder agrees what there is and pays it, agrees again later, and lately asks about a line."""
    for number, funder in enumerate(COMMISSIONERS):
        for days, act in ((40, _agree), (30, _pay), (12, _agree), (3, _ask)):
            now = cast.calendar.before(days, f"{10 + number}:20")
            yield Step(now, partial(_as_official, cast, funder, act, now))


def _as_official(cast: Cast, funder: str, act: Act, now: datetime) -> None:
    official = cast.actor(COMMISSIONERS[funder], now)
    with database.writing() as session:
        purchasing.gather(session, official)
        invoices = [invoice_owed(session, official, row.id) for row in invoices_owed(session, official)]
        act(session, official, invoices, funder)


def _agree(session: Session, official: Actor, invoices: list[InvoiceRow], _funder: str) -> None:
    for invoice in invoices:
        if invoice.to_look_at:
            purchasing.agree(session, official, invoice.id, invoice.to_look_at)


def _pay(session: Session, official: Actor, invoices: list[InvoiceRow], funder: str) -> None:
    """Pay what was agreed; one funder's file has a payment that belongs somewhere else."""
    rows = [f"{each.reference},{each.pence}" for invoice in invoices for each in invoice.agreements]
    rows += [f"{NOT_OURS},4500"] if funder == NCL else []
    if rows:
        lines = [f"{row},{official.today},GBP" for row in rows]
        purchasing.remit(session, official, "\n".join(["reference,pence,date,currency", *lines]).encode())


def _ask(session: Session, official: Actor, invoices: list[InvoiceRow], _funder: str) -> None:
    """Ask about the first line of one invoice: of the provider whom visitors can be, where there is one."""
    waiting = [invoice for invoice in invoices if invoice.to_look_at]
    for invoice in sorted(waiting, key=lambda each: each.provider != QUERIED)[:1]:
        line = next(line for line in invoice.lines if line.state == "with_funder")
        purchasing.query(session, official, line.id, ASKED)
