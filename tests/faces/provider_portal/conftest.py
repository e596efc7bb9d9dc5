"""A provider who is signed in, and somebody who orders from them."""

import pytest
from flask import Flask

from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import Shop


@pytest.fixture
def shop(app: Flask, clock: TestClock) -> Shop:
    """A provider, a person with £500, and their funder."""
    return Shop(clock)


@pytest.fixture
def provider(app: Flask, shop: Shop) -> Client:
    """The provider's browser."""
    return signed_in(app, shop.PROVIDER)
