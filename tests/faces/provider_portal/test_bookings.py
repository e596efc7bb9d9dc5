"""Recording what happened, correcting it, taking it back, and calling a date off."""

from decimal import Decimal
from uuid import UUID

from flask import Flask

from marketplace.budgets.rules import Holding
from marketplace.catalogue.rules import Level, PriceLine, Unit
from marketplace.foundation import database
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import BookingRow
from marketplace.purchasing.rules import BookingState, OrderState
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import AWKWARD, Shop, refuses, says, silent_about


def first(shop: Shop, order_id: UUID) -> BookingRow:
    """The first date of an order."""
    return shop.order(order_id).bookings[0]


def address(shop: Shop, order_id: UUID, verb: str = "record") -> str:
    """Where the first date of an order is recorded, taken back or called off."""
    return f"/provider/bookings/{first(shop, order_id).id}/{verb}"


def test_what_happened_is_recorded_and_waits(shop: Shop, provider: Client) -> None:
    order_id = shop.accepted(2)
    shop.clock.forward(days=8)
    says(provider.page(f"/provider/orders/{order_id}"), "To record", "Record what happened Monday 9 March 2026")
    record = address(shop, order_id)
    says(provider.page(record), "It happened", "They did not come", "£6 to pay, as agreed", "They booked 1 session")
    answer = provider.send(record, {"kind": "delivered", "quantity": "1"})
    assert answer.headers["Location"] == f"/provider/orders/{order_id}"
    page = provider.page(f"/provider/orders/{order_id}")
    says(page, "It waits for their word. If they say nothing by Tuesday 17 March 2026, it counts as right.")
    says(page, "You recorded: It happened (1 session), £12")
    assert first(shop, order_id).state == BookingState.RECORDED
    assert shop.account().promised == 24_00
    with database.writing() as session:
        purchasing.confirm(session, shop.person, first(shop, order_id).id)
    page = provider.page(f"/provider/orders/{order_id}")
    says(page, "They said that it is right", "£12 settled")
    assert shop.account().spent == 12_00


def test_less_than_was_booked_costs_less(shop: Shop, provider: Client) -> None:
    order_id = shop.accepted()
    shop.clock.forward(days=8)
    provider.send(address(shop, order_id), {"kind": "delivered", "quantity": "0.5"})
    booking = first(shop, order_id)
    assert (booking.delivered, booking.pence) == (Decimal("0.5"), 6_00)


def test_what_did_not_happen_costs_the_agreed_share(shop: Shop, provider: Client) -> None:
    order_id = shop.accepted()
    shop.clock.forward(days=8)
    for kind in ("missed", "cancelled_late"):
        answer = provider.send(address(shop, order_id), {"kind": kind, "quantity": "never mind"})
        assert answer.status_code == 303, answer.text
        booking = first(shop, order_id)
        assert (booking.kind, booking.pence) == (kind, 6_00)


WRONG: list[tuple[dict[str, str], str, str]] = [
    ({}, "kind", "Choose what happened"),
    ({"kind": "something", "quantity": "1"}, "kind", "Choose from what is on this page"),
    ({"kind": "delivered", "quantity": ""}, "quantity", "Enter how much it was"),
    ({"kind": "delivered", "quantity": "0"}, "quantity", "between 0.25 and 200"),
    ({"kind": "delivered", "quantity": "-1"}, "quantity", "between 0.25 and 200"),
    ({"kind": "delivered", "quantity": "2"}, "quantity", "1 was booked"),
    ({"kind": "delivered", "quantity": "1e9"}, "quantity", "between 0.25 and 200"),
    ({"kind": "delivered", "quantity": "NaN"}, "quantity", "Enter a number"),
    ({"kind": "delivered", "quantity": "one"}, "quantity", "Enter a number"),
    ({"kind": "delivered", "quantity": "9" * 10_000}, "quantity", "Enter a number"),
    ({"kind": "delivered", "quantity": "1\0"}, "quantity", "Enter a number"),
    ({"kind": "delivered", "quantity": "🌱"}, "quantity", "Enter a number"),
    ({"kind": "delivered", "quantity": "שלום"}, "quantity", "Enter a number"),
]


def test_a_record_that_cannot_be_read(shop: Shop, provider: Client) -> None:
    order_id = shop.accepted()
    shop.clock.forward(days=8)
    record = address(shop, order_id)
    token = {"csrf_token": provider.token(record)}
    for sent, field, error in WRONG:
        refuses(provider.post(record, data=token | sent), field, error, typed=sent.get("quantity", ""))
    assert first(shop, order_id).state == BookingState.BOOKED


def test_nothing_is_recorded_before_it_begins(shop: Shop, provider: Client) -> None:
    order_id = shop.accepted()
    record = address(shop, order_id)
    assert provider.get(record).status_code == 303
    answer = provider.send(record, {"kind": "delivered", "quantity": "1"}, come_from=f"/provider/orders/{order_id}")
    assert answer.status_code == 422
    says(answer.text, "This booking has not begun yet")
    assert first(shop, order_id).state == BookingState.BOOKED


def test_a_dispute_is_read_and_corrected(shop: Shop, provider: Client) -> None:
    order_id = shop.disputed(f"It was cut short. {AWKWARD}")
    page = provider.page(f"/provider/orders/{order_id}")
    says(page, "They said that it is not right", f"“It was cut short. {AWKWARD}”", "North Council will then decide")
    record = address(shop, order_id)
    says(provider.page(record), "Correct the record", "It was cut short.")
    provider.send(record, {"kind": "delivered", "quantity": "0.5"})
    booking = first(shop, order_id)
    assert (booking.state, booking.pence) == (BookingState.RECORDED, 6_00)
    silent_about(provider.page(f"/provider/orders/{order_id}"), "cut short")


def test_a_waiting_record_is_corrected_from_what_it_says(shop: Shop, provider: Client) -> None:
    order_id = shop.recorded()
    page = provider.page(address(shop, order_id))
    says(page, "Correct the record")
    assert 'value="delivered" checked' in page
    provider.send(address(shop, order_id), {"kind": "missed"})
    assert first(shop, order_id).kind == "missed"


def test_a_record_is_taken_back(shop: Shop, provider: Client) -> None:
    order_id = shop.disputed()
    order = f"/provider/orders/{order_id}"
    provider.send(address(shop, order_id, "take-back"), come_from=order)
    says(provider.page(order), "You took the record back", "Record what happened")
    assert first(shop, order_id).state == BookingState.BOOKED
    answer = provider.send(address(shop, order_id, "take-back"), come_from=order)
    assert answer.status_code == 422
    says(answer.text, "This cannot be done now: the booking is booked")


def test_a_settled_record_stays(shop: Shop, provider: Client) -> None:
    order_id = shop.confirmed()
    order, record = f"/provider/orders/{order_id}", address(shop, order_id)
    assert provider.get(record).headers["Location"] == order
    answer = provider.send(record, {"kind": "missed"}, come_from=order)
    assert answer.status_code == 422
    assert (first(shop, order_id).kind, shop.account().spent) == ("delivered", 12_00)


def test_a_date_is_called_off_for_nothing(shop: Shop, provider: Client) -> None:
    order_id = shop.accepted(2)
    off = address(shop, order_id, "call-off")
    says(provider.page(off), "Call off Monday 9 March 2026, 10am?", "All £12 goes back")
    provider.send(off, {"reason": f"Our worker is ill. {AWKWARD}"})
    page = provider.page(f"/provider/orders/{order_id}")
    says(page, "It is called off", f"The reason: Our worker is ill. {AWKWARD}", "nothing to pay")
    assert (shop.account().promised, shop.account().available) == (12_00, 488_00)
    assert provider.get(off).status_code == 303
    order = f"/provider/orders/{order_id}"
    answer = provider.send(off, {"reason": "Again."}, come_from=order)
    assert answer.status_code == 422
    says(answer.text, "not booked any more", "What you wrote was not sent", "Again.")


def test_one_date_of_an_order_is_declined_and_the_rest_accepted(shop: Shop, provider: Client) -> None:
    order_id = shop.ordered(world.offer(shop.owner), 2)
    order, off = f"/provider/orders/{order_id}", address(shop, order_id, "call-off")
    says(provider.page(order), "Say no to this date Monday 9 March 2026")
    says(provider.page(off), "Say no to Monday 9 March 2026, 10am?")
    provider.send(off, {"reason": "We are away that week."})
    says(provider.page(f"{order}/decline"), "All £12 goes back")
    provider.send(f"{order}/accept", come_from=order)
    states = [booking.state for booking in shop.order(order_id).bookings]
    assert (states, shop.account().promised) == ([BookingState.CANCELLED, BookingState.BOOKED], 12_00)


def test_what_the_provider_could_not_do_is_called_off_also_afterwards(shop: Shop, provider: Client) -> None:
    order_id = shop.accepted()
    shop.clock.forward(days=8)
    says(provider.page(address(shop, order_id)), "Could you not do it yourselves?")
    provider.send(address(shop, order_id, "call-off"), {"reason": "We had no room."})
    assert shop.order(order_id).state == OrderState.CANCELLED
    assert shop.account().available == 500_00


def test_calling_off_needs_a_reason(shop: Shop, provider: Client) -> None:
    order_id = shop.accepted()
    for reason in ("", " ", "x" * 10_000, "no\0"):
        refuses(provider.send(address(shop, order_id, "call-off"), {"reason": reason}), "reason", typed=reason)
    assert first(shop, order_id).state == BookingState.BOOKED


def test_a_free_direct_booking_and_its_words(app: Flask, clock: TestClock) -> None:
    shop = Shop(clock, Holding.DIRECT)
    free = world.offer(shop.owner, prices=(PriceLine(Unit.SESSION, Level.STANDARD, 0),), title="Walks")
    shop.account_id = None  # type: ignore[assignment]
    order_id = shop.ordered(free)
    owner = signed_in(app, shop.PROVIDER)
    says(owner.page(f"/provider/orders/{order_id}"), "Free", "1 session, free")
    owner.send(f"/provider/orders/{order_id}/accept", come_from="/provider/orders")
    shop.clock.forward(days=8)
    says(owner.page(address(shop, order_id)), "It is free.", "Nothing to pay, as agreed.")
    owner.send(address(shop, order_id), {"kind": "delivered", "quantity": "1"})
    assert first(shop, order_id).state == BookingState.RECORDED


def test_another_providers_bookings_are_not_there(app: Flask, shop: Shop) -> None:
    world.provider("Somebody else", email="other@example.org")
    order_id = shop.recorded(2)
    other = signed_in(app, "other@example.org")
    for verb, data in (
        ("record", {"kind": "missed"}),
        ("record", {}),
        ("take-back", {}),
        ("call-off", {"reason": "No."}),
        ("call-off", {"reason": ""}),
    ):
        answer = other.send(address(shop, order_id, verb), data, come_from="/provider/offers/new")
        assert answer.status_code == 404, verb
    for verb in ("record", "call-off"):
        other.page(address(shop, order_id, verb), 404)
    assert [b.state for b in shop.order(order_id).bookings] == [BookingState.RECORDED, BookingState.BOOKED]
