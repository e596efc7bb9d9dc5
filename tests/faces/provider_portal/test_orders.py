"""The provider's orders: the start page, the list, answering, and everything that a page shows of one."""

from uuid import uuid4

from flask import Flask

from marketplace.budgets.rules import Holding
from marketplace.purchasing.rules import BookingState, OrderState
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import AWKWARD, Shop, refuses, says, silent_about


def test_nothing_to_do_is_said_plainly(provider: Client) -> None:
    says(provider.page("/provider/"), "There is nothing to do just now", "Make your first offer")
    says(provider.page("/provider/orders"), "You have no orders yet")
    says(provider.page("/provider/orders?show=waiting"), "No order waits for your answer")
    says(provider.page("/provider/orders?show=booked"), "Nothing is booked just now")
    says(provider.page("/provider/ratings"), "Nobody has said how it was yet")


def test_signing_in_lands_where_the_work_is(app: Flask, provider: Client) -> None:
    answer = provider.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/provider/")


def test_everything_that_waits_is_on_the_start_page(shop: Shop, provider: Client) -> None:
    world.offer(shop.owner, published=False, title="A draft of mine")
    disputed = shop.disputed()
    due = shop.accepted()
    shop.clock.forward(days=7.2)
    placed = shop.ordered(world.offer(shop.owner, title="Singing"), 2)
    worry = shop.worried(due)
    page = provider.page("/provider/")
    says(page, "Orders to answer", "Singing for Robin Vale", "2 dates", "Answer by", "Not right, they say", "To record")
    says(page, "1 date has begun", "Problems to answer", "Drafts", "A draft of mine")
    for address in (f"orders/{disputed}", f"orders/{due}", f"orders/{placed}", f"problems/{worry}"):
        assert f'href="/provider/{address}"' in page
    silent_about(page, "nothing to do")


def test_an_order_arrives_and_is_accepted(shop: Shop, provider: Client) -> None:
    order_id = shop.ordered(world.offer(shop.owner), 2, message=f"I use a wheelchair.\n{AWKWARD}")
    page = provider.page("/provider/orders?show=waiting")
    says(page, "Robin Vale", "Answer by Thursday 5 March 2026", "£24 promised")
    page = provider.page(f"/provider/orders/{order_id}")
    says(page, "For Robin Vale", "I use a wheelchair.", "Monday 9 March 2026, 10am to 11am", "£12 promised")
    says(page, "Owed by North Council, once it is settled", "They can cancel for nothing up to 24 hours before", "£24")
    assert AWKWARD not in page
    says(page, AWKWARD)
    answer = provider.send(f"/provider/orders/{order_id}/accept", come_from=f"/provider/orders/{order_id}")
    assert answer.headers["Location"] == f"/provider/orders/{order_id}"
    page = provider.page(f"/provider/orders/{order_id}")
    says(page, "You said yes. We have told them.", "Call it off")
    silent_about(page, "Say no, with a reason")
    assert shop.order(order_id).state == OrderState.ACCEPTED
    says(provider.page("/provider/orders?show=booked"), "Next: Monday 9 March 2026, 10am")


def test_a_direct_payment_says_who_pays(app: Flask, clock: TestClock) -> None:
    shop = Shop(clock, Holding.DIRECT)
    order_id = shop.ordered(world.offer(shop.owner))
    page = signed_in(app, shop.PROVIDER).page(f"/provider/orders/{order_id}")
    says(page, "The person pays you directly")
    silent_about(page, "Owed by")


def test_the_rest_of_the_money_is_not_shown(shop: Shop, provider: Client) -> None:
    order_id = shop.ordered(world.offer(shop.owner))
    silent_about(provider.page(f"/provider/orders/{order_id}"), "£500", "£488", "Adult social care")


def test_declining_gives_the_money_back(shop: Shop, provider: Client) -> None:
    group = world.group(shop.owner, places=1)
    order_id = shop.ordered(group.offer_id, sessions=group.sessions[:2])
    assert shop.account().promised == 24_00
    says(provider.page(f"/provider/orders/{order_id}/decline"), "All £24 goes back")
    provider.send(f"/provider/orders/{order_id}/decline", {"reason": f"We are full. {AWKWARD}"})
    page = provider.page(f"/provider/orders/{order_id}")
    says(page, "You said no", f"The reason given: We are full. {AWKWARD}", "All the money went back")
    assert (shop.account().promised, shop.account().available) == (0, 500_00)
    assert shop.order(order_id).state == OrderState.DECLINED
    shop.ordered(group.offer_id, sessions=group.sessions[:2])  # the places are free again


def test_a_reason_is_needed_and_kept(shop: Shop, provider: Client) -> None:
    order_id = shop.ordered(world.offer(shop.owner))
    for reason, error in (
        ("", "Say why"),
        ("   \n ", "Say why"),
        ("x" * 10_000, "Shorten it to 1,000"),
        ("ends here\0", "hidden character"),
    ):
        refuses(
            provider.send(f"/provider/orders/{order_id}/decline", {"reason": reason}), "reason", error, typed=reason
        )
    assert shop.order(order_id).state == OrderState.PLACED


def test_an_answer_that_comes_too_late_says_so_and_keeps_the_words(shop: Shop, provider: Client) -> None:
    order_id = shop.accepted()
    address = f"/provider/orders/{order_id}"
    answer = provider.send(f"{address}/accept", come_from=address)
    assert answer.status_code == 422
    says(answer.text, "This cannot be done now: the order was accepted", "Dates")
    says(provider.page(f"{address}/decline"), "has been answered")
    answer = provider.send(f"{address}/decline", {"reason": "We cannot after all."}, come_from=address)
    assert answer.status_code == 422
    says(answer.text, "the order was accepted", "What you wrote was not sent", "We cannot after all.")
    assert [booking.state for booking in shop.order(order_id).bookings] == [BookingState.BOOKED]


def test_the_list_can_be_narrowed_and_paged(shop: Shop, provider: Client) -> None:
    shop.accepted()
    shop.ordered(world.offer(shop.owner, title="Singing"))
    both = provider.page("/provider/orders")
    says(both, "Allotment mornings", "Singing")
    silent_about(provider.page("/provider/orders?show=waiting"), "Allotment mornings")
    silent_about(provider.page("/provider/orders?show=booked"), "Singing")
    says(provider.page("/provider/orders?page=7"), "There are no more")
    for odd in ("0", "-1", "x", "9" * 30, "²"):
        says(provider.page(f"/provider/orders?page={odd}&show=nonsense"), "Allotment mornings", "Singing")


def test_another_providers_orders_are_not_there(app: Flask, shop: Shop) -> None:
    world.provider("Somebody else", email="other@example.org")
    order_id = shop.ordered(world.offer(shop.owner))
    other = signed_in(app, "other@example.org")
    silent_about(other.page("/provider/"), "Robin Vale")
    silent_about(other.page("/provider/orders"), "Robin Vale")
    for address in (f"/provider/orders/{order_id}", f"/provider/orders/{order_id}/decline"):
        other.page(address, 404)
    for address, data in (("accept", {}), ("decline", {"reason": "No."}), ("decline", {"reason": ""})):
        answer = other.send(f"/provider/orders/{order_id}/{address}", data, come_from="/provider/offers/new")
        assert answer.status_code == 404, address
    other.page(f"/provider/orders/{uuid4()}", 404)
    assert shop.order(order_id).state == OrderState.PLACED


def test_others_do_not_get_in(app: Flask, shop: Shop) -> None:
    order_id = shop.ordered(world.offer(shop.owner))
    visitor = app.test_client()
    assert visitor.get("/provider/").headers["Location"].startswith("/sign-in")
    robin = signed_in(app, shop.PERSON)
    for address in ("/provider/", "/provider/orders", f"/provider/orders/{order_id}", "/provider/offers"):
        robin.page(address, 404)
