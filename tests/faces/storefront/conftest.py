"""A person and their browser at a provider's shop, for every test of the storefront."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests import world
from tests.faces.conftest import Client, TestClock, come_back
from tests.faces.shop import Shop, opened
from tests.faces.storefront.booking import Stall


@pytest.fixture
def shop(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Shop:
    """A provider, a person with £500, and their funder."""
    return once(opened, app, Shop, clock, Shop.PERSON)


@pytest.fixture
def robin(app: Flask, shop: Shop) -> Client:
    """The person's browser."""
    return come_back(app, shop.cookies[Shop.PERSON])


@pytest.fixture
def stall(robin: Client, shop: Shop) -> Stall:
    """An offer by the session, at a time that is agreed."""
    return Stall(robin, shop, world.offer(shop.owner))
