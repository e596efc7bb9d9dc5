"""Deputies and authorised persons at the desk: appointed with a picture of the paper, looked at, and ended."""

import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from marketplace.budgets.rules import Holding
from marketplace.foundation import database
from marketplace.keeping.queries import own_data
from marketplace.people.rules.signing_in import PROOF_LASTS
from tests import world
from tests.faces.commissioner_desk.conftest import Council
from tests.faces.conftest import Client, TestClock, come_back
from tests.faces.shop import AWKWARD, opened, refuses, says, silent_about
from tests.pictures import bomb, photo
from tests.pictures import opened as picture_of

DEE = "dee@example.org"


class Court(Council):
    """The council, a direct payment of its own and one of another's, and Dee who is to act."""

    def __init__(self, clock: TestClock) -> None:
        super().__init__(clock)
        self.direct = world.budget(self.robin, self.funder, 200_00, Holding.DIRECT)
        self.others = world.budget(self.robin, world.commissioner("The NHS trust"), 90_00, Holding.DIRECT)
        self.dee = world.person("Dee Marsh", email=DEE)


@pytest.fixture
def court(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Court:
    return once(opened, app, Court, clock, Court.COMMISSIONER, Court.OTHER, Court.PERSON, DEE)


@pytest.fixture
def desk(app: Flask, court: Court) -> Client:
    return come_back(app, court.cookies[Court.COMMISSIONER])


def asked(**other: Any) -> dict[str, Any]:
    """A sound form; each picture is read once."""
    today = ["2", "3", "2026"]
    sound = {"kind": "deputy", "email": DEE, "reference": "Court 7/26", "dated": today, "ends": ["", "", ""]}
    return sound | {"picture": file(photo())} | other


def file(content: bytes, name: str = "paper.jpg") -> FileStorage:
    return FileStorage(io.BytesIO(content), name, content_type="image/jpeg")


def appoint(client: Client, court: Court, **other: Any) -> TestResponse:
    return post(client, f"{court.page}/deputies", asked(**other), client.token(f"{court.page}/deputies/new"))


def post(client: Client, address: str, form: dict[str, Any], token: str) -> TestResponse:
    """Send a form with a file, as browsers do."""
    boundary, body = encode_multipart(form | {"csrf_token": token})
    return client.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def hidden(page: str, action: str) -> MultiDict[str, str]:
    """The hidden fields of the form that is sent to an address."""
    form = re.search(rf'<form method="post" action="{action}".*?</form>', page, re.DOTALL)
    assert form, page
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[0])
    found += re.findall(r'name="([^"]+)" type="hidden" value="([^"]*)"', form[0])
    return MultiDict([(name, unescape(value)) for name, value in found])


def held() -> list[tuple[UUID, bytes]]:
    """The mandates on paper, with their pictures."""
    with database.reading() as session:
        return [tuple(row) for row in session.execute(text("SELECT mandate_id, picture FROM evidence"))]  # type: ignore[misc]


def test_a_deputy_is_appointed_with_a_picture_and_all_read_it(app: Flask, court: Court, desk: Client) -> None:
    says(desk.page(court.page), "Who acts for this person because of a paper")
    says(desk.page(f"{court.page}/deputies"), "Nobody does now.", "Those whom Robin Vale chose are not here.")
    answer = appoint(desk, court)
    assert answer.status_code == 303, answer.text
    page = desk.page(answer.location)
    says(
        page,
        "They can act for Robin Vale now.",
        "Dee Marsh",
        "paper Court 7/26",
        "The paper is of 2 March 2026",
        "no last day",
    )
    ((mandate_id, picture),) = held()
    assert picture_of(picture).size == (600, 800)
    assert b"Exif" not in picture
    robin, dee = come_back(app, court.cookies[Court.PERSON]), come_back(app, court.cookies[DEE])
    for address in ("/helpers", f"/helpers/{mandate_id}"):
        told = robin.page(address)
        says(told, "Dee Marsh acts for you because of a paper.", "The Court of Protection wrote it on 2 March 2026.")
        says(told, "North Council keeps it.", "Is this wrong? Ask North Council")
        assert "End this" not in told
    says(dee.page("/account/helping"), "Robin Vale", "You act because of a paper: Deputy", "Court 7/26, 2 March 2026")
    says(dee.page("/account/acting"), "A paper lets you act for them.")
    says(dee.page("/notices"), "You may act for somebody now")
    says(robin.page("/notices"), "Somebody may decide for you now")
    for client in (robin, dee):
        assert client.get(f"{court.page}/deputies/{mandate_id}/paper").status_code == 404


def test_the_picture_is_shown_as_nothing_but_a_picture_and_the_look_is_told(
    app: Flask, court: Court, desk: Client
) -> None:
    appoint(desk, court)
    ((mandate_id, picture),) = held()
    answer = desk.get(f"{court.page}/deputies/{mandate_id}/paper")
    assert answer.data == picture
    wanted = {
        "Content-Type": "image/jpeg",
        "Content-Disposition": 'inline; filename="paper.jpg"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert {name: answer.headers.get(name) for name in wanted} == wanted
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    robin = come_back(app, court.cookies[Court.PERSON])
    says(robin.page("/who-looked"), "Casey Poole of North Council opened the paper that says who decides for you")


def test_an_authorised_person_reaches_the_payment_that_was_chosen(app: Flask, court: Court, desk: Client) -> None:
    refuses(appoint(desk, court, kind="authorised"), "account_ids", "Choose the direct payment that they manage")
    for stolen in (court.account_id, court.others, UUID(int=7), "nonsense"):
        answer = appoint(desk, court, kind="authorised", account_ids=[str(stolen)])
        refuses(answer, "account_ids", "Choose from what is on this page.")
    assert held() == []
    assert appoint(desk, court, kind="authorised", account_ids=[str(court.direct)]).status_code == 303
    says(desk.page(f"{court.page}/deputies"), "Authorised person for a direct payment", "Only for Adult social care")
    robin = come_back(app, court.cookies[Court.PERSON])
    says(robin.page("/helpers"), "The council or the NHS wrote it on 2 March 2026.", "This is only for")


@pytest.mark.parametrize(
    ("other", "field", "words"),
    [
        ({"kind": ""}, "kind", "Choose which of the two it is."),
        ({"kind": "funder"}, "kind", "Choose which of the two it is."),
        ({"email": ""}, "email", "Enter the e-mail with which they sign in here."),
        ({"email": "nobody@example.org"}, "email", "Nobody with this e-mail can be named."),
        ({"email": Council.PERSON}, "email", "Nobody with this e-mail can be named."),
        ({"email": Council.COMMISSIONER}, "email", "Nobody with this e-mail can be named."),
        ({"email": "a\0b"}, "email", "hidden character"),
        ({"reference": "  "}, "reference", "Enter the reference on the paper"),
        ({"reference": "x" * 201}, "reference", "Shorten it to 200"),
        ({"dated": ["", "", ""]}, "dated", "Enter the date on the paper."),
        ({"dated": ["31", "2", "2026"]}, "dated", "Enter a real date"),
        ({"dated": ["3", "3", "2026"]}, "dated", "It cannot be later than today."),
        ({"ends": ["1", "3", "2026"]}, "ends", "Enter a last day from today on"),
    ],
)
def test_what_is_wrong_is_said_and_the_picture_is_asked_for_again(
    court: Court, desk: Client, other: dict[str, Any], field: str, words: str
) -> None:
    answer = appoint(desk, court, **({"reference": AWKWARD} | other))
    refuses(answer, field, words, typed=AWKWARD if "reference" not in other else "")
    refuses(answer, "picture", "Choose the picture again", "All else is as you typed it.")
    assert held() == []


FILES = {
    "none": "Choose a picture of the paper.",
    "words instead of a file": "Choose a picture of the paper.",
    "empty": "This file is empty.",
    "script": "We cannot read this as a picture.",
    "svg": "We cannot read this as a picture.",
    "pdf": "For a PDF or a letter in another form, take a photo of the page.",
    "cut off": "it may be cut off: send it again.",
    "bomb": "more points than we can open",
    "large": "This file is larger than 15 MB.",
}


def sent(name: str) -> Any:
    contents = {
        "empty": b"",
        "script": b"<script>alert(1)</script>",
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "pdf": b"%PDF-1.7",
        "cut off": photo()[:5000],
        "bomb": bomb(30_000),
        "large": photo() + bytes(15_000_000),
    }
    if name in contents:
        return file(contents[name], "../../../<b>paper.html\u202e.jpg")
    return "picture" if name == "words instead of a file" else file(b"", "")


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_picture_is_refused_beside_its_field(court: Court, desk: Client, name: str) -> None:
    answer = appoint(desk, court, picture=sent(name), reference=AWKWARD)
    refuses(answer, "picture", FILES[name], typed=AWKWARD)
    silent_about(answer.text, "paper.html", "Choose the picture again")
    assert held() == []


def test_more_than_the_route_takes_is_refused_whole_and_no_other_route_takes_as_much(
    court: Court, desk: Client
) -> None:
    answer = appoint(desk, court, picture=file(bytes(21_000_000)))
    assert answer.status_code == 413
    says(answer.text, "That was too much", "choose a smaller file")
    answer = appoint(desk, court, reference="x" * 1_100_000)  # what is typed is bounded as everywhere
    assert answer.status_code == 413
    large = {"picture": file(bytes(1_100_000))}
    elsewhere = f"{court.page}/budgets/new"
    assert post(desk, elsewhere, large, desk.token(elsewhere)).status_code == 413
    assert held() == []


def test_twice_is_once(court: Court, desk: Client) -> None:
    assert appoint(desk, court).status_code == 303
    refuses(appoint(desk, court), "email", "They act for this person in this way already.")
    assert len(held()) == 1


def test_a_proof_is_asked_for_before_the_form_and_what_was_typed_comes_back(
    app: Flask, court: Court, clock: TestClock, desk: Client
) -> None:
    token = desk.token(f"{court.page}/deputies/new")
    desk.staying = None
    clock.forward(seconds=PROOF_LASTS.total_seconds() + 1)
    answer = desk.get(f"{court.page}/deputies/new")
    assert answer.status_code == 303
    assert answer.location.startswith("/account/prove")
    answer = post(desk, f"{court.page}/deputies", asked(reference=AWKWARD), token)
    says(answer.text, "Show that it is you")
    proof = hidden(answer.text, "/account/prove")
    proof["password"] = world.PASSWORD
    answer = desk.post("/account/prove", data=proof)
    answer = desk.post(f"{court.page}/deputies", data=hidden(answer.text, f"{court.page}/deputies"))
    refuses(answer, "picture", "Choose a picture of the paper.", typed=AWKWARD)
    assert held() == []


def test_ending_it_asks_first_and_ends_at_once(app: Flask, court: Court, desk: Client) -> None:
    appoint(desk, court)
    ((mandate_id, _),) = held()
    dee = come_back(app, court.cookies[DEE])
    chosen = dee.send("/account/acting", {"mandate_id": str(mandate_id)})
    assert chosen.status_code == 303
    says(dee.page("/money"), "Adult social care")
    ending = f"{court.page}/deputies/{mandate_id}/end"
    says(desk.page(ending), "End it for Dee Marsh", "It ends at once", "The paper stays on file.")
    answer = desk.send(ending)
    says(desk.page(answer.location), "It has ended.", "Dee Marsh", "Ended")
    says(
        desk.page(f"{court.page}/deputies/{mandate_id}"),
        "Ended Monday 2 March",
        "They sign in as dee@example.org",
        "looked",
    )
    assert "Adult social care" not in dee.get("/money").text
    says(dee.page("/notices"), "You act for somebody no more")
    says(desk.page(ending), "This has ended already.")
    assert desk.post(ending, data={"csrf_token": desk.token("/account/prove")}).status_code == 303
    robin = come_back(app, court.cookies[Court.PERSON])
    says(robin.page(f"/helpers/{mandate_id}"), "Dee Marsh acted for you because of a paper.")


def test_another_council_finds_nothing(app: Flask, court: Court, desk: Client) -> None:
    appoint(desk, court)
    ((mandate_id, _),) = held()
    other = come_back(app, court.cookies[Court.OTHER])
    token = other.token("/account/prove")
    base = f"{court.page}/deputies"
    for address in (
        base,
        f"{base}/new",
        f"{base}/{mandate_id}",
        f"{base}/{mandate_id}/end",
        f"{base}/{mandate_id}/paper",
    ):
        assert other.get(address).status_code == 404, address
    for address in (base, f"{base}/{mandate_id}/end"):
        assert post(other, address, asked(), token).status_code == 404, address
    sam = world.person("Sam Other", email="sam@example.org")
    world.budget(sam, court.funder)
    theirs = f"/commission/people/{sam.own_person_id}/deputies/{mandate_id}"
    for address in (f"{theirs}/paper", f"{theirs}/end"):
        assert desk.get(address).status_code == 404, address
    assert len(held()) == 1


def test_the_export_says_that_the_paper_is_there(app: Flask, court: Court, desk: Client) -> None:
    appoint(desk, court)
    robin = come_back(app, court.cookies[Court.PERSON])
    answer = robin.send("/account/data/download", come_from="/account/data")
    assert b"evidence.json" in answer.data
    with database.reading() as session:
        (papers,) = [each for each in own_data(session, court.robin) if each.name == "evidence"]
    assert [row["reference"] for row in papers.rows] == ["Court 7/26"]
    assert "picture" not in papers.rows[0]
    assert "A picture of each is kept too" in papers.words
