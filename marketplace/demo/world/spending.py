"""What the demo's funders say that their money may buy, two people who asked first, and money that goes up."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import AnswerRequest, ChangeRequest, QuestionRequest, RuleRequest
from marketplace.budgets.queries import accounts_for, accounts_funded
from marketplace.budgets.rules.asking import QuestionMove
from marketplace.budgets.rules.spending import Effect, Kind
from marketplace.budgets.rules.streams import Change, ChangeKind, ChangeReason
from marketplace.catalogue.rules import Category
from marketplace.demo.world.agenda import Step
from marketplace.demo.world.areas import DUR, HEALTH, NCL
from marketplace.demo.world.cast import Cast
from marketplace.demo.world.people import ADMINISTRATOR, COMMISSIONERS, PEOPLE
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.money import Pence

RISES = "stephen"  # who gets more in each payment
POLICY = "Direct payments policy, page 6"
BREAKS = "Ask us before you book a night away. We look with you at who helps you at home meanwhile."
RULES = (
    (NCL, Category.BREAKS, Effect.ASK, BREAKS),
    (NCL, Kind.CASH, Effect.NOT_ALLOWED, "This money cannot be taken out as cash."),
    (NCL, Kind.PHONE, Effect.ASK, "Ask us first if you need a phone to get your support."),
    (DUR, Kind.GIFTS, Effect.NOT_ALLOWED, "This money does not buy presents for others."),
    (HEALTH, Kind.CLOTHING, Effect.ASK, "Ask us first. Say which part of your plan it is for."),
)
# who asks about which offer, how much, and why; the first is answered
QUESTIONS: tuple[tuple[str, str, Pence, str], ...] = (
    ("stephen", "sea-weekend", 195_00, "I have not slept through since the winter. By the sea I do."),
    ("maureen", "sea-weekend", 195_00, "Moira has looked after me for two years. We both need to see the water."),
)


def steps(cast: Cast) -> Iterator[Step]:
    """The rules are set in the evening, once all has been booked; two people ask, and one has an answer."""
    for number, row in enumerate(RULES):
        now = cast.calendar.before(1, f"21:{10 + number}")
        yield Step(now, partial(_rule, cast, row, now))
    yield Step(cast.calendar.before(1, "22:40"), partial(_rise, cast, cast.calendar.before(1, "22:40")))
    for number, row in enumerate(QUESTIONS):
        now = cast.calendar.before(1, f"22:{10 + number}")
        yield Step(now, partial(_ask, cast, row, now, answered=not number))


def _rule(cast: Cast, row: tuple[str, str, Effect, str], now: datetime) -> None:
    """The back office writes down a rule that a funder sent."""
    funder, about, effect, words = row
    request = RuleRequest(
        cast.organisations[funder], about, effect, words, POLICY, cast.actor(ADMINISTRATOR, now).today
    )
    with database.writing() as session:
        budgets.plan_rule(session, cast.actor(ADMINISTRATOR, now), request)


def _rise(cast: Cast, now: datetime) -> None:
    """The council puts up what one person gets every four weeks."""
    official, person_id = cast.actor(COMMISSIONERS[NCL], now), cast.people[RISES]
    with database.writing() as session:
        account = accounts_funded(session, official, person_id)[0]
        starts = official.today + timedelta(days=30)
        rise = Change(
            ChangeKind.AMOUNT, starts, ChangeReason.RISE, "Prices went up in April, so this does too.", 215_00
        )
        budgets.change_stream(session, official, ChangeRequest(cast.key("rise"), person_id, account.id, rise))


def _ask(cast: Cast, row: tuple[str, str, Pence, str], now: datetime, *, answered: bool) -> None:
    """Somebody asks first; the council says yes at once."""
    person, offer, pence, why = row
    who, official = cast.actor(PEOPLE[person][0], now), cast.actor(COMMISSIONERS[NCL], now)
    with database.writing() as session:
        account = accounts_for(session, who, cast.people[person], Power.SPEND)[0]
        asked = QuestionRequest(
            cast.key(f"question {person}"), cast.people[person], account.id, cast.offers[offer], pence, why
        )
        question_id = budgets.ask_first(session, who, asked)
        if answered:
            yes = AnswerRequest(QuestionMove.YES, "Yes. Rest well.", pence=pence, until=account.ends)
            budgets.answer_question(session, official, question_id, yes)
