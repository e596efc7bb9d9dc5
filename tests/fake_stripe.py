"""A strict stand-in for Stripe on a loopback port: unknown parameters and illegal moves are refused, as Stripe does.

What it cannot show, the gateway's tests show against Stripe's test mode: see ``make stripe-test``.
"""

import hashlib
import itertools
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl

import stripe
from flask import Flask, Response, redirect, request
from werkzeug.serving import make_server

Thing = dict[str, Any]
SECRET, KEY = "whsec_for_tests_alone", "sk_test_for_tests_alone"
GOOD, DECLINES_LATER, ASKS_ALWAYS, DECLINED = (
    "4242424242424242",
    "4000000000000341",
    "4000002760003184",
    "4000000000000002",
)
ACCOUNT = {
    "country",
    "business_profile.name",
    "controller.fees.payer",
    "controller.losses.payments",
    "controller.requirement_collection",
    "controller.stripe_dashboard.type",
    "capabilities.card_payments.requested",
    "capabilities.transfers.requested",
}
SESSION = {"mode", "currency", "payment_method_types.0", "customer", "client_reference_id", "success_url"}
INTENT = {"amount", "currency", "customer", "payment_method", "payment_method_types.0", "confirm", "on_behalf_of"}
KNOWN: dict[str, set[str]] = {  # what each call takes; metadata is free
    "POST accounts": ACCOUNT,
    "GET accounts/ID": set(),
    "POST account_links": {"account", "return_url", "refresh_url", "type"},
    "POST customers": set(),
    "POST checkout/sessions": SESSION | {"cancel_url"},
    "GET checkout/sessions/ID": {"expand.0"},
    "POST payment_methods/ID/detach": set(),
    "POST payment_intents": INTENT | {"transfer_group", "off_session", "return_url"},
    "POST payment_intents/ID/confirm": {"payment_method", "return_url"},
    "GET payment_intents/ID": set(),
    "POST transfers": {"amount", "currency", "destination", "source_transaction", "transfer_group"},
    "POST transfers/ID/reversals": {"amount"},
    "POST refunds": {"charge", "amount"},
    "GET disputes/ID": set(),
}
READ = {"checkout/sessions/ID": "checkout.session", "accounts/ID": "account", "disputes/ID": "dispute"}
PAGE = "<!DOCTYPE html><html lang=en><title>{0}</title><h1>{0}</h1><form method=post>{1}</form>"

RUNNING: list["FakeStripe"] = []  # those at work in this process


class Error(Exception):
    """What Stripe answers when it says no."""

    def __init__(self, status: int, code: str, words: str, kind: str = "invalid_request_error", **more: Any) -> None:
        super().__init__(words)
        self.status = status
        self.body = {"error": {"type": kind, "code": code, "message": words} | more}


class FakeStripe:
    """Everything that Stripe knows; ``asked`` counts the calls that did something new, by name."""

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.keys: dict[str, tuple[str, int, str]] = {}
        self.events: list[Thing] = []
        self.asked: list[str] = []
        self.away = False
        self.numbers = itertools.count(1)
        self.lock = threading.RLock()
        self.url = ""

    def new(self, prefix: str, kind: str, **values: Any) -> Thing:
        """A thing with an id of its kind."""
        made = {"id": f"{prefix}_{next(self.numbers):06d}", "object": kind, "created": int(time.time()), **values}
        self.things[made["id"]] = made
        return made

    def get(self, name: str, kind: str) -> Thing:
        """A thing by its id."""
        found = self.things.get(name)
        if found is None or found["object"] != kind:
            raise Error(404, "resource_missing", f"No such {kind}")
        return found

    def tell(self, kind: str, about: Thing) -> None:
        """Note an event, to be sent."""
        shown = {"object": json.loads(json.dumps(about))}
        self.events.append(self.new("evt", "event", type=kind, data=shown, api_version=stripe.api_version))

    @staticmethod
    def signed(event: Thing, secret: str = SECRET, at: int | None = None) -> tuple[str, str]:
        """An event as Stripe sends it: its body, and the header that signs it."""
        body = json.dumps(event)
        made = stripe.WebhookSignature.generate_signature_header(payload=body, secret=secret, timestamp=at)
        return body, made

    # what happens on Stripe's own pages

    def onboarded(self, account: str, *, whole: bool = True) -> None:
        """A provider gives what is needed, or a part of it."""
        state = "active" if whole else "inactive"
        self.things[account] |= {"details_submitted": True, "payouts_enabled": whole}
        self.things[account]["capabilities"] = {"card_payments": state, "transfers": state}
        self.tell("account.updated", self.things[account])

    def card_added(self, session: str, number: str = GOOD) -> None:
        """Somebody types a card on the page. Raises Error for one that the bank refuses."""
        checkout = self.get(session, "checkout.session")
        if checkout["status"] != "open":
            raise Error(400, "checkout_session_over", "This page is over")
        if number not in {GOOD, DECLINES_LATER, ASKS_ALWAYS}:
            raise Error(402, "card_declined", "Your card was declined.", "card_error")
        shown = {"brand": "visa", "last4": number[-4:], "exp_month": 12, "exp_year": 2030}
        method = self.new("pm", "payment_method", customer=checkout["customer"], card=shown, number=number)
        setup = self.new("seti", "setup_intent", status="succeeded", payment_method=method["id"])
        checkout |= {"status": "complete", "setup_intent": setup["id"]}
        self.tell("setup_intent.succeeded", setup)
        self.tell("checkout.session.completed", checkout)

    def confirmed(self, intent: str) -> None:
        """Somebody confirms a payment with their bank."""
        self._pay(self.get(intent, "payment_intent"))

    def disputed(self, charge: str) -> str:
        """A person's bank disputes a charge; the dispute's id."""
        dispute = self.new("dp", "dispute", charge=charge, status="needs_response")
        self.tell("charge.dispute.created", dispute)
        return dispute["id"]

    def decided(self, dispute: str, status: str) -> None:
        """The bank decides it."""
        self.things[dispute]["status"] = status
        self.tell("charge.dispute.closed", self.things[dispute])

    # what the calls do

    def _pay(self, intent: Thing) -> None:
        charge = self.new(
            "ch", "charge", amount=intent["amount"], amount_refunded=0, payment_intent=intent["id"], status="succeeded"
        )
        intent |= {"status": "succeeded", "latest_charge": charge["id"], "next_action": None}
        intent["last_payment_error"] = None
        self.tell("payment_intent.succeeded", intent)

    def _refuse(self, intent: Thing, code: str, decline: str) -> None:
        said = {"code": code, "decline_code": decline, "message": "No.", "type": "card_error"}
        intent |= {"status": "requires_payment_method", "last_payment_error": said, "payment_method": None}
        self.tell("payment_intent.payment_failed", intent)
        raise Error(402, code, "No.", "card_error", decline_code=decline, payment_intent=intent)

    def _try(self, intent: Thing, asked: Thing) -> Thing:
        method = self.get(intent["payment_method"], "payment_method")
        if method["customer"] != intent["customer"]:
            raise Error(400, "payment_method_invalid", "The method is of no customer, or of another")
        if method["number"] == DECLINES_LATER:
            self._refuse(intent, "card_declined", "generic_decline")
        if method["number"] == ASKS_ALWAYS and asked.get("off_session") == "true":
            self._refuse(intent, "authentication_required", "authentication_required")
        if method["number"] == ASKS_ALWAYS:
            where = {"url": f"{self.url}/3ds/{intent['id']}", "return_url": intent["return_url"]}
            intent |= {"status": "requires_action"}
            intent["next_action"] = {"type": "redirect_to_url", "redirect_to_url": where}
            self.tell("payment_intent.requires_action", intent)
        else:
            self._pay(intent)
        return intent

    def accounts(self, asked: Thing) -> Thing:
        """A connected account, of which nothing is known yet."""
        wanted = dict.fromkeys(("card_payments", "transfers"), "inactive")
        return self.new(
            "acct", "account", capabilities=wanted, payouts_enabled=False, details_submitted=False, asked=asked
        )

    def customers(self, _asked: Thing) -> Thing:
        """Whose cards some are; nothing is known of them."""
        return self.new("cus", "customer")

    def account_links(self, asked: Thing) -> Thing:
        """A link to the page where it gives more."""
        account = self.get(asked["account"], "account")
        account["back"] = asked["return_url"]
        return {"object": "account_link", "url": f"{self.url}/onboarding/{account['id']}"}

    def checkout_sessions(self, asked: Thing) -> Thing:
        """A page on which a card is added."""
        self.get(asked["customer"], "customer")
        if asked["mode"] != "setup":
            raise Error(400, "parameter_invalid", "Only what the product does is here")
        made = self.new("cs", "checkout.session", status="open", setup_intent=None, **asked)
        return made | {"url": made.setdefault("url", f"{self.url}/checkout/{made['id']}")}

    def payment_intents(self, asked: Thing) -> Thing:
        """Money asked of a card."""
        if int(asked["amount"]) < 30:
            raise Error(400, "amount_too_small", "Amount must be at least 30 pence")
        if asked.get("off_session") and asked.get("return_url"):
            raise Error(400, "parameter_invalid", "Nobody is there to come back")
        self._able(asked["on_behalf_of"], "card_payments")
        empty: Thing = {"latest_charge": None, "next_action": None, "last_payment_error": None, "return_url": None}
        made = self.new("pi", "payment_intent", **empty | asked | {"amount": int(asked["amount"])})
        return self._try(made, asked)

    def confirm(self, intent: Thing, asked: Thing) -> Thing:
        """Try again, with somebody there."""
        if intent["status"] not in {"requires_payment_method", "requires_confirmation"}:
            raise Error(400, "payment_intent_unexpected_state", "It cannot be confirmed")
        intent |= {"payment_method": asked["payment_method"], "return_url": asked["return_url"]}
        return self._try(intent, asked)

    def _able(self, account: str, capability: str) -> None:
        if self.get(account, "account")["capabilities"][capability] != "active":
            raise Error(400, "insufficient_capabilities_for_transfer", "The account cannot do this yet")

    def transfers(self, asked: Thing) -> Thing:
        """Money passed on to a connected account, out of one charge."""
        self._able(asked["destination"], "transfers")
        charge = self.get(asked["source_transaction"], "charge")
        before = [t for t in self.things.values() if t["object"] == "transfer" and t["of"] == charge["id"]]
        if sum(t["amount"] for t in before) + int(asked["amount"]) > charge["amount"]:
            raise Error(400, "balance_insufficient", "More than the charge")
        amount = int(asked["amount"])
        made = self.new("tr", "transfer", amount=amount, amount_reversed=0, of=charge["id"], to=asked["destination"])
        self.tell("transfer.created", made)
        return made

    def reversals(self, transfer: Thing, asked: Thing) -> Thing:
        """Some of it taken back."""
        amount = int(asked["amount"])
        if not 0 < amount <= transfer["amount"] - transfer["amount_reversed"]:
            raise Error(400, "amount_too_large", "More than is left of the transfer")
        transfer["amount_reversed"] += amount
        return self.new("trr", "transfer_reversal", amount=amount, transfer=transfer["id"])

    def refunds(self, asked: Thing) -> Thing:
        """Some of a charge given back."""
        charge, amount = self.get(asked["charge"], "charge"), int(asked["amount"])
        if not 0 < amount <= charge["amount"] - charge["amount_refunded"]:
            raise Error(400, "charge_already_refunded", "More than is left of the charge")
        charge["amount_refunded"] += amount
        self.tell("charge.refunded", charge)
        return self.new("re", "refund", amount=amount, charge=charge["id"], status="succeeded", failure_reason=None)

    def shown(self, name: str, kind: str, asked: Thing) -> Thing:
        """A thing as it is read."""
        found = self.get(name, kind)
        if kind == "checkout.session" and asked and found["setup_intent"]:
            setup = self.things[found["setup_intent"]]
            return found | {"setup_intent": setup | {"payment_method": self.things[setup["payment_method"]]}}
        return found

    def do(self, call: str, name: str, asked: Thing) -> Thing:
        """One call by its shape, such as ``POST transfers/ID/reversals``."""
        if call not in KNOWN:
            raise Error(404, "unknown_address", f"There is no {call}")
        plain = {key: value for key, value in asked.items() if not key.startswith("metadata.")}
        if odd := set(plain) - KNOWN[call]:
            raise Error(400, "parameter_unknown", f"Received unknown parameter: {min(odd)}")
        if call.startswith("GET"):
            kind = READ.get(call[4:])
            return self.shown(name, kind or "payment_intent", plain)
        self.asked.append(call)
        return self._doing(call, name, plain)

    def _doing(self, call: str, name: str, asked: Thing) -> Thing:
        if call == "POST payment_methods/ID/detach":
            self.get(name, "payment_method")["customer"] = None
            return self.things[name]
        if call == "POST payment_intents/ID/confirm":
            return self.confirm(self.get(name, "payment_intent"), asked)
        if call == "POST transfers/ID/reversals":
            return self.reversals(self.get(name, "transfer"), asked)
        return getattr(self, call[5:].replace("/", "_"))(asked)

    def answer(self, method: str, path: str, asked: Thing, key: str | None) -> tuple[int, str]:
        """What a request is answered; the same key gives the same answer again, and with other values an error."""
        print_of = hashlib.sha256(json.dumps([path, asked], sort_keys=True).encode()).hexdigest()
        if key in self.keys:
            before, status, said = self.keys[key]
            if before != print_of:
                return 400, json.dumps({"error": {"type": "idempotency_error", "message": "Other parameters"}})
            return status, said
        found = re.fullmatch(r"([a-z_]+(?:/sessions)?)(?:/(\w+_\d+))?(/[a-z]+)?", path)
        first, name, last = found.groups(default="") if found else (path, "", "")
        call = f"{method} {first}{'/ID' if name else ''}{last}"
        try:
            status, said = 200, json.dumps(self.do(call, name, asked))
        except Error as refused:
            status, said = refused.status, json.dumps(refused.body)
        if key and status != 400:
            self.keys[key] = (print_of, status, said)
        return status, said


def _pages(app: Flask, fake: FakeStripe) -> None:
    """Stripe's own pages, plain: a card is typed, a payment confirmed, a provider gives what is needed."""

    @app.route("/checkout/<session>", methods=["GET", "POST"])
    def checkout(session: str) -> Any:
        if request.method == "POST":
            fake.card_added(session, re.sub(r"\D", "", request.form["number"]))
            return redirect(fake.things[session]["success_url"], 303)
        return PAGE.format("Add a card", "<label>Card number <input name=number></label> <button>Save card</button>")

    @app.route("/3ds/<intent>", methods=["GET", "POST"])
    def confirm(intent: str) -> Any:
        if request.method == "POST":
            fake.confirmed(intent)
            return redirect(fake.things[intent]["return_url"], 303)
        return PAGE.format("Your bank asks", "<button>Confirm payment</button>")

    @app.route("/onboarding/<account>", methods=["GET", "POST"])
    def onboarding(account: str) -> Any:
        if request.method == "POST":
            fake.onboarded(account)
            return redirect(fake.things[account]["back"], 303)
        return PAGE.format("Tell Stripe about your business", "<button>Submit</button>")


@contextmanager
def served() -> Iterator[FakeStripe]:
    """The stand-in at work, on a port that the system gives."""
    fake, app = FakeStripe(), Flask("fake_stripe")
    _pages(app, fake)

    @app.route("/v1/<path:path>", methods=["GET", "POST"])
    def any_call(path: str) -> Response:
        if fake.away:
            return Response('{"error": {"type": "api_error", "message": "Away"}}', 503)
        said = request.get_data(as_text=True) if request.method == "POST" else request.query_string.decode()
        asked = {re.sub(r"\[(\w+)\]", r".\1", name): value for name, value in parse_qsl(said, keep_blank_values=True)}
        with fake.lock:
            status, body = fake.answer(request.method, path, asked, request.headers.get("Idempotency-Key"))
        return Response(body, status, content_type="application/json")

    server = make_server("127.0.0.1", 0, app, threaded=True)
    RUNNING.append(fake)
    fake.url = f"http://127.0.0.1:{server.server_port}"
    runs = threading.Thread(target=server.serve_forever, daemon=True)
    runs.start()
    try:
        yield fake
    finally:
        RUNNING.remove(fake)
        server.shutdown()
        runs.join()
        server.server_close()
