"""One order paid by two accounts: what is shown, what each promises and gives, and what bad input gets."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from marketplace.budgets.queries import accounts_for
from marketplace.budgets.queries import findings as money_findings
from marketplace.foundation import database
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import RecordRequest
from marketplace.purchasing.queries import findings
from marketplace.purchasing.rules import DeliveryKind
from tests import world
from tests.faces.conftest import Client
from tests.faces.shop import Shop, says, silent_about
from tests.faces.storefront.booking import MONDAYS, Stall
from tests.faces.storefront.people import nothing_changes, orders, refused
from tests.faces.storefront.sheet import sheet


@pytest.fixture
def small(shop: Shop) -> UUID:
    """A second account, of another funder, with £20 in it."""
    return world.budget(shop.robin, world.commissioner("South Trust"), 20_00)


def pots(shop: Shop) -> dict[UUID, tuple[int, int, int]]:
    """What is left, promised and spent in each account; and all books are square."""
    with database.reading() as session:
        rows = accounts_for(session, shop.person, shop.robin.own_person_id or UUID(int=0))
        assert money_findings(session, world.system()) + findings(session, world.system()) == []
    return {row.id: (row.available, row.promised, row.spent) for row in rows}


def test_two_accounts_pay_and_each_gets_back_what_it_gave(robin: Client, shop: Shop, small: UUID) -> None:
    stall = Stall(robin, shop, world.offer(shop.owner))
    says(robin.page(f"{stall.address}/new"), "Let a second account pay a part", "Nothing else: one pays it all")
    answer = stall.choose(**MONDAYS, account_id=str(small), rest_id=str(shop.account_id))
    says(answer.text, "£20 from Adult social care, held by the funder. Then £0 of £20 is left there.", "£4 from Adult")
    assert sheet(answer.text, stall.address).fields["part"] == "20"
    placed = sheet(answer.text, stall.address).send(robin)
    says(robin.page(placed.headers["Location"]), "(South Trust), held by the funder: £20", "(North Council)")
    assert pots(shop) == {small: (0, 20_00, 0), shop.account_id: (496_00, 4_00, 0)}

    (row,) = orders(shop)
    first, second = shop.order(row.id).bookings
    with database.writing() as session:
        purchasing.accept(session, shop.provider, row.id)
    with database.writing() as session:
        purchasing.cancel(session, shop.person, second.id, 0)
    assert pots(shop) == {small: (8_00, 12_00, 0), shop.account_id: (500_00, 0, 0)}
    shop.clock.forward(days=8)
    with database.writing() as session:
        purchasing.record(session, shop.provider, RecordRequest(first.id, DeliveryKind.DELIVERED, first.quantity))
    with database.writing() as session:
        purchasing.confirm(session, shop.person, first.id)
    assert pots(shop) == {small: (8_00, 0, 12_00), shop.account_id: (500_00, 0, 0)}


def test_a_late_cancel_of_a_shared_date_takes_from_the_first_and_gives_the_rest_back(
    robin: Client, shop: Shop, small: UUID
) -> None:
    stall = Stall(robin, shop, world.offer(shop.owner))
    chosen = {**MONDAYS, "times": "1", "account_id": str(small), "rest_id": str(shop.account_id), "part": "5"}
    assert stall.checked(**chosen).send(robin).status_code == 303
    assert pots(shop) == {small: (15_00, 5_00, 0), shop.account_id: (493_00, 7_00, 0)}
    (row,) = orders(shop)
    with database.writing() as session:
        purchasing.accept(session, shop.provider, row.id)
    shop.clock.forward(days=6, hours=20)
    with database.writing() as session:
        purchasing.cancel(session, shop.person, shop.order(row.id).bookings[0].id, 6_00)
    assert pots(shop) == {small: (15_00, 0, 5_00), shop.account_id: (499_00, 0, 1_00)}


def test_a_booking_over_the_end_of_one_stream_is_paid_by_the_next(robin: Client, shop: Shop) -> None:
    ending = world.budget(shop.robin, world.commissioner("South Trust"), 90_00, ends=date(2026, 3, 15))
    stall = Stall(robin, shop, world.offer(shop.owner))
    refused(stall.choose(**MONDAYS, account_id=str(ending)), "16 March 2026 is not one of them", field="account_id")
    assert stall.checked(**MONDAYS, account_id=str(ending), rest_id=str(shop.account_id)).send(robin).status_code == 303
    assert pots(shop) == {ending: (78_00, 12_00, 0), shop.account_id: (488_00, 12_00, 0)}


def test_the_same_again_asks_the_same_two_accounts(robin: Client, shop: Shop, small: UUID) -> None:
    stall = Stall(robin, shop, world.offer(shop.owner))
    stall.checked(**MONDAYS | {"times": "1"}, account_id=str(small), rest_id=str(shop.account_id), part="1").send(robin)
    (row,) = orders(shop)
    where = robin.get(f"/orders/{row.id}/again").headers["Location"]
    assert f"account_id={small}" in where
    assert f"rest_id={shop.account_id}" in where


def test_what_was_shown_is_what_is_promised_or_nothing_is(robin: Client, shop: Shop, small: UUID) -> None:
    stall = Stall(robin, shop, world.offer(shop.owner))
    form = stall.checked(**MONDAYS, account_id=str(small), rest_id=str(shop.account_id))
    shop.account_id = small  # in between, £12 of the £20 go elsewhere
    shop.ordered(world.offer(shop.owner))
    with nothing_changes():
        refused(form.send(robin), "This costs £20, and £8 is left in this account.", field="account_id")


@pytest.mark.parametrize(
    ("typed", "words", "field"),
    [
        ({"part": "0"}, "Enter how much the first account should pay", "part"),
        ({"part": "-3"}, "Enter an amount in pounds", "part"),
        ({"part": "lots"}, "Enter an amount in pounds", "part"),
        ({"part": "9" * 40}, "Enter an amount in pounds", "part"),
        ({"part": "21"}, "and £20 is left in this account", "account_id"),
        ({"rest_id": "none", "part": "5"}, "Choose which money pays the rest", "rest_id"),
        ({"rest_id": str(uuid4())}, "Choose which money pays the rest", "rest_id"),
        ({"rest_id": "🌱"}, "Choose which money pays the rest", "rest_id"),
    ],
)
def test_what_cannot_be(robin: Client, shop: Shop, small: UUID, typed: dict[str, str], words: str, field: str) -> None:
    stall = Stall(robin, shop, world.offer(shop.owner))
    good = {**MONDAYS, "account_id": str(small), "rest_id": str(shop.account_id)}
    with nothing_changes():
        refused(stall.choose(**good | typed), words, field=field, typed="10am")
        form = stall.checked(**good)
        refused(form.send(robin, **typed), words, field=field)


def test_the_same_account_twice(robin: Client, shop: Shop, small: UUID) -> None:
    stall = Stall(robin, shop, world.offer(shop.owner))
    twice = {"account_id": str(small), "rest_id": str(small)}
    refused(stall.choose(**MONDAYS, **twice), "Choose another account for the rest", field="rest_id")


def test_nobody_pays_from_the_account_of_somebody_else(robin: Client, shop: Shop, small: UUID) -> None:
    stranger = world.person("Ned Rowan")
    theirs = world.budget(stranger, shop.funder, 90_00)
    stall = Stall(robin, shop, world.offer(shop.owner))
    with nothing_changes():
        answer = stall.choose(**MONDAYS, account_id=str(small), rest_id=str(theirs))
        refused(answer, "Choose which money pays the rest", field="rest_id")
    silent_about(answer.text, str(theirs))


def test_what_is_free_asks_nothing_of_a_second_account(robin: Client, shop: Shop, small: UUID) -> None:
    free = (world.PriceLine(world.Unit.SESSION, world.Level.STANDARD, 0),)
    stall = Stall(robin, shop, world.offer(shop.owner, prices=free))
    form = stall.checked(**MONDAYS, account_id=str(small), rest_id=str(shop.account_id), part="5")
    assert form.send(robin).status_code == 303
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM funding")) == 0
