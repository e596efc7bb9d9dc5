"""Paying by card: what is asked of the card company between two transactions, for pages and for the worker."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import current_app, request

from marketplace.foundation import access, database
from marketplace.foundation.access import Actor
from marketplace.foundation.clock import Clock
from marketplace.foundation.outbox import Handler
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.rules.cards import CardEvent, CardsAway
from marketplace.purchasing.stripe_gateway import Away, Gateway, Refused, Stripe
from marketplace.settings import Settings

CARD_HOSTS = "https://*.stripe.com"  # where forms may lead to, besides our own pages
Payload = dict[str, Any]


def gateway(settings: Settings) -> Gateway | None:
    """The way to the card company; None where no key is set, and so nothing is paid by card."""
    key = settings.stripe_key.get_secret_value()
    secret = settings.stripe_webhook_secret.get_secret_value()
    return Stripe(key, secret, settings.stripe_api_base) if key else None


def hosts(settings: Settings) -> str:
    """Where a form may lead to, besides our own pages; nowhere without a key."""
    if not settings.stripe_key.get_secret_value():
        return ""
    return settings.stripe_api_base or CARD_HOSTS


class Cards:
    """What the product does with the card company. No call is made while a transaction is open.

    ``site`` is the address that people come back to.
    """

    def __init__(self, gate: Gateway | None, clock: Clock, site: str) -> None:
        self._gate = gate
        self.clock = clock
        self.site = site

    @property
    def gate(self) -> Gateway:
        """The way there. Raises Away where there is none."""
        if self._gate is None:
            raise Away("no key is set")
        return self._gate

    @property
    def here(self) -> bool:
        """Whether anything can be paid by card."""
        return self._gate is not None

    @property
    def worker(self) -> Actor:
        """Who stores what the card company says."""
        return access.worker(self.clock())

    # a provider

    def begin_payee(self, actor: Actor) -> str:
        """A provider begins, or goes on, to be paid by card; where they give what is needed."""
        with database.reading() as session:
            organisation_id, name, account = purchasing.payee_to_be(session, actor)
        if account is None:
            account = self.gate.make_payee(str(organisation_id), name)
            with database.writing() as session:
                purchasing.begin_payee(session, actor, account)
        back = f"{self.site}/provider/cards"
        return self.gate.onboarding(account, back, back)

    def look_at_payee(self, account: str) -> None:
        """Read how a payee stands, and keep it."""
        now = self.gate.payee(account)
        with database.writing() as session:
            purchasing.store_payee(session, self.worker, now)

    # a card

    def begin_card(self, actor: Actor, account_id: UUID) -> str:
        """Somebody adds a card to a direct payment; where they do."""
        gate = self.gate
        with database.writing() as session:
            card_id, customer = purchasing.ask_card(session, actor, account_id)
        customer = customer or gate.make_customer(str(account_id))
        asked = gate.ask_card(str(card_id), customer, f"{self.site}/money/accounts/{account_id}/card")
        with database.writing() as session:
            purchasing.begin_card(session, self.worker, card_id, asked.session, customer)
        return asked.url

    def look_at_card(self, card_id: UUID) -> None:
        """Read whether a card was added, and keep it."""
        with database.reading() as session:
            page = purchasing.card_page(session, self.worker, card_id)
        if page is not None:
            self.look_at_page(page)

    def look_at_page(self, page: str) -> None:
        """The same, by the page on which it is added."""
        asked = self.gate.card_asked(page)
        with database.writing() as session:
            gone = purchasing.store_card(session, self.worker, asked)
        self._forget(gone)

    def remove_card(self, actor: Actor, account_id: UUID) -> None:
        """The card of an account is kept no more, here or there."""
        with database.writing() as session:
            gone = purchasing.remove_card(session, actor, account_id)
        self._forget(gone)

    def _forget(self, methods: list[str]) -> None:
        """Let go of cards there, too; should that fail, nothing here can charge them any more."""
        for method in methods:
            try:
                self.gate.forget_card(method)
            except Away:
                continue

    # a payment

    def charge(self, payment_id: UUID) -> None:
        """Ask a card for what is to be paid, and store what comes of it. Safe to repeat: it is asked for once."""
        with database.writing() as session:
            ask = purchasing.ask_charge(session, self.worker, payment_id, self.site)
        if ask is None:
            return
        try:
            charged = self.gate.charge(ask)
        except Refused as refused:
            self._trouble(payment_id, refused)
            raise
        with database.writing() as session:
            purchasing.store_charge(session, self.worker, charged, payment_id)

    def pay_now(self, actor: Actor, payment_id: UUID) -> str:
        """The person pays what did not go through; where they confirm it, or nothing where they need not."""
        gate = self.gate
        with database.writing() as session:
            ask = purchasing.ask_again(session, actor, payment_id, self.site)
        try:
            charged = gate.charge(ask)
        except Refused as refused:
            self._trouble(payment_id, refused)
            raise
        with database.writing() as session:
            purchasing.store_charge(session, self.worker, charged, payment_id)
        return charged.confirm_at

    def look_at_charge(self, intent: str) -> None:
        """Read how a charge stands, and store it."""
        charged = self.gate.charged(intent)
        with database.writing() as session:
            purchasing.store_charge(session, self.worker, charged)

    def look_at_dispute(self, dispute: str) -> None:
        """Read how a dispute that a bank opened stands, and store it."""
        now = self.gate.dispute(dispute)
        with database.writing() as session:
            purchasing.store_dispute(session, self.worker, now)

    def _trouble(self, payment_id: UUID, refused: Refused) -> None:
        with database.writing() as session:
            purchasing.store_trouble(session, self.worker, payment_id, str(refused))

    def hand_on(self, payment_id: UUID) -> None:
        """Pass on what a card paid to its provider. Safe to repeat."""
        with database.writing() as session:
            ask = purchasing.ask_pass_on(session, self.worker, payment_id)
        if ask is None:
            return
        try:
            transfer = self.gate.pass_on(ask)
        except Refused as refused:
            self._trouble(payment_id, refused)
            raise
        with database.writing() as session:
            purchasing.store_pass_on(session, self.worker, payment_id, transfer)

    def give_back(self, refund_id: UUID) -> None:
        """Take back from the provider what is given back, then give it to the card: each a step that is stored."""
        with database.writing() as session:
            ask = purchasing.ask_give_back(session, self.worker, refund_id)
        if ask is None:
            return
        try:
            if ask.reversal is None:
                reversal = self.gate.take_back(ask)
                with database.writing() as session:
                    purchasing.store_taken_back(session, self.worker, refund_id, reversal)
            refund = self.gate.give_back(ask)
        except Refused as refused:
            self._trouble(UUID(ask.payment), refused)
            raise
        with database.writing() as session:
            purchasing.store_given_back(session, self.worker, refund_id, refund)

    def work_event(self, event_id: str) -> None:
        """Read afresh what an event is about: so that one that comes late or twice says nothing old."""
        with database.reading() as session:
            event = purchasing.event_stored(session, self.worker, event_id)
        for kind, look in (
            ("account.updated", self.look_at_payee),
            ("checkout.session.", self.look_at_page),
            ("payment_intent.", self.look_at_charge),
            ("charge.dispute.", self.look_at_dispute),
        ):
            if event.kind.startswith(kind):
                look(event.about)

    def told(self, body: bytes, signature: str) -> CardEvent:
        """An event that came, stored once. Raises Forged, and Away without a key."""
        event = self.gate.event(body, signature)
        with database.writing() as session:
            purchasing.store_event(session, self.worker, event)
        return event


def card_handlers(settings: Settings, clock: Clock) -> Mapping[str, Handler]:
    """What the worker does for cards; each is safe to repeat."""
    site = settings.public_url.rstrip("/") or f"http://127.0.0.1:{settings.port}"
    cards = Cards(gateway(settings), clock, site)

    def by_id(name: str, act: Callable[[UUID], object]) -> Handler:
        def one(payload: Payload) -> None:
            act(UUID(payload[name]))

        return one

    def work(payload: Payload) -> None:
        cards.work_event(payload["event"])

    return {
        purchasing.LOOK_AT_CARD: by_id("card", cards.look_at_card),
        purchasing.CHARGE: by_id("payment", cards.charge),
        purchasing.HAND_ON: by_id("payment", cards.hand_on),
        purchasing.GIVE_BACK: by_id("refund", cards.give_back),
        purchasing.EVENT: work,
    }


def cards() -> Cards:
    """The same, for the request that is being answered."""
    settings: Settings = current_app.extensions["ownpath.settings"]
    site = settings.public_url.rstrip("/") or request.host_url.rstrip("/")
    return Cards(gateway(settings), current_app.extensions["ownpath.clock"], site)


@contextmanager
def answering() -> Generator[None]:
    """Say kindly that the card company does not answer. Raises CardsAway."""
    try:
        yield
    except (Away, Refused) as away:
        raise CardsAway from away
