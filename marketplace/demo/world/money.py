"""The budgets of the demo world: given by funders, held in different ways, and drawn down over weeks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BankRequest, BudgetRequest, Share
from marketplace.budgets.queries import accounts_funded, accounts_to_bank
from marketplace.budgets.rules import FOUR_WEEKS, Holding, Paid
from marketplace.budgets.rules.banking import BankReason
from marketplace.demo.world import people
from marketplace.demo.world.agenda import Step
from marketplace.demo.world.areas import DUR, HEALTH, NCL
from marketplace.demo.world.calendar import at
from marketplace.demo.world.cast import Cast
from marketplace.foundation import database
from marketplace.foundation.money import Pence

BEGAN_DAYS = 112  # before the anchor: four four-weekly instalments have come, and one is due on the day
RUNS = timedelta(days=363)  # 52 weeks with both ends, so 13 four-weekly instalments
GIVEN_DAYS = 92  # before the anchor, and fewer for those who are further down the table


@dataclass(frozen=True, slots=True)
class Budget:
    """What one funder gives one person for a year, in pence, and in what pieces it comes."""

    person: str
    funder: str
    notional: Pence = 0
    direct: Pence = 0
    stream: str = "Adult social care"
    paid: Paid = Paid.AT_ONCE
    aftercare: bool = False

    @property
    def shares(self) -> tuple[Share, ...]:
        """How much is held in which way."""
        held = {Holding.NOTIONAL: self.notional, Holding.DIRECT: self.direct}
        return tuple(Share(holding, pence) for holding, pence in held.items() if pence)


_HEALTH = "Personal health budget"
_CARER = "Carer's budget"
_AFTERCARE = "Section 117 aftercare"
_PARTS = Paid.FOUR_WEEKLY

BUDGETS = (
    Budget("maureen", NCL, notional=3_200_00),
    Budget("callum", NCL, direct=5_400_00),
    Budget("farida", NCL, notional=1_800_00, direct=1_200_00),
    Budget("stephen", NCL, notional=2_600_00, paid=_PARTS),
    Budget("joyce", NCL, notional=304_00),
    Budget("nasreen", NCL, notional=2_400_00),
    Budget("piotr", NCL, direct=2_000_00),
    Budget("denise", NCL, direct=600_00, stream=_CARER),
    Budget("bisi", NCL, notional=2_800_00),
    Budget("gary", NCL, notional=6_500_00, stream=_AFTERCARE, aftercare=True),
    Budget("limei", NCL, notional=1_500_00),
    Budget("ada", NCL, notional=2_900_00),
    Budget("ada", HEALTH, notional=2_200_00, stream=_HEALTH),
    Budget("angela", DUR, notional=4_200_00),
    Budget("terry", DUR, direct=3_900_00, paid=_PARTS),
    Budget("bethany", DUR, notional=2_000_00, direct=900_00),
    Budget("harpreet", DUR, notional=1_800_00),
    Budget("colin", DUR, notional=7_800_00),
    Budget("sylvia", DUR, direct=2_600_00, paid=_PARTS),
    Budget("jordan", DUR, notional=3_120_00, paid=_PARTS),
    Budget("hazel", DUR, notional=4_600_00),
    Budget("marek", DUR, direct=1_300_00),
    Budget("ruth", DUR, notional=2_100_00, stream=_CARER),
    Budget("samira", HEALTH, notional=3_000_00, stream=_HEALTH),
    Budget("dylan", HEALTH, notional=2_600_00, stream=_HEALTH),
    Budget("patricia", HEALTH, direct=3_200_00, stream=_HEALTH),
    Budget("owen", HEALTH, notional=1_900_00, stream=_HEALTH),
    Budget("rukhsana", HEALTH, notional=6_200_00, stream=_HEALTH),
    Budget("neil", HEALTH, notional=2_400_00, stream=_HEALTH, paid=_PARTS),
    Budget("christine", HEALTH, direct=5_000_00, stream=_HEALTH),
    Budget("eilidh", HEALTH, notional=3_600_00, direct=800_00, stream=_HEALTH),
)
LATE, LATE_DAYS = "sylvia", 28  # whose last payment, and since how many days before the anchor, is not written down
PUT_BY = {  # who -> how much, why, and when they mean to use it
    "maureen": (180_00, BankReason.BAD_TIME, "When I cannot get out of the house. Then I would like somebody to come."),
    "ada": (60_00, BankReason.BREAK, "A week off for my sister, who does so much."),
}
FUNDERS_OF: dict[str, tuple[str, ...]] = {
    person: tuple(budget.funder for budget in BUDGETS if budget.person == person)
    for person in dict.fromkeys(budget.person for budget in BUDGETS)
}


def steps(cast: Cast) -> Iterator[Step]:
    """Each person names a funder, is given the budget, and has later direct payments recorded as they are paid."""
    starts = cast.calendar.anchor - timedelta(days=BEGAN_DAYS)
    for number, budget in enumerate(BUDGETS):
        given = cast.calendar.before(GIVEN_DAYS - number % 7, f"{9 + number % 8:02}:45")
        trust = people.trust_in_funder(budget.person, budget.funder)
        yield Step(given, partial(people.give, cast, trust, given))
        yield Step(given, partial(_give, cast, budget, starts, given))
        if budget.direct and budget.paid is Paid.FOUR_WEEKLY:
            yield from _paid_later(cast, budget, starts)
    for person in PUT_BY:
        later = cast.calendar.before(70, "16:20")
        yield Step(later, partial(_put_by, cast, person, later))


def _paid_later(cast: Cast, budget: Budget, starts: date) -> Iterator[Step]:
    """The direct payments after the first, each recorded two days after it was due."""
    due = starts + FOUR_WEEKS
    until = cast.calendar.before(LATE_DAYS if budget.person == LATE else 0, "00:00")
    while (paid := at(due + timedelta(days=2), "12:15")) < until:
        yield Step(paid, partial(_receive, cast, budget, due, paid))
        due += FOUR_WEEKS


def _give(cast: Cast, budget: Budget, starts: date, now: datetime) -> None:
    """The funder's commissioner gives a budget."""
    request = BudgetRequest(
        key=cast.key(f"budget {budget.person} {budget.funder}"),
        person_id=cast.people[budget.person],
        starts=starts,
        ends=starts + RUNS,
        stream=budget.stream,
        shares=budget.shares,
        paid=budget.paid,
        plan_agreed_on=starts - timedelta(days=9),
        plan_reference="Plan on paper, signed by both",
        aftercare=budget.aftercare,
    )
    with database.writing() as session:
        budgets.give(session, cast.actor(people.COMMISSIONERS[budget.funder], now), request)


def _put_by(cast: Cast, person: str, now: datetime) -> None:
    """Somebody puts money of their fullest account by."""
    pence, reason, words = PUT_BY[person]
    who = cast.actor(people.PEOPLE[person][0], now)
    with database.writing() as session:
        account = accounts_to_bank(session, who, cast.people[person])[0]
        until = cast.calendar.anchor + timedelta(days=120)
        budgets.bank(session, who, BankRequest(cast.key(f"put by {person}"), account.id, reason, words, pence, until))


def _receive(cast: Cast, budget: Budget, due: date, now: datetime) -> None:
    """The funder records that a direct payment has been paid."""
    commissioner = cast.actor(people.COMMISSIONERS[budget.funder], now)
    with database.writing() as session:
        for account in accounts_funded(session, commissioner, cast.people[budget.person]):
            if account.holding == Holding.DIRECT:
                budgets.receive(session, commissioner, account.id, due)
