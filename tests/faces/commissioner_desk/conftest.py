"""A commissioner who is signed in, the person who named their council, and another council that nobody named."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from marketplace.foundation import database
from marketplace.people import operations as people
from marketplace.people.rules import Duty
from tests import world
from tests.faces.conftest import Client, TestClock, come_back
from tests.faces.shop import Shop, opened


class Council(Shop):
    """A person with a budget and orders, and the commissioner of the council that gave it."""

    COMMISSIONER = "commissioner@example.org"
    OTHER = "south@example.org"

    def __init__(self, clock: TestClock) -> None:
        super().__init__(clock)
        self.other = world.commissioner("South Council", email=self.OTHER)
        account_id = world.account("Casey Poole", self.COMMISSIONER)
        organisation_id = self.funder.organisation_id
        assert organisation_id
        with database.writing() as session:
            people.join(session, world.system(), account_id, organisation_id, [Duty.COMMISSIONER])

    @property
    def page(self) -> str:
        """The address of the page about the person."""
        return f"/commission/people/{self.robin.own_person_id}"


@pytest.fixture
def council(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Council:
    """The council."""
    return once(opened, app, Council, clock, Council.COMMISSIONER, Council.OTHER)


@pytest.fixture
def commissioner(app: Flask, council: Council) -> Client:
    """The commissioner's browser."""
    return come_back(app, council.cookies[Council.COMMISSIONER])


@pytest.fixture
def other(app: Flask, council: Council) -> Client:
    """The browser of another council's commissioner."""
    return come_back(app, council.cookies[Council.OTHER])
