"""Whoever charges a card and passes the money on, killed at a statement; Stripe's stand-in lives on beside it.

Run as ``python -m tests.killing_cards DATABASE_URL``; prints one JSON object.
"""

import json
import sys
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import text

from marketplace.budgets.rules import Holding
from marketplace.catalogue.queries import offer
from marketplace.catalogue.rules import Level, Unit
from marketplace.foundation import database
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import OrderRequest, RecordRequest
from marketplace.purchasing.queries import card_payments_of, order
from marketplace.purchasing.rules import DeliveryKind, Occasion
from marketplace.purchasing.stripe_gateway import Stripe
from marketplace.webkit.cards import Cards
from tests import world
from tests.fake_stripe import KEY, SECRET, FakeStripe, served
from tests.killing import NEVER, Product, Ran, run, sound


class Till:
    """A product in which a direct payment has a card, and the provider can be paid."""

    def __init__(self, product: Product, fake: FakeStripe) -> None:
        self.product, self.fake = product, fake
        desk = self.desk()
        payee = desk.begin_payee(product.provider).rpartition("/")[2]
        fake.onboarded(payee)
        desk.look_at_payee(payee)
        self.account_id = world.budget(
            product.person, product.funder, 5_000_00, Holding.DIRECT, ends=date(2027, 12, 31)
        )
        page = desk.begin_card(product.person, self.account_id).rpartition("/")[2]
        fake.card_added(page)
        desk.look_at_page(page)
        self.offer_id = world.offer(product.provider)

    def desk(self) -> Cards:
        """The way to the stand-in, with connections of its own."""
        return Cards(Stripe(KEY, SECRET, self.fake.url), self.product.now, "http://own.example")

    def go_on(self, payment_id: UUID) -> None:
        """Charge a payment, and pass it on."""
        desk = self.desk()
        desk.charge(payment_id)
        desk.hand_on(payment_id)

    def settled(self, number: int) -> UUID:
        """One date is confirmed, and to be paid by card; the payment."""
        product, person = self.product, self.product.person
        product.instant = world.NOW
        starts = world.NOW + timedelta(days=7 + number)
        with database.writing() as session:
            version = offer(session, product.provider, self.offer_id).version_id
            request = OrderRequest(
                key=uuid4(),
                person_id=person.own_person_id or uuid4(),
                offer_id=self.offer_id,
                version_id=version,
                unit=Unit.SESSION,
                level=Level.STANDARD,
                quantity=Decimal(1),
                times=(Occasion(starts, starts + timedelta(hours=1)),),
                account_id=self.account_id,
                expected=12_00,
                by_card=True,
            )
            order_id = purchasing.place(session, person, request)
            purchasing.accept(session, product.provider, order_id)
            (booking,) = order(session, person, order_id).bookings
            product.instant += timedelta(days=400)
            recorded = RecordRequest(booking.id, DeliveryKind.DELIVERED, Decimal(1))
            purchasing.record(session, product.provider.at(product.instant), recorded)
            purchasing.confirm(session, person.at(product.instant), booking.id)
            return card_payments_of(session, person, order_id)[0].id

    def ended(self, payment_id: UUID) -> dict[str, object]:
        """How a payment stands here, and how often it was charged and passed on at Stripe."""
        held = text("SELECT state, charge, transfer FROM card_payment WHERE id = :id")
        with database.reading() as session:
            row = session.execute(held, {"id": payment_id}).one()
        things = self.fake.things.values()
        charges = [thing["id"] for thing in things if thing["object"] == "charge" and thing["id"] == row.charge]
        transfers = [thing["id"] for thing in things if thing["object"] == "transfer" and thing["of"] == row.charge]
        asked = [t for t in things if t["object"] == "payment_intent" and t["transfer_group"] == str(payment_id)]
        return {
            "state": row.state,
            "charged": (len(charges), len(asked)),
            "passed_on": transfers == [row.transfer],
        }


def _charge_one(till: Till, number: int, kill_at: int) -> Ran:
    """Settle one date, kill whoever charges for it at a statement, and let another one finish."""
    payment_id = till.settled(number)
    died, done = run(till.product.engine, lambda: till.go_on(payment_id), kill_at)
    wrong = sound()
    run(till.product.engine, lambda: till.go_on(payment_id), NEVER)
    return {"at": kill_at, "died": died, "wrong": wrong + sound(), "ended": till.ended(payment_id)}, done


def charging(product: Product) -> dict[str, object]:
    """Kill whoever charges a card and passes it on, at each statement."""
    with served() as fake:
        till = Till(product, fake)
        _charge_one(till, 0, NEVER)  # opens the ledger accounts, once for all
        whole, steps = _charge_one(till, 1, NEVER)
        killed = [_charge_one(till, 2 + kill_at, kill_at)[0] for kill_at in range(len(steps))]
        return {"steps": steps, "outcomes": [whole, *killed]}


if __name__ == "__main__":
    print(json.dumps(charging(Product(sys.argv[1]))))  # noqa: T201 - the test reads it
