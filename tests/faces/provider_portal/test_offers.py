"""Writing an offer, changing it, and publishing, pausing and withdrawing it."""

import re
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

from flask import Flask

from marketplace.catalogue.queries import OfferRow, offer, own_offers, terms
from marketplace.catalogue.rules import OfferState
from marketplace.foundation import database
from marketplace.people.rules import Duty, OrganisationKind
from marketplace.purchasing.rules import OrderState
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import AWKWARD, Shop, refuses, says, silent_about

FORM = "/provider/offers/new"
FILLED: dict[str, object] = {
    "title": f"Sing together {AWKWARD}",
    "summary": f"An hour of songs. {AWKWARD}",
    "description": f"We sing.\n\nNobody has to sing alone. {AWKWARD}",
    "category": "music",
    "outcomes": ["music", "people"],
    "group": "one_to_one",
    "place": "venue",
    "venue": "The Old Hall, High Street",
    "postcode": "ne1 4st",
    "areas": [world.AREA, world.OTHER_AREA],
    "days": ["MO", "TH"],
    "parts": ["evening"],
    "languages": ["en", "bfi"],
    "access": ["step_free", "hearing_loop"],
    "workers": ["woman"],
    "culture": ["halal_food", "prayer_space"],
    "wait_weeks": "0",
    "trial": "y",
    "price": "12.50",
    "unit": "session",
    "level": "standard",
    "price_2": "20",
    "unit_2": "session",
    "level_2": "more",
    "price_3": "",
    "unit_3": "",
    "level_3": "standard",
    "takes": ["notional", "direct"],
    "vat": "exempt",
    "notice_hours": "48",
    "late_percent": "50",
}

TYPED = (
    *("title", "summary", "description", "venue", "postcode", "wait_weeks"),
    *("price", "price_2", "price_3", "notice_hours", "late_percent"),
)
BOXES = ("category", "unit", "unit_2", "unit_3", "level", "level_2", "level_3")
REQUIRED = ("title", "summary", "description", "category", "group", "place", "areas", "price", "unit", "vat")
NEVER_THERE = ("weapons", "crowd", "fortnight", "most")  # choices that no page offers


def only(shop: Shop) -> OfferRow:
    """The provider's one offer."""
    with database.reading() as session:
        (own,) = own_offers(session, shop.provider)
        return offer(session, shop.provider, own.id)


def a_date(day: date) -> list[str]:
    """A day as its three boxes send it."""
    return [str(day.day), str(day.month), str(day.year)]


def test_a_draft_is_made_looked_at_and_published(app: Flask, shop: Shop, provider: Client) -> None:
    says(provider.page("/provider/offers"), "You have no offers yet")
    answer = provider.send("/provider/offers/new", FILLED)
    assert answer.status_code == 303, answer.text
    made = only(shop)
    assert (made.state, made.title, made.description) == ("draft", FILLED["title"], FILLED["description"])
    assert [(p.unit, p.level, p.pence) for p in made.prices] == [
        ("session", "standard", 12_50),
        ("session", "more", 20_00),
    ]
    assert (made.areas, made.access, made.takes) == (
        FILLED["areas"],
        FILLED["access"],
        FILLED["takes"],
    )
    assert (made.outcomes, made.workers, made.culture) == (FILLED["outcomes"], ["woman"], FILLED["culture"])
    assert (made.trial, made.wait_weeks, made.outward) == (True, 0, "NE1")
    assert (made.notice_hours, made.late_percent, made.vat, made.starts) == (48, 50, "exempt", world.NOW.date())
    address = f"/provider/offers/{made.id}"
    assert answer.headers["Location"] == address
    page = provider.page(address)
    says(page, "Nobody else sees it until you publish it", "£12.50 a session and up", "More support: £20 a session")
    says(page, "Newcastle upon Tyne and Gateshead", "Monday and Thursday", AWKWARD)
    app.test_client().page(f"/offers/{made.id}", 404)
    says(provider.page(f"{address}/move?to=published"), "People can find it and book it at once")
    provider.send(f"{address}/move", {"to": "published"}, come_from=f"{address}/move?to=published")
    says(provider.page(address), "It is published. People can find it and book it.", "See its public page")
    says(app.test_client().page(f"/offers/{made.id}"), "Sing together", "£12.50 a session and up")
    shop.ordered(made.id)


def test_the_provider_sees_what_people_see(app: Flask, shop: Shop, provider: Client) -> None:
    group = world.group(shop.owner, places=3, outcomes=("get_out",), trial=True)
    public = app.test_client().page(f"/offers/{group.offer_id}").partition("What is it?")[2].partition("Choose your")[0]
    preview = provider.page(f"/provider/offers/{group.offer_id}").partition("What people see")[2]
    preview = preview.partition("What is it?")[2].partition("Choose your")[0]
    read = re.compile(r"<[^>]*>|\s+")
    assert read.sub(" ", preview).split() == read.sub(" ", public).split()
    says(preview, "It can help you to", "3 places left", "What do others say?", "How do I begin?")


def test_a_free_offer_needs_no_money(shop: Shop, provider: Client) -> None:
    others = ("price_2", "unit_2", "level_2", "price_3", "unit_3", "level_3", "takes")
    free = {name: value for name, value in FILLED.items() if name not in others} | {"price": "0"}
    assert provider.send("/provider/offers/new", free).status_code == 303
    assert (only(shop).lowest.pence, only(shop).takes) == (0, [])


WRONG: list[tuple[dict[str, object], str, str]] = [
    ({"title": ""}, "title", "Enter a name"),
    ({"title": "  "}, "title", "Enter a name"),
    ({"title": "x" * 10_000}, "title", "Shorten it to 120"),
    ({"title": "so\0"}, "title", "hidden character"),
    ({"summary": ""}, "summary", "Say in one sentence"),
    ({"summary": "🌱" * 10_000}, "summary", "Shorten it to 200"),
    ({"description": ""}, "description", "Say what happens there"),
    ({"description": "ש" * 10_000}, "description", "Shorten it to 5,000"),
    ({"description": "so\0"}, "description", "hidden character"),
    ({"category": ""}, "category", "Choose what kind of thing"),
    ({"category": "weapons"}, "category", "Choose from what is on this page"),
    ({"group": None}, "group", "Choose if it is in a group"),
    ({"group": "crowd"}, "group", "Choose from what is on this page"),
    ({"place": None}, "place", "Choose where it happens"),
    ({"venue": ""}, "venue", "Enter the place"),
    ({"venue": "x" * 10_000}, "venue", "Shorten it to 200"),
    ({"areas": []}, "areas", "Choose at least one area"),
    ({"areas": ["E99999999"]}, "areas", "Choose from what is on this page"),
    ({"postcode": "by the church"}, "postcode", "Enter a postcode, such as NE1 4ST"),
    ({"postcode": "NE99X"}, "postcode", "Enter a postcode"),
    ({"postcode": "NE1\0"}, "postcode", "hidden character"),
    ({"postcode": "N" * 10_000}, "postcode", "Shorten it to 40"),
    ({"postcode": "🏠"}, "postcode", "Enter a postcode"),
    ({"outcomes": ["weapons"]}, "outcomes", "Choose from what is on this page"),
    ({"workers": ["weapons"]}, "workers", "Choose from what is on this page"),
    ({"culture": ["weapons"]}, "culture", "Choose from what is on this page"),
    ({"wait_weeks": "105"}, "wait_weeks", "from 0 to 104"),
    ({"wait_weeks": "-1"}, "wait_weeks", "Enter a whole number"),
    ({"wait_weeks": "soon"}, "wait_weeks", "Enter a whole number"),
    ({"wait_weeks": "9" * 10_000}, "wait_weeks", "Enter a whole number"),
    ({"wait_weeks": "3", "group": "group"}, "wait_weeks", "A group starts on its own dates"),
    ({"days": ["XX"]}, "days", "Choose from what is on this page"),
    ({"languages": ["tlh\0"]}, "languages", "Choose from what is on this page"),
    ({"price": ""}, "price", "Enter a price. If it is free, enter 0."),
    ({"price": "-5"}, "price", "Enter an amount in pounds"),
    ({"price": "twelve"}, "price", "Enter an amount in pounds"),
    ({"price": "10000.01"}, "price", "A price can be up to £10,000"),
    ({"price": "9" * 10_000}, "price", "Enter an amount in pounds"),
    ({"price": "1\0"}, "price", "Enter an amount in pounds"),
    ({"unit": ""}, "unit", "Choose what this price is for"),
    ({"unit": "fortnight"}, "unit", "Choose from what is on this page"),
    ({"level": "most"}, "level", "Choose from what is on this page"),
    ({"price_2": ""}, "price_2", "Enter this price too"),
    ({"price_2": "20000"}, "price_2", "A price can be up to £10,000"),
    ({"unit_2": ""}, "unit_2", "Choose what this price is for"),
    ({"level_2": "standard"}, "unit_2", "There is a price for this above"),
    ({"price_3": "5"}, "unit_3", "Choose what this price is for"),
    ({"price_3": "a lot", "unit_3": "day"}, "price_3", "Enter an amount in pounds"),
    ({"takes": []}, "takes", "Choose which money you take"),
    ({"takes": ["third_party"]}, "takes", "Choose from what is on this page"),
    ({"vat": None}, "vat", "Choose how VAT is charged"),
    ({"notice_hours": ""}, "notice_hours", "from 0 to 672"),
    ({"notice_hours": "673"}, "notice_hours", "from 0 to 672"),
    ({"notice_hours": "-1"}, "notice_hours", "Enter a whole number"),
    ({"notice_hours": "²"}, "notice_hours", "Enter a whole number"),
    ({"late_percent": "101"}, "late_percent", "from 0 to 100"),
    ({"late_percent": ""}, "late_percent", "from 0 to 100"),
    ({"late_percent": "half"}, "late_percent", "Enter a whole number"),
]


def test_what_cannot_be_kept_is_named_and_nothing_typed_is_lost(shop: Shop, provider: Client) -> None:
    token = {"csrf_token": provider.token(FORM)}
    for changed, field, error in WRONG:
        sent = {name: value for name, value in (FILLED | changed).items() if value is not None}
        answer = provider.post(FORM, data=token | sent)
        typed = changed.get(field)
        refuses(answer, field, error, typed=typed if isinstance(typed, str) and typed not in NEVER_THERE else "")
        still_there(answer.text, {name: value for name, value in sent.items() if name not in changed})
    with database.reading() as session:
        assert own_offers(session, shop.provider) == []


def still_there(page: str, kept: dict[str, object]) -> None:
    """What was typed and chosen is in the form."""
    for name, value in kept.items():
        if name in TYPED:
            assert str(value) in unescape(page), name
        else:
            mark = "selected" if name in BOXES else "checked"
            for each in value if isinstance(value, list) else [value]:
                assert not each or f'value="{each}" {mark}' in page, (name, each)


def test_everything_empty_names_everything(provider: Client) -> None:
    answer = provider.send("/provider/offers/new", {})
    for field in REQUIRED:
        refuses(answer, field)


def test_a_change_is_a_new_version_from_its_day(shop: Shop, provider: Client) -> None:
    offer_id = world.offer(shop.owner)
    order_id = shop.ordered(offer_id)
    address = f"/provider/offers/{offer_id}"
    page = provider.page(f"{address}/edit")
    says(page, "What was booked keeps its price", "We dig, plant and drink tea.")
    silent_about(page, "With others, or alone?")
    for kept in ('value="Allotment mornings"', 'value="12"', f'value="{world.AREA}" checked', 'value="MO" checked'):
        assert kept in page
    later = world.NOW.date() + timedelta(days=10)
    words = FILLED | {"price": "15", "price_2": "", "unit_2": "", "starts": a_date(later), "group": "group"}
    provider.send(f"{address}/edit", words)
    page = provider.page(address)
    says(page, "It is saved, and counts from Thursday 12 March 2026", "Coming", "£15 a session", "£12 a session")
    assert only(shop).title == "Allotment mornings"
    assert not only(shop).group
    with database.reading() as session:
        lines = terms(session, shop.provider, offer_id, "session", "standard")
    assert [(line.starts, line.pence, line.group) for line in lines] == [
        (later, 15_00, False),
        (world.NOW.date(), 12_00, False),
    ]
    assert shop.order(order_id).bookings[0].price == 12_00


WRONG_DAYS = [
    (["1", "3", "2026"], "It cannot start in the past"),
    (["31", "2", "2027"], "Enter a real date"),
    (["", "", ""], "Enter the day from which this counts"),
    (["x" * 10_000, "🌱", "\0"], "Enter a real date"),
    (["-1", "1", "2027"], "Enter a real date"),
    (["1", "1", "20270"], "Enter a real date"),
    (["1", "1", "1999"], "Enter a year between 2000 and 2100"),
    (["1"], "Enter a real date"),
    (["1", "2", "2027", "4"], "Enter a real date"),
]


def test_a_change_starts_on_a_day_to_come(shop: Shop, provider: Client) -> None:
    address = f"/provider/offers/{world.offer(shop.owner)}/edit"
    token = {"csrf_token": provider.token(address)}
    for starts, error in WRONG_DAYS:
        answer = provider.post(address, data=token | FILLED | {"starts": starts})
        refuses(answer, "starts", error, typed=starts[0] if len(starts) == 3 else "")
        says(answer.text, "Nobody has to sing alone.")
    assert only(shop).number == 1


def test_a_change_of_a_draft_may_change_everything(shop: Shop, provider: Client) -> None:
    offer_id = world.offer(shop.owner, published=False)
    page = provider.page(f"/provider/offers/{offer_id}/edit")
    says(page, "With others, or alone?")
    silent_about(page, "From which day does this count?")
    provider.send(f"/provider/offers/{offer_id}/edit", FILLED | {"group": "group", "wait_weeks": ""})
    assert (only(shop).number, only(shop).group, only(shop).starts) == (2, True, world.NOW.date())


def test_what_it_says_to_be_found_by_is_there_to_change(shop: Shop, provider: Client) -> None:
    provider.send(FORM, FILLED | {"wait_weeks": "3"})
    address = f"/provider/offers/{only(shop).id}"
    page = provider.page(f"{address}/edit")
    chosen = ("music", "people", "woman", "halal_food", "prayer_space", "y")
    for kept in ('value="NE1"', 'value="3"', *(f'value="{value}" checked' for value in chosen)):
        assert kept in page
    fewer = {"outcomes": [], "workers": [], "culture": [], "wait_weeks": "", "postcode": ""}
    provider.send(f"{address}/edit", {name: value for name, value in (FILLED | fewer).items() if name != "trial"})
    now = only(shop)
    assert (now.outcomes, now.workers, now.culture, now.trial, now.wait_weeks, now.outward) == (
        [],
        [],
        [],
        False,
        None,
        "",
    )


def test_a_postcode_that_is_not_kept_is_told_and_holds_up_nothing(shop: Shop, provider: Client) -> None:
    provider.send(FORM, FILLED | {"postcode": "SW1A 1AA"})
    address = f"/provider/offers/{only(shop).id}"
    says(provider.page(address), "We do not know where SW1A is", "kept as a draft")
    assert only(shop).outward == ""
    provider.send(f"{address}/edit", FILLED | {"place": "online"})
    says(provider.page(address), "We did not keep the postcode, since it is not at a place")
    assert only(shop).outward == ""
    provider.send(f"{address}/edit", FILLED)
    silent_about(provider.page(address), "postcode")
    assert only(shop).outward == "NE1"


def test_pausing_and_withdrawing_say_before_that_orders_stand(app: Flask, shop: Shop, provider: Client) -> None:
    order_id = shop.accepted(2)
    offer_id = shop.order(order_id).offer_id
    address = f"/provider/offers/{offer_id}"
    says(provider.page(f"{address}/move?to=paused"), "1 order is open. It stands", "You can publish it again")
    provider.send(f"{address}/move", {"to": "paused"}, come_from=f"{address}/move?to=paused")
    says(app.test_client().page(f"/offers/{offer_id}"), "has paused this")
    says(provider.page(f"{address}/move?to=withdrawn"), "1 order is open. It stands", "It cannot come back")
    provider.send(f"{address}/move", {"to": "withdrawn"}, come_from=f"{address}/move?to=withdrawn")
    page = provider.page(address)
    says(page, "It is withdrawn. What was booked stands.")
    silent_about(page, "Change it", "Publish")
    assert shop.order(order_id).state == OrderState.ACCEPTED
    assert provider.get(f"{address}/edit").status_code == 303
    answer = provider.send(f"{address}/edit", FILLED | {"starts": a_date(world.NOW.date())}, come_from=FORM)
    assert answer.status_code == 422
    says(answer.text, "A withdrawn offer cannot be changed", "Nobody has to sing alone.")


def test_a_move_that_cannot_be_is_refused(shop: Shop, provider: Client) -> None:
    offer_id = world.offer(shop.owner, published=False, group=True)
    address = f"/provider/offers/{offer_id}"
    answer = provider.send(f"{address}/move", {"to": "published"}, come_from=FORM)
    assert answer.status_code == 422
    says(answer.text, "A group needs at least one date before it is published", "Add dates")
    answer = provider.send(f"{address}/move", {"to": "paused"}, come_from=FORM)
    assert answer.status_code == 422
    for odd in ("draft", "", "gone", "\0", "x" * 10_000):
        assert provider.get(f"{address}/move", query_string={"to": odd}).headers["Location"] == address
        answer = provider.send(f"{address}/move", {"to": odd}, come_from=FORM)
        assert answer.headers["Location"] == address
    assert only(shop).state == OfferState.DRAFT


def test_another_providers_offers_are_not_there(app: Flask, shop: Shop) -> None:
    world.provider("Somebody else", email="other@example.org")
    offer_id = world.offer(shop.owner)
    other = signed_in(app, "other@example.org")
    silent_about(other.page("/provider/offers"), "Allotment mornings")
    nobody = uuid4()
    for address in (f"{named}{rest}" for named in (offer_id, nobody) for rest in ("", "/edit", "/move?to=paused")):
        other.page(f"/provider/offers/{address}", 404)
    sent: list[tuple[str, dict[str, object]]] = [
        ("edit", FILLED | {"starts": a_date(world.NOW.date())}),
        ("edit", {}),
        ("move", {"to": "withdrawn"}),
    ]
    for verb, data in sent:
        answer = other.send(f"/provider/offers/{offer_id}/{verb}", data, come_from=FORM)
        assert answer.status_code == 404, verb
    assert (only(shop).state, only(shop).number) == (OfferState.PUBLISHED, 1)


def test_a_worker_delivers_but_does_not_list(app: Flask, shop: Shop) -> None:
    world.member(
        OrganisationKind.PROVIDER, Duty.WORKER, "Green", shop.owner.organisation_id, email="worker@example.org"
    )
    offer_id = world.offer(shop.owner)
    order_id = shop.ordered(offer_id)
    worker = signed_in(app, "worker@example.org")
    silent_about(worker.page("/provider/"), "Drafts", 'href="/provider/offers"')
    worker.page(f"/provider/orders/{order_id}")
    for address in ("/provider/offers", "/provider/offers/new", f"/provider/offers/{offer_id}"):
        worker.page(address, 404)
