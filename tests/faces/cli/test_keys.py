"""Another secret: nobody is signed out, what was typed still opens, and one that is taken away closes."""

import json
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from marketplace.app import create_app
from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import ImportRequest
from marketplace.foundation import database, sealing
from marketplace.foundation.sealing import Unreadable
from marketplace.keeping import operations as keeping
from marketplace.keeping.operations import Sealed
from marketplace.settings import Settings
from tests import world
from tests.faces.conftest import FACES, Client, TestClock, signed_in
from tests.faces.shop import says
from tests.faces.webkit.test_sign_ins import ASKED, fields
from tests.unit.catalogue.invented import read, service

EMAIL = "robin@example.org"
OLD, NEW = "the old secret", "the new secret"


class Keyed:
    """The product under secrets that change, at one clock."""

    def __init__(self, url: str) -> None:
        self.url, self.clock = url, TestClock()

    def app(self, secret: str, before: str = "") -> Flask:
        """The product under a secret, with older ones."""
        settings = Settings(
            database_url=self.url,
            secret_key=secret,
            secret_keys_before=before,
            argon2_memory_kib=8,
            argon2_rounds=1,
            demo=True,
        )
        app = create_app(settings, [face.FACE for face in FACES], {}, self.clock)
        app.test_client_class = Client
        return app


@pytest.fixture
def keyed(db: Engine, database_url: str) -> Iterator[Keyed]:
    """Somebody who can sign in."""
    world.areas()
    world.person(email=EMAIL)
    yield Keyed(database_url)
    sealing.configure(["a key for tests alone"])


def moved(client: Client, app: Flask) -> Client:
    """The same browser, at the product under other secrets."""
    cookie = client.get_cookie("ownpath")
    assert cookie
    fresh = app.test_client()
    fresh.set_cookie("ownpath", cookie.value)
    return fresh


def test_nobody_is_signed_out_and_an_open_page_still_sends(keyed: Keyed) -> None:
    client = signed_in(keyed.app(OLD), EMAIL)
    token = client.token("/ask")
    client = moved(client, keyed.app(NEW, OLD))
    sent = client.post("/ask", data=ASKED | {"key": str(uuid4()), "csrf_token": token})
    assert sent.status_code == 303, sent.text[-2000:]
    says(client.page(sent.location), "It said 10 & I waited")
    cookie = client.get_cookie("ownpath")
    assert cookie
    assert moved(client, keyed.app(NEW)).get("/orders").status_code == 200  # it was signed afresh on the way


def test_a_secret_that_was_taken_away_opens_nothing(keyed: Keyed) -> None:
    client = signed_in(keyed.app(OLD), EMAIL)
    assert moved(client, keyed.app(NEW)).get("/orders").status_code == 303
    assert moved(client, keyed.app(NEW, "another older")).get("/orders").status_code == 303


def test_what_was_typed_under_the_old_secret_comes_back(keyed: Keyed) -> None:
    client = signed_in(keyed.app(OLD), EMAIL)
    token = client.token("/ask")
    client.staying = None
    keyed.clock.forward(hours=13)
    kept = fields(client.post("/ask", data=ASKED | {"csrf_token": token}).text, "/sign-in")
    client = moved(client, keyed.app(NEW, json.dumps(["older", OLD])))
    again = client.post("/sign-in", data=kept | {"email": EMAIL, "password": world.PASSWORD})
    assert fields(again.text, "/ask")["words"] == ASKED["words"]


def test_sealing_is_for_one_purpose_and_tells_nothing_of_what_is_wrong() -> None:
    sealing.configure([OLD])
    token = sealing.sealed(b"one", "naïve".encode())
    assert sealing.opened(b"one", token).decode() == "naïve"
    for purpose, said in ((b"two", token), (b"one", token[:-2]), (b"one", ""), (b"one", "\ud800"), (b"one", "é")):
        with pytest.raises(Unreadable):
            sealing.opened(purpose, said)
    sealing.configure([NEW, OLD])
    assert sealing.opened(b"one", token)
    sealing.configure([NEW])
    with pytest.raises(Unreadable):
        sealing.opened(b"one", token)


def test_renewing_seals_all_afresh_and_names_what_it_cannot_open(keyed: Keyed, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Sealed("directory_entry", "url", lambda row: b"entry:" + row["id"].bytes)  # stands for any column
    monkeypatch.setattr(keeping, "SEALED", (kept,))
    keyed.app(OLD)
    reading = read(*(service(id=str(UUID(int=number)), name=f"Walk {number}") for number in range(1, 4)))
    with database.writing() as session:
        catalogue.import_entries(session, world.system(), ImportRequest("North", "", reading.records, reading.closed))
        for entry_id, title in session.execute(text("SELECT id, title FROM directory_entry")).all():
            token = sealing.sealed(b"entry:" + entry_id.bytes, title.encode())
            session.execute(text("UPDATE directory_entry SET url = :t WHERE id = :id"), {"t": token, "id": entry_id})
    monkeypatch.setattr("marketplace.keeping.operations.renewing.MOST", 2)
    lost = keyed.app(NEW).test_cli_runner().invoke(args=["keys", "renew"])
    assert lost.exit_code == 1
    says(lost.stderr, "3 were sealed under a secret that is not named any more")
    for _ in range(2):
        done = keyed.app(NEW, OLD).test_cli_runner().invoke(args=["keys", "renew"])
        assert done.exit_code == 0, done.output
        says(done.stdout, "directory_entry.url: 3 sealed afresh, 0 could not be opened.")
    keyed.app(NEW)
    with database.reading() as session:
        rows = session.execute(text("SELECT id, title, url FROM directory_entry")).all()
    assert len(rows) == 3
    for row in rows:
        assert sealing.opened(b"entry:" + row.id.bytes, row.url).decode() == row.title
