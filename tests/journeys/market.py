"""A market for journeys that change little of it: one for each module, and those who look around in it."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from werkzeug.serving import make_server

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import AccreditationRequest
from marketplace.catalogue.rules import Level, PriceLine, Unit
from marketplace.foundation import database
from marketplace.foundation.access import Actor, Power
from marketplace.people import operations as people
from marketplace.people.operations import OrganisationRequest
from marketplace.people.rules import Duty, MandateKind, OrganisationKind
from search_index.worker import rebuild
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.entries import imported
from tests.journeys.conftest import Visitor
from tests.journeys.keys import KeysAlone
from tests.keeping import empty

PLANS = frozenset({Power.SEE, Power.PLAN})
BROKERS = "Open Door Brokers"
TITLES = ("Community choir", "Farm days", "Personal assistant", "Quay walk", "Sewing bee", "Talking online")


class Who(StrEnum):
    """Who looks around: for themselves, or for a client."""

    PERSON = "person"
    BROKER = "broker"


class How(StrEnum):
    """With what: a browser that runs scripts, one that does not, or one that runs them and has no mouse."""

    SCRIPT = "script"
    PLAIN = "no-script"
    KEYS = "keys"


SEEKERS = [pytest.param((who, how), id=f"{who}-{how}") for who in Who for how in How]
FOUR = [seeker for n, seeker in enumerate(SEEKERS) if n not in {0, 4}]  # each user twice, and each way
THREE = FOUR[:3]  # each way once: both users are shown the same pages


class Market:
    """What there is to choose from, and who may look."""

    def __init__(self, address: str) -> None:
        world.areas()
        self.address = address
        self.funder, self.broker = world.commissioner(), world.broker(BROKERS, email="broker@example.org")
        self._covered()
        self.green, self.tune = _small_and_user_led("Green Shoots"), world.provider("Tune Up")
        self._near_and_far()
        self._other_ways()
        self.sewing = world.offer(
            self.tune, title="Sewing bee", outcomes=("create",), outward="NE8", days=("FR",), wait_weeks=4
        )
        imported()

    def _covered(self) -> None:
        """The funder plans support where people live here."""
        assert self.funder.organisation_id
        with database.writing() as session:
            people.cover_area(session, world.system(), self.funder.organisation_id, world.AREA, world.NOW.date())

    def _near_and_far(self) -> None:
        """In groups: a walk that has everything that can be asked for, and days on a farm far off."""
        world.group(
            self.green,
            title="Quay walk",
            summary="We walk slowly by the river, and stop for tea.",
            outward="NE1",
            venue="Quay steps",
            outcomes=("get_out", "outdoors"),
            days=("MO",),
            access=("step_free", "hearing_loop"),
            languages=("en", "cy"),
            workers=("woman",),
            culture=("women_only",),
            trial=True,
        )
        world.group(
            self.green,
            title="Farm days",
            outward="DL13",
            venue="Stanhope farm",
            outcomes=("get_out",),
            days=("TU",),
            prices=(PriceLine(Unit.DAY, Level.STANDARD, 60_00),),
        )

    def _other_ways(self) -> None:
        """One to one: free, at home and online."""
        world.offer(
            self.tune,
            title="Community choir",
            category="music",
            outcomes=("music", "people"),
            outward="NE6",
            days=("WE",),
            prices=(PriceLine(Unit.SESSION, Level.STANDARD, 0),),
        )
        world.offer(
            self.tune,
            title="Personal assistant",
            summary="Help at home, as you decide.",
            category="personal_assistant",
            outcomes=("home",),
            place="home",
            venue="",
            languages=("en", "pl"),
            prices=(PriceLine(Unit.HOUR, Level.STANDARD, 18_00),),
            wait_weeks=0,
        )
        world.offer(
            self.tune,
            title="Talking online",
            summary="Counselling by video.",
            category="talking",
            outcomes=("talk",),
            place="online",
            venue="",
            takes=("isf",),
            prices=(PriceLine(Unit.HOUR, Level.STANDARD, 40_00),),
            wait_weeks=6,
        )

    def dearer_sewing(self, pounds: int) -> None:
        """The price of the sewing changes."""
        prices = (PriceLine(Unit.SESSION, Level.STANDARD, pounds * 100),)
        words = replace(world.WORDS, title="Sewing bee", outcomes=("create",), outward="NE8", prices=prices)
        with database.writing() as session:
            catalogue.edit(session, self.tune, self.sewing, replace(words, days=("FR",), wait_weeks=4))


def _small_and_user_led(name: str) -> Actor:
    """The owner of a small provider that is led by those who use it."""
    account_id = world.account(f"{name} owner")
    told = OrganisationRequest(OrganisationKind.PROVIDER, name, user_led=True, small=True)
    with database.writing() as session:
        organisation_id = people.register_organisation(session, world.system(), told)
        people.join(session, world.system(), account_id, organisation_id, [Duty.OWNER])
    return world.actor(account_id)


def _accredited(market: Market) -> None:
    """The funder stands by the small provider."""
    assert market.green.organisation_id
    assert market.funder.organisation_id
    request = AccreditationRequest(market.green.organisation_id, market.funder.organisation_id, world.NOW.date())
    with database.writing() as session:
        catalogue.accredit(session, market.funder, request)


@pytest.fixture(scope="module")
def market(database_url: str, product: tuple[Flask, TestClock]) -> Iterator[Market]:
    """The market, indexed and served on loopback for all tests of a module."""
    engine = database.connect(database_url, pool_size=60)
    app, clock = product
    clock.instant = world.NOW
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made = Market(f"http://127.0.0.1:{server.server_port}")
    _accredited(made)
    rebuild(clock)
    yield made
    server.shutdown()
    thread.join()
    server.server_close()
    empty(engine)


@dataclass(frozen=True)
class Seeker:
    """Somebody who is signed in, for whom they look, and where their search is."""

    market: Market
    visitor: Visitor
    who: Who
    how: How
    search: str

    @property
    def scripted(self) -> bool:
        """Whether their browser runs scripts."""
        return self.how is not How.PLAIN

    @property
    def whose(self) -> str:
        """How what is the person's is called to them."""
        return "my" if self.who is Who.PERSON else "their"

    def asks(self, query: str) -> Visitor:
        """Go to their search at an address that asks something."""
        return self.visitor.open(f"{self.search}?{query}" if query else self.search)


@pytest.fixture(scope="module", params=THREE)
def seeker(
    request: pytest.FixtureRequest, chromium: Chromium, market: Market, product: tuple[Flask, TestClock]
) -> Iterator[Seeker]:
    """A person with a budget and a broker, or that broker for them; in each of three ways to use a browser."""
    who, how = request.param
    email = f"{who}.{how}@example.org"
    person = world.person(f"Robin {how}", email=email)
    world.budget(person, market.funder)
    world.trusts(person, market.broker, MandateKind.BROKER, PLANS)
    context = chromium.new_context(java_script_enabled=how is not How.PLAIN, viewport={"width": 1024, "height": 900})
    context.set_default_timeout(10_000)
    visitor = (KeysAlone if how is How.KEYS else Visitor)(context, market.address, product[0])
    visitor.sign_in(email if who is Who.PERSON else "broker@example.org")
    home = f"/broker/clients/{person.own_person_id}" if who is Who.BROKER else ""
    yield Seeker(market, visitor.sees("Signed in as"), who, how, f"{home}/search")
    said = [error for error in visitor.errors if "422" not in error]
    context.close()
    assert said == []
