"""Booking from the offer to the receipt: what is shown, what is promised, and who is told."""

from collections.abc import Callable

from flask import Flask

from marketplace.budgets.rules import Holding
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import Shop, says, silent_about
from tests.faces.storefront.booking import MONDAYS, Stall
from tests.faces.storefront.people import notices, orders, refused
from tests.faces.storefront.sheet import sheet

FREE = (world.PriceLine(world.Unit.SESSION, world.Level.STANDARD, 0),)


def test_six_sessions_at_an_agreed_time(robin: Client, shop: Shop, app: Flask, work: Callable[[], int]) -> None:
    stall = Stall(robin, shop, world.offer(shop.owner))
    says(robin.page(f"/offers/{stall.offer_id}"), "Six would cost £72", "You have £500 left in Adult social care")
    answer = stall.choose(**MONDAYS | {"times": "6"})
    says(answer.text, "£72", "Who pays Adult social care, held by the funder", "£428 of £500")
    says(answer.text, "After that, or if you do not come, it costs 50% of the price.")
    placed = sheet(answer.text, stall.address).send(robin, message="I use a wheelchair.")
    receipt = robin.page(placed.headers["Location"])
    says(receipt, "Your order has been sent.", "They will answer by Thursday 5 March 2026", "£12 promised")
    says(robin.page("/money"), "£72 is promised", "£428 is left", "Promised: Allotment mornings")
    says(robin.page("/"), "You have £428 left to use", "They will answer by Thursday 5 March 2026")
    while work():
        pass
    assert "Your order has been sent" in notices(robin)
    provider = signed_in(app, Shop.PROVIDER)
    assert "You have a new order" in notices(provider)
    page = provider.page(f"/provider/orders/{orders(shop)[0].id}")
    says(page, "I use a wheelchair.", "Robin Vale", "Please answer by Thursday")


def test_two_dates_of_a_group(robin: Client, shop: Shop) -> None:
    group = world.group(shop.owner)
    stall = Stall(robin, shop, group.offer_id)
    form = stall.checked(sessions=[str(each) for each in group.sessions[:2]])
    assert form.send(robin).status_code == 303
    (placed,) = orders(shop)
    assert [booking.session_id for booking in shop.order(placed.id).bookings] == list(group.sessions[:2])
    says(robin.page(f"/offers/{group.offer_id}"), "7 places left", "8 places left")


def test_something_free_needs_no_budget(app: Flask, shop: Shop) -> None:
    world.person("Ned Rowan", email="ned@example.org")
    ned = signed_in(app, "ned@example.org")
    stall = Stall(ned, shop, world.offer(shop.owner, prices=FREE))
    page = ned.page(f"{stall.address}/new")
    says(page, "It is free.")
    silent_about(page, "Which money pays", "There is no budget")
    answer = stall.choose(**MONDAYS)
    says(answer.text, "Nobody: it is free", "Book it")
    assert sheet(answer.text, stall.address).send(ned).status_code == 303
    says(ned.page("/orders"), "Allotment mornings", "They will answer by")


def test_somebody_without_a_budget_is_told_what_to_do(app: Flask, shop: Shop) -> None:
    world.person("Ned Rowan", email="ned@example.org")
    ned = signed_in(app, "ned@example.org")
    stall = Stall(ned, shop, world.offer(shop.owner))
    says(ned.page(f"{stall.address}/new"), "There is no budget yet that can pay for this.")
    refused(stall.choose(**MONDAYS), "ask who gives you your budget", field="account_id", typed="10am")


def test_which_of_two_accounts_pays_is_the_persons_choice(robin: Client, shop: Shop) -> None:
    direct = world.budget(shop.robin, shop.funder, 300_00, Holding.DIRECT)
    stall = Stall(robin, shop, world.offer(shop.owner))
    choices = stall.choices()
    assert choices.fields["account_id"] == str(shop.account_id)  # the fuller one is chosen already
    answer = stall.choose(**MONDAYS, account_id=str(direct))
    says(answer.text, "Who pays Adult social care, direct payment", "£276 of £300")
    assert stall.checked(**MONDAYS, account_id=str(direct)).send(robin).status_code == 303
    (placed,) = orders(shop)
    assert [payer.account_id for payer in shop.order(placed.id).payers] == [direct]


def test_what_was_written_for_the_provider_survives_a_change(robin: Client, shop: Shop) -> None:
    stall = Stall(robin, shop, world.offer(shop.owner))
    words = "I use a wheelchair.\nThe ramp, please."
    choices = stall.checked(**MONDAYS).send(robin, message=words, change="1")
    assert choices.status_code == 200
    says(choices.text, "Book Allotment mornings", "Nothing is booked yet.")
    again = sheet(choices.text, stall.address).send(robin, times="3")
    says(again.text, "Check the booking", "£36")
    assert sheet(again.text, stall.address).fields["message"] == words
    assert sheet(again.text, stall.address).send(robin).status_code == 303
    assert shop.order(orders(shop)[0].id).message == words
