"""The whole product for tests of its faces: one application, a set clock, clients that sign in through the form."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

import broker_console
import provider_portal
from marketplace import back_office, cli, commissioner_desk, demo, doors, storefront
from marketplace.app import create_app
from marketplace.cli.jobs import handlers
from marketplace.foundation import access, database, outbox
from marketplace.people import operations as people
from marketplace.people.queries import actor_behind
from marketplace.people.rules.signing_in import PROOF_LASTS
from marketplace.settings import Settings
from tests import world
from tests.fake_stripe import KEY, FakeStripe
from tests.fake_stripe import SECRET as SIGNED_WITH
from tests.html_check import faults

SECRET = "a key for tests alone"
FACES = (storefront, provider_portal, broker_console, commissioner_desk, back_office, doors, cli, demo)


class TestClock:
    """A clock that stands still until a test moves it."""

    __test__ = False

    def __init__(self) -> None:
        self.instant = world.NOW

    def __call__(self) -> datetime:
        return self.instant

    def forward(self, **by: float) -> None:
        """Let time pass."""
        self.instant += timedelta(**by)


class Client(FlaskClient):
    """A browser without script: it sends the forms that a page shows, with everything that is in them."""

    staying: datetime | None = None  # since when somebody who signed in is there, and stays however late it gets

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request; whatever page comes back must be valid HTML."""
        self.stay()
        answer = super().open(*args, **kwargs)
        if answer.mimetype == "text/html" and answer.text.lstrip().startswith("<!DOCTYPE"):
            assert faults(answer.text) == [], args
        return answer

    def stay(self) -> None:
        """Have the sign-in last, as the button on every page does, where a test has moved the clock on."""
        now = self.application.extensions["ownpath.clock"]()
        if self.staying is None or now - self.staying < PROOF_LASTS:
            return
        with self.session_transaction() as kept, database.writing() as session:
            actor = actor_behind(session, access.anonymous(self.staying), kept.get("_user_id", ""))
            if actor is not None:
                people.stay(session, actor.at(now))
                people.stepped(session, actor.at(now))
        self.staying = now

    def page(self, address: str, status: int = 200) -> str:
        """The text of a page."""
        answer = self.get(address)
        assert answer.status_code == status, (address, answer.status_code, answer.text[-3000:])
        return answer.text

    def token(self, address: str) -> str:
        """The form token of a page."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.page(address))
        assert found, f"{address} has no form"
        return found[1]

    def send(self, address: str, data: dict[str, object] | None = None, *, come_from: str = "") -> TestResponse:
        """Post a form, with the token of the page that it stands on."""
        return self.post(address, data={"csrf_token": self.token(come_from or address)} | (data or {}))


@pytest.fixture(scope="session")
def product(database_url: str, fake_stripe: FakeStripe) -> tuple[Flask, TestClock]:
    """The product with every face, made once for each test worker, and its clock."""
    settings = Settings(
        database_url=database_url,
        secret_key=SECRET,
        argon2_memory_kib=8,
        argon2_rounds=1,
        demo=True,
        stripe_key=KEY,
        stripe_webhook_secret=SIGNED_WITH,
        stripe_api_base=fake_stripe.url,
    )
    now = TestClock()
    made = create_app(settings, [face.FACE for face in FACES], handlers(settings, now), now)
    made.test_client_class = Client
    return made, now


@pytest.fixture
def clock(product: tuple[Flask, TestClock]) -> TestClock:
    """The clock that the application was given, at the beginning."""
    product[1].instant = world.NOW
    return product[1]


@pytest.fixture
def app(db: Engine, product: tuple[Flask, TestClock], clock: TestClock) -> Flask:
    """The product, on an empty database."""
    return product[0]


@pytest.fixture
def work(app: Flask, clock: TestClock) -> Callable[[], int]:
    """Let the worker do what is due."""
    return lambda: outbox.work(app.extensions["ownpath.handlers"], clock)


def signed_in(app: Flask, email: str) -> Client:
    """A client that is signed in: the sign-in is begun by the operation behind the form, which has its own tests."""
    now = app.extensions["ownpath.clock"]()
    with database.writing() as session:
        account_id = session.execute(text("SELECT id FROM account WHERE email = :email"), {"email": email}).scalar_one()
        token = people.begin(session, access.anonymous(now), account_id, stepped=True)
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"] = token
    client.staying = now
    return client


def cookie_of(client: Client) -> str:
    """The cookie of a browser, to come back with."""
    cookie = client.get_cookie("ownpath")
    assert cookie is not None
    return cookie.value


def come_back(app: Flask, cookie: str) -> Client:
    """A browser that was signed in before."""
    client = app.test_client()
    client.set_cookie("ownpath", cookie)
    client.staying = world.NOW
    return client  # type: ignore[return-value]
