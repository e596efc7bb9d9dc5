"""A broker who is signed in, a client who lets them book, one who lets them look, and one who never chose them."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from marketplace.foundation.access import Power
from marketplace.people.rules import MandateKind
from tests import world
from tests.faces.conftest import Client, TestClock, come_back
from tests.faces.shop import Shop, opened

BOOKS = frozenset({Power.SEE, Power.PLAN, Power.SPEND})


class Case(Shop):
    """A person with a budget and orders, who has a broker."""

    BROKER = "broker@example.org"

    def __init__(self, clock: TestClock) -> None:
        super().__init__(clock)
        self.broker = world.broker(email=self.BROKER)
        self.looked_at = world.person("Jo Marsh")
        self.stranger = world.person("Ned Holt")
        world.trusts(self.robin, self.broker, MandateKind.BROKER, BOOKS)
        world.trusts(self.looked_at, self.broker, MandateKind.BROKER)

    @property
    def home(self) -> str:
        """The address of the client who lets the broker book."""
        return f"/broker/clients/{self.robin.own_person_id}"


@pytest.fixture
def case(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Case:
    """The broker's caseload."""
    return once(opened, app, Case, clock, Case.BROKER)


@pytest.fixture
def broker(app: Flask, case: Case) -> Client:
    """The broker's browser."""
    return come_back(app, case.cookies[Case.BROKER])
