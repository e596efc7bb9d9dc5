"""What a funder's money may buy: read by everybody, asked when somebody books, and answered by the funder."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.budgets import operations as budgets
from marketplace.budgets.queries import findings as money_findings
from marketplace.budgets.rules.spending import Effect
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people.rules import MandateKind
from marketplace.purchasing.queries import findings
from tests import world
from tests.faces.conftest import Client, TestClock, come_back
from tests.faces.shop import Shop, opened, refuses, says, silent_about
from tests.faces.storefront.booking import MONDAYS, Stall
from tests.faces.storefront.sheet import sheet
from tests.integration.budgets import asking


class Guild(Shop):
    """A shop whose funder has a commissioner, a manager, and a rule that says to ask first about arts."""

    OFFICIAL, MANAGER, BROKER = "official@example.org", "manager@example.org", "broker@example.org"
    EVERYBODY = (Shop.PERSON, OFFICIAL, MANAGER, BROKER)

    def __init__(self, clock: TestClock) -> None:
        super().__init__(clock)
        self.manager = asking.manager(self, self.MANAGER)
        self.broker = world.broker(email=self.BROKER)
        self.funder = world.commissioner("South Council", self.OFFICIAL)
        self.account_id = world.budget(self.robin, self.funder, 300_00)
        self.south = asking.manager(self)
        world.trusts(self.robin, self.broker, MandateKind.BROKER, frozenset({Power.SEE, Power.PLAN, Power.SPEND}))
        self.arts = asking.offered(self)
        with database.writing() as session:
            budgets.plan_rule(session, self.south, asking.rule(self))

    @property
    def paid(self) -> dict[str, object]:
        """Two Mondays from the account whose funder has the rule."""
        return {**MONDAYS, "account_id": str(self.account_id)}

    def count(self, table: str) -> int:
        """How many rows a table has; and all books are square."""
        with database.reading() as session:
            assert money_findings(session, world.system()) + findings(session, world.system()) == []
            return session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


@pytest.fixture
def guild(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Guild:
    """The shop."""
    return once(opened, app, Guild, clock, *Guild.EVERYBODY)


@pytest.fixture
def clients(app: Flask, guild: Guild) -> dict[str, Client]:
    """The browser of each."""
    return {email: come_back(app, guild.cookies[email]) for email in Guild.EVERYBODY}


def test_who_needs_to_ask_is_led_to_one_question_and_books_by_the_yes(
    guild: Guild, clients: dict[str, Client], app: Flask
) -> None:
    robin, official = clients[Guild.PERSON], clients[Guild.OFFICIAL]
    stall = Stall(robin, guild, guild.arts)
    rules = f"/funders/{guild.funder.organisation_id}/spending"
    says(
        robin.page(f"/offers/{guild.arts}"),
        "Adult social care (South Council): ask first. Ask us before you book arts.",
    )
    says(robin.page(f"/offers/{guild.arts}"), "Adult social care (North Council): can be paid for")
    says(robin.page("/money"), "What the money from South Council can buy")
    says(
        app.test_client().page(rules), "Ask first", "Ask us before you book arts.", asking.SOURCE, "since 2 March 2026"
    )
    says(app.test_client().page(rules), "No budget pays for anything that is against the law.")

    refused = stall.choose(**guild.paid)
    refuses(refused, "account_id", "South Council asks that you ask them first", asking.WORDS, "from 2 March 2026")
    assert rules in refused.text
    address = f"/offers/{guild.arts}/ask-first"
    question = sheet(robin.page(f"{address}?account={guild.account_id}&pence=2400"), address)
    assert (question.fields["pence"], question.fields["account_id"]) == ("24", str(guild.account_id))
    refuses(question.send(robin, why="", pence="24"), "why", "Say why it helps you.")
    refuses(question.send(robin, why="It calms me.", account_id="nonsense"), "account_id", typed="It calms me.")
    asked = question.send(robin, why="It calms me.")
    assert question.send(robin, why="It calms me.").location == asked.location  # the same form again
    again = sheet(robin.page(address), address).send(robin, why="Once more", pence="5")
    assert again.status_code == 422
    says(again.text, "You have asked them about this already.")
    says(robin.page(asked.location), "South Council has it, and answers by Monday 9 March 2026", "It calms me.")
    says(robin.page("/money"), "Pottery mornings", "They answer by Monday 9 March 2026")

    says(official.page("/commission/worklist"), "A question about what your money may buy", "(Pottery mornings)")
    desk = "/commission/questions/" + asked.location.rpartition("/")[2]
    answer = sheet(official.page(desk), desk)
    refuses(answer.send(official, move="no", words=""), "words", "Say why not")
    assert answer.send(official, move="ask_back", words="How often?").status_code == 303
    says(robin.page(asked.location), "wants to know more", "How often?")
    replied = sheet(robin.page(asked.location), asked.location)
    refuses(replied.send(robin, words=""), "words", "Write your answer.")
    assert replied.send(robin, words="Once a week.").status_code == 303
    refuses(answer.send(official, move="yes", pence="0"), "pence", "Enter up to how much")
    refuses(answer.send(official, move="yes", until=("1", "1", "2027")), "until", "Choose a day from today")
    assert answer.send(official, move="yes", words="Enjoy it.").status_code == 303
    assert answer.send(official, move="no", words="No.").status_code == 422
    says(robin.page(asked.location), "You can book it now.", "Enjoy it.", "Up to £24 in all", "this offer")

    says(robin.page(f"/offers/{guild.arts}"), "they said yes to £24 in all")
    placed = stall.checked(**guild.paid).send(robin)
    assert placed.status_code == 303
    assert guild.count("funding WHERE permission_id IS NOT NULL") == 2
    more = {**guild.paid, "first_day": ("6", "4", "2026"), "times": "1"}
    refuses(stall.choose(**more), "account_id", "said yes to £24 of this in all. £0 of it is left")
    says(robin.page(address), "(South Council): Ask us before you book arts.")  # they can be asked for more
    assert stall.checked(**{**more, "account_id": _north(guild)}).send(robin).status_code == 303


def _north(guild: Guild) -> str:
    """The account of the other funder."""
    with database.reading() as session:
        named = text("SELECT id FROM budget_account WHERE id <> :id")
        return str(session.execute(named, {"id": guild.account_id}).scalar_one())


def test_a_rule_is_set_and_ended_by_who_manages_and_never_back_in_time(
    guild: Guild, clients: dict[str, Client]
) -> None:
    manager, robin, official = clients[Guild.MANAGER], clients[Guild.PERSON], clients[Guild.OFFICIAL]
    form = sheet(manager.page("/commission/rules/new"), "/commission/rules")
    sound = {"about": "arts", "effect": "not_allowed", "words": "Arts are for others.", "source": "Cabinet", "ends": ()}
    for typed, field, words in (
        ({"about": "nonsense"}, "about", "Choose from what is on this page."),
        ({"starts": ("1", "3", "2026")}, "starts", "Choose today or a later day."),
        ({"starts": ("9", "3", "2026"), "ends": ("8", "3", "2026")}, "ends", "The last day must be"),
        ({"starts": (), "words": ""}, "words", "Write the rule in plain words."),
    ):
        refuses(form.send(manager, **sound | {"starts": ("9", "3", "2026")} | typed), field, words)
    assert form.send(manager, **sound | {"starts": ("2", "3", "2026")}).status_code == 303
    refuses(form.send(manager, **sound | {"starts": ("2", "3", "2026")}), "starts", "There is a rule about this from")
    assert form.send(manager, **sound | {"effect": "ask", "starts": ("16", "3", "2026")}).status_code == 303
    listed = manager.page("/commission/rules")
    says(listed, "Arts are for others.", "until 15 March 2026", "What is coming", "ask first, from 16 March 2026")
    silent_about(official.page("/commission/rules"), "Arts are for others.", "Set a rule")

    # the rule of each date's own day decides, and the second account stands beside a refusal of the first
    stall = Stall(robin, guild, guild.arts)
    both = {**MONDAYS, "account_id": _north(guild)}
    refuses(
        stall.choose(**both), "account_id", "The money from North Council cannot pay for this.", "Arts are for others."
    )
    rest = {**MONDAYS, "account_id": str(guild.account_id), "rest_id": _north(guild), "part": "5", "times": "1"}
    refuses(stall.choose(**rest), "account_id", "South Council asks that you ask them first")
    rule_id = listed.partition("/rules/")[2].partition("/end")[0][-36:]
    address = f"/commission/rules/{rule_id}/end"
    ending = sheet(manager.page(address), address)
    refuses(ending.send(manager, ends=("1", "3", "2026")), "ends", "Choose today or a later day.")
    assert ending.send(manager, ends=("2", "3", "2026")).status_code == 303
    drop = next(part for part in manager.page("/commission/rules").split('action="') if "take-back" in part)
    assert manager.send(drop.partition('"')[0], come_from="/commission/rules/new").status_code == 303
    silent_about(manager.page("/commission/rules"), "What is coming")
    assert stall.checked(**both).send(robin).status_code == 303


def test_a_broker_asks_for_a_client_and_what_is_over_is_over(guild: Guild, clients: dict[str, Client]) -> None:
    broker, official = clients[Guild.BROKER], clients[Guild.OFFICIAL]
    client = f"/broker/clients/{guild.robin.own_person_id}"
    address = f"{client}/offers/{guild.arts}/ask-first"
    says(broker.page(f"{client}/offers/{guild.arts}"), "Which money can pay", "(South Council): ask first")
    refused = sheet(
        broker.page(f"{client}/offers/{guild.arts}/orders/new"), f"{client}/offers/{guild.arts}/orders"
    ).send(broker, **guild.paid)
    refuses(refused, "account_id", "ask them first")
    assert address in refused.text
    asked = sheet(broker.page(f"{address}?account={guild.account_id}"), address).send(
        broker, why="Her words.", pence="12"
    )
    says(broker.page(asked.location), "South Council has it", "Her words.", "Asked by")
    question_id = asked.location.rpartition("/")[2]
    found = broker.get(f"/broker/asked-first/{question_id}")
    assert found.location == asked.location
    withdraw = f"{asked.location}/withdraw"
    assert broker.send(withdraw, come_from=asked.location).status_code == 303
    assert broker.send(withdraw, come_from=asked.location).status_code == 422
    silent_about(official.page("/commission/worklist"), "A question about")
    assert guild.count("spending_question WHERE state = 'withdrawn'") == 1
    nothing = asking.offered(guild, category="nature")
    page = broker.page(f"{client}/offers/{nothing}/ask-first")
    says(page, "There is nothing to ask.")
    assert asking.rule(guild, Effect.ALLOWED).rule.effect is Effect.ALLOWED
