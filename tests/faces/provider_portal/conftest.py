"""A provider who is signed in, and somebody who orders from them."""

import pytest
from flask import Flask

import provider_portal
from marketplace import doors, storefront
from marketplace.app import create_app
from marketplace.cli.jobs import handlers
from marketplace.settings import Settings
from sqlalchemy import Engine
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.provider_portal.shop import Shop


@pytest.fixture
def app(db: Engine, settings: Settings, clock: TestClock) -> Flask:
    made = create_app(settings, [storefront.FACE, provider_portal.FACE, doors.FACE], handlers(settings, clock), clock)
    made.test_client_class = Client
    return made


@pytest.fixture
def shop(app: Flask, clock: TestClock) -> Shop:
    """A provider, a person with £500, and their funder."""
    return Shop(clock)


@pytest.fixture
def provider(app: Flask, shop: Shop) -> Client:
    """The provider's browser."""
    return signed_in(app, shop.PROVIDER)
