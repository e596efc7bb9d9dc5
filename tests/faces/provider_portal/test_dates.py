"""The dates of a group: adding them, changing their places, closing one."""

from uuid import uuid4

from flask import Flask

from marketplace.catalogue.queries import SessionRow, own_sessions
from marketplace.foundation import database
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import Shop, refuses, says, silent_about

ADDED: dict[str, object] = {
    "first_day": ["23", "3", "2026"],
    "starts": "10:30",
    "ends": "12.30",
    "weeks": "2",
    "places": "8",
}


def dates(shop: Shop, group: world.Group) -> list[SessionRow]:
    """The dates to come."""
    with database.reading() as session:
        return own_sessions(session, shop.provider, group.offer_id)


def test_dates_are_added_by_the_week_in_london_time(shop: Shop, provider: Client) -> None:
    group = world.group(shop.owner, dates=1)
    provider.send(f"/provider/offers/{group.offer_id}/dates/new", ADDED)
    page = provider.page(f"/provider/offers/{group.offer_id}")
    says(page, "2 dates are added", "0 of 8 taken")
    says(page, "Monday 23 March 2026, 10:30am to 12:30pm", "Monday 30 March 2026, 10:30am to 12:30pm")
    assert [row.starts_at.hour for row in dates(shop, group)] == [10, 10, 9]  # the clocks go forward on 29 March


WRONG: list[tuple[dict[str, object], str, str]] = [
    ({"first_day": ["", "", ""]}, "first_day", "Enter the first day"),
    ({"first_day": ["1", "3", "2026"]}, "first_day", "must be in the future"),
    ({"first_day": ["30", "2", "2026"]}, "first_day", "Enter a real date"),
    ({"first_day": ["9", "3", "2026"], "starts": "10:00"}, "first_day", "already has one of these dates"),
    ({"first_day": ["🌱", "\0", "x" * 10_000]}, "first_day", "Enter a real date"),
    ({"starts": ""}, "starts", "Enter when it starts"),
    ({"starts": "noon"}, "starts", "Enter a time"),
    ({"starts": "25:00"}, "starts", "Enter a time"),
    ({"starts": "1" * 10_000}, "starts", "Enter a time"),
    ({"ends": "10am"}, "ends", "The end must be after the start"),
    ({"ends": "10:30"}, "ends", "The end must be after the start"),
    ({"ends": "\0"}, "ends", "Enter a time"),
    ({"weeks": "0"}, "weeks", "from 1 to 52"),
    ({"weeks": "53"}, "weeks", "from 1 to 52"),
    ({"weeks": "-1"}, "weeks", "Enter a whole number"),
    ({"weeks": ""}, "weeks", "Write 1 for once"),
    ({"weeks": "9" * 10_000}, "weeks", "Enter a whole number"),
    ({"places": "0"}, "places", "Places must be between 1 and 500"),
    ({"places": "501"}, "places", "Places must be between 1 and 500"),
    ({"places": "-8"}, "places", "Enter a whole number"),
    ({"places": "many"}, "places", "Enter a whole number"),
    ({"places": ""}, "places", "Enter how many people"),
    ({"places": "שמונה"}, "places", "Enter a whole number"),
]


def test_dates_that_cannot_be(shop: Shop, provider: Client) -> None:
    group = world.group(shop.owner, dates=1)
    address = f"/provider/offers/{group.offer_id}/dates/new"
    token = {"csrf_token": provider.token(address)}
    for changed, field, error in WRONG:
        sent = ADDED | changed
        answer = provider.post(address, data=token | sent)
        refuses(answer, field, error)
        for typed in sent.values():
            for each in typed if isinstance(typed, list) else [typed]:
                assert f'value="{each}"' in answer.text or not each, (changed, each)
    assert len(dates(shop, group)) == 1


def test_places_are_changed_but_not_below_what_is_taken(shop: Shop, provider: Client) -> None:
    group = world.group(shop.owner, places=4, dates=2)
    shop.ordered(group.offer_id, sessions=group.sessions[:1])
    address = f"/provider/offers/{group.offer_id}/dates/{group.sessions[0]}"
    says(provider.page(address), "1 of 4 places are taken")
    provider.send(address, {"places": "9"})
    says(provider.page(f"/provider/offers/{group.offer_id}"), "The places are changed", "1 of 9 taken")
    for typed in ("0", "501", "-3", "few", "", "9" * 10_000, "🌱", "7\0"):
        refuses(provider.send(address, {"places": typed}), "places", typed=typed)
    assert [row.places for row in dates(shop, group)] == [9, 4]


def test_a_date_is_closed_and_opened_again(app: Flask, shop: Shop, provider: Client) -> None:
    group = world.group(shop.owner, places=4, dates=2)
    shop.ordered(group.offer_id, sessions=group.sessions[:1])
    for taken, session_id in zip((1, 0), group.sessions, strict=True):
        address = f"/provider/offers/{group.offer_id}/dates/{session_id}"
        provider.send(f"{address}/close", come_from=address)
        page = provider.page(f"/provider/offers/{group.offer_id}")
        says(page, "That date is closed", f"{taken} of {taken} taken")
        silent_about(provider.page(address), "Close it")
    public = app.test_client().page(f"/offers/{group.offer_id}")
    says(public, "Full")
    silent_about(public, "16 March 2026")
    provider.send(address, {"places": "3"})
    says(app.test_client().page(f"/offers/{group.offer_id}"), "16 March 2026", "3 places left")


def test_one_to_one_and_withdrawn_offers_have_no_dates(shop: Shop, provider: Client) -> None:
    one = world.offer(shop.owner)
    group = world.group(shop.owner, dates=1)
    provider.send(f"/provider/offers/{group.offer_id}/move", {"to": "withdrawn"}, come_from="/provider/offers/new")
    for offer_id in (one, group.offer_id):
        address = f"/provider/offers/{offer_id}"
        assert provider.get(f"{address}/dates/new").headers["Location"] == address
        answer = provider.send(f"{address}/dates/new", ADDED, come_from="/provider/offers/new")
        assert answer.headers["Location"] == address
    assert len(dates(shop, group)) == 1


def test_another_providers_dates_are_not_there(app: Flask, shop: Shop) -> None:
    somebody = world.provider("Somebody else", email="other@example.org")
    group = world.group(shop.owner, places=4, dates=1)
    other = signed_in(app, "other@example.org")
    own = world.group(somebody, dates=1)
    theirs = f"/provider/offers/{group.offer_id}/dates"
    other.page(f"{theirs}/new", 404)
    mixed = f"/provider/offers/{own.offer_id}/dates/{group.sessions[0]}"
    for address in (f"{theirs}/{group.sessions[0]}", mixed, f"{theirs}/{uuid4()}"):
        other.page(address, 404)
        assert other.send(address, {"places": "1"}, come_from="/provider/offers/new").status_code == 404
        assert other.send(f"{address}/close", come_from="/provider/offers/new").status_code == 404
    for data in (ADDED, {}):
        assert other.send(f"{theirs}/new", data, come_from="/provider/offers/new").status_code == 404
    assert [row.places for row in dates(shop, group)] == [4]
