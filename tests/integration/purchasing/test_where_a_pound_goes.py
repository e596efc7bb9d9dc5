"""The page "where a pound goes" names the entries of each operation: no more, no fewer, and none of another kind."""

import ast
import re
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BankRequest, DrawRequest, SettleRequest
from marketplace.budgets.queries import fund_for
from marketplace.budgets.rules import Holding
from marketplace.budgets.rules.banking import BankMoveKind, BankReason
from marketplace.budgets.rules.contributions import Settled
from marketplace.foundation import access, database
from marketplace.purchasing import operations as purchasing
from tests import world
from tests.house_rules.trust import contributing_scene
from tests.integration.purchasing.books import Books
from tests.integration.purchasing.tills import by_card

ROOT = Path(__file__).parents[3]
Leg = tuple[str, str, str, int]  # whose account, its kind, its pot, and whether pence go out (-1) or in (1)
PLACE = re.compile(r"the (\w+)'s `(\w+)`, `(\w+)`")

LEGS = """
SELECT t.id, t.what,
       CASE WHEN a.person_id IS NOT NULL THEN 'person' WHEN o.kind = 'provider' THEN 'provider' ELSE 'funder' END,
       a.kind, e.pot, e.pence
  FROM ledger_entry e
  JOIN ledger_transaction t ON t.id = e.transaction_id
  JOIN ledger_account a ON a.id = e.account_id
  LEFT JOIN organisation o ON o.id = a.organisation_id
"""


def told() -> dict[str, set[tuple[Leg, Leg]]]:
    """For each reason, the pairs of legs that the page names."""
    found: dict[str, set[tuple[Leg, Leg]]] = defaultdict(set)
    for line in (ROOT / "docs/where-a-pound-goes.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and cells[1].startswith("`"):
            out, into = (PLACE.fullmatch(cell) for cell in cells[2:])
            assert out, line
            assert into, line
            found[cells[1].strip("`")].add(((*out.groups(), -1), (*into.groups(), 1)))
    return found


def everything_happens(books: Books) -> None:
    """Each operation that moves money, at least once, with money held in each way that can be given."""
    books.settled(2)
    off = books.invoice(books.gathered()).lines[0].id
    books.queried(off)
    books.taken_off(off)
    invoice_id = books.invoices()[0].id
    books.remitted(books.file((books.agreed(invoice_id), 12_00)))
    assert books.invoice(invoice_id).to_look_at == 0

    order_id = books.ordered(world.offer(books.owner))
    with database.writing() as session:
        purchasing.decline(session, books.provider, order_id, "No worker.")
    order_id = books.accepted()
    books.clock.forward(days=6, hours=20)
    with database.writing() as session:
        purchasing.cancel(session, books.person, books.order(order_id).bookings[0].id, 6_00)

    until = books.person.today + timedelta(days=30)
    with database.writing() as session:
        asked = BankRequest(uuid4(), books.account_id, BankReason.BAD_TIME, "", 10_00, until)
        bank_id = budgets.bank(session, books.person, asked)
    with database.writing() as session:
        budgets.draw(session, books.person, DrawRequest(uuid4(), bank_id, 3_00))
    books.clock.forward(days=31)
    with database.writing() as session:
        budgets.lapse_bank(session, access.clock(books.clock()), bank_id)

    books.account_id = world.budget(books.robin, books.funder, 300_00, Holding.DIRECT)
    books.settled()
    by_card(books)
    held_by_others(books)
    paid_toward_care(books)


def held_by_others(books: Books) -> None:
    """A fund is paid in, costs its fee, is spent from, and goes on to another holder."""
    now = [actor.at(books.clock()) for actor in (books.robin, books.owner, books.funder)]
    fund_id = world.fund(*now, 60_00)
    books.clock.forward(days=29)
    with database.writing() as session:
        budgets.settle_fund(session, access.clock(books.clock()), fund_id)
        books.account_id = fund_for(session, books.person, fund_id).account_id or fund_id
    books.confirmed()
    other = world.provider("Oak Trust").at(books.clock())
    with database.writing() as session:
        budgets.answer_ask(session, other, world.asked(books.person, other, books.account_id), agree=True)


def paid_toward_care(books: Books) -> None:
    """Something falls due to the funder, and into an own account; it is paid, and let off."""
    robin, funder = books.robin.at(books.clock()), books.funder.at(books.clock())
    own_id = world.budget(robin, funder, 50_00, Holding.DIRECT)
    for account_id, into in ((world.more(robin, funder, 50_00), False), (own_id, True)):
        contributing_scene.owing(robin, funder, account_id, into=into)
        how = Settled.PAID if into else Settled.LET_OFF
        with database.writing() as session:
            settled = SettleRequest(uuid4(), account_id, how, 1_00, "It was hard.")
            budgets.settle_contribution(session, robin if into else funder, settled)


@pytest.mark.usefixtures("db")
def test_the_page_says_what_the_book_does() -> None:
    books = Books()
    everything_happens(books)
    books.owed()  # and all of it is square
    said, seen = told(), defaultdict(set)
    with database.reading() as session:
        rows = session.execute(text(LEGS)).all()
    by_transaction = defaultdict(list)
    for transaction_id, what, *leg, pence in rows:
        by_transaction[transaction_id, what].append((*leg, 1 if pence > 0 else -1))
        seen[what].add((*leg, 1 if pence > 0 else -1))
    assert {what: {leg for pair in pairs for leg in pair} for what, pairs in said.items()} == dict(seen)
    for (_, what), legs in by_transaction.items():
        pairs = [pair for pair in said[what] if pair[0] in legs and pair[1] in legs]
        assert {leg for pair in pairs for leg in pair} == set(legs), (what, legs)


def test_the_page_names_every_reason_that_the_code_posts() -> None:
    reasons = set(map(str, BankMoveKind))
    for path in (ROOT / "marketplace").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "ledger.post":
                reason = node.args[2]
                if isinstance(reason, ast.Constant):
                    reasons.add(str(reason.value))
                else:
                    assert ast.unparse(reason) == "change.kind", path
    assert reasons == set(told())
