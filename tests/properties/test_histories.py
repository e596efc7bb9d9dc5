"""Seeded random histories of buying: whatever people do in whatever order, every penny and place is accounted for."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    precondition,
    rule,
)
from sqlalchemy import Engine

from marketplace.budgets.queries import accounts_for
from marketplace.budgets.rules import Holding
from marketplace.catalogue.rules import Level, PriceLine, Unit
from marketplace.foundation import access, database
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.foundation.money import Pence, percent_of
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import OrderRequest, RecordRequest
from marketplace.purchasing.rules import DeliveryKind
from tests import world
from tests.integration.test_purchasing import Shop
from tests.keeping import empty
from tests.properties.running import run

BUDGET = 120_00
SECOND = 80_00  # of another funder
PRICE = 13_37
PLACES = 2
ENGINE: list[Engine] = []


@dataclass
class Told:
    """What the model believes of one booking: its promise, or what it settled at."""

    order: UUID
    starts_at: datetime
    promised: Pence = PRICE
    spent: Pence = 0
    recorded: Pence | None = None
    standing: bool = True


@dataclass
class Model:
    """What the model believes of everything."""

    bookings: dict[UUID, Told] = field(default_factory=dict)
    accepted: set[UUID] = field(default_factory=set)


class Histories(RuleBasedStateMachine):
    """Random people pressing random buttons at random times, beside a model that adds up on its fingers."""

    orders = Bundle("orders")

    def __init__(self) -> None:
        super().__init__()
        empty(ENGINE[0])
        self.shop = Shop(BUDGET, Holding.NOTIONAL)
        self.second = world.budget(self.shop.person, world.commissioner("South Trust"), SECOND)
        price = (PriceLine(Unit.SESSION, Level.STANDARD, PRICE),)
        self.group = world.group(self.shop.provider, places=PLACES, dates=8, prices=price)
        self.model = Model()
        self.now = world.NOW

    def attempt(self, operation: Callable[..., object], *values: object) -> bool:
        """Try something; whether it was done. A refusal must leave nothing behind, which the invariant sees."""
        try:
            with database.writing() as session:
                operation(session, *values)
        except (Refusal, NotFound):
            return False
        return True

    @rule(
        target=orders,
        chosen=st.sets(st.integers(0, 7), min_size=1, max_size=4),
        whole=st.booleans(),
        part=st.none() | st.just(0) | st.integers(1, 30_00),
    )
    def place(self, chosen: set[int], whole: bool, part: Pence | None) -> object:
        """Book some dates, with what the page would have shown, from one account or (with a part) from two."""
        sessions = tuple(self.group.sessions[n] for n in sorted(chosen))
        request = OrderRequest(
            key=uuid4(),
            person_id=self.shop.person.own_person_id,
            offer_id=self.group.offer_id,
            version_id=None,
            unit=Unit.SESSION,
            level=Level.STANDARD,
            quantity=Decimal(1),
            session_ids=sessions,
            account_id=self.shop.account_id,
            rest_id=None if part is None else self.second,
            part=part or None,
            expected=PRICE * len(sessions) + (0 if whole else 1),
        )
        actor = self.shop.person.at(self.now)
        with database.reading() as session:
            try:
                request = replace(request, version_id=purchasing.quote(session, actor, request).version_id)
            except Refusal:
                return multiple()
        if not self.attempt(purchasing.place, actor, request):
            return multiple()
        assert whole
        with database.reading() as session:
            found = session.connection().exec_driver_sql(
                "SELECT b.id, o.id, b.starts_at FROM booking b JOIN orders o ON o.id = b.order_id WHERE o.key = %s",
                (request.key,),
            )
            rows = [tuple(row) for row in found]
        for booking_id, order_id, starts_at in rows:
            self.model.bookings[booking_id] = Told(order_id, starts_at)
        return rows[0][1]

    def of(self, order: UUID) -> list[UUID]:
        """The bookings of an order."""
        return [booking for booking, told in self.model.bookings.items() if told.order == order]

    @rule(order=orders)
    def accept(self, order: UUID) -> None:
        """The provider says yes."""
        if self.attempt(purchasing.accept, self.shop.provider.at(self.now), order):
            self.model.accepted.add(order)

    @rule(order=orders)
    def decline(self, order: UUID) -> None:
        """The provider says no."""
        if self.attempt(purchasing.decline, self.shop.provider.at(self.now), order, "No worker."):
            for booking in self.of(order):
                self.model.bookings[booking].promised = 0
                self.model.bookings[booking].standing = False

    @precondition(lambda self: bool(self.model.bookings))
    @rule(pick=st.randoms(use_true_random=False), offered=st.sampled_from([0, 6_69]))
    def cancel(self, pick: object, offered: Pence) -> None:
        """The person cancels a date, at a cost that a page showed."""
        booking = pick.choice(list(self.model.bookings))  # type: ignore[attr-defined]
        told = self.model.bookings[booking]
        late = told.starts_at - timedelta(hours=24) < self.now
        costs = percent_of(PRICE, 50) if late and told.order in self.model.accepted else 0
        done = self.attempt(purchasing.cancel, self.shop.person.at(self.now), booking, offered)
        if done:
            assert told.standing
            assert offered == costs
            told.promised, told.spent, told.standing = 0, costs, False

    @precondition(lambda self: bool(self.model.bookings))
    @rule(
        pick=st.randoms(use_true_random=False),
        kind=st.sampled_from(DeliveryKind),
        quantity=st.sampled_from([Decimal(1), Decimal("0.5"), Decimal(2)]),
    )
    def record(self, pick: object, kind: DeliveryKind, quantity: Decimal) -> None:
        """The provider records what happened, or corrects it."""
        booking = pick.choice(list(self.model.bookings))  # type: ignore[attr-defined]
        request = RecordRequest(booking, kind, quantity)
        if self.attempt(purchasing.record, self.shop.provider.at(self.now), request):
            told = self.model.bookings[booking]
            assert told.starts_at <= self.now
            half = percent_of(PRICE, 50)
            told.recorded = half if kind is not DeliveryKind.DELIVERED or quantity < 1 else PRICE
            told.standing = False

    @precondition(lambda self: bool(self.model.bookings))
    @rule(pick=st.randoms(use_true_random=False), what=st.sampled_from(["confirm", "dispute", "decide", "back", "off"]))
    def settle(self, pick: object, what: str) -> None:
        """Somebody settles, disputes, decides, takes back or calls off."""
        booking = pick.choice(list(self.model.bookings))  # type: ignore[attr-defined]
        told = self.model.bookings[booking]
        shop = self.shop
        moves: dict[str, tuple[object, ...]] = {
            "confirm": (purchasing.confirm, shop.person.at(self.now), booking),
            "dispute": (purchasing.dispute, shop.person.at(self.now), booking, "Not so."),
            "decide": (purchasing.decide, shop.funder.at(self.now), booking, 100, "A pound of it."),
            "back": (purchasing.take_back, shop.provider.at(self.now), booking),
            "off": (purchasing.call_off, shop.provider.at(self.now), booking, "Ill."),
        }
        operation, *values = moves[what]
        if not self.attempt(operation, *values):  # type: ignore[arg-type]
            return
        if what in {"confirm", "decide"}:
            assert told.recorded is not None
            told.spent, told.promised = (told.recorded if what == "confirm" else 100), 0
            told.recorded = None
        elif what == "back":
            told.recorded, told.standing = None, True
        elif what == "off":
            told.promised, told.standing = 0, False

    @rule(days=st.integers(1, 12))
    def night_falls(self, days: int) -> None:
        """Time passes, and the nightly clock does its work."""
        self.now += timedelta(days=days)
        clock = access.clock(self.now)
        with database.reading() as session:
            silent, unanswered = purchasing.silent(session, clock), purchasing.unanswered(session, clock)
        for booking in silent:
            if self.attempt(purchasing.confirm_by_silence, clock, booking):
                told = self.model.bookings[booking]
                told.spent, told.promised, told.recorded = told.recorded or 0, 0, None
        for order in unanswered:
            assert self.attempt(purchasing.lapse, clock, order)
            for booking in self.of(order):
                if self.model.bookings[booking].standing:
                    self.model.bookings[booking].promised = 0
                    self.model.bookings[booking].standing = False

    @invariant()
    def everything_adds_up(self) -> None:
        """The accounts are together what the model believes, and the product's own checks find nothing."""
        promised = sum(told.promised for told in self.model.bookings.values())
        spent = sum(told.spent for told in self.model.bookings.values())
        person = self.shop.person
        with database.reading() as session:
            accounts = accounts_for(session, person, person.own_person_id or UUID(int=0))
        assert sum(account.promised for account in accounts) == promised
        assert sum(account.spent for account in accounts) == spent
        assert sum(account.available for account in accounts) == BUDGET + SECOND - promised - spent
        self.shop.sound()


def test_random_histories_add_up(db: Engine) -> None:
    ENGINE[:] = [db]
    run(Histories, examples=12, steps=40)
