"""My lists: what is kept as it was seen, what changed since, who sees it, and everything a form can be sent."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import ImportRequest
from marketplace.catalogue.rules import Level, OfferState, PriceLine, Unit
from marketplace.choosing import operations as choosing
from marketplace.choosing.operations import ListRequest, SaveRequest
from marketplace.choosing.rules import MOST_ITEMS, MOST_LISTS
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people import operations as people
from marketplace.people.rules import Duty, MandateKind
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.entries import imported, record
from tests.faces.shop import AWKWARD, Shop, says, silent_about
from tests.faces.storefront.people import SUPPORTER, form_at, link, links, nothing_changes, notices, refused, supporter
from tests.faces.storefront.sheet import sheet, sheets

FREE = (PriceLine(Unit.SESSION, Level.STANDARD, 0),)
PLANS = frozenset({Power.SEE, Power.PLAN})


def began(shop: Shop, name: str = "For the spring") -> UUID:
    with database.writing() as session:
        person_id = shop.robin.own_person_id or uuid4()
        return choosing.start(session, shop.robin, ListRequest(uuid4(), person_id, name))


def kept(shop: Shop, list_id: UUID, record_id: UUID, note: str = "") -> UUID:
    with database.writing() as session:
        return choosing.save(session, shop.robin, SaveRequest(list_id, record_id, note))


def rows(table: str) -> int:
    with database.reading() as session:
        return session.scalar(text(f"SELECT count(*) FROM {table}")) or 0


@pytest.mark.parametrize(
    ("name", "words"), [("", "Give the list a name"), ("x" * 201, "Shorten it to 200"), ("a\0b", "hidden character")]
)
def test_a_list_needs_a_name_that_can_be_kept(robin: Client, name: str, words: str) -> None:
    form = form_at(robin, "/lists")
    with nothing_changes():
        refused(form.send(robin, name=name), words, field="name", typed=name.replace("\0", ""))


def test_the_same_form_twice_begins_one_list_and_another_answer_is_refused(robin: Client) -> None:
    form = form_at(robin, "/lists")
    first, again = form.send(robin, name="Spring"), form.send(robin, name="Spring")
    assert first.headers["Location"] == again.headers["Location"]
    refused(form.send(robin, name="Autumn"), "already sent with other answers")
    assert rows("shortlist") == 1


def test_what_is_not_there_cannot_be_saved(robin: Client, shop: Shop) -> None:
    draft = world.offer(shop.owner, published=False)
    for query in ("", "?o=", "?o=nonsense", f"?o={uuid4()}", f"?o={draft}"):
        says(robin.page(f"/lists/save{query}"), "We cannot find that thing any more.")
    form = form_at(robin, f"/lists/save?o={world.offer(shop.owner)}", "/lists/save")
    with nothing_changes():
        for other in ("", "nonsense", draft, uuid4()):
            refused(form.send(robin, o=other, name="Spring"), "We cannot find that thing any more.")


def test_saving_needs_a_list_that_is_mine(robin: Client, shop: Shop) -> None:
    sam = world.person("Sam", email="sam@example.org")
    with database.writing() as session:
        theirs = choosing.start(session, sam, ListRequest(uuid4(), sam.own_person_id or uuid4(), "Sam's"))
    began(shop)
    form = form_at(robin, f"/lists/save?o={world.offer(shop.owner)}", "/lists/save")
    with nothing_changes():
        for other in (theirs, uuid4(), "nonsense"):
            refused(form.send(robin, list_id=other), "Choose from what is on this page.", field="list_id")
        refused(form.send(robin, list_id="new", note="Nice"), "Give the list a name", field="name", typed="Nice")
        refused(form.send(robin, note="x" * 2_001), "Shorten it to 2,000", field="note")


def test_from_the_search_to_a_list_once_however_often_it_is_sent(robin: Client, shop: Shop) -> None:
    offer_id = world.offer(shop.owner)
    form = form_at(robin, f"/lists/save?o={offer_id}", "/lists/save")
    answers = [form.send(robin, name="For the spring", note="Near the bus.") for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    page = robin.page(answers[0].headers["Location"])
    says(
        page, "Allotment mornings is on the list.", "£12 a session. Green Shoots", "“Near the bus.”", "Only you see it."
    )
    says(page, "There is no free or everyday thing here yet. You may want one too.")
    assert link(page, "See what is free") == "/search?tags=free"
    assert rows("shortlist_item") == rows("shortlist") == 1
    second = form_at(robin, f"/lists/save?o={world.offer(shop.owner, title='Walk', prices=FREE)}", "/lists/save")
    page = robin.page(second.send(robin).headers["Location"])
    says(page, "Walk", "There is at least one free or everyday thing here.")
    says(robin.page(link(page, "Put them side by side")), "Walk", "Allotment mornings", "Work it out")


def test_it_says_what_changed_since(robin: Client, shop: Shop) -> None:
    offer_id, list_id = world.offer(shop.owner), began(shop)
    kept(shop, list_id, offer_id)
    silent_about(robin.page(f"/lists/{list_id}"), "changed")
    shop.clock.forward(days=1)
    changed = {"prices": (PriceLine(Unit.SESSION, Level.STANDARD, 14_00),), "summary": "Grow herbs."}
    words = replace(world.WORDS, starts=shop.provider.today, **changed)
    with database.writing() as session:
        catalogue.edit(session, shop.provider, offer_id, words)
    page = robin.page(f"/lists/{list_id}")
    says(page, "£12 a session. Green Shoots", "The price changed. Now: £14 a session.", "Its words changed: in short.")
    item = link(page, "Note and changes: Allotment mornings")
    says(
        robin.page(item), "Then£12 a session", "Now£14 a session", "Grow vegetables with a small group.", "Grow herbs."
    )
    page = robin.page(sheet(robin.page(item), "/renew").send(robin).headers["Location"])
    says(page, "is kept as it is now", "£14 a session")
    silent_about(page, "The price changed", "Its words changed")


@pytest.mark.parametrize(
    ("state", "words"), [(OfferState.PAUSED, "It is paused."), (OfferState.WITHDRAWN, "It has ended.")]
)
def test_it_says_what_has_ended(robin: Client, shop: Shop, state: OfferState, words: str) -> None:
    offer_id, list_id = world.offer(shop.owner, prices=FREE), began(shop)
    kept(shop, list_id, offer_id)
    with database.writing() as session:
        catalogue.set_state(session, shop.owner, offer_id, state)
    page = robin.page(f"/lists/{list_id}")
    says(page, words, "There is no free or everyday thing here yet.")
    says(robin.page(link(page, "Note and changes: Allotment mornings")), words)


def test_an_entry_is_kept_as_it_was_told(robin: Client, shop: Shop) -> None:
    (entry_id,) = imported()
    list_id = began(shop)
    item_id = kept(shop, list_id, entry_id)
    says(robin.page(f"/lists/{list_id}"), "Walk and talk", "Free. Riverside Friends", "at least one free or everyday")
    told = replace(record(), markup="<p>Now on Fridays.</p>")
    with database.writing() as session:
        catalogue.import_entries(session, world.system(), ImportRequest("Riverside directory", "", [told]))
    says(robin.page(f"/lists/{list_id}"), "Its words changed.")
    says(robin.page(f"/lists/{list_id}/items/{item_id}"), "The directory tells it in other words now.")
    with database.writing() as session:
        catalogue.import_entries(session, world.system(), ImportRequest("Riverside directory", "", [], ["s1"]))
    page = robin.page(f"/lists/{list_id}")
    says(page, "Walk and talk", "The directory does not tell of it any more.")
    assert "Walk and talk" not in links(page)
    answer = robin.send(f"/lists/{list_id}/items/{item_id}/renew", come_from=f"/lists/{list_id}/items/{item_id}")
    assert answer.status_code == 422
    says(answer.text, "We cannot find that thing any more.")


def test_a_note_is_words_and_can_be_written_anew(robin: Client, shop: Shop) -> None:
    list_id = began(shop)
    address = f"/lists/{list_id}/items/{kept(shop, list_id, world.offer(shop.owner), AWKWARD)}"
    says(robin.page(f"/lists/{list_id}"), AWKWARD)
    form = form_at(robin, address, "/drop")
    (noting,) = [each for each in sheets(robin.page(address)) if each.action == address]
    refused(noting.send(robin, note="x" * 2_001), "Shorten it to 2,000", field="note")
    says(robin.page(noting.send(robin, note="Too far.").headers["Location"]), "Your note is kept.", "“Too far.”")
    assert form.send(robin).status_code == 303
    says(robin.page(f"/lists/{list_id}"), "Nothing is on it yet.")
    assert form.send(robin).status_code == 404
    assert kept(shop, list_id, world.offer(shop.owner))


def test_a_list_and_a_person_hold_only_so_many(robin: Client, shop: Shop) -> None:
    list_id = began(shop)
    for number in range(MOST_ITEMS):
        kept(shop, list_id, world.offer(shop.owner, title=f"Thing {number}"))
    form = form_at(robin, f"/lists/save?o={world.offer(shop.owner)}", "/lists/save")
    refused(form.send(robin), f"This list has {MOST_ITEMS} things.", field="list_id")
    for _ in range(MOST_LISTS - 1):
        began(shop)
    refused(form_at(robin, "/lists").send(robin, name="More"), f"There are {MOST_LISTS} lists already.", field="name")


def test_an_ended_list_is_gone(robin: Client, shop: Shop) -> None:
    list_id = began(shop)
    assert sheet(robin.page(f"/lists/{list_id}"), "/end").send(robin).status_code == 303
    robin.page(f"/lists/{list_id}", 404)
    says(robin.page("/lists"), "You have no list yet.")


def test_it_is_shared_by_consent_and_that_ends_in_one_step(app: Flask, robin: Client, shop: Shop) -> None:
    list_id = began(shop)
    kept(shop, list_id, world.offer(shop.owner))
    says(robin.page(f"/lists/{list_id}"), "If a broker or a supporter helps you, you can show it to them here.")
    supporter(shop, PLANS)
    sue = signed_in(app, SUPPORTER)
    sue.page(f"/lists/{list_id}", 404)
    silent_about(sue.page("/lists"), "For the spring")
    form = form_at(robin, f"/lists/{list_id}", "/share")
    with nothing_changes():
        for other in ("", "nonsense", uuid4()):
            refused(form.send(robin, mandate_id=other), "Choose", field="mandate_id")
    given = robin.page(f"/lists/{list_id}").partition('name="mandate_id" type="radio" value="')[2][:36]
    for _ in range(2):
        assert form.send(robin, mandate_id=given).status_code == 303
    page = robin.page(f"/lists/{list_id}")
    says(page, "Sue Vale can see this list now.", "Sue Vale, since 2 March 2026")
    assert list(notices(sue)) == ["A list is shared with you"]  # once, though the form was sent twice
    notice = sue.page(notices(sue)["A list is shared with you"])
    says(notice, "Somebody whom you help lets you see a list.")
    silent_about(notice.split("<main", 1)[1], "Robin", "For the spring")
    opened = sue.send(f"{notices(sue)['A list is shared with you']}/open", come_from=f"/lists/{list_id}")
    seen = sue.page(opened.location)
    says(seen, "Robin Vale", "Allotment mornings", "Sue Vale, since")
    silent_about(seen, "Stop showing it")
    assert sue.send(f"/lists/{list_id}/share", {"mandate_id": given}, come_from=f"/lists/{list_id}").status_code == 404
    stop = sheet(page, f"/shares/{given}/end")
    assert sue.send(stop.action, come_from=f"/lists/{list_id}").status_code == 404
    for _ in range(2):
        says(robin.page(stop.send(robin).headers["Location"]), "They cannot see this list any more.")
    sue.page(f"/lists/{list_id}", 404)
    with nothing_changes():
        item = f"/lists/{list_id}/items/{uuid4()}"
        assert sue.send(f"{item}/drop", come_from="/lists").status_code == 404


def test_who_may_only_look_sees_what_is_shared_and_changes_nothing(app: Flask, robin: Client, shop: Shop) -> None:
    list_id = began(shop)
    item_id = kept(shop, list_id, world.offer(shop.owner), "A note")
    supporter(shop, frozenset({Power.SEE}))
    form = form_at(robin, f"/lists/{list_id}", "/share")
    given = robin.page(f"/lists/{list_id}").partition('name="mandate_id" type="radio" value="')[2][:36]
    assert form.send(robin, mandate_id=given).status_code == 303
    sue = signed_in(app, SUPPORTER)
    says(sue.page(f"/lists/{list_id}"), "Allotment mornings", "Look closer")
    page = sue.page(f"/lists/{list_id}/items/{item_id}")
    says(page, "The note", "A note")
    with nothing_changes():
        for address in ("", "/drop", "/renew"):
            form = {"note": "Mine"}
            assert sue.send(f"/lists/{list_id}/items/{item_id}{address}", form, come_from="/lists").status_code == 404
        assert sue.send("/lists", {"name": "Mine"}).status_code == 404


def test_a_mandate_that_has_run_out_shows_nothing(app: Flask, robin: Client, shop: Shop) -> None:
    list_id = began(shop)
    supporter(shop, PLANS, ends=world.NOW.date() + timedelta(days=1))
    form = form_at(robin, f"/lists/{list_id}", "/share")
    given = robin.page(f"/lists/{list_id}").partition('name="mandate_id" type="radio" value="')[2][:36]
    form.send(robin, mandate_id=given)
    sue = signed_in(app, SUPPORTER)
    sue.page(f"/lists/{list_id}")
    shop.clock.forward(days=2)
    assert sue.get(f"/lists/{list_id}").status_code == 404
    says(robin.page(f"/lists/{list_id}"), "Only you see it.")


def test_it_tells_whose_interest_stands_behind_a_thing(robin: Client, shop: Shop) -> None:
    broker, list_id = world.broker(), began(shop)
    kept(shop, list_id, world.offer(shop.owner))
    world.trusts(shop.robin, broker, MandateKind.BROKER)
    silent_about(robin.page(f"/lists/{list_id}"), "You should know")
    assert broker.account_id
    assert shop.owner.organisation_id
    with database.writing() as session:
        people.join(session, world.system(), broker.account_id, shop.owner.organisation_id, [Duty.WORKER])
    says(
        robin.page(f"/lists/{list_id}"),
        "You should know: somebody of Open Door Brokers also works for Green Shoots, who give “Allotment mornings”.",
        "They are your broker. The choice is yours.",
    )
