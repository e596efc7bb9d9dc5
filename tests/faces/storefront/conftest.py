"""A person and their browser at a provider's shop, for every test of the storefront."""

import pytest
from flask import Flask

from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import Shop
from tests.faces.storefront.booking import Stall


@pytest.fixture
def shop(app: Flask, clock: TestClock) -> Shop:
    """A provider, a person with £500, and their funder."""
    return Shop(clock)


@pytest.fixture
def robin(app: Flask, shop: Shop) -> Client:
    """The person's browser."""
    return signed_in(app, Shop.PERSON)


@pytest.fixture
def stall(robin: Client, shop: Shop) -> Stall:
    """An offer by the session, at a time that is agreed."""
    return Stall(robin, shop, world.offer(shop.owner))
