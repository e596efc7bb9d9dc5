"""The demo world as it stands in the database once it is made."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Engine

from marketplace.budgets.queries import findings as money_findings
from marketplace.catalogue.operations import INDEX
from marketplace.cli.jobs import handlers
from marketplace.demo import world
from marketplace.demo.world.offers import OFFERS
from marketplace.demo.world.orders import ORDERS
from marketplace.demo.world.orders.sheet import Fate
from marketplace.foundation import access, database, outbox
from marketplace.foundation.clock import day_span
from marketplace.people.operations import Caller, sign_in
from marketplace.people.rules.signing_in import Opened, StepNeeded
from marketplace.purchasing.queries import findings
from marketplace.settings import Settings
from tests.keeping import empty

ANCHOR = date(2026, 11, 22)  # a Sunday; the clocks went back in the weeks before it
BECAME = {
    Fate.BOOKED: "booked",
    Fate.UNRECORDED: "booked",
    Fate.TAKEN_BACK: "booked",
    Fate.WAITING: "recorded",
    Fate.DISPUTED: "disputed",
    Fate.YES: "confirmed",
    Fate.SILENT: "confirmed",
    Fate.PART: "confirmed",
    Fate.MISSED: "confirmed",
    Fate.DECIDED: "confirmed",
    Fate.MENDED: "confirmed",
    Fate.CANCELLED: "cancelled",
    Fate.LATE: "cancelled",
    Fate.CALLED_OFF: "cancelled",
    Fate.NEVER: "cancelled",
}
STORY = {
    "areas": "SELECT name, latitude, longitude FROM area",
    "accounts": "SELECT name, email, made_at FROM account",
    "offers": """SELECT o.state, v.number, v.starts, v.title, v.areas, v.late_percent, p.unit, p.level, p.pence
                   FROM offer o JOIN offer_version v ON v.offer_id = o.id JOIN offer_price p ON p.version_id = v.id""",
    "dates": """SELECT v.title, s.starts_at, s.ends_at, s.places, s.taken
                  FROM offer_session s JOIN offer_version v ON v.offer_id = s.offer_id AND v.number = 1""",
    "money": """SELECT p.name, b.name, b.holding, b.available, b.promised, b.spent
                  FROM budget_account b JOIN person p ON p.id = b.person_id""",
    "orders": """SELECT p.name, o.title, o.state, o.placed_at, o.key, o.message, o.reason
                   FROM orders o JOIN person p ON p.id = o.person_id""",
    "bookings": """SELECT o.key, b.starts_at, b.state, b.price, b.reason
                     FROM booking b JOIN orders o ON o.id = b.order_id""",
    "deliveries": """SELECT o.key, d.state, d.kind, d.pence, d.recorded_at, d.confirmed_by, d.dispute, d.decision
                       FROM delivery d JOIN orders o ON o.id = d.order_id""",
    "ratings": """SELECT o.key, w.number, w.at, w.listened, w.again, w.words FROM rating r
                    JOIN orders o ON o.id = r.order_id JOIN rating_wording w ON w.rating_id = r.id""",
    "worries": "SELECT o.key, w.kind, w.state, w.at, w.words FROM worry w JOIN orders o ON o.id = w.order_id",
}


def rows(engine: Engine, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query, in an order that does not hang on ids."""
    with engine.connect() as connection:
        return sorted((tuple(row) for row in connection.exec_driver_sql(query)), key=repr)


def counted(engine: Engine, table: str, column: str = "state") -> Mapping[str, int]:
    """How many rows of a table are in each state."""
    return Counter(row[0] for row in rows(engine, f"SELECT {column} FROM {table}"))


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row without its days and keys, which hang on the anchor."""
    return tuple(value for value in row if not isinstance(value, date | UUID))


def story(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All that anybody could read of the world, but when."""
    return {name: sorted(map(_plain, rows(engine, query)), key=repr) for name, query in STORY.items()}


def sound(engine: Engine) -> None:
    """Everything adds up, and each booking has become what the tables say."""
    actor = access.worker(datetime.now(UTC))
    with database.reading() as session:
        assert money_findings(session, actor) + findings(session, actor) == []
    fates = Counter(BECAME[fate] for order in ORDERS for fate in order.fates.values())
    assert counted(engine, "booking") == fates
    assert set(counted(engine, "orders")) == {"placed", "accepted", "declined", "cancelled", "completed"}
    assert counted(engine, "offer") == Counter(offer.state.value for offer in OFFERS.values())
    assert set(counted(engine, "delivery", "confirmed_by")) == {None, "person", "silence", "decision"}
    assert set(counted(engine, "delivery", "kind")) == {"delivered", "missed", "cancelled_late"}
    assert set(rows(engine, "SELECT kind, state FROM worry")) == {
        (kind, state) for kind in ("problem", "harm") for state in ("open", "answered")
    }


def past(engine: Engine, anchor: date) -> None:
    """All of it happened before the anchor day."""
    begins, _ = day_span(anchor)
    for column, table in (("at", "audit"), ("at", "ledger_transaction"), ("at", "notice"), ("asked_at", "outbox")):
        assert rows(engine, f"SELECT max({column}) FROM {table}")[0][0] < begins, table


def test_the_world_is_whole_and_the_same_on_whatever_day_it_is_made(db: Engine) -> None:
    settings = Settings(argon2_memory_kib=8, argon2_rounds=1)
    steps: list[tuple[int, int]] = []

    def work(at: datetime) -> None:
        told = handlers(settings, lambda: at) | {INDEX: lambda _: None}  # the index is rebuilt when the world is whole
        outbox.work(told, lambda: at)

    guide = world.make(ANCHOR, lambda done, total: steps.append((done, total)), work)
    assert [done for done, _ in steps] == list(range(1, steps[-1][1] + 1))
    sound(db)
    past(db, ANCHOR)
    assert counted(db, "outbox", "done_at IS NOT NULL AND error IS NULL") == {
        True: len(rows(db, "SELECT 1 FROM outbox"))
    }
    chose = "SELECT account_id FROM contact_preference"  # they may wait for their hours, or for the letter of the day
    told = rows(
        db,
        "SELECT n.at, m.sent_at FROM notice n JOIN sent_mail m ON m.notice_id = n.id "
        f"WHERE n.account_id NOT IN ({chose})",
    )
    assert told
    assert all((sent - at).total_seconds() <= 60 for at, sent in told)
    left = rows(db, f"SELECT mail FROM notice WHERE mail NOT IN ('sent', 'failed') AND account_id NOT IN ({chose})")
    assert left == []

    with database.writing() as session:
        now = access.anonymous(datetime.now(UTC))
        found = [sign_in(session, now, guest.email, world.PASSWORD, Caller("127.0.0.1")) for guest in guide]
    names = {row[0]: row[1] for row in rows(db, "SELECT id, name FROM account")}
    assert [names[opened.account_id] for opened in found if isinstance(opened, Opened | StepNeeded)] == [
        guest.name for guest in guide
    ]

    rated = "SELECT offer_id, count(DISTINCT person_id) FROM rating GROUP BY offer_id"
    people = [count for _, count in rows(db, rated)]
    assert sum(count >= 3 for count in people) >= 6
    assert any(count < 3 for count in people)
    begins, _ = day_span(ANCHOR)
    left = f"SELECT sum(places - taken) FROM offer_session WHERE starts_at >= '{begins}' GROUP BY offer_id"
    assert (0,) in rows(db, left)
    most = f"SELECT max(places - taken) FROM offer_session WHERE starts_at >= '{begins}' GROUP BY offer_id"
    assert (1,) in rows(db, most)

    first = story(db)
    empty(db)
    anchor = date(2028, 4, 4)  # a Tuesday, with a leap day and the start of summer time in the weeks before it
    world.make(anchor, lambda *_: None)
    sound(db)
    past(db, anchor)
    again = story(db)
    for name, told_first in first.items():
        assert again[name] == told_first, name
