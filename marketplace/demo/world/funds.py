"""The Individual Service Funds of the demo world: two who hold money, a fund that is paid in, and one asked for."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import HoldRequest, TermsRequest
from marketplace.budgets.queries import funds_held, holders, sources_for, to_pay_holders
from marketplace.demo.world.agenda import Step
from marketplace.demo.world.areas import NCL
from marketplace.demo.world.cast import Cast
from marketplace.demo.world.people import COMMISSIONERS, PEOPLE
from marketplace.foundation import database

HELD, ASKED = "limei", "bisi"
HOLDER = "Winston Achterberg"
TERMS = {
    HOLDER: TermsRequest(True, 12_00, 28, "We pay what you choose, and go through it with you over tea each month."),
    "Carol-Ann Wetherby": TermsRequest(True, 0, 56, "We have all used services ourselves. We hold money for free."),
}


def steps(cast: Cast) -> Iterator[Step]:
    """They say their terms; one person's fund is signed and paid in, another one's question waits."""
    said, asked, answered, paid = (cast.calendar.before(days, "10:35") for days in (33, 6, 5, 2))
    for name in TERMS:
        yield Step(said, partial(_say, cast, name, said))
    yield Step(asked, partial(_ask, cast, HELD, asked))
    yield Step(answered, partial(_agree, cast, answered))
    yield Step(paid, partial(_pay, cast, paid))
    yield Step(paid, partial(_ask, cast, ASKED, paid))


def _say(cast: Cast, name: str, now: datetime) -> None:
    with database.writing() as session:
        budgets.set_terms(session, cast.actor(name, now), TERMS[name])


def _ask(cast: Cast, person: str, now: datetime) -> None:
    """A person asks the holder to hold their money."""
    actor, holder = cast.actor(PEOPLE[person][0], now), cast.actor(HOLDER, now).organisation_id
    with database.reading() as session:
        source = sources_for(session, actor, cast.people[person])[0].id
        terms = next(row.terms_id for row in holders(session, actor) if row.id == holder)
    with database.writing() as session:
        budgets.ask_holder(session, actor, HoldRequest(cast.key(f"fund {person}"), source, terms))


def _agree(cast: Cast, now: datetime) -> None:
    """The holder signs for all that it was asked for."""
    holder = cast.actor(HOLDER, now)
    with database.writing() as session:
        for fund in funds_held(session, holder):
            budgets.answer_ask(session, holder, fund.id, agree=True)


def _pay(cast: Cast, now: datetime) -> None:
    """The council pays the holder what is due, and records it."""
    official = cast.actor(COMMISSIONERS[NCL], now)
    with database.writing() as session:
        for row in to_pay_holders(session, official):
            budgets.receive(session, official, row.account_id, row.due_on)
