"""A process that is killed at a statement of its choosing: forks children that run the product and die by SIGKILL.

Run as ``python -m tests.killing SCENE DATABASE_URL``; prints one JSON object. It forks, so it must not be the test
process, which has threads.
"""

import json
import os
import re
import signal
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

from marketplace.app import create_app
from marketplace.budgets import operations as budgets
from marketplace.budgets.queries import findings as money_findings
from marketplace.budgets.queries import fund_for
from marketplace.cli import nightly
from marketplace.cli.jobs import handlers
from marketplace.foundation import access, database, outbox
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import RecordRequest
from marketplace.purchasing.queries import InvoiceRow, findings, invoice_owed, invoices_owed
from marketplace.purchasing.rules import DeliveryKind
from marketplace.settings import Settings
from tests import world
from tests.faces.conftest import FACES, Client

NEVER = 10_000
Ran = tuple[dict[str, object], list[str]]  # how it ended, and its statements
NAMED = re.compile(r"\b(INSERT INTO|UPDATE|DELETE FROM|FROM)\s+([a-z_]+)")


def label(statement: str) -> str:
    """A statement by its verb and first table: ``INSERT orders``."""
    verb = statement.split(None, 1)[0]
    if verb == "WITH":
        verb = "INSERT" if "INSERT INTO" in statement else "UPDATE"
    wanted = {"INSERT": "INSERT INTO", "UPDATE": "UPDATE", "DELETE": "DELETE FROM"}.get(verb, "FROM")
    tables = [table for kind, table in NAMED.findall(statement) if kind == wanted]
    lock = " FOR UPDATE" if statement.rstrip().endswith(("FOR NO KEY UPDATE", "FOR UPDATE")) else ""
    return f"{verb} {tables[-1] if verb == 'INSERT' and len(tables) > 1 else (tables or ['lock'])[0]}{lock}"


def run(engine: Engine, act: Callable[[], object], kill_at: int) -> tuple[bool, list[str]]:
    """Run an act in a child that dies just before its n-th statement or commit; whether it died, and what it did."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        engine.dispose(close=False)
        done: list[str] = []

        def step(name: str) -> None:
            if len(done) == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            done.append(name)

        event.listen(engine, "before_cursor_execute", lambda _c, _u, statement, *_: step(label(statement)))
        event.listen(engine, "commit", lambda _c: step("COMMIT"))
        act()
        step("the end")
        os.write(writable, json.dumps(done).encode())
        os._exit(0)
    os.close(writable)
    with os.fdopen(readable) as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status), json.loads(said) if said else []


def sound() -> list[str]:
    """What does not agree."""
    with database.reading() as session:
        return [*money_findings(session, world.system()), *findings(session, world.system())]


class Product:
    """The product with a person who can buy, at a clock that a scene sets."""

    def __init__(self, url: str) -> None:
        self.instant: datetime = world.NOW
        settings = Settings(
            database_url=url, secret_key="a key", argon2_memory_kib=8, argon2_rounds=1, public_url="http://own.example"
        )
        self.app: Flask = create_app(settings, [f.FACE for f in FACES], handlers(settings, self.now), self.now)
        self.app.test_client_class = Client
        self.engine = database.connect(url)
        world.areas()
        self.person, self.provider = world.person(email="robin@example.org"), world.provider()
        self.funder = world.commissioner()
        self.account_id = world.budget(self.person, self.funder, 5_000_00, ends=date(2027, 12, 31))
        self.groups = [world.group(self.provider, places=9, dates=50) for _ in range(3)]
        outbox.work(self.app.extensions["ownpath.handlers"], self.now)

    def now(self) -> datetime:
        """The scene's instant."""
        return self.instant

    def work(self) -> None:
        """Let the worker do what is due."""
        outbox.work(self.app.extensions["ownpath.handlers"], self.now)

    def client(self) -> Client:
        """Somebody signed in."""
        client = self.app.test_client()
        client.send("/sign-in", {"email": "robin@example.org", "password": world.PASSWORD})
        return client

    def order(self, client: Client, number: int) -> tuple[str, dict[str, object]]:
        """Where to send an order for one date that nobody has booked, and the filled-in form."""
        group = self.groups[number // 50]
        address = f"/offers/{group.offer_id}/orders"
        page = client.get(
            f"{address}/new",
            query_string={
                "line": "session:standard",
                "sessions": str(group.sessions[number % 50]),
                "account_id": str(self.account_id),
            },
        ).text
        return address, dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page))

    def placed(self, key: str) -> dict[str, object]:
        """What the database holds of an order, by its form's key."""
        with database.reading() as session:
            row = session.execute(
                text(
                    "SELECT count(DISTINCT o.id), count(DISTINCT b.id), count(DISTINCT f.booking_id), "
                    "(SELECT count(*) FROM ledger_transaction WHERE key = 'promise:' || max(o.id::text)), "
                    "(SELECT count(*) FROM outbox WHERE payload ->> 'order' = max(o.id::text)) "
                    "FROM orders o LEFT JOIN booking b ON b.order_id = o.id "
                    "LEFT JOIN funding f ON f.booking_id = b.id WHERE o.key = :key"
                ),
                {"key": key},
            ).one()
        return dict(zip(("orders", "bookings", "funding", "promises", "jobs"), row, strict=True))


def _place_one(product: Product, client: Client, number: int, kill_at: int) -> tuple[dict[str, object], list[str]]:
    """Send one order to a web process that is killed at a statement."""
    address, form = product.order(client, number)
    died, done = run(product.engine, lambda: client.post(address, data=form), kill_at)
    return {"at": kill_at, "died": died, "held": product.placed(str(form["key"])), "wrong": sound()}, done


def web(product: Product) -> dict[str, object]:
    """Kill the web process at each statement of the request that places an order."""
    client = product.client()
    whole, steps = _place_one(product, client, 0, NEVER)
    killed = [_place_one(product, client, 1 + kill_at, kill_at)[0] for kill_at in range(len(steps))]
    return {"steps": steps, "outcomes": [whole, *killed]}


def _night(product: Product) -> None:
    """Ask for the night, as the worker does."""
    nightly.ask(access.clock(product.now()))


def _settle_one(product: Product, booking_id: UUID, kill_at: int) -> Ran:
    """Let one booking come to its silence date, and kill the worker that settles it; then let another one finish."""
    with database.reading() as session:
        named = text("SELECT recorded_at FROM delivery WHERE booking_id = :b")
        product.instant = session.execute(named, {"b": booking_id}).scalar_one() + timedelta(days=8)
    _night(product)
    died, done = run(product.engine, product.work, kill_at)
    wrong = sound()
    product.instant += timedelta(hours=2)
    run(product.engine, product.work, NEVER)
    return {"at": kill_at, "died": died, "wrong": wrong + sound(), "told": _told(booking_id)}, done


def worker(product: Product) -> dict[str, object]:
    """Kill the worker at each statement while it settles a booking by silence and tells everybody."""
    return _each_killed(product, _settle_one)


def _each_killed(product: Product, kill: Callable[[Product, UUID, int], Ran]) -> dict[str, object]:
    """One booking that comes to its end unharmed, and then one for each statement at which somebody is killed."""
    client = product.client()
    first, second = _recorded(product, client, range(2))
    kill(product, first, NEVER)  # opens the ledger accounts, once for all
    whole, steps = kill(product, second, NEVER)
    bookings = _recorded(product, client, range(2, 2 + len(steps)))
    killed = [kill(product, booking_id, kill_at)[0] for kill_at, booking_id in enumerate(bookings)]
    return {"steps": steps, "outcomes": [whole, *killed]}


def _recorded(product: Product, client: Client, numbers: range) -> list[UUID]:
    """Bookings that were accepted and then recorded, long after they began, each a day later; all is told already."""
    recorded = []
    for number in numbers:
        product.instant = world.NOW
        address, form = product.order(client, number)
        client.post(address, data=form)
        with database.reading() as session:
            named = text("SELECT o.id, b.id FROM orders o JOIN booking b ON b.order_id = o.id WHERE o.key = :key")
            order_id, booking_id = session.execute(named, {"key": form["key"]}).one()
        with database.writing() as session:
            purchasing.accept(session, product.provider, order_id)
        product.instant = world.NOW + timedelta(days=700 + number)
        with database.writing() as session:
            happened = RecordRequest(booking_id, DeliveryKind.DELIVERED, Decimal(1))
            purchasing.record(session, product.provider.at(product.instant), happened)
        recorded.append(booking_id)
    product.work()
    return recorded


def _told(booking_id: UUID) -> dict[str, int]:
    """How the silent settlement ended: confirmed deliveries, its notices, and the mails of those."""
    with database.reading() as session:
        return {
            name: session.execute(text(query), {"booking": booking_id}).scalar_one()
            for name, query in {
                "confirmed": "SELECT count(*) FROM delivery WHERE booking_id = :booking AND state = 'confirmed'",
                "notices": "SELECT count(*) FROM notice WHERE once LIKE 'silent ' || CAST(:booking AS text) || '%'",
                "mails": "SELECT count(*) FROM sent_mail s JOIN notice n ON n.id = s.notice_id "
                "WHERE n.once LIKE 'silent ' || CAST(:booking AS text) || '%'",
            }.items()
        }


def _invoice(product: Product) -> InvoiceRow:
    """The one invoice as it is now, with everything on it that is settled."""
    funder = product.funder.at(product.instant)
    with database.writing() as session:
        purchasing.gather(session, funder)
    with database.reading() as session:
        return invoice_owed(session, funder, invoices_owed(session, funder)[0].id)


def _pay(product: Product) -> None:
    """The funder gathers, agrees and pays what it owes, but for what is done already."""
    funder, invoice = product.funder.at(product.instant), _invoice(product)
    if invoice.to_look_at:
        with database.writing() as session:
            purchasing.agree(session, funder, invoice.id, invoice.to_look_at)
    for each in _invoice(product).agreements:
        if each.paid_on is None:
            row = f"{each.reference},{each.pence},{funder.today},GBP"
            with database.writing() as session:
                purchasing.remit(session, funder, f"reference,pence,date,currency\n{row}".encode())


def _take_off(product: Product) -> None:
    """The provider takes off what is gathered and not agreed."""
    for line in _invoice(product).lines:
        if line.stands == "with_funder":
            with database.writing() as session:
                purchasing.take_off(session, product.provider.at(product.instant), line.id, "It was not so.")


def _invoice_one(act: Callable[[Product], None], product: Product, booking_id: UUID, kill_at: int) -> Ran:
    """Confirm a booking, kill whoever invoices it at a statement, and let another one finish."""
    with database.writing() as session:
        purchasing.confirm(session, product.person.at(product.instant), booking_id)
    died, done = run(product.engine, lambda: act(product), kill_at)
    wrong = sound()
    run(product.engine, lambda: act(product), NEVER)
    ended = next(line.stands for line in _invoice(product).lines if line.id == _line_of(booking_id))
    return {"at": kill_at, "died": died, "wrong": wrong + sound(), "ended": ended}, done


def _line_of(booking_id: UUID) -> UUID:
    with database.reading() as session:
        named = text("SELECT l.id FROM invoice_line l JOIN delivery d ON d.id = l.delivery_id WHERE d.booking_id = :b")
        return session.execute(named, {"b": booking_id}).scalar_one()


def paying(product: Product) -> dict[str, object]:
    """Kill whoever gathers, agrees and pays an invoice at each statement."""
    return _each_killed(product, partial(_invoice_one, _pay))


def taking_off(product: Product) -> dict[str, object]:
    """Kill whoever takes a line off at each statement."""
    return _each_killed(product, partial(_invoice_one, _take_off))


def moving(product: Product) -> dict[str, object]:
    """Kill whoever signs to take over a fund from another holder, at each statement; then another one signs."""
    before, after = world.provider("Harbour Bank"), world.provider("Oak Trust")

    def move(kill_at: int) -> Ran:
        fund_id = world.fund(product.person, before, product.funder)
        with database.reading() as session:
            account_id = fund_for(session, product.person, fund_id).account_id
        assert account_id
        next_id = world.asked(product.person, after, account_id)

        def sign() -> None:
            with database.writing() as session:
                budgets.answer_ask(session, after, next_id, agree=True)

        def stands() -> list[object]:
            with database.reading() as session:
                rows = [fund_for(session, product.person, each) for each in (fund_id, next_id)]
            return [fact for row in rows for fact in (row.state, row.available)]

        died, done = run(product.engine, sign, kill_at)
        left, wrong = stands(), sound()
        if left[2] == "asked":
            run(product.engine, sign, NEVER)
        return {"at": kill_at, "died": died, "left": left, "wrong": wrong + sound(), "ended": stands()}, done

    move(NEVER)  # opens the ledger accounts, once for all
    whole, steps = move(NEVER)
    return {"steps": steps, "outcomes": [whole, *(move(kill_at)[0] for kill_at in range(len(steps)))]}


SCENES = {"moving": moving, "web": web, "worker": worker, "paying": paying, "taking_off": taking_off}

if __name__ == "__main__":
    print(json.dumps(SCENES[sys.argv[1]](Product(sys.argv[2]))))  # noqa: T201 - the test reads it
