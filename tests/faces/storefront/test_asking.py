"""Asking for what is missing: from a search that finds nothing, from a list where nothing suits, and what it meets."""

from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from marketplace.choosing import operations as choosing
from marketplace.choosing.operations import ListRequest
from marketplace.commissioning.rules import MOST_OPEN
from marketplace.foundation import database
from marketplace.people import operations as people
from search_index.worker import rebuild
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import AWKWARD, Shop, says, silent_about
from tests.faces.storefront.people import form_at, link, nothing_changes, notices, opens, refused
from tests.faces.storefront.sheet import sheet

WISH = "Somebody to play the accordion with"


@pytest.fixture
def covered(shop: Shop) -> Shop:
    """The shop, whose funder plans support in the area."""
    assert shop.funder.organisation_id
    with database.writing() as session:
        people.cover_area(session, world.system(), shop.funder.organisation_id, world.AREA, world.NOW.date())
    return shop


def sent(client: Client, words: str = WISH, **typed: object) -> TestResponse:
    """Ask for something, past the check page."""
    check = form_at(client, "/ask").send(client, words=words, **typed)
    assert check.status_code == 200, check.text[-2000:]
    return sheet(check.text, "/ask").send(client)


def requests() -> int:
    with database.reading() as session:
        return session.scalar(text("SELECT count(*) FROM gap_request")) or 0


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("words", "", "Say what you would like"),
        ("words", "   ", "Say what you would like"),
        ("words", "x" * 2_001, "Shorten it to 2,000"),
        ("words", "a\0b", "hidden character"),
        ("times", "x" * 201, "Shorten it to 200"),
        ("area_code", "E99", "Choose from what is on this page."),
        ("category", "nonsense", "Choose from what is on this page."),
    ],
)
def test_what_cannot_be_asked_is_told_at_its_box(robin: Client, field: str, typed: str, words: str) -> None:
    form = form_at(robin, "/ask")
    with nothing_changes():
        answer = form.send(robin, **{"words": WISH, field: typed})
        kept = typed if field in {"words", "times"} else WISH
        refused(answer, words, field=field, typed=kept.replace("\0", ""))


def test_the_search_that_finds_nothing_leads_there_with_all_that_was_asked(robin: Client, shop: Shop) -> None:
    world.offer(shop.owner, days=("FR",))
    rebuild(shop.clock)
    page = robin.page(f"/search?q=allotment&areas={world.OTHER_AREA}&days=MO&parts=evening&access=hoist&price=10")
    says(page, "Nothing fits", "Is it not there?")
    form = sheet(robin.page(link(page, "Ask for this")), "/ask")
    assert form.fields["words"].split("\n") == ["allotment", "Access: Hoist and changing place", "Up to £10"]
    assert (form.fields["area_code"], form.fields["times"]) == (world.OTHER_AREA, "Monday, Evening")
    assert sheet(robin.page("/ask"), "/ask").fields["area_code"] == world.AREA
    silent_about(robin.page("/ask"), "Why does none of them suit?")
    for odd in ("q=%00%ff", "areas=x&days=y&category=z", "words=" + "x" * 9_000, "price=zz"):
        robin.page(f"/ask?{odd}")
    for odd in ("nonsense", uuid4()):
        robin.page(f"/ask?list={odd}", 404)


def test_the_nearest_things_are_shown_where_nothing_fits(robin: Client, shop: Shop) -> None:
    for number in range(5):
        world.offer(shop.owner, title=f"Garden {number}", days=("FR",))
    rebuild(shop.clock)
    page = robin.page("/search?q=garden&days=SU")
    says(page, "Nothing fits", "Nearest to what you asked for", "Garden 0", "Garden 2")
    silent_about(page, "Garden 3")
    says(robin.page("/search?q=zeppelin&areas=" + world.AREA), "Nearest to what you asked for", "Garden 0")
    silent_about(robin.page("/search?q=garden"), "Nearest to", "Ask for this")


def test_it_is_checked_then_sent_once_and_says_who_sees_it_and_by_when(robin: Client, covered: Shop) -> None:
    form = form_at(robin, "/ask")
    with nothing_changes():
        check = form.send(robin, words=WISH, times="Evenings", category="music")
    says(check.text, "Check before you send", WISH, "Evenings", "Music", "Newcastle upon Tyne", "Is there a name in it")
    says(check.text, "North Council plans support in Newcastle upon Tyne.", "They do not see your name.")
    changed = sheet(check.text, "/ask").send(robin, change="1")
    assert sheet(changed.text, "/ask").fields["words"] == WISH
    answers = [sheet(check.text, "/ask").send(robin) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert requests() == 1
    page = robin.page(answers[0].headers["Location"])
    says(page, "You have asked for it.", "Waiting for an answer", WISH, "will look at it by Monday 30 March 2026")
    other = sheet(check.text, "/ask").send(robin, words="Something else")
    refused(other, "already sent with other answers", typed="Something else")
    says(robin.page("/asked"), WISH, "Newcastle upon Tyne")


def test_where_nobody_plans_support_it_says_so(robin: Client, shop: Shop) -> None:
    page = robin.page(sent(robin).headers["Location"])
    says(page, "No council or NHS body that plans support in Newcastle upon Tyne is here yet.")
    assert link(page, "talk to a broker") == "/brokers"


def test_a_visitor_is_led_to_sign_in_and_loses_no_word(app: Flask, shop: Shop) -> None:
    visitor: Client = app.test_client()  # type: ignore[assignment]
    page = visitor.page(f"/ask?q=accordion&areas={world.OTHER_AREA}")
    says(page, "accordion", "Please sign in first", "Your words are kept.")
    signing = sheet(visitor.page(link(page, "Sign in and ask")), "/sign-in")
    back = signing.send(visitor, email=Shop.PERSON, password=world.PASSWORD).headers["Location"]
    form = sheet(visitor.page(back), "/ask")
    assert (form.fields["words"], form.fields["area_code"]) == ("accordion", world.OTHER_AREA)


def test_words_sent_after_the_sign_in_ran_out_are_kept(app: Flask, robin: Client, shop: Shop) -> None:
    form = form_at(robin, "/ask")
    visitor: Client = app.test_client()  # type: ignore[assignment]
    token = visitor.token("/sign-in")
    answer = form.send(visitor, csrf_token=token, words=f"{WISH} {AWKWARD}", times="Evenings")
    says(answer.text, f"{WISH} {AWKWARD}", "Your words are kept.")
    wanted = parse_qs(urlsplit(link(answer.text, "Sign in and ask")).query)["next"][0]
    kept = sheet(robin.page(wanted), "/ask").fields
    assert (kept["words"], kept["times"]) == (f"{WISH} {AWKWARD}", "Evenings")


def test_others_are_told_how_to_ask(app: Flask, shop: Shop) -> None:
    page = signed_in(app, Shop.PROVIDER).page("/ask?q=accordion")
    says(page, "accordion", "People ask with their own sign-in.")


def test_none_of_these_suits_carries_the_reasons_and_the_list(robin: Client, covered: Shop) -> None:
    with database.writing() as session:
        person_id = covered.robin.own_person_id or uuid4()
        list_id = choosing.start(session, covered.robin, ListRequest(uuid4(), person_id, "Music"))
    page = robin.page(link(robin.page(f"/lists/{list_id}"), "None of these suits"))
    says(page, "Why does none of them suit?", "It costs too much")
    form = sheet(page, "/ask")
    refused(form.send(robin, words=WISH, reasons="nonsense"), "Choose from what is on this page.", field="reasons")
    check = form.send(robin, words=WISH, reasons=["price", "times"])
    says(check.text, "It costs too much. The days or times do not fit")
    says(robin.page(sheet(check.text, "/ask").send(robin).headers["Location"]), "It costs too much.")
    with database.reading() as session:
        assert session.execute(text("SELECT shortlist_id, reasons FROM gap_request")).one() == (
            list_id,
            ["price", "times"],
        )
    for other in (uuid4(), UUID(int=0)):
        assert form.send(robin, words=WISH, list_id=other).status_code == 404


def test_it_can_be_taken_back_and_then_nobody_else_sees_it(app: Flask, robin: Client, covered: Shop) -> None:
    address = sent(robin).headers["Location"]
    provider = signed_in(app, Shop.PROVIDER)
    says(provider.page("/provider/asked"), WISH)
    taking = sheet(robin.page(address), "/withdraw")
    says(robin.page(taking.send(robin).headers["Location"]), "Taken back", "Ask for it again")
    silent_about(provider.page("/provider/asked"), WISH)
    again = taking.send(robin)
    assert again.status_code == 422
    says(again.text, "This request was taken back already.")
    other = signed_in(app, _sam())
    assert other.get(address).status_code == 404
    assert other.send(f"{address}/withdraw", come_from="/lists").status_code == 404


def _sam() -> str:
    world.person("Sam", email="sam@example.org")
    return "sam@example.org"


def test_the_answer_comes_back_with_a_notice(robin: Client, covered: Shop, app: Flask) -> None:
    address = sent(robin).headers["Location"]
    with database.writing() as session:
        account = covered.funder.account_id
        email = session.execute(text("SELECT email FROM account WHERE id = :id"), {"id": account}).scalar_one()
    desk = signed_in(app, email)
    shown = desk.page(link(desk.page("/commission/gaps"), WISH))
    silent_about(shown, "Robin")
    says(desk.page(notices(desk)["Somebody asks for something new"]), "Somebody in your area")
    sheet(shown, "/gaps/").send(desk, words="We have asked two music groups.")
    told = notices(robin)["There is an answer to what you asked for"]
    says(robin.page(opens(robin, told)), "Answered", "North Council wrote", "We have asked two music groups.")
    silent_about(robin.page(address), "will look at it by")


def test_so_many_can_wait_and_no_more(robin: Client, shop: Shop) -> None:
    for number in range(MOST_OPEN):
        assert sent(robin, f"Wish {number}").status_code == 303
    answer = sent(robin)
    refused(answer, f"There are {MOST_OPEN} requests waiting already.", typed=WISH)


def test_anybody_may_talk_to_a_broker(app: Flask, shop: Shop) -> None:
    visitor: Client = app.test_client()  # type: ignore[assignment]
    says(visitor.page("/brokers"), "No broker is here yet.")
    world.broker("Open Door Brokers")
    says(visitor.page("/brokers"), "Open Door Brokers", "They have not told us how to reach them.")
