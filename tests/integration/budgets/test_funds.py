"""Individual Service Funds: asked, signed by both, paid in, spent, moved whole, and ended; nothing lost on the way."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BankRequest, HoldRequest, TermsRequest, ledger
from marketplace.budgets.queries import (
    FundRow,
    fund_for,
    funds_held,
    held_of_ours,
    holders,
    sources_for,
    statement,
    to_pay_holders,
)
from marketplace.budgets.queries import findings as of_money
from marketplace.budgets.rules import Entry, Holding, Pot
from marketplace.budgets.rules.banking import BankReason
from marketplace.budgets.rules.funds import AskedAlready, NothingToHold, TermsChanged, TermsRefused
from marketplace.foundation import access, database
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import IllegalMove, KeyReused, NotFound
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import findings
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop

DAY = timedelta(days=1)


class Held(Shop):
    """A person with £500 that the council holds, two who hold money for people, and a shop that takes it."""

    def __init__(self) -> None:
        super().__init__(TestClock())
        self.bank, self.trust = world.provider("Harbour Bank"), world.provider("Oak Trust")
        self.terms = {actor: self.offers(actor) for actor in (self.bank, self.trust)}

    def now(self, actor: Actor) -> Actor:
        """Somebody, at this instant."""
        return actor.at(self.clock())

    def offers(self, holder: Actor, fee: int = 10_00, *, offered: bool = True) -> UUID:
        """A holder says its terms; their id."""
        with database.writing() as session:
            budgets.set_terms(session, self.now(holder), TermsRequest(offered, fee, 28, "We pay what you choose."))
        with database.reading() as session:
            named = "SELECT id FROM holding_terms WHERE organisation_id = :o ORDER BY made_at DESC, id LIMIT 1"
            return session.execute(text(named), {"o": holder.organisation_id}).scalar_one()

    def asks(self, holder: Actor, account_id: UUID | None = None, key: UUID | None = None) -> UUID:
        """The person asks a holder; the fund."""
        request = HoldRequest(key or uuid4(), account_id or self.account_id, self.terms[holder])
        with database.writing() as session:
            return budgets.ask_holder(session, self.now(self.robin), request)

    def answers(self, holder: Actor, fund_id: UUID, *, agree: bool = True) -> None:
        """The holder answers."""
        with database.writing() as session:
            budgets.answer_ask(session, self.now(holder), fund_id, agree=agree, reason="" if agree else "No room.")

    def paid(self) -> int:
        """The funder records all that is to be paid to holders now; how many payments."""
        with database.reading() as session:
            due = to_pay_holders(session, self.now(self.funder))
        for row in due:
            with database.writing() as session:
                budgets.receive(session, self.now(self.funder), row.account_id, row.due_on)
        return len(due)

    def held(self, holder: Actor) -> UUID:
        """A fund that was agreed and paid in whole."""
        fund_id = self.asks(holder)
        self.answers(holder, fund_id)
        assert self.paid() == 1
        return fund_id

    def night(self) -> None:
        """The nightly clock settles what there is."""
        clock = access.clock(self.clock())
        with database.reading() as session:
            due = budgets.funds_to_settle(session, clock)
        for fund_id in due:
            with database.writing() as session:
                budgets.settle_fund(session, clock, fund_id)

    def fund(self, fund_id: UUID) -> FundRow:
        """How a fund stands; and the book agrees."""
        with database.reading() as session:
            system = world.system()
            assert of_money(session, system) + findings(session, system) == []
            return fund_for(session, self.now(self.robin), fund_id)

    def whole(self) -> int:
        """All the money there is, wherever it is held, spent or still to come: it never changes."""
        with database.reading() as session:
            pots = "SELECT sum(available + promised + spent + banked) FROM budget_account"
            coming = "SELECT coalesce(sum(pence), 0) FROM instalment WHERE transaction_id IS NULL"
            return session.execute(text(f"SELECT ({pots}) + ({coming})")).scalar_one()


@pytest.fixture
def shop(db: Engine) -> Held:
    """Money, and two who hold money for people."""
    return Held()


def test_a_fund_is_signed_by_both_paid_in_spent_and_moved_whole(shop: Held) -> None:
    whole = shop.whole()
    with database.reading() as session:
        assert [row.name for row in holders(session, shop.robin)] == ["Harbour Bank", "Oak Trust"]
    with database.writing() as session:
        put_by = BankRequest(uuid4(), shop.account_id, BankReason.BREAK, "", 50_00, shop.person.today + 30 * DAY)
        budgets.bank(session, shop.person, put_by)
    first = shop.asks(shop.bank)
    assert (shop.fund(first).state, shop.fund(first).to_come) == ("asked", 0)
    shop.answers(shop.bank, first)
    fund = shop.fund(first)
    assert (fund.state, fund.available, fund.to_come) == ("agreed", 0, whole)
    assert shop.paid() == 1
    assert shop.paid() == 0
    fund = shop.fund(first)
    assert fund.account_id
    assert (fund.available, fund.to_come, shop.whole()) == (whole, 0, whole)

    shop.account_id = fund.account_id
    offer_id = world.offer(shop.owner, takes=(Holding.ISF,))
    order_id = shop.ordered(offer_id)
    assert shop.fund(first).promised == 12_00
    second = shop.asks(shop.trust, fund.account_id)
    shop.answers(shop.trust, second)
    old, new = shop.fund(first), shop.fund(second)
    assert (old.state, old.available, old.promised) == ("ended", 0, 12_00)
    assert (new.state, new.available, shop.whole()) == ("agreed", whole - 12_00, whole)
    with database.writing() as session:
        purchasing.decline(session, shop.now(shop.owner), order_id, "No worker.")
    assert shop.fund(first).available == 12_00
    shop.night()
    assert (shop.fund(first).available, shop.fund(second).available) == (0, whole)
    with database.writing() as session:
        budgets.stop_fund(session, shop.now(shop.robin), second)
    assert (shop.fund(second).state, shop.fund(second).available, shop.whole()) == ("ended", 0, whole)
    with database.reading() as session:
        (row,) = held_of_ours(session, shop.now(shop.funder))[:1]
        assert (row.holder, row.people, row.available) == ("Harbour Bank", 1, 0)
        month = statement(session, shop.now(shop.bank), fund.account_id, None)  # the last statement stays
        assert month.lines[-1].what == "handed_over"
        with pytest.raises(NotFound):
            statement(session, shop.now(shop.trust), fund.account_id, None)


def test_a_fee_is_taken_once_when_it_was_earned_and_never_more_than_there_is(shop: Held) -> None:
    fund_id = shop.held(shop.bank)
    shop.night()
    assert shop.fund(fund_id).fees == 0
    shop.clock.forward(days=57)
    for _ in range(2):
        shop.night()
    assert shop.fund(fund_id).fees == 20_00
    shop.terms[shop.bank] = shop.offers(shop.bank, fee=90_00)  # what both signed stays
    shop.clock.forward(days=28)
    shop.night()
    fund = shop.fund(fund_id)
    assert (fund.fees, fund.fee) == (30_00, 10_00)


def test_a_holder_gives_notice_and_the_money_goes_home_when_it_is_over(shop: Held) -> None:
    fund_id = shop.held(shop.bank)
    whole = shop.whole()
    with database.writing() as session:
        budgets.give_notice(session, shop.now(shop.bank), fund_id, "We close.")
        budgets.give_notice(session, shop.now(shop.bank), fund_id, "We close.")
    assert shop.fund(fund_id).ends_on == shop.person.today + 28 * DAY
    shop.clock.forward(days=27)
    shop.night()
    assert shop.fund(fund_id).state == "agreed"
    shop.clock.forward(days=1)
    shop.night()
    fund = shop.fund(fund_id)
    assert (fund.state, fund.available, fund.reason, shop.whole()) == ("ended", 0, "We close.", whole)
    with database.reading() as session:
        (home,) = sources_for(session, shop.now(shop.robin), shop.robin.own_person_id or uuid4())
        assert (home.id, home.whole) == (shop.account_id, whole - fund.fees)


def test_a_fund_that_ended_meanwhile_is_not_moved_and_its_money_is_home(shop: Held) -> None:
    whole, first = shop.whole(), shop.held(shop.bank)
    second = shop.asks(shop.trust, shop.fund(first).account_id)
    with database.writing() as session:
        budgets.stop_fund(session, shop.now(shop.robin), first)
    with pytest.raises(IllegalMove):
        shop.answers(shop.trust, second)
    assert (shop.fund(second).state, shop.fund(second).account_id, shop.whole()) == ("asked", None, whole)
    with database.reading() as session:
        (home,) = sources_for(session, shop.now(shop.robin), shop.robin.own_person_id or uuid4())
        assert (home.id, home.whole) == (shop.account_id, whole)


def test_what_cannot_be_asked_or_answered_changes_nothing(shop: Held) -> None:
    stranger, key = world.person("Sam Other"), uuid4()
    with database.writing() as session, pytest.raises(NothingToHold):
        budgets.ask_holder(session, stranger, HoldRequest(uuid4(), shop.account_id, shop.terms[shop.bank]))
    for fee, notice, words in ((-1, 1, "We pay."), (1, 999, "We pay."), (1, 1, " ")):
        with database.writing() as session, pytest.raises(TermsRefused):
            budgets.set_terms(session, shop.bank, TermsRequest(True, fee, notice, words))
    with database.writing() as session, pytest.raises(NotFound):
        budgets.set_terms(session, shop.robin, TermsRequest(True, 1, 1, "I pay."))
    fund_id = shop.asks(shop.bank, key=key)
    assert shop.asks(shop.bank, key=key) == fund_id
    with pytest.raises(KeyReused):
        shop.asks(shop.trust, key=key)
    with pytest.raises(AskedAlready):
        shop.asks(shop.trust)
    with pytest.raises(NotFound):
        shop.answers(shop.trust, fund_id)
    shop.answers(shop.bank, fund_id, agree=False)
    assert shop.fund(fund_id).reason == "No room."
    with pytest.raises(IllegalMove):
        shop.answers(shop.bank, fund_id)
    with database.writing() as session, pytest.raises(IllegalMove):
        budgets.stop_fund(session, shop.now(shop.robin), fund_id)
    shop.clock.forward(minutes=1)
    shop.offers(shop.bank, offered=False)
    with pytest.raises(TermsChanged):
        shop.asks(shop.bank)
    unanswered = shop.asks(shop.trust)
    shop.clock.forward(days=15)
    shop.night()
    assert (shop.fund(unanswered).state, shop.fund(unanswered).reason) == ("taken_back", "Nobody answered in time.")
    with database.reading() as session:
        assert [row.state for row in funds_held(session, shop.now(shop.bank))] == ["declined"]


def test_many_who_answer_and_stop_at_once_leave_one_end_and_all_of_the_money(shop: Held) -> None:
    whole, fund_id = shop.whole(), shop.asks(shop.bank)

    def act(number: int) -> str:
        try:
            if number % 2:
                shop.answers(shop.bank, fund_id, agree=number % 4 == 1)
            else:
                with database.writing() as session:
                    budgets.stop_fund(session, shop.now(shop.robin), fund_id)
        except IllegalMove:
            return "no"
        return "yes"

    with ThreadPoolExecutor(12) as pool:
        done = list(pool.map(act, range(12)))
    assert "yes" in done
    assert shop.fund(fund_id).state in {"ended", "declined", "taken_back", "agreed"}
    assert shop.whole() == whole


def test_the_database_itself_keeps_one_persons_money_from_anothers(shop: Held) -> None:
    fund = shop.fund(shop.held(shop.bank))
    sam = world.person("Sam Other")
    theirs = world.budget(sam, shop.funder)
    assert fund.account_id
    entries = [Entry(fund.account_id, Pot.AVAILABLE, -1), Entry(theirs, Pot.AVAILABLE, 1)]
    with pytest.raises(IntegrityError, match="never moved to another"), database.writing() as session:
        ledger.post(session, shop.robin, "handed_over", "sly", entries)
    with pytest.raises(IntegrityError, match="one person, one stream"), database.writing() as session:
        session.execute(text("UPDATE fund SET account_id = :theirs"), {"theirs": theirs})
    with pytest.raises(DBAPIError, match="fund"), database.writing() as session:
        session.execute(text("UPDATE fund SET person_id = :sam"), {"sam": sam.own_person_id})
