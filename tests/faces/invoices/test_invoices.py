"""The pages of invoices: gathered, queried, answered, agreed, exported and paid, as each side sees it."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from marketplace.foundation import database
from marketplace.people import operations as people
from marketplace.people.rules import Duty
from marketplace.people.rules.signing_in import PROOF_LASTS
from marketplace.purchasing.queries import payments_open
from marketplace.purchasing.rules.invoices import COLUMNS
from tests import world
from tests.faces.conftest import Client, TestClock, come_back
from tests.faces.shop import AWKWARD, opened, refuses, says, silent_about
from tests.integration.purchasing.books import Books

DESK, PORTAL, FILES = "/commission/invoices", "/provider/invoices", "/commission/remittances"


class Desk(Books):
    """Two settled bookings of £12 each, and an official of the funder who signs in."""

    OFFICIAL = "north@example.org"

    def __init__(self, clock: TestClock) -> None:
        super().__init__(clock)
        account_id = world.account("Casey Poole", self.OFFICIAL)
        assert self.funder.organisation_id
        with database.writing() as session:
            people.join(session, world.system(), account_id, self.funder.organisation_id, [Duty.COMMISSIONER])
        self.settled(2)


@pytest.fixture
def desk(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Desk:
    """The desk, two weeks on."""
    desk = once(opened, app, Desk, clock, Desk.OFFICIAL, Desk.PROVIDER, Desk.PERSON)
    clock.instant = world.NOW + timedelta(days=16)  # the shop is made once, and moved it then
    desk.clock = clock
    return desk


@pytest.fixture
def official(app: Flask, desk: Desk) -> Client:
    """The funder's official, signed in."""
    return come_back(app, desk.cookies[Desk.OFFICIAL])


@pytest.fixture
def owner(app: Flask, desk: Desk) -> Client:
    """The provider's owner, signed in."""
    return come_back(app, desk.cookies[Desk.PROVIDER])


def sent(official: Client, content: bytes, name: str = "paid.csv") -> TestResponse:
    """Send a file of what was paid."""
    file = FileStorage(io.BytesIO(content), name, content_type="text/csv")
    boundary, body = encode_multipart({"csrf_token": official.token(f"{FILES}/new"), "file": file})
    return official.post(FILES, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def test_from_settled_to_paid_with_a_query_on_the_way(desk: Desk, official: Client, owner: Client) -> None:
    says(official.page(DESK), "You owe providers £0", "On no invoice yet", "Green Shoots: £24", "There are none yet")
    says(owner.page(PORTAL), "Settled, and on no invoice yet", "North Council: £24")
    assert official.send(DESK).status_code == 303
    says(
        official.page(DESK), "2 lines are on invoices now.", "You owe providers £24", "£24 waits for you to look at it"
    )
    (invoice,) = desk.invoices()
    page, seen = f"{DESK}/{invoice.id}", f"{PORTAL}/{invoice.id}"
    says(official.page(page), "£24 waits for you", "Allotment mornings", "1 session", "You look at it by", "To look at")
    silent_about(official.page(page), "Robin")
    line = desk.invoice(invoice.id).lines[0]

    says(official.page(f"{page}/lines/{line.id}"), "Ask about a line", "£12")
    assert official.send(f"{page}/lines/{line.id}", {"words": AWKWARD}).status_code == 303
    says(
        official.page(page),
        "The provider is asked.",
        AWKWARD,
        "Queried",
        "Green Shoots answers by",
        "£12 waits for you",
    )
    assert official.send(f"{page}/agree", {"expected": "1200"}, come_from=page).status_code == 303
    reference = f"{invoice.reference}-1"
    says(official.page(page), f"under the reference {reference}", f"You pay it by 17 April 2026, under {reference}")

    says(
        owner.page(PORTAL), "You are owed £24", "£12 is queried. It waits for you.", "£12 is agreed, and will be paid."
    )
    says(owner.page(seen), "£12 is queried", AWKWARD, "Robin Vale", "North Council pays it by 17 April 2026")
    says(owner.page("/provider/"), "Invoices to answer")
    assert owner.send(f"{seen}/lines/{line.id}", {"words": "It was."}).status_code == 303
    says(owner.page(seen), "Your answer is sent.", "It was.", "North Council looks at it by")
    silent_about(owner.page("/provider/"), "Invoices to answer")

    answer = sent(official, desk.file((reference, 12_00)))
    assert answer.status_code == 303
    says(official.page(answer.location), "£12 is marked as paid", "1 of 1 payment fits", reference)
    says(owner.page(seen), "owes you £12 of it, and has paid £12", "It was paid on 18 March 2026")
    says(official.page(FILES), "Casey Poole sent 1 payment. £12 is marked as paid.")
    assert desk.owed() == (12_00, 12_00)


def test_a_line_that_is_taken_off_gives_the_person_the_money_back(
    app: Flask, desk: Desk, official: Client, owner: Client
) -> None:
    invoice_id = desk.gathered()
    line = desk.invoice(invoice_id).lines[0]
    address = f"{PORTAL}/{invoice_id}/lines/{line.id}"
    says(owner.page(address), "Take a line off?", "Robin Vale", "You cannot undo that")
    refuses(owner.send(f"{address}/take-off", come_from=address), "words", "Write what you say")
    assert owner.send(f"{address}/take-off", {"words": "It rained."}, come_from=address).status_code == 303
    says(owner.page(f"{PORTAL}/{invoice_id}"), "It is taken off.", "Taken off", "It rained.", "owes you £12 of it")
    says(official.page(f"{DESK}/{invoice_id}"), "The money went back to the budget", "It rained.", "£12 waits for you")
    person = come_back(app, desk.cookies[Desk.PERSON])
    says(person.page(f"/orders/{line.order_id}"), "£12 came back")
    says(person.page(f"/money/accounts/{desk.account_id}"), "Came back: it is not to be paid after all: Allotment")
    answer = owner.get(address)
    assert (answer.status_code, answer.location) == (303, f"{PORTAL}/{invoice_id}")
    other = f"{PORTAL}/{invoice_id}/lines/{desk.invoice(invoice_id).lines[1].id}"
    late = owner.send(f"{address}/take-off", {"words": "Again."}, come_from=other)
    assert late.status_code == 422
    says(late.text, "the line was taken off", "What you wrote was not sent", "Again.")


def test_what_the_page_did_not_show_is_not_agreed(desk: Desk, official: Client) -> None:
    invoice_id = desk.gathered()
    page = f"{DESK}/{invoice_id}"
    for shown in ("", "2399", "twelve", "-1", "9" * 30):
        answer = official.send(f"{page}/agree", {"expected": shown}, come_from=page)
        assert answer.status_code == 422
        says(answer.text, "The invoice has changed since you opened the page", "Nothing was agreed")
    desk.agreed(invoice_id)
    answer = official.post(f"{page}/agree", data={"csrf_token": official.token(DESK), "expected": "2400"})
    says(answer.text, "there is nothing to agree")


@pytest.mark.parametrize("words", ["", " \n ", "x" * 1001, "a\0b"])
def test_a_query_needs_words_that_can_be_kept(desk: Desk, official: Client, words: str) -> None:
    invoice_id = desk.gathered()
    address = f"{DESK}/{invoice_id}/lines/{desk.invoice(invoice_id).lines[0].id}"
    refuses(official.send(address, {"words": words}), "words", typed=words.strip().replace("\0", ""))
    assert desk.invoices()[0].with_provider == 0


def test_money_leaves_only_for_somebody_who_has_just_proved_who_they_are(
    desk: Desk, official: Client, owner: Client, clock: TestClock
) -> None:
    invoice_id = desk.gathered()
    page, line = f"{DESK}/{invoice_id}", desk.invoice(invoice_id).lines[0]
    tokens = official.token(page), owner.token(f"{PORTAL}/{invoice_id}/lines/{line.id}")
    official.staying = owner.staying = clock.instant + PROOF_LASTS * 2  # they do nothing to stay proved
    clock.forward(seconds=PROOF_LASTS.total_seconds() + 1)
    asked = [
        official.post(f"{page}/agree", data={"csrf_token": tokens[0], "expected": "2400"}),
        official.get(f"{FILES}/new"),
        official.post(FILES, data={"csrf_token": tokens[0]}),
        owner.post(f"{PORTAL}/{invoice_id}/lines/{line.id}/take-off", data={"csrf_token": tokens[1], "words": "Off."}),
    ]
    for answer in asked:
        assert answer.status_code in (200, 303, 401, 403), answer.status_code
        assert "marked as paid" not in answer.text
    assert desk.owed() == (24_00, 24_00)
    assert desk.invoice(invoice_id).agreements == ()


def test_the_file_of_what_is_to_be_paid_has_the_published_columns(desk: Desk, official: Client, owner: Client) -> None:
    invoice_id = desk.gathered()
    reference = desk.agreed(invoice_id)
    answer = official.get(f"{DESK}/to-pay.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert 'filename="to-pay-2026-03-18.csv"' in answer.headers["Content-Disposition"]
    head, *rows = csv.reader(io.StringIO(answer.text))
    assert tuple(head) == tuple(COLUMNS)
    told = dict(zip(head, rows[0], strict=True))
    assert len(rows) == 2
    assert told | {"order": "", "day": ""} == {
        "reference": reference,
        "reference_pence": "2400",
        "invoice": reference.removesuffix("-1"),
        "month": "2026-03",
        "provider": "Green Shoots",
        "funder": "North Council",
        "order": "",
        "day": "",
        "service": "Allotment mornings",
        "happened": "delivered",
        "quantity": "1",
        "unit": "session",
        "pence": "1200",
        "currency": "GBP",
        "state": "agreed",
        "by": "2026-04-17",
        "paid_on": "",
    }
    theirs = list(csv.reader(io.StringIO(owner.get(f"{PORTAL}/{invoice_id}/file").text)))
    assert theirs == [head, *rows]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "must name these columns"),
        (b"\xff\xfe" + bytes(200), "not in UTF-8"),
        (b"x" * 1_000_001, "larger than 1 MB"),
        (
            b"reference,pence,date,currency\nA-1,5,2026-03-01,GBP\n<b>B</b>,5,2026-03-01,EUR",
            "Line 3: the currency must be",
        ),
    ],
)
def test_a_file_that_cannot_be_right_is_told_line_by_line(
    desk: Desk, official: Client, content: bytes, words: str
) -> None:
    answer = sent(official, content)
    refuses(answer, "file", "Nothing was marked as paid.")
    says(answer.text, words)
    says(official.page(FILES), "No file has been sent yet.")


def test_no_file_the_same_file_and_one_that_is_huge(desk: Desk, official: Client) -> None:
    refuses(official.send(FILES, come_from=f"{FILES}/new"), "file", "Choose the file")
    refuses(official.send(FILES, {"file": "words"}, come_from=f"{FILES}/new"), "file", "Choose the file")
    once = desk.file(("X-1", 1))
    assert sent(official, once).status_code == 303
    refuses(sent(official, once), "file", "This very file was sent before.")
    assert sent(official, bytes(7_000_000)).status_code == 413


def test_a_payment_that_does_not_fit_waits_with_an_owner_until_it_is_closed(desk: Desk, official: Client) -> None:
    reference = desk.agreed(desk.gathered())
    answer = sent(official, desk.file((reference, 23_00), (f"<i>{AWKWARD[:8]}", 5)))
    page = official.page(answer.location)
    says(page, "£0 is marked as paid", "0 of 2 payments fit", "The sum is not the one that was agreed.", "no such")
    work = official.page("/commission/worklist")
    says(work, "A payment that does not fit", "By Saturday 28 March 2026", "You have it")
    with database.reading() as session:
        row = payments_open(session, desk.official)[0]
    address = f"/commission/payments/{row.id}"
    says(official.page(address), "The sum is not the one that was agreed.", "£23", "Green Shoots")
    refuses(official.send(address), "words", "Write what you did about it")
    assert official.send(address, {"words": AWKWARD}).status_code == 303
    says(official.page(address), "What was done", AWKWARD, "Casey Poole")
    late = official.post(address, data={"csrf_token": official.token(DESK), "words": "Again"})
    says(late.text, "it is closed already", "What you wrote was not sent")


def test_each_finds_nothing_of_what_is_not_theirs(desk: Desk, official: Client, owner: Client) -> None:
    invoice_id = desk.gathered()
    line_id = desk.invoice(invoice_id).lines[0].id
    for address in (f"{DESK}/{uuid4()}", f"{DESK}/{invoice_id}/lines/{uuid4()}", f"{FILES}/{uuid4()}"):
        official.page(address, 404)
    official.page(f"{PORTAL}/{invoice_id}", 404)
    for address in (f"{DESK}/{invoice_id}", f"{PORTAL}/{uuid4()}/lines/{line_id}", "/commission/invoices/to-pay.csv"):
        owner.page(address, 404)
