"""A provider who is signed in, and somebody who orders from them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.faces.conftest import Client, TestClock, come_back
from tests.faces.shop import Shop, opened


@pytest.fixture
def shop(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Shop:
    """A provider, a person with £500, and their funder."""
    return once(opened, app, Shop, clock, Shop.PROVIDER)


@pytest.fixture
def provider(app: Flask, shop: Shop) -> Client:
    """The provider's browser."""
    return come_back(app, shop.cookies[Shop.PROVIDER])
