"""Giving budgets: who may, what is credited when, and that a form sent twice gives once."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BudgetRequest, Share
from marketplace.budgets.queries import AccountRow, accounts_for, findings, left_of, movements_for, streams_funded
from marketplace.budgets.rules import BudgetRefused, Holding, NotToRecord, Paid
from marketplace.foundation import access, database
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import KeyReused, NotFound
from marketplace.people import operations as people
from marketplace.people.rules import MandateKind, SettingName
from tests import world

TODAY = world.NOW.date()


class Giving:
    """A council that a person named as a funder."""

    def __init__(self) -> None:
        world.areas()
        self.person, self.council = world.person(), world.commissioner()
        world.trusts(self.person, self.council, MandateKind.FUNDER)

    def form(self, *shares: Share, **changed: object) -> BudgetRequest:
        """£520 in thirteen instalments from today on, unless told otherwise."""
        assert self.person.own_person_id is not None
        asked = BudgetRequest(
            key=uuid4(),
            person_id=self.person.own_person_id,
            starts=TODAY,
            ends=TODAY + timedelta(days=363),
            stream="Adult social care",
            shares=shares or (Share(Holding.NOTIONAL, 520_00),),
            paid=Paid.FOUR_WEEKLY,
            plan_agreed_on=date(2026, 1, 5),
            plan_reference="Plan 7",
        )
        return replace(asked, **changed)  # type: ignore[arg-type]

    def give(self, request: BudgetRequest, actor: Actor | None = None) -> UUID:
        """Give it."""
        with database.writing() as session:
            return budgets.give(session, actor or self.council, request)

    def accounts(
        self, actor: Actor | None = None, power: Power = Power.SEE, *, current: bool = True
    ) -> list[AccountRow]:
        """The person's accounts, as somebody sees them."""
        assert self.person.own_person_id is not None
        with database.reading() as session:
            return accounts_for(session, actor or self.person, self.person.own_person_id, power, current=current)

    def credit(self, day: date, account_id: UUID) -> None:
        """Let the clock credit one account on a day."""
        with database.writing() as session:
            budgets.credit_due(session, access.clock(world.NOW + (day - TODAY)), account_id)


@pytest.fixture
def giving(db: Engine) -> Giving:
    """A council that a person named as a funder."""
    return Giving()


def test_only_what_is_due_is_credited_and_the_rest_is_to_come(giving: Giving) -> None:
    giving.give(giving.form())
    (account,) = giving.accounts()
    assert (account.have, account.to_come, account.funder) == (40_00, 480_00, "North Council")
    with database.reading() as session:
        (movement,) = movements_for(session, giving.person, account.person_id)
        assert (movement.what, movement.available, movement.at) == ("credit", 40_00, world.NOW)
        (row,) = streams_funded(session, giving.council)
        assert (row.name, row.people, row.have, row.to_come) == ("Adult social care", 1, 40_00, 480_00)
        assert findings(session, world.system()) == []


def test_a_funder_may_make_what_is_to_come_spendable(giving: Giving) -> None:
    assert giving.council.organisation_id is not None
    with database.writing() as session:
        people.set_setting(
            session, world.system(), giving.council.organisation_id, SettingName.SPEND_AHEAD, 1, "Policy 3"
        )
    giving.give(giving.form())
    (account,) = giving.accounts()
    assert (account.have, account.to_come) == (520_00, 0)


def test_the_same_form_gives_once_and_an_altered_one_is_refused(giving: Giving) -> None:
    form = giving.form()
    assert giving.give(form) == giving.give(form)
    with pytest.raises(KeyReused):
        giving.give(replace(form, shares=(Share(Holding.NOTIONAL, 521_00),)))
    other = world.commissioner("South Council")
    world.trusts(giving.person, other, MandateKind.FUNDER)
    with pytest.raises(KeyReused):
        giving.give(form, other)
    assert [account.have + account.to_come for account in giving.accounts()] == [520_00]


def test_two_streams_of_a_period_are_one_budget_with_an_account_for_each_share(giving: Giving, db: Engine) -> None:
    giving.give(giving.form(Share(Holding.NOTIONAL, 10_00), Share(Holding.DIRECT, 20_00), paid=Paid.AT_ONCE))
    giving.give(giving.form(Share(Holding.NOTIONAL, 30_00), paid=Paid.AT_ONCE, stream="Health"))
    assert sorted((a.name, a.holding, a.have) for a in giving.accounts()) == [
        ("Adult social care", "direct", 20_00),
        ("Adult social care", "notional", 10_00),
        ("Health", "notional", 30_00),
    ]
    with db.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM budget").scalar_one() == 1


def test_nobody_gives_but_a_funder_whom_the_person_named(giving: Giving) -> None:
    form = giving.form()
    unnamed, provider, broker = world.commissioner("South Council"), world.provider(), world.broker()
    world.trusts(giving.person, broker, MandateKind.BROKER, frozenset({Power.SEE, Power.SPEND}))
    for actor in (unnamed, provider, broker, giving.person, world.administrator(), world.system()):
        with pytest.raises(NotFound):
            giving.give(form, actor)
    with pytest.raises(NotFound):
        giving.give(replace(form, person_id=uuid4()))
    ended = giving.council.at(world.NOW - timedelta(days=31))  # before the person named it
    with pytest.raises(NotFound):
        giving.give(form, ended)
    assert giving.accounts() == []


def test_a_budget_that_makes_no_sense_leaves_nothing_behind(giving: Giving, db: Engine) -> None:
    for form in (
        giving.form(ends=TODAY - timedelta(days=1)),
        giving.form(Share(Holding.DIRECT, 1), plan_agreed_on=None),
        giving.form(Share(Holding.NOTIONAL, 0)),
    ):
        with pytest.raises(BudgetRefused):
            giving.give(form)
    with db.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM budget").scalar_one() == 0


def test_notional_instalments_are_credited_on_their_days_and_once(giving: Giving) -> None:
    giving.give(giving.form())
    (account,) = giving.accounts()
    for day, have in ((27, 40_00), (28, 80_00), (28, 80_00), (83, 120_00), (363, 520_00), (9_999, 520_00)):
        giving.credit(TODAY + timedelta(days=day), account.id)
        assert giving.accounts()[0].have == have


def test_direct_instalments_are_credited_when_they_are_recorded_as_received(giving: Giving) -> None:
    giving.give(giving.form(Share(Holding.DIRECT, 520_00)))
    (account,) = giving.accounts()
    assert account.have == 40_00  # the first was paid already
    giving.credit(TODAY + timedelta(days=100), account.id)
    assert giving.accounts()[0].have == 40_00

    def receive(days: int, actor: Actor = giving.council) -> None:
        with database.writing() as session:
            budgets.receive(session, actor, account.id, TODAY + timedelta(days=days))

    receive(28)  # not due yet, but the next
    assert giving.accounts()[0].have == 80_00
    receive(0)  # recorded before, and recorded just now: nothing changes
    receive(28)
    assert giving.accounts()[0].have == 80_00
    for days, why in ((84, NotToRecord), (1, NotFound)):  # too early, and no day of an instalment
        with pytest.raises(why):
            receive(days)
    for actor in (giving.person, world.commissioner("South Council"), world.administrator()):
        with pytest.raises(NotFound):
            receive(56, actor)
    assert giving.accounts()[0].have == 80_00


def test_nobody_records_a_payment_into_an_account_that_the_funder_holds(giving: Giving) -> None:
    giving.give(giving.form())
    with pytest.raises(NotFound), database.writing() as session:
        budgets.receive(session, giving.council, giving.accounts()[0].id, TODAY + timedelta(days=28))


def test_money_is_seen_by_those_it_concerns_alone(giving: Giving) -> None:
    giving.give(giving.form(paid=Paid.AT_ONCE))
    sees, spends = world.person("A supporter"), world.broker()
    world.trusts(giving.person, sees, MandateKind.SUPPORTER, frozenset({Power.SEE}))
    world.trusts(giving.person, spends, MandateKind.BROKER, frozenset({Power.SEE, Power.SPEND}))
    for actor in (giving.person, spends):
        assert len(giving.accounts(actor, Power.SPEND)) == len(giving.accounts(actor)) == 1
    assert (len(giving.accounts(sees)), giving.accounts(sees, Power.SPEND)) == (1, [])
    person_id = giving.person.own_person_id
    assert person_id is not None
    for actor in (world.provider(), world.person("Somebody else"), world.administrator(), access.anonymous(world.NOW)):
        assert giving.accounts(actor) == []
        with database.reading() as session:
            assert movements_for(session, actor, person_id) == []
            assert left_of(session, actor, [person_id]) == {}


def test_a_period_that_is_over_is_left_out_unless_all_are_asked_for(giving: Giving) -> None:
    giving.give(giving.form(starts=date(2025, 1, 1), ends=TODAY - timedelta(days=1)))
    assert giving.accounts() == []
    assert len(giving.accounts(current=False)) == 1
