"""One's own data: the download, what is asked of the office, and what it answers."""

import io
import json
import zipfile
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import AWKWARD, Shop, refuses, says

OFFICE = "office@example.org"


@pytest.fixture
def shop(app: Flask, clock: TestClock) -> Shop:
    """Somebody with money and orders, and somebody of the back office."""
    world.administrator(OFFICE)
    return Shop(clock)


def ask(client: Client, kind: str = "correct", words: str = "My name is Vail.", key: str = "") -> None:
    """Ask the office."""
    form = {"kind": kind, "words": words, "key": key or str(uuid4())}
    answer = client.send("/account/data/ask", form)
    assert (answer.status_code, answer.location) == (303, "/account/data"), answer.text[-2000:]


def asked() -> UUID:
    """The request."""
    with database.reading() as session:
        return session.execute(text("SELECT id FROM data_request")).scalar_one()


def test_the_download_has_everything_and_says_what_is_where(app: Flask, shop: Shop) -> None:
    shop.rated(AWKWARD)
    client = signed_in(app, Shop.PERSON)
    answer = client.send("/account/data/download", come_from="/account/data")
    assert answer.status_code == 200
    assert answer.mimetype == "application/zip"
    assert "my-ownpath-data.zip" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as held:
        index = held.read("index.html").decode()
        data = {name: json.loads(held.read(name)) for name in held.namelist() if name.endswith(".json")}
    for name in data:
        assert name in index
    assert data["rating_wording.json"][0]["words"] == AWKWARD.strip()
    assert data["account.json"][0]["email"] == Shop.PERSON
    says(index, "Money is in pence", "What you ordered.")
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM audit WHERE action = 'took its data'")) == 1


def test_the_download_asks_for_a_fresh_proof(app: Flask, shop: Shop) -> None:
    client = signed_in(app, Shop.PERSON)
    client.staying = None
    shop.clock.forward(hours=1)
    says(client.send("/account/data/download", come_from="/account/data").text, "Show that it is you")


def test_one_sees_who_has_it_by_when_and_the_answer(app: Flask, shop: Shop) -> None:
    client = signed_in(app, Shop.PERSON)
    ask(client, words=AWKWARD)
    says(client.page("/account/data"), "With us", AWKWARD, "They answer by", "2 April 2026")
    office = signed_in(app, OFFICE)
    says(office.page("/office"), "Robin Vale: put right", "Answer by")
    shop.clock.forward(days=32)
    says(office.page("/office/data-requests"), "Late")
    office = signed_in(app, OFFICE)
    address = f"/office/data-requests/{asked()}"
    done = office.send(address, {"state": "done", "words": "We changed it."})
    assert done.status_code == 303, done.text[-2000:]
    client = signed_in(app, Shop.PERSON)
    says(client.page("/account/data"), "Done", "We changed it.")
    says(client.page("/notices"), "Your request about your data was answered")
    with database.reading() as session:
        notice = session.execute(text("SELECT id FROM notice WHERE about = 'data'")).scalar_one()
    assert client.send(f"/notices/{notice}/open", come_from="/account/close").location == "/account/data"
    again = office.post(address, data={"state": "done", "words": "Again", "csrf_token": office.token("/account/close")})
    assert again.status_code == 422
    says(again.text, "This has been answered already", "What you wrote was not sent", "Again")


def test_what_is_missing_is_said_and_what_was_typed_stays(app: Flask, shop: Shop) -> None:
    client = signed_in(app, Shop.PERSON)
    refuses(client.send("/account/data/ask", {"words": AWKWARD}), "kind", "Choose what we should do", typed=AWKWARD)
    refuses(client.send("/account/data/ask", {"kind": "correct"}), "words", "Say what it is about")
    refuses(client.send("/account/data/ask", {"kind": "nonsense", "words": "x"}), "kind", "Choose what we should do")
    ask(client)
    office = signed_in(app, OFFICE)
    address = f"/office/data-requests/{asked()}"
    refuses(office.send(address, {"words": "So."}), "state", "Choose how it ended", typed="So.")
    refuses(office.send(address, {"state": "open", "words": "So."}), "state", "Choose how it ended")


def test_the_same_form_twice_is_one_request_and_too_many_are_refused(app: Flask, shop: Shop) -> None:
    client, key = signed_in(app, Shop.PERSON), str(uuid4())
    ask(client, key=key)
    ask(client, key=key)
    other = client.send("/account/data/ask", {"kind": "erase", "words": "x", "key": key})
    says(other.text, "already sent with other answers")
    for number in range(4):
        ask(client, words=f"No. {number}")
    says(
        client.send("/account/data/ask", {"kind": "look", "words": "x", "key": str(uuid4())}).text,
        "You have 5 requests with us already",
    )
    ask(client, key=key)  # the first again, though there are five


def test_an_erasure_closes_the_account_when_the_office_says_so(app: Flask, shop: Shop) -> None:
    shop.accepted()
    client = signed_in(app, Shop.PERSON)
    ask(client, "erase", "Everything.")
    office = signed_in(app, OFFICE)
    address = f"/office/data-requests/{asked()}"
    says(office.page(address), "Close the account now")
    done = office.send(address, {"state": "partly", "words": "The money stays for 7 years.", "close": "y"})
    assert done.status_code == 303, done.text[-2000:]
    assert client.get("/orders").status_code == 303
    says(office.page(address), "Done in part", "closed")
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM account WHERE email = :e"), {"e": Shop.PERSON}) == 0
        assert session.scalar(text("SELECT count(*) FROM ledger_entry")) > 0


def test_a_refusal_or_an_answer_without_the_box_closes_nothing(app: Flask, shop: Shop) -> None:
    client = signed_in(app, Shop.PERSON)
    ask(client, "erase", "Everything.")
    office = signed_in(app, OFFICE)
    office.send(f"/office/data-requests/{asked()}", {"state": "refused", "words": "There is a claim.", "close": "y"})
    says(client.page("/account/data"), "Not done", "There is a claim.")


def test_the_privacy_page_lists_what_the_rules_delete(app: Flask, shop: Shop) -> None:
    page = app.test_client().page("/privacy")
    says(page, "Who looked at your details", "6 years", "Limitation Act 1980", "Worries about harm", "8 years")
