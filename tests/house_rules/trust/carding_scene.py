"""What the routes of cards need in the scene: a card that is kept, a payment that it made, and one that waits."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BudgetRequest, Share
from marketplace.budgets.queries import accounts_for
from marketplace.budgets.rules import Holding, Paid
from marketplace.catalogue.queries import offer
from marketplace.catalogue.rules import Level, Unit
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import OrderRequest, RecordRequest
from marketplace.purchasing.queries import card_payments_of, order
from marketplace.purchasing.rules import DeliveryKind, Occasion
from marketplace.purchasing.stripe_gateway import Stripe
from marketplace.webkit.cards import Cards
from tests import world
from tests.fake_stripe import DECLINES_LATER, GOOD, KEY, RUNNING, SECRET

EARLY, BEGUN = world.NOW - timedelta(days=25), world.NOW - timedelta(days=9)


def make(actors: dict[str, Actor], _strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """The provider can be paid by card; one card of the person's paid, and the one after it did not."""
    fake = RUNNING[-1]
    desk = Cards(Stripe(KEY, SECRET, fake.url), lambda: world.NOW, "http://own.example")
    payee = desk.begin_payee(actors["provider"]).rpartition("/")[2]
    fake.onboarded(payee)
    desk.look_at_payee(payee)
    ids["card_account"] = _direct(actors, "Direct payment")
    ids["card_to_remove"] = _direct(actors, "Direct payment for health")
    page = desk.begin_card(actors["person"], ids["card_to_remove"]).rpartition("/")[2]
    fake.card_added(page)
    desk.look_at_page(page)
    for name, number, days in (("card_paid", GOOD, 0), ("card_waits", DECLINES_LATER, 1)):
        page = desk.begin_card(actors["person"], ids["card_account"]).rpartition("/")[2]
        fake.card_added(page, number)
        desk.look_at_page(page)
        ids[name] = _settled(actors, ids["card_account"], timedelta(days=days))
        desk.charge(ids[name])
        desk.hand_on(ids[name])


def _direct(actors: dict[str, Actor], name: str) -> UUID:
    """A direct payment of the person's with money in it."""
    person, north = actors["person"], actors["commissioner"]
    assert person.own_person_id
    asked = BudgetRequest(
        key=uuid4(),
        person_id=person.own_person_id,
        starts=date(2026, 2, 1),
        ends=date(2026, 7, 31),
        stream=name,
        shares=(Share(Holding.DIRECT, 90_00),),
        paid=Paid.AT_ONCE,
        plan_agreed_on=date(2026, 1, 20),
        plan_reference="",
    )
    with database.writing() as session:
        budgets.give(session, north.at(EARLY), asked)
    with database.reading() as session:
        accounts = accounts_for(session, person, person.own_person_id)
    return next(row.id for row in accounts if row.name == name)


def _settled(actors: dict[str, Actor], account_id: UUID, later: timedelta) -> UUID:
    """A date that is confirmed, and to be paid by card; the payment."""
    person, provider = actors["person"], actors["provider"]
    offer_id = world.offer(provider.at(EARLY), title="Basket making", starts=EARLY.date())
    with database.writing() as session:
        request = OrderRequest(
            key=uuid4(),
            person_id=person.own_person_id or uuid4(),
            offer_id=offer_id,
            version_id=offer(session, provider, offer_id).version_id,
            unit=Unit.SESSION,
            level=Level.STANDARD,
            quantity=Decimal(1),
            times=(Occasion(BEGUN + later, BEGUN + later + timedelta(hours=1)),),
            account_id=account_id,
            expected=12_00,
            by_card=True,
        )
        order_id = purchasing.place(session, person.at(EARLY), request)
        purchasing.accept(session, provider.at(EARLY), order_id)
        (booking,) = order(session, person, order_id).bookings
        purchasing.record(session, provider, RecordRequest(booking.id, DeliveryKind.DELIVERED, Decimal(1)))
        purchasing.confirm(session, person, booking.id)
        return card_payments_of(session, person, order_id)[0].id
