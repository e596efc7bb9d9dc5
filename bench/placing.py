"""Two ways to place an order: the product's operation, and the same rows by hand-written SQL."""

import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import psycopg

from bench.people import ident
from marketplace.catalogue.rules import Level, Unit
from marketplace.foundation import database
from marketplace.foundation.access import Actor, ActorKind
from marketplace.foundation.clock import civil, now, working_days_after
from marketplace.people.rules import OWN_POWERS
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import OrderRequest
from marketplace.purchasing.rules import Occasion

LENGTH = timedelta(minutes=45)
HOURS = 20  # of a day that orders are spread over
DAYS = 300  # to come
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

STOCK = """
SELECT o.id, v.id, p.unit, p.level, p.pence
  FROM offer o
  JOIN LATERAL (SELECT * FROM offer_version WHERE offer_id = o.id AND starts <= current_date
                 ORDER BY starts DESC, number DESC LIMIT 1) v ON true
  JOIN offer_price p ON p.version_id = v.id AND p.level = 'standard'
 WHERE NOT v."group" AND o.state = 'published' AND 'notional' = ANY (v.takes)
 ORDER BY o.id LIMIT 1000
"""

TERMS = """
SELECT v.id, v.title, v.notice_hours, v.late_percent, v.vat, v.takes, o.state, o.provider_id, g.name, p.pence
  FROM offer o
  JOIN organisation g ON g.id = o.provider_id
  JOIN LATERAL (SELECT * FROM offer_version WHERE offer_id = o.id AND starts <= %s
                 ORDER BY starts DESC, number DESC LIMIT 1) v ON true
  JOIN offer_price p ON p.version_id = v.id AND p.unit = %s AND p.level = %s
 WHERE o.id = %s
"""
PAYER = """
SELECT a.holding, a.starts, a.ends
  FROM person p JOIN budget_account a ON a.person_id = p.id
 WHERE p.id = %s AND p.account_id = %s AND a.id = %s
"""
ORDER = """
INSERT INTO orders (id, key, request_hash, number, person_id, placed_by, offer_id, version_id, provider_id, title,
                    provider_name, unit, level, notice_hours, late_percent, vat, message, state, placed_at, answer_by)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '', 'placed', %s, %s)
"""
BOOKINGS = """
INSERT INTO booking (id, order_id, person_id, offer_id, starts_at, ends_at, day, quantity, unit_pence, price, state)
SELECT id, %s, %s, %s, starts_at, ends_at, day, %s, %s, %s, 'booked'
  FROM unnest(%s::uuid[], %s::timestamptz[], %s::timestamptz[], %s::date[]) AS t(id, starts_at, ends_at, day)
"""
FUNDING = """
INSERT INTO funding (booking_id, position, account_id, pence, promise_id)
SELECT id, 0, %s, %s, %s FROM unnest(%s::uuid[]) AS id
"""
AUDIT = """
INSERT INTO audit (at, actor_kind, account_id, subject, subject_id, action, became)
VALUES (%s, 'account', %s, 'order', %s, 'placed', 'placed')
"""
OUTBOX = "INSERT INTO outbox (topic, payload, asked_at, run_at) VALUES ('tell', %s, %s, %s)"
LOCK = "SELECT available FROM budget_account WHERE id = %s FOR NO KEY UPDATE"
PROMISE = """
WITH posted AS (
    INSERT INTO ledger_transaction (id, key, what, at, account_id) VALUES (%s, %s, 'promise', %s, %s)
)
INSERT INTO ledger_entry (transaction_id, account_id, pot, pence)
VALUES (%s, %s, 'available', %s), (%s, %s, 'promised', %s)
"""


@dataclass(frozen=True, slots=True)
class Line:
    """What is bought: an offer with agreed times, at its price today (pence for one)."""

    offer_id: UUID
    version_id: UUID
    unit: str
    level: str
    pence: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One order to place, of one or more times of a line, by a person from their first account, or from both."""

    person_id: UUID
    login_id: UUID
    account_id: UUID
    second_id: UUID
    line: Line
    starts: tuple[datetime, ...]

    @property
    def total(self) -> int:
        """Pence for all of it."""
        return self.line.pence * len(self.starts)


def stock(url: str) -> list[Line]:
    """Up to 1,000 offers that can be bought."""
    with psycopg.connect(url) as connection:
        return [Line(*row) for row in connection.execute(STOCK)]


def asked(lines: Sequence[Line], budgets: int, number: int, bookings: int) -> Asked:
    """The order with a number. No two overlap for one person and offer, and neighbours differ in budget and offer."""
    person = number % budgets
    slot = number // len(lines)  # with one budget as with many, a pair of person and offer comes again after all lines
    starting, hour = divmod(slot, HOURS)
    first = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=2 + hour)
    days = (7 + (starting * bookings + n) % DAYS for n in range(bookings))
    return Asked(
        ident("person", person),
        ident("account:person", person),
        ident("money:person", person),
        ident("second:person", person),
        lines[number % len(lines)],
        tuple(first + timedelta(days=day) for day in days),
    )


def product(order: Asked, *, split: bool = False) -> Callable[[], None]:
    """Placing an order by the product's operation, in a transaction of its own; split, each account pays half of it.

    The first pays a part that ends within a booking, so that one of them has two funding rows.
    """
    line = order.line
    request = OrderRequest(
        key=uuid4(),
        person_id=order.person_id,
        offer_id=line.offer_id,
        version_id=line.version_id,
        unit=Unit(line.unit),
        level=Level(line.level),
        quantity=Decimal(1),
        times=tuple(Occasion(start, start + LENGTH) for start in order.starts),
        account_id=order.account_id,
        rest_id=order.second_id if split else None,
        part=order.total // 2 if split else None,
        expected=order.total,
    )

    def place() -> None:
        actor = Actor(
            ActorKind.ACCOUNT, now(), order.login_id, None, order.person_id, order.person_id, OWN_POWERS, "Person"
        )
        with database.writing() as session:
            purchasing.place(session, actor, request)

    return place


def floor(connection: psycopg.Connection, order: Asked) -> Callable[[], None]:
    """Placing an order by hand-written SQL: what has to be read, the same rows, the same lock, one commit."""
    key = uuid4()

    def place() -> None:
        run, at, line = connection.cursor().execute, now(), order.line
        order_id, promise_id = uuid4(), uuid4()
        ids = [uuid4() for _ in order.starts]
        ends = [start + LENGTH for start in order.starts]
        days = [civil(start) for start in order.starts]
        terms = run(TERMS, [civil(at), line.unit, line.level, line.offer_id]).fetchone()
        payer = run(PAYER, [order.person_id, order.login_id, order.account_id]).fetchone()
        if terms is None or payer is None:
            raise ValueError("not there, or not theirs")
        _refuse(order, terms, payer, days)
        version_id, title, notice, late, vat, _, _, provider_id, provider, pence = terms
        run(ORDER, [
            order_id, key, hashlib.sha256(repr(order).encode()).hexdigest(), _number(), order.person_id, order.login_id,
            line.offer_id, version_id, provider_id, title, provider, line.unit, line.level, notice, late, vat, at,
            working_days_after(civil(at), 3),
        ])  # fmt: skip
        run(BOOKINGS, [
            order_id, order.person_id, line.offer_id, Decimal(1), pence, pence, ids, list(order.starts), ends, days,
        ])  # fmt: skip
        run(FUNDING, [order.account_id, pence, promise_id, ids])
        run(AUDIT, [at, order.login_id, order_id])
        run(OUTBOX, [json.dumps({"event": "placed", "order": str(order_id), "booking": None, "turn": 0}), at, at])
        left = run(LOCK, [order.account_id]).fetchone()
        if left is None or left[0] < order.total:
            raise ValueError("too little money")
        run(PROMISE, [
            promise_id, f"promise:{order_id}", at, order.login_id,
            promise_id, order.account_id, -order.total, promise_id, order.account_id, order.total,
        ])  # fmt: skip
        connection.commit()

    return place


def _number() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(8))


def _refuse(order: Asked, terms: Sequence[Any], payer: Sequence[Any], days: Sequence[Any]) -> None:
    """What may not be bought, even by hand."""
    holding, starts, ends = payer
    if terms[6] != "published" or terms[9] != order.line.pence or holding not in terms[5]:
        raise ValueError("not as shown")
    if not all(starts <= day <= ends for day in days):
        raise ValueError("outside of the period")
