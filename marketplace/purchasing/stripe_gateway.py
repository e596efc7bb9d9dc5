"""Stripe, spoken in this file alone: each call takes and gives plain values, and a key that makes asking twice once."""

from typing import Any, Protocol

import stripe

from marketplace.purchasing.rules.cards import (
    BackAsk,
    BankDispute,
    CardAsked,
    CardEvent,
    ChargeAsk,
    Charged,
    KeptCard,
    PassOnAsk,
    PayeeNow,
    PaymentState,
)

CURRENCY = "gbp"
RETRIES = 2
NEEDS_PERSON = "authentication_required"
EXPAND = "setup_intent.payment_method"
_STATES = {
    "succeeded": PaymentState.PAID,
    "requires_action": PaymentState.NEEDS_PERSON,
    "requires_confirmation": PaymentState.FAILED,
    "requires_payment_method": PaymentState.FAILED,
    "canceled": PaymentState.FAILED,
}


class Away(Exception):
    """The card company does not answer as it should: what was asked may or may not have been done. Ask again."""


class Refused(Exception):
    """The card company says no to what was asked, and would again; the text is its code, never a card's number."""


class Forged(Exception):
    """What came as an event was not signed by the card company, or too long ago."""


class Gateway(Protocol):
    """What the product asks of a card company. Every call may raise Away and Refused."""

    def make_payee(self, organisation: str, name: str) -> str:
        """An account for a provider, made once; its id."""
        ...

    def onboarding(self, account: str, back: str, again: str) -> str:
        """The address at which a provider gives what is needed."""
        ...

    def payee(self, account: str) -> PayeeNow:
        """How an account stands."""
        ...

    def make_customer(self, account: str) -> str:
        """Whose cards those of a budget account are; its id."""
        ...

    def ask_card(self, card: str, customer: str, back: str) -> CardAsked:
        """A page on which somebody adds a card."""
        ...

    def card_asked(self, session: str) -> CardAsked:
        """How such a page stands."""
        ...

    def forget_card(self, method: str) -> None:
        """Let go of a card."""
        ...

    def charge(self, ask: ChargeAsk) -> Charged:
        """Ask a card for money."""
        ...

    def charged(self, intent: str) -> Charged:
        """How a charge stands."""
        ...

    def pass_on(self, ask: PassOnAsk) -> str:
        """Pass money on to a provider; the transfer's id."""
        ...

    def take_back(self, ask: BackAsk) -> str:
        """Take some of it back from the provider; the reversal's id."""
        ...

    def give_back(self, ask: BackAsk) -> str:
        """Give it back to the card; the refund's id."""
        ...

    def dispute(self, dispute: str) -> BankDispute:
        """How a dispute that a bank opened stands."""
        ...

    def event(self, body: bytes, signature: str) -> CardEvent:
        """What a signed event is about. Raises Forged."""
        ...


class Stripe:
    """The gateway to Stripe, or to what stands in for it at ``base``. Makes no call before it is asked to."""

    def __init__(self, key: str, webhook_secret: str, base: str = "") -> None:
        self.secret = webhook_secret
        self.client = stripe.StripeClient(
            key, base_addresses={"api": base} if base else {}, max_network_retries=RETRIES
        )

    def make_payee(self, organisation: str, name: str) -> str:
        """An account for a provider, made once; its id. Stripe asks them for the rest, and holds their dashboard."""
        asked = {
            "country": "GB",
            "business_profile": {"name": name},
            "controller": {
                "fees": {"payer": "application"},
                "losses": {"payments": "application"},
                "requirement_collection": "stripe",
                "stripe_dashboard": {"type": "express"},
            },
            "capabilities": {"card_payments": {"requested": True}, "transfers": {"requested": True}},
            "metadata": {"organisation": organisation},
        }
        return self._done(self.client.v1.accounts.create, asked, f"payee-{organisation}").id

    def onboarding(self, account: str, back: str, again: str) -> str:
        """The address at which a provider gives Stripe what it needs; it holds for a few minutes, and once."""
        asked = {"account": account, "return_url": back, "refresh_url": again, "type": "account_onboarding"}
        return self._done(self.client.v1.account_links.create, asked).url

    def payee(self, account: str) -> PayeeNow:
        """How an account stands."""
        found = self._read(self.client.v1.accounts.retrieve, account)
        capabilities = found.capabilities
        active = all(getattr(capabilities, name, "") == "active" for name in ("card_payments", "transfers"))
        return PayeeNow(found.id, active and bool(found.payouts_enabled), bool(found.details_submitted))

    def make_customer(self, account: str) -> str:
        """Whose cards those of a budget account are, made once: with no name, and no address; its id.

        All cards of an account are one customer's, so that another card can pay what the one before did not.
        """
        asked = {"metadata": {"budget_account": account}}
        return self._done(self.client.v1.customers.create, asked, f"customer-{account}").id

    def ask_card(self, card: str, customer: str, back: str) -> CardAsked:
        """A page on which somebody adds a card, to be charged later while they are away."""
        asked = {
            "mode": "setup",
            "currency": CURRENCY,
            "payment_method_types": ["card"],
            "customer": customer,
            "client_reference_id": card,
            "success_url": back,
            "cancel_url": back,
            "metadata": {"card": card},
        }
        return _card_asked(self._done(self.client.v1.checkout.sessions.create, asked, f"card-{card}"))

    def card_asked(self, session: str) -> CardAsked:
        """How such a page stands, with the card once it was added."""
        return _card_asked(self._read(self.client.v1.checkout.sessions.retrieve, session, {"expand": [EXPAND]}))

    def forget_card(self, method: str) -> None:
        """Let go of a card; one that is gone already is gone."""
        try:
            self._done(self.client.v1.payment_methods.detach, {}, None, method)
        except Refused:
            return

    def charge(self, ask: ChargeAsk) -> Charged:
        """Ask a card for money. What is refused or to be confirmed is an answer and no error."""
        try:
            return _charged(self._confirmed(ask) if ask.intent else self._begun(ask))
        except stripe.CardError as declined:
            intent = getattr(declined.error, "payment_intent", None)
            if intent is None:
                raise Refused(declined.code or "card_error") from declined
            return _charged(intent)

    def _begun(self, ask: ChargeAsk) -> Any:
        asked = {
            "amount": ask.pence,
            "currency": CURRENCY,
            "customer": ask.customer,
            "payment_method": ask.method,
            "payment_method_types": ["card"],
            "confirm": True,
            "on_behalf_of": ask.payee,
            "transfer_group": ask.payment,
            "metadata": {"card_payment": ask.payment},
        }
        asked |= {"off_session": True} if ask.off_session else {"return_url": ask.back}
        return self._done(self.client.v1.payment_intents.create, asked, ask.key)

    def _confirmed(self, ask: ChargeAsk) -> Any:
        """Ask again for what did not go through; what goes on, or was paid meanwhile, is left as it is."""
        intent = self._read(self.client.v1.payment_intents.retrieve, ask.intent)
        if intent.status not in {"requires_payment_method", "requires_confirmation"}:
            return intent
        asked = {"payment_method": ask.method, "return_url": ask.back}
        return self._done(self.client.v1.payment_intents.confirm, asked, ask.key, ask.intent)

    def charged(self, intent: str) -> Charged:
        """How a charge stands."""
        return _charged(self._read(self.client.v1.payment_intents.retrieve, intent))

    def pass_on(self, ask: PassOnAsk) -> str:
        """Pass what a card paid on to the provider; the transfer's id."""
        asked = {
            "amount": ask.pence,
            "currency": CURRENCY,
            "destination": ask.payee,
            "source_transaction": ask.charge,
            "transfer_group": ask.payment,
            "metadata": {"card_payment": ask.payment},
        }
        return self._done(self.client.v1.transfers.create, asked, f"{ask.payment}-transfer").id

    def take_back(self, ask: BackAsk) -> str:
        """Take what is to be given back from the provider; the reversal's id."""
        asked = {"amount": ask.pence, "metadata": {"card_refund": ask.refund}}
        return self._done(self.client.v1.transfers.reversals.create, asked, f"{ask.refund}-reversal", ask.transfer).id

    def give_back(self, ask: BackAsk) -> str:
        """Give it back to the card; the refund's id. Raises Refused for one that Stripe says has failed."""
        asked = {"charge": ask.charge, "amount": ask.pence, "metadata": {"card_refund": ask.refund}}
        made = self._done(self.client.v1.refunds.create, asked, ask.refund)
        if made.status in {"failed", "canceled"}:
            raise Refused(str(made.failure_reason or made.status))
        return made.id

    def dispute(self, dispute: str) -> BankDispute:
        """How a dispute that a bank opened stands."""
        found = self._read(self.client.v1.disputes.retrieve, dispute)
        over = found.status in {"won", "lost", "warning_closed", "prevented"}
        return BankDispute(str(found.charge), over, found.status == "lost")

    def event(self, body: bytes, signature: str) -> CardEvent:
        """What a signed event is about. Raises Forged for a signature that does not hold, or is too old."""
        try:
            event = self.client.construct_event(body, signature, self.secret)
        except (ValueError, stripe.SignatureVerificationError) as forged:
            raise Forged from forged
        return CardEvent(event.id, event.type, str(getattr(event.data.object, "id", "")))

    def _done(self, call: Any, asked: dict[str, Any], key: str | None = None, name: str | None = None) -> Any:
        options = {"idempotency_key": key} if key else {}
        return self._said(call, *([name] if name else []), asked, options)

    def _read(self, call: Any, name: str | None, asked: dict[str, Any] | None = None) -> Any:
        return self._said(call, name, asked or {})

    @staticmethod
    def _said(call: Any, *args: Any) -> Any:
        """What Stripe answers. A card that is declined is for the caller; all else is Away or Refused."""
        try:
            return call(*args)
        except stripe.CardError:
            raise
        except (stripe.InvalidRequestError, stripe.IdempotencyError) as refused:
            raise Refused(refused.code or type(refused).__name__) from refused
        except stripe.StripeError as away:
            raise Away(type(away).__name__) from away


def _card_asked(session: Any) -> CardAsked:
    setup = session.setup_intent
    method = None if setup is None or isinstance(setup, str) else setup.payment_method
    card = None
    if session.status == "complete" and method is not None:
        kept = method.card
        card = KeptCard(session.customer, method.id, kept.brand, kept.last4, kept.exp_month, kept.exp_year)
    return CardAsked(session.id, session.url or "", session.status == "expired", card)


def _charged(intent: Any) -> Charged:
    """How an intent stands; one that waits to be confirmed off session is refused first, and says why."""
    error, state = intent.last_payment_error, _STATES.get(intent.status, PaymentState.ASKED)
    why = (error.decline_code if hasattr(error, "decline_code") else None) or error.code if error else ""
    if state is PaymentState.FAILED and error and error.code == NEEDS_PERSON:
        state = PaymentState.NEEDS_PERSON
    action = intent.next_action
    url = action.redirect_to_url.url if action and action.type == "redirect_to_url" else ""
    return Charged(intent.id, state, intent.latest_charge, why or "", url)
