"""Saying that something is wrong, in one step, and how it was."""

from uuid import UUID, uuid4

import pytest
from flask import Flask

from marketplace.catalogue.rules import Level, PriceLine, Unit
from marketplace.foundation import database
from marketplace.people.rules import Duty, OrganisationKind
from marketplace.purchasing import operations as purchasing
from marketplace.voice import operations as voice
from marketplace.voice.queries import WorryRow, rating_for, worries_of
from marketplace.voice.rules import WorryKind
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import Shop, says, silent_about
from tests.faces.storefront.people import ODD_WORDS, STRANGER, form_at, nothing_changes, notices, opens, refused

FREE = (PriceLine(Unit.SESSION, Level.STANDARD, 0),)
HURT = "Somebody hits me."


def worries(shop: Shop, order_id: UUID) -> list[WorryRow]:
    """What the person said to be wrong with an order."""
    with database.reading() as session:
        return worries_of(session, shop.person, order_id)


@pytest.mark.parametrize("made", ["ordered", "accepted", "recorded", "disputed", "confirmed", "cancelled", "declined"])
def test_one_step_from_every_order(robin: Client, shop: Shop, made: str) -> None:
    if made in {"cancelled", "declined", "ordered"}:
        order_id = shop.ordered(world.offer(shop.owner))
        with database.writing() as session:
            if made == "cancelled":
                purchasing.cancel(session, shop.person, shop.order(order_id).bookings[0].id, 0)
            if made == "declined":
                purchasing.decline(session, shop.provider, order_id, "We are full.")
    else:
        order_id = getattr(shop, made)()
    where = f"/orders/{order_id}/worry"
    page = robin.page(f"/orders/{order_id}")
    assert f'href="{where}"' in page
    says(page, "Something is wrong")
    says(robin.page(where), "If somebody is in danger now, call 999", "The provider never sees it.")
    answer = form_at(robin, where).send(robin, kind="problem", words="The gate was shut.")
    assert answer.headers["Location"] == f"/orders/{order_id}"
    page = robin.page(answer.headers["Location"])
    says(page, "We have told the provider.", "What you told us", "The gate was shut.", "Green Shoots has it, and will")
    assert [worry.desk for worry in worries(shop, order_id)] == ["Green Shoots"]


def test_harm_goes_to_the_funder_unseen_by_the_provider(app: Flask, robin: Client, shop: Shop) -> None:
    world.member(OrganisationKind.COUNCIL, Duty.COMMISSIONER, "North", shop.funder.organisation_id, "north@example.org")
    order_id = shop.accepted()
    where = f"/orders/{order_id}/worry"
    answer = form_at(robin, where).send(robin, kind="harm", words=HURT)
    page = robin.page(answer.headers["Location"])
    says(page, "The provider cannot see it.", "North Council has it, and will answer by Tuesday 3 March 2026.")
    assert [worry.desk for worry in worries(shop, order_id)] == ["North Council"]
    owner = signed_in(app, Shop.PROVIDER)
    for address in ("/provider/", "/provider/orders", f"/provider/orders/{order_id}", "/notices"):
        silent_about(owner.page(address), HURT, "harm", "at risk")
    north = signed_in(app, "north@example.org")
    told = notices(north)["A worry about harm needs you"]
    silent_about(north.page(told), HURT, "Robin")
    says(north.page(opens(north, told)), HURT, "Robin Vale", "Answer by Tuesday 3 March 2026")


def test_harm_at_something_free_goes_to_the_back_office_where_nobody_funds(app: Flask, clock: TestClock) -> None:
    shop = Shop(clock)
    shop.robin = world.person("Kit Lowe", email="kit@example.org")
    world.administrator("office@example.org")
    order_id = shop.ordered(world.offer(shop.owner, prices=FREE))
    kit = signed_in(app, "kit@example.org")
    form_at(kit, f"/orders/{order_id}/worry").send(kit, kind="harm", words=HURT)
    says(kit.page(f"/orders/{order_id}"), HURT, "Ownpath has it, and will answer by", "The provider cannot see this.")
    assert [worry.desk for worry in worries(shop, order_id)] == [None]
    office = signed_in(app, "office@example.org")
    told = notices(office)["A worry about harm needs you"]
    says(office.page(opens(office, told)), HURT, "Kit Lowe")


def test_harm_at_something_free_goes_to_the_funder_of_the_person(robin: Client, shop: Shop) -> None:
    order_id = shop.ordered(world.offer(shop.owner, prices=FREE))
    form_at(robin, f"/orders/{order_id}/worry").send(robin, kind="harm", words=HURT)
    assert [worry.desk for worry in worries(shop, order_id)] == ["North Council"]


def test_an_answer_is_read_with_the_order(robin: Client, shop: Shop) -> None:
    order_id = shop.accepted()
    worry_id = shop.worried(order_id)
    with database.writing() as session:
        voice.answer(session, shop.provider, worry_id, "We have a new key now.")
    says(robin.page(f"/orders/{order_id}"), "Green Shoots answered: We have a new key now.")


def test_the_same_form_twice_is_one_worry_and_another_text_is_not_lost(robin: Client, shop: Shop) -> None:
    form = form_at(robin, f"/orders/{(order_id := shop.accepted())}/worry")
    for _ in range(2):
        assert form.send(robin, kind="problem", words="The gate was shut.").status_code == 303
    assert len(worries(shop, order_id)) == 1
    with nothing_changes():
        answer = form.send(robin, kind="harm", words="He shouted.")
        refused(answer, "already sent with other answers", typed="He shouted.")
    fresh = form_at(robin, f"/orders/{order_id}/worry")
    fresh.send(robin, kind="problem", words="The gate was shut.")
    assert len(worries(shop, order_id)) == 2


@pytest.mark.parametrize("words", ODD_WORDS)
@pytest.mark.parametrize("kind", list(WorryKind))
def test_whatever_people_write_is_read_as_it_was(robin: Client, shop: Shop, kind: WorryKind, words: str) -> None:
    order_id = shop.accepted()
    form_at(robin, f"/orders/{order_id}/worry").send(robin, kind=kind.value, words=f"\r\n {words} ")
    assert [worry.words for worry in worries(shop, order_id)] == [words]
    assert "<script>alert" not in robin.page(f"/orders/{order_id}")


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"words": "It rained."}, "kind", "Choose what it is about."),
        ({"words": "It rained.", "kind": "nonsense"}, "kind", "Choose what it is about."),
        ({"words": "It rained.", "kind": "\0"}, "kind", "Choose what it is about."),
        ({"kind": "harm", "words": " \n"}, "words", "Say what is wrong, in your own words."),
        ({"kind": "harm", "words": "y" * 10_000}, "words", "This has 10,000 characters. Shorten it to 5,000"),
        ({"kind": "problem", "words": "a\0b"}, "words", "There is a hidden character in this"),
    ],
)
def test_what_is_missing_is_asked_again(
    robin: Client, shop: Shop, typed: dict[str, str], field: str, error: str
) -> None:
    form = form_at(robin, f"/orders/{(order_id := shop.accepted())}/worry")
    with nothing_changes():
        answer = form.send(robin, **typed)
    refused(answer, error, field=field, typed=typed["words"])
    if typed.get("kind") in set(WorryKind):
        assert f'value="{typed["kind"]}" checked' in answer.text
    assert worries(shop, order_id) == []


@pytest.mark.parametrize("key", [None, "", "nonsense", "\0", "x" * 10_000])
def test_a_worry_without_a_good_key_is_heard_all_the_same(robin: Client, shop: Shop, key: str | None) -> None:
    form = form_at(robin, f"/orders/{(order_id := shop.accepted())}/worry")
    assert form.send(robin, kind="harm", words=HURT, key=key).status_code == 303
    assert len(worries(shop, order_id)) == 1


def test_a_strangers_order_is_not_there(app: Flask, shop: Shop) -> None:
    world.person("Ned Holt", email=STRANGER)
    order_id = shop.rated()
    ned = signed_in(app, STRANGER)
    token = {"csrf_token": ned.token("/orders")}
    with nothing_changes():
        for named in (order_id, uuid4()):
            for page in ("worry", "rating"):
                ned.page(f"/orders/{named}/{page}", 404)
                for typed in ({"kind": "harm", "words": "I know.", "again": "1"}, {}):
                    assert ned.post(f"/orders/{named}/{page}", data=token | typed).status_code == 404
    with database.reading() as session:
        assert rating_for(session, shop.person, order_id).words == "It did me good."  # type: ignore[union-attr]
