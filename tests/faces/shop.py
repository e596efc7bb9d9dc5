"""A provider, a person with a budget who orders from them, and what the pages of the provider hold."""

import re
from collections.abc import Callable
from datetime import time, timedelta
from decimal import Decimal
from html import unescape
from typing import Any, TypeVar
from uuid import UUID, uuid4

from flask import Flask
from werkzeug.test import TestResponse

from marketplace.budgets.queries import AccountRow, accounts_for
from marketplace.budgets.rules import Holding
from marketplace.catalogue.rules import Level, Unit
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import OrderRequest, RecordRequest
from marketplace.purchasing.queries import OrderRow, order
from marketplace.purchasing.rules import DeliveryKind, span, weekly
from marketplace.voice import operations as voice
from marketplace.voice.operations import RatingRequest, WorryRequest
from marketplace.voice.rules import Statement, WorryKind
from tests import world
from tests.faces.conftest import TestClock, cookie_of, signed_in

AWKWARD = "🌱 naïve <b>\u200fשבת\u200e</b> & \"so\" 'on'"


def says(page: str, *words: str) -> None:
    """The page holds all of these words, as a reader reads them."""
    text = " ".join(unescape(re.sub(r"<[^>]*>", "", page)).split())
    for each in words:
        assert " ".join(each.split()) in text, f"{each!r} is not in the page: {text}"


def refuses(answer: TestResponse, field: str, *words: str, typed: str = "") -> None:
    """The answer is the form again: it says what is wrong, leads to the field, and keeps what was typed."""
    assert answer.status_code == 422, (field, words, answer.status_code)
    says(answer.text, "There is a problem", *words)
    for part in (f'href="#{field}"', f'id="{field}"', typed.strip()):
        assert part in unescape(answer.text), (field, words, part[:80])


def silent_about(page: str, *words: str) -> None:
    """The page holds none of these words; form tokens are letters at random, and hold any."""
    text = re.sub(r'name="csrf_token"[^>]*>', "", unescape(page))
    for each in words:
        assert each not in text, f"{each!r} is in the page"


class Shop:
    """What goes on between one person and one provider."""

    PROVIDER = "owner@example.org"
    PERSON = "robin@example.org"
    by_card = False  # whether a direct payment pays by card

    def __init__(self, clock: TestClock, holding: Holding = Holding.NOTIONAL) -> None:
        self.cookies: dict[str, str] = {}
        world.areas()
        self.clock = clock
        self.owner = world.provider(email=self.PROVIDER)
        self.funder = world.commissioner()
        self.robin = world.person(email=self.PERSON)
        self.account_id = world.budget(self.robin, self.funder, 500_00, holding)

    @property
    def person(self) -> Actor:
        """The person now."""
        return self.robin.at(self.clock())

    @property
    def provider(self) -> Actor:
        """The provider's owner now."""
        return self.owner.at(self.clock())

    def ordered(self, offer_id: UUID, count: int = 1, sessions: tuple[UUID, ...] = (), message: str = "") -> UUID:
        """An order of weekly agreed times from next week on, or of dated sessions."""
        days = weekly(self.person.today + timedelta(days=7), count)
        times = tuple(span(Unit.SESSION, day, time(10), Decimal(1)) for day in days)
        asked = OrderRequest(
            key=uuid4(),
            person_id=self.robin.own_person_id or UUID(int=0),
            offer_id=offer_id,
            version_id=None,
            unit=Unit.SESSION,
            level=Level.STANDARD,
            quantity=Decimal(1),
            session_ids=sessions,
            times=() if sessions else times,
            account_id=self.account_id,
            message=message,
            by_card=self.by_card,
        )
        with database.reading() as session:
            quote = purchasing.quote(session, self.person, asked)
        shown = OrderRequest(
            **{name: getattr(asked, name) for name in asked.__slots__}
            | {"version_id": quote.version_id, "expected": quote.total}
        )
        with database.writing() as session:
            return purchasing.place(session, self.person, shown)

    def accepted(self, count: int = 1) -> UUID:
        """An order that was accepted, of an offer of its own."""
        order_id = self.ordered(world.offer(self.owner, takes=tuple(Holding)), count)
        with database.writing() as session:
            purchasing.accept(session, self.provider, order_id)
        return order_id

    def recorded(self, count: int = 1) -> UUID:
        """An accepted order whose first date has begun and is recorded as given."""
        order_id = self.accepted(count)
        self.clock.forward(days=8)
        with database.writing() as session:
            first = self.order(order_id).bookings[0]
            purchasing.record(session, self.provider, RecordRequest(first.id, DeliveryKind.DELIVERED, Decimal(1)))
        return order_id

    def disputed(self, words: str = "It was cut short.") -> UUID:
        """An order whose record the person says is not right."""
        order_id = self.recorded()
        with database.writing() as session:
            purchasing.dispute(session, self.person, self.order(order_id).bookings[0].id, words)
        return order_id

    def confirmed(self) -> UUID:
        """An order whose record the person said is right."""
        order_id = self.recorded()
        with database.writing() as session:
            purchasing.confirm(session, self.person, self.order(order_id).bookings[0].id)
        return order_id

    def rated(self, words: str = "It did me good.") -> UUID:
        """An order that the person rated."""
        order_id = self.confirmed()
        with database.writing() as session:
            voice.rate(session, self.person, RatingRequest(order_id, {Statement.LISTENED: 4}, words))
        return order_id

    def worried(self, order_id: UUID, kind: WorryKind = WorryKind.PROBLEM, words: str = "The gate was shut.") -> UUID:
        """The person says that something is wrong with an order."""
        with database.writing() as session:
            return voice.say(session, self.person, WorryRequest(uuid4(), order_id, kind, words))

    def order(self, order_id: UUID) -> OrderRow:
        """The order as the person sees it."""
        with database.reading() as session:
            return order(session, self.person, order_id)

    def account(self) -> AccountRow:
        """The person's account."""
        with database.reading() as session:
            (account,) = accounts_for(session, self.person, self.robin.own_person_id)
            return account


def _unclocked() -> Shop:
    return Shop(TestClock())


def opened_anew(once: Callable[..., Any]) -> Shop:
    """A shop that nobody signs in to, with a clock of its own."""
    shop: Shop = once(_unclocked)
    shop.clock = TestClock()
    return shop


SomeShop = TypeVar("SomeShop", bound=Shop)


def opened(app: Flask, kind: Callable[[TestClock], SomeShop], clock: TestClock, *emails: str) -> SomeShop:
    """A shop, and the cookies of those who signed in there through the form."""
    shop = kind(clock)
    shop.cookies = {email: cookie_of(signed_in(app, email)) for email in emails}
    return shop
