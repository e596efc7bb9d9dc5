"""A shop where a direct payment pays by card: the person's card, the provider's account, and what Stripe says."""

from uuid import UUID, uuid4

from sqlalchemy import text

from marketplace.budgets.queries import findings as of_money
from marketplace.budgets.rules import Holding
from marketplace.cli.jobs import handlers
from marketplace.foundation import database, outbox
from marketplace.foundation.money import Pence
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import GiveBackRequest
from marketplace.purchasing.queries import CardPaymentRow, card_payments_of, findings
from marketplace.purchasing.stripe_gateway import Stripe
from marketplace.settings import Settings
from marketplace.webkit.cards import Cards
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop
from tests.fake_stripe import GOOD, KEY, SECRET, FakeStripe, served

SITE = "http://own.example"


def by_card(shop: Shop) -> None:
    """In a shop that took no cards: one paid and was given back in part, others wait; then it cannot."""
    before, clock = shop.account_id, shop.clock
    with served() as fake:
        desk = Cards(Stripe(KEY, SECRET, fake.url), clock, SITE)
        payee = desk.begin_payee(shop.provider).rpartition("/")[2]
        fake.onboarded(payee)
        desk.look_at_payee(payee)
        body, signature = fake.signed(fake.events[-1])
        desk.told(body.encode(), signature)
        shop.account_id, shop.by_card = world.budget(shop.robin, shop.funder, 300_00, Holding.DIRECT), True
        page = desk.begin_card(shop.person, shop.account_id).rpartition("/")[2]
        fake.card_added(page)
        desk.look_at_page(page)
        with database.reading() as session:
            (row,) = card_payments_of(session, shop.person, shop.confirmed())
        desk.charge(row.id)
        desk.hand_on(row.id)
        with database.writing() as session:
            asked = GiveBackRequest(uuid4(), row.id, 5_00, "It was short.")
            refund_id = purchasing.give_back(session, shop.provider, asked)
        desk.give_back(refund_id)
        paid = next(each["id"] for each in fake.things.values() if each["object"] == "charge")
        desk.look_at_dispute(fake.disputed(paid))
        shop.confirmed()
        with database.reading() as session:
            (row,) = card_payments_of(session, shop.person, shop.confirmed())
        desk.remove_card(shop.person, shop.account_id)
        desk.charge(row.id)
        page = desk.begin_card(shop.person, shop.account_id).rpartition("/")[2]
        fake.card_added(page)
        desk.look_at_page(page)
        desk.begin_card(shop.person, shop.account_id)
        fake.onboarded(payee, whole=False)
        desk.look_at_payee(payee)
    shop.account_id, shop.by_card = before, False


class Till(Shop):
    """A person with a direct payment of £500, and a provider who can be paid by card."""

    by_card = True

    def __init__(self, clock: TestClock, fake: FakeStripe) -> None:
        super().__init__(clock, Holding.DIRECT)
        self.fake = fake
        self.desk = Cards(Stripe(KEY, SECRET, fake.url), self.clock, SITE)
        self.payee = self.desk.begin_payee(self.provider).rpartition("/")[2]
        fake.onboarded(self.payee)
        self.desk.look_at_payee(self.payee)

    def card(self, number: str = GOOD) -> None:
        """The person adds a card, in place of the one before."""
        page = self.desk.begin_card(self.person, self.account_id).rpartition("/")[2]
        self.fake.card_added(page, number)
        self.desk.look_at_page(page)

    def settled(self) -> UUID:
        """A date of £12 is confirmed, and to be paid by card; the payment."""
        return self.payments(self.confirmed())[0].id

    def work(self) -> None:
        """The worker does what is due, some minutes later."""
        settings = Settings(
            stripe_key=KEY, stripe_webhook_secret=SECRET, stripe_api_base=self.fake.url, public_url=SITE
        )
        self.clock.forward(minutes=10)
        outbox.work(handlers(settings, self.clock), self.clock)

    def payments(self, order_id: UUID) -> list[CardPaymentRow]:
        """What cards pay for an order, as the person sees it."""
        with database.reading() as session:
            return card_payments_of(session, self.person, order_id)

    def payment(self, payment_id: UUID) -> CardPaymentRow:
        """One of them."""
        with database.reading() as session:
            order_id = session.execute(
                text("SELECT d.order_id FROM card_payment p JOIN delivery d ON d.id = p.delivery_id WHERE p.id = :id"),
                {"id": payment_id},
            ).scalar_one()
        return next(row for row in self.payments(order_id) if row.id == payment_id)

    def gives_back(self, payment_id: UUID, pence: Pence, key: UUID | None = None, reason: str = "Short.") -> UUID:
        """The provider gives some of it back."""
        with database.writing() as session:
            asked = GiveBackRequest(key or uuid4(), payment_id, pence, reason)
            return purchasing.give_back(session, self.provider, asked)

    def owed(self) -> tuple[Pence, Pence]:
        """What the book says the provider is owed, and the person owes by card or otherwise; everything is square."""
        balance = text(
            "SELECT coalesce(sum(e.pence), 0) FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id "
            "WHERE a.kind = :kind"
        )
        with database.reading() as session:
            assert of_money(session, world.system()) == []
            assert findings(session, world.system()) == []
            owed, owes = (session.execute(balance, {"kind": k}).scalar_one() for k in ("provider", "clearing"))
        return owed, -owes

    def told(self, account: UUID | None) -> list[str]:
        """The subjects of what an account was told, the newest last."""
        asked = text("SELECT subject FROM notice WHERE account_id = :who ORDER BY at, id")
        with database.reading() as session:
            return list(session.scalars(asked, {"who": account or uuid4()}))

    def count(self, call: str) -> int:
        """How often Stripe did something new."""
        return self.fake.asked.count(f"POST {call}")
