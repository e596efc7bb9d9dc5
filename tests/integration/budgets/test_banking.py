"""Putting money by: it is kept from everything else, comes back when it is wanted or over, and never twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BankRequest, DrawRequest
from marketplace.budgets.queries import accounts_for, bank_row, banks_for, findings
from marketplace.budgets.rules import NoAccount, OverBudget
from marketplace.budgets.rules.banking import BankReason, BankRefused
from marketplace.foundation import access, database
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import KeyReused, NotFound, Refusal
from marketplace.foundation.money import Pence
from marketplace.people import operations as people
from marketplace.people.rules import MandateKind, SettingName
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop

TODAY = world.NOW.date()
DAY = timedelta(days=1)


class Purse:
    """A person with £1,000 for the year."""

    def __init__(self) -> None:
        world.areas()
        self.person, self.funder = world.person(), world.commissioner()
        self.account_id = world.budget(self.person, self.funder)

    def form(self, pence: Pence = 100_00, **changed: object) -> BankRequest:
        """Put something by for half a year."""
        asked = BankRequest(uuid4(), self.account_id, BankReason.BAD_TIME, "When I hear them", pence, TODAY + 180 * DAY)
        return replace(asked, **changed)  # type: ignore[arg-type]

    def bank(self, request: BankRequest | None = None, actor: Actor | None = None) -> UUID:
        """Put it by."""
        with database.writing() as session:
            return budgets.bank(session, actor or self.person, request or self.form())

    def draw(self, bank_id: UUID, pence: Pence, key: UUID | None = None, actor: Actor | None = None) -> None:
        """Take it back."""
        with database.writing() as session:
            budgets.draw(session, actor or self.person, DrawRequest(key or uuid4(), bank_id, pence))

    def set(self, name: SettingName, value: int) -> None:
        """The funder sets a number."""
        assert self.funder.organisation_id
        with database.writing() as session:
            people.set_setting(session, world.system(), self.funder.organisation_id, name, value, "Policy, page 9")

    def pots(self) -> tuple[Pence, Pence]:
        """What is left and what is put by; the book agrees."""
        with database.reading() as session:
            (account,) = accounts_for(session, self.person, self.person.own_person_id or uuid4())
            assert findings(session, world.system()) == []
        return account.available, account.banked


@pytest.fixture
def purse(db: Engine) -> Purse:
    """A person with £1,000 for the year."""
    return Purse()


def test_what_is_put_by_is_left_for_nothing_else_and_comes_back_in_parts(purse: Purse) -> None:
    bank_id = purse.bank()
    assert purse.pots() == (900_00, 100_00)
    purse.draw(bank_id, 30_00)
    assert purse.pots() == (930_00, 70_00)
    with database.reading() as session:
        row, moves = bank_row(session, purse.person, bank_id)
        assert (row.put, row.left, row.words) == (100_00, 70_00, "When I hear them")
        assert sorted((move.kind, move.pence) for move in moves) == [("bank", 100_00), ("draw", -30_00)]
    purse.draw(bank_id, 70_00)
    assert purse.pots() == (1_000_00, 0)
    with database.reading() as session:
        assert banks_for(session, purse.person, purse.person.own_person_id or uuid4()) == []


def test_an_order_cannot_reach_what_is_put_by(db: Engine) -> None:
    shop = Shop(TestClock())
    offer_id = world.offer(shop.owner)
    with database.writing() as session:
        request = BankRequest(uuid4(), shop.account_id, BankReason.COMING, "", 495_00, TODAY)
        bank_id = budgets.bank(session, shop.robin, request)
    with pytest.raises(OverBudget, match="£5 is left"):
        shop.ordered(offer_id)
    with database.writing() as session:
        budgets.draw(session, shop.robin, DrawRequest(uuid4(), bank_id, 495_00))
    shop.ordered(offer_id)


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"pence": 0}, "pence", "such as 60"),
        ({"pence": -1}, "pence", "such as 60"),
        ({"pence": 1_000_01}, "pence", "£1,000 is left"),
        ({"until": TODAY - DAY}, "until", "today or a later day"),
        ({"until": TODAY + 400 * DAY}, "until", "31 December 2026"),
    ],
)
def test_what_cannot_be_put_by_is_refused(purse: Purse, changed: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(BankRefused, match=words) as refused:
        purse.bank(purse.form(**changed))
    assert refused.value.field == field
    assert purse.pots() == (1_000_00, 0)


def test_a_funder_bounds_how_much_and_how_long_and_is_named(purse: Purse) -> None:
    purse.set(SettingName.BANK_PERCENT, 25)
    purse.set(SettingName.BANK_DAYS, 30)
    purse.bank(purse.form(200_00, until=TODAY + 30 * DAY))
    with pytest.raises(BankRefused, match=r"25% .*Policy, page 9.* £50 more"):
        purse.bank(purse.form(50_01, until=TODAY))
    with pytest.raises(BankRefused, match="Policy, page 9"):
        purse.bank(purse.form(1_00, until=TODAY + 31 * DAY))
    purse.bank(purse.form(50_00, until=TODAY))
    assert purse.pots() == (750_00, 250_00)


def test_the_same_form_twice_moves_once_and_another_with_its_key_is_refused(purse: Purse) -> None:
    form, key = purse.form(), uuid4()
    bank_id = purse.bank(form)
    assert purse.bank(form) == bank_id
    with pytest.raises(KeyReused):
        purse.bank(replace(form, pence=1))
    purse.draw(bank_id, 10_00, key)
    purse.draw(bank_id, 10_00, key)
    with pytest.raises(KeyReused):
        purse.draw(bank_id, 11_00, key)
    assert purse.pots() == (910_00, 90_00)


@pytest.mark.parametrize("pence", [0, -5, 100_01])
def test_no_more_comes_back_than_was_put_by(purse: Purse, pence: Pence) -> None:
    bank_id = purse.bank()
    with pytest.raises(BankRefused):
        purse.draw(bank_id, pence)
    assert purse.pots() == (900_00, 100_00)


def test_strangers_and_those_who_may_only_look_move_nothing(purse: Purse) -> None:
    bank_id = purse.bank()
    looker, stranger = world.person("Lou Looker"), world.person("Sam Stranger")
    world.trusts(purse.person, looker, MandateKind.SUPPORTER, frozenset({Power.SEE}))
    for who in (looker, stranger, purse.funder, world.system()):
        with pytest.raises(NoAccount):
            purse.bank(purse.form(), who)
        with pytest.raises(NotFound):
            purse.draw(bank_id, 1_00, actor=who)
    with database.reading() as session, pytest.raises(NotFound):
        bank_row(session, stranger, bank_id)
    for operation in (budgets.banks_over, budgets.warn_of_banks):
        with pytest.raises(NotFound), database.writing() as session:
            operation(session, purse.person)
    with pytest.raises(NotFound), database.writing() as session:
        budgets.lapse_bank(session, purse.person, bank_id)
    assert purse.pots() == (900_00, 100_00)


def test_after_its_last_day_it_goes_back_by_itself_once_and_was_told_of_before(purse: Purse) -> None:
    bank_id = purse.bank(purse.form(until=TODAY + 60 * DAY))
    told: list[int] = []
    for days in (0, 31, 32, 33, 60, 61, 62):
        clock = access.clock(world.NOW + days * DAY)
        with database.writing() as session:
            budgets.warn_of_banks(session, clock)
            over = budgets.banks_over(session, clock)
            assert over == ([bank_id] if days == 61 else [])
            for each in over:
                budgets.lapse_bank(session, clock, each)
                budgets.lapse_bank(session, clock, each)
        with database.reading() as session:
            told.append(session.scalars(text("SELECT count(*) FROM notice WHERE about = 'bank'")).one())
    assert told == [0, 0, 1, 1, 1, 2, 2]
    assert purse.pots() == (1_000_00, 0)


def test_many_who_take_it_back_at_once_get_what_there_is(purse: Purse) -> None:
    bank_id = purse.bank()

    def take(_: int) -> bool:
        try:
            purse.draw(bank_id, 30_00)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(take, range(8))) == 3
    assert purse.pots() == (990_00, 10_00)
