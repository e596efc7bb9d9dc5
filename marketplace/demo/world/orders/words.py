"""What people say of their orders: ratings, and that something is wrong."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random

from marketplace.demo.world.agenda import Step
from marketplace.demo.world.calendar import at
from marketplace.demo.world.cast import Cast
from marketplace.demo.world.money import FUNDERS_OF
from marketplace.demo.world.offers import OFFERS
from marketplace.demo.world.orders.sheet import Order, Trouble
from marketplace.demo.world.people import ADMINISTRATOR, COMMISSIONERS, PEOPLE
from marketplace.demo.world.providers import PROVIDERS
from marketplace.foundation import database
from marketplace.voice import operations as voice
from marketplace.voice.operations import RatingRequest, WorryRequest
from marketplace.voice.rules import WorryKind

# the days of its week on which something is said that is still open: so late that its answer is not overdue
_FRESH = {WorryKind.PROBLEM: (5, 6), WorryKind.HARM: (6, 6)}


def said_of(cast: Cast, order: Order) -> Iterator[Step]:
    """The ratings and the troubles of one order, each at its time."""
    chance = Random(f"{order.key} said")  # noqa: S311 - variety, not secrecy
    if order.said:
        if order.said.before:
            first = cast.calendar.before(10, "19:25")
            yield Step(first, partial(_rate, cast, order, first, order.said.before))
        now = cast.calendar.before(chance.randint(1, 9), f"{chance.randint(10, 20):02}:{chance.randint(0, 59):02}")
        yield Step(now, partial(_rate, cast, order, now, order.said.words))
    for number, trouble in enumerate(order.troubles):
        first, last = (0, 4) if trouble.answer else _FRESH[trouble.kind]
        day = cast.calendar.anchor + timedelta(weeks=trouble.week, days=chance.randint(first, last))
        yield from _trouble(cast, order, f"{number}", trouble, at(day, f"{chance.randint(9, 20):02}:10"))


def _rate(cast: Cast, order: Order, now: datetime, words: str) -> None:
    """The person rates the order; a second time changes what was said."""
    if order.said is None:
        return
    request = RatingRequest(cast.orders[order.key], order.said.answers(order.said.scores), words)
    with database.writing() as session:
        voice.rate(session, cast.actor(PEOPLE[order.person][0], now), request)


def _trouble(cast: Cast, order: Order, name: str, trouble: Trouble, now: datetime) -> Iterator[Step]:
    """The person says that something is wrong; where there is an answer it comes a day later."""
    answered = now + timedelta(days=1)

    def say() -> None:
        key = cast.key(f"trouble {order.key} {name}")
        request = WorryRequest(key, cast.orders[order.key], trouble.kind, trouble.words)
        with database.writing() as session:
            said[0] = voice.say(session, cast.actor(PEOPLE[order.person][0], now), request)

    def answer() -> None:
        with database.writing() as session:
            voice.answer(session, cast.actor(_desk(order, trouble), answered), said[0], trouble.answer)

    said = [cast.key("nothing said yet")]
    yield Step(now, say)
    if trouble.answer:
        yield Step(answered, answer)


def _desk(order: Order, trouble: Trouble) -> str:
    """Who answers: the provider a problem; the funder a worry about harm, or the back office where there is none."""
    if trouble.kind is WorryKind.PROBLEM:
        return PROVIDERS[OFFERS[order.offer].provider].owner
    funder = next(iter(FUNDERS_OF.get(order.person, ())), "")
    return COMMISSIONERS.get(funder, ADMINISTRATOR)
