"""What tired fingers and hostile ones put into the forms of an order: told at its field, nothing lost, nothing done."""

import re
from datetime import date
from uuid import UUID, uuid4

import pytest

from marketplace.budgets.rules import Holding
from tests import world
from tests.faces.conftest import Client
from tests.faces.shop import Shop, says
from tests.faces.storefront.booking import MONDAYS, Stall, count
from tests.faces.storefront.people import ODD_WORDS, STRANGER, nothing_changes, orders, refused
from tests.faces.storefront.sheet import sheet

LONG = "9" * 10_000
ODD_NUMBERS = (
    *("six", "", " ", "1,5", "1e3", "1_0", "NaN", "∞", "½", "🌱", "-", "1\0", LONG, "\u200f12"),
    *("\u0663", "\u0663\u066b\u0665"),  # three, and three and a half, in Arabic digits
)
FIELDS = (
    "line",
    "sessions",
    "first_day",
    "at",
    "quantity",
    "times",
    "every",
    "account_id",
    "rest_id",
    "part",
    "again_of",
)
HIDDEN_FIELDS = ("message", "key", "version_id", "expected", "csrf_token", "n\0body")


@pytest.fixture
def hourly(robin: Client, shop: Shop) -> Stall:
    """An offer by the hour."""
    prices = (world.PriceLine(world.Unit.HOUR, world.Level.STANDARD, 20_00),)
    return Stall(robin, shop, world.offer(shop.owner, prices=prices))


@pytest.fixture
def group(robin: Client, shop: Shop) -> Stall:
    """A group with dates and places."""
    return Stall(robin, shop, world.group(shop.owner).offer_id)


@pytest.mark.parametrize("times", ["0", "-1", "1.5", "1e1", "61", "100000000000", *ODD_NUMBERS])
def test_how_many_times(stall: Stall, times: str) -> None:
    mend = "from 1 to 60." if times.strip() in {"0", "61", ""} else "Enter a whole number, such as 6."
    with nothing_changes():
        answer = stall.choose(**MONDAYS | {"times": times})
        typed = times if "\0" not in times and times.strip() else ""
        refused(answer, mend, field="times", typed=typed)
        assert 'value="10am"' in answer.text
        form = stall.checked(**MONDAYS)
        refused(form.send(stall.robin, times=times), mend, field="times", typed=typed)


@pytest.mark.parametrize("quantity", ["0", "-2", "0.1", "1.255", "201", "1000000000000", *ODD_NUMBERS])
def test_how_much_each_time(hourly: Stall, quantity: str) -> None:
    chosen = {**MONDAYS, "quantity": quantity}
    with nothing_changes():
        answer = hourly.choose(**chosen)
        refused(
            answer,
            "such as 1 or 1.5.",
            field="quantity",
            typed=quantity if "\0" not in quantity and quantity.strip() else "",
        )
        form = hourly.checked(**MONDAYS, quantity="1")
        refused(form.send(hourly.robin, quantity=quantity), "such as 1 or 1.5.", field="quantity")


@pytest.mark.parametrize(
    "day",
    [
        ("31", "2", "2026"),
        ("0", "3", "2026"),
        ("9", "13", "2026"),
        ("9", "3", "1"),
        ("9", "3", "99999999"),
        ("nine", "March", "next year"),
        ("", "", ""),
        ("9", "", "2026"),
        ("1", "3", "2026"),  # yesterday
        ("🌱", "\u200f3", "2026"),
        ("1_0", "3", "2026"),
        ("9\0", "3", "2026"),
        (LONG, LONG, LONG),
    ],
)
def test_the_first_day(stall: Stall, day: tuple[str, str, str]) -> None:
    with nothing_changes():
        answer = stall.choose(**MONDAYS | {"first_day": day})
        refused(answer, "There is a problem", field="first_day")
        for typed in day:
            assert f'value="{typed}"' in answer.text or "\0" in typed, typed[:20]
        refused(stall.checked(**MONDAYS).send(stall.robin, first_day=day), field="first_day")


@pytest.mark.parametrize("at", ["", "25:00", "10:61", "teatime", "-1", "10.30.15 pm", "🕙", "10\0am", LONG])
def test_the_time_of_day(stall: Stall, at: str) -> None:
    with nothing_changes():
        refused(stall.choose(**MONDAYS | {"at": at}), field="at", typed=at if "\0" not in at else "")
        refused(stall.checked(**MONDAYS).send(stall.robin, at=at), field="at")


@pytest.mark.parametrize("chosen", [None, "nonsense", str(UUID(int=7)), "", "\0", LONG, [str(uuid4()), "x"]])
def test_dates_that_are_not_there(group: Stall, chosen: object) -> None:
    with nothing_changes():
        refused(group.choose(sessions=chosen), field="sessions")


@pytest.mark.parametrize("account", ["nonsense", str(UUID(int=7)), "\0", LONG, "'; DROP TABLE orders; --"])
def test_money_that_is_not_there(stall: Stall, account: str) -> None:
    with nothing_changes():
        refused(stall.choose(**MONDAYS, account_id=account), "Choose which money pays", field="account_id")
        refused(stall.checked(**MONDAYS).send(stall.robin, account_id=account), field="account_id")


def test_somebody_elses_money(stall: Stall) -> None:
    stranger = world.person("Ned Rowan", email=STRANGER)
    theirs = world.budget(stranger, stall.shop.funder)
    with nothing_changes():
        refused(stall.choose(**MONDAYS, account_id=str(theirs)), field="account_id")
        refused(stall.checked(**MONDAYS).send(stall.robin, account_id=str(theirs)), field="account_id")


def test_money_that_the_provider_does_not_take(robin: Client, shop: Shop) -> None:
    direct = world.budget(shop.robin, shop.funder, 100_00, Holding.DIRECT)
    stall = Stall(robin, shop, world.offer(shop.owner, takes=("notional",)))
    with nothing_changes():
        assert str(direct) not in robin.page(f"{stall.address}/new")
        refused(stall.choose(**MONDAYS, account_id=str(direct)), field="account_id")


def test_a_day_outside_the_budget(stall: Stall) -> None:
    with nothing_changes():
        answer = stall.choose(**MONDAYS | {"first_day": ("4", "1", "2027")})
        refused(answer, "31 December 2026", field="account_id", typed='value="2027"')


@pytest.mark.parametrize(("year", "told"), [(2025, "Choose which money pays"), (2027, "from 1 January 2027")])
def test_money_of_another_year(stall: Stall, year: int, told: str) -> None:
    other = world.budget(
        stall.shop.robin, stall.shop.funder, 300_00, Holding.DIRECT, date(year, 1, 1), date(year, 12, 31)
    )
    with nothing_changes():
        refused(stall.choose(**MONDAYS, account_id=str(other)), told, field="account_id", typed="10am")
        refused(stall.checked(**MONDAYS).send(stall.robin, account_id=str(other)), told, field="account_id")


@pytest.mark.parametrize("value", ["\0", LONG, ["x"] * 50])
@pytest.mark.parametrize("name", [*FIELDS, *HIDDEN_FIELDS])
def test_anything_in_the_address(stall: Stall, name: str, value: object) -> None:
    with nothing_changes():
        answer = stall.choices().send(stall.robin, **MONDAYS | {name: value})
        if answer.status_code == 200:  # what the choices do not ask for is passed over
            assert name in {*HIDDEN_FIELDS, "sessions", "quantity", "again_of"}
            says(answer.text, "Check the booking", "£24")
        else:
            refused(answer, field=name if f'href="#{name}"' in answer.text else "")


@pytest.mark.parametrize("words", ODD_WORDS)
def test_a_message_is_kept_as_it_was_typed(stall: Stall, words: str) -> None:
    placed = stall.checked(**MONDAYS).send(stall.robin, message=words)
    assert placed.status_code == 303
    assert stall.shop.order(orders(stall.shop)[0].id).message == words
    says(stall.robin.page(placed.headers["Location"]), "Your order has been sent.")


def test_a_message_of_the_most_letters(stall: Stall) -> None:
    assert stall.checked(**MONDAYS).send(stall.robin, message="é" * 5_000).status_code == 303


@pytest.mark.parametrize(("words", "told"), [("é" * 10_000, "10,000 characters"), ("a\0b", "hidden character")])
def test_a_message_that_cannot_be_kept(stall: Stall, words: str, told: str) -> None:
    form = stall.checked(**MONDAYS)
    with nothing_changes():
        answer = form.send(stall.robin, message=words)
        refused(answer, told, "Check the booking", field="message", typed=words.replace("\0", ""))
    assert sheet(answer.text, stall.address).send(stall.robin, message="Short.").status_code == 303


def test_a_message_that_cannot_be_kept_is_mended_where_it_is_told(group: Stall) -> None:
    form = group.checked(sessions=group.dates()[:1])
    with nothing_changes():
        answer = form.send(group.robin, message="é" * 10_000, sessions=["gone"])
    assert answer.status_code == 422
    says(answer.text, "10,000 characters", "cannot be booked any more")
    assert re.search(r'<textarea[^>]*id="message"', answer.text)  # a link to what is hidden would lead nowhere
    mended = sheet(answer.text, group.address).send(group.robin, message="Short.", sessions=group.dates()[:1])
    assert sheet(mended.text, group.address).fields["message"] == "Short."


@pytest.mark.parametrize("name", ["line", "key", "version_id", "expected", "again_of", "every", "account_id"])
@pytest.mark.parametrize("value", ["nonsense", "", "\0", "🌱", LONG, "-1", None])
def test_hidden_fields_that_were_tampered_with(stall: Stall, name: str, value: str | None) -> None:
    answer = stall.checked(**MONDAYS).send(stall.robin, **{name: value})
    assert answer.status_code in {200, 303, 422}
    if answer.status_code == 303:  # what says nothing of what is bought or paid: the order is as it was checked
        assert name in {"again_of", "line", "every", "account_id"}
        (placed,) = orders(stall.shop)
        assert stall.shop.order(placed.id).total == 24_00
    else:
        assert count("orders") == 0
        assert stall.robin.get(f"{stall.address}/new").status_code == 200


def test_fields_that_no_form_has(stall: Stall) -> None:
    form = stall.checked(**MONDAYS)
    extra = {"price": "1", "person_id": str(uuid4()), "state": "accepted", "total": "0", "is_admin": "true"}
    assert form.send(stall.robin, **extra).status_code == 303
    (placed,) = orders(stall.shop)
    assert (placed.state, stall.shop.order(placed.id).total) == ("placed", 24_00)


@pytest.mark.parametrize("name", ["key", "expected", "version_id"])
def test_a_form_that_says_too_little_of_its_page_is_asked_again(stall: Stall, name: str) -> None:
    form = stall.checked(**MONDAYS)
    with nothing_changes():
        answer = form.send(stall.robin, **{name: None}, message="A ramp, please.")
        says(answer.text, "Check the booking", "£24", "£476 of £500")
    assert answer.status_code == (200 if name == "key" else 422)
    again = sheet(answer.text, stall.address)
    assert again.fields["message"] == "A ramp, please."
    assert again.send(stall.robin).status_code == 303


def test_a_form_without_its_token_does_nothing(stall: Stall) -> None:
    form = stall.checked(**MONDAYS)
    with nothing_changes():
        for token in (None, "", "nonsense"):
            answer = form.send(stall.robin, csrf_token=token)
            assert answer.status_code == 400
            says(answer.text, "This page was open for too long", "Go back, open the page again")
    assert form.send(stall.robin).status_code == 303  # the page that the browser goes back to


def test_a_form_of_a_sign_in_that_ended_does_nothing(stall: Stall) -> None:
    form = stall.checked(**MONDAYS)
    stall.robin.send("/sign-out", come_from="/")
    stall.robin.send("/sign-in", {"email": Shop.PERSON, "password": world.PASSWORD})
    with nothing_changes():
        old = form.send(stall.robin)
        assert old.status_code == 400
        says(old.text, "a page stops working once you sign out or in again")
    assert form.send(stall.robin, csrf_token=stall.checked(**MONDAYS).fields["csrf_token"]).status_code == 303


def test_a_form_with_nothing_in_it(stall: Stall) -> None:
    wanted = (
        "Enter the first day you want.",
        "Enter the time it should start.",
    )
    token = stall.checked(**MONDAYS).fields["csrf_token"]
    with nothing_changes():
        for answer in (
            stall.robin.get(f"{stall.address}/new", query_string={"line": "session:standard"}),
            stall.robin.post(stall.address, data={"csrf_token": token}),
            stall.robin.post(stall.address, data={"csrf_token": token, "key": str(uuid4())}),
        ):
            assert answer.status_code == 422
            says(answer.text, "There is a problem", *wanted)


def test_an_offer_that_is_not_there(stall: Stall) -> None:
    form = stall.checked(**MONDAYS)
    draft = world.offer(stall.shop.owner, published=False)
    with nothing_changes():
        for offer_id in (draft, uuid4()):
            for address in (f"/offers/{offer_id}/orders", f"/offers/{offer_id}/orders/"):
                assert stall.robin.post(address, data=form.fields).status_code == 404
            stall.robin.page(f"/offers/{offer_id}/orders/new", 404)
