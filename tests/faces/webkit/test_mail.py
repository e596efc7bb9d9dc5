"""Mail: each notice leaves once, to a real mail server, with nothing private in its subject."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database, outbox
from marketplace.foundation.models import Job
from marketplace.people import operations as people
from marketplace.people.operations import MAIL, Telling
from marketplace.people.queries import mail_sent
from marketplace.purchasing.rules import TOLD
from marketplace.settings import Settings
from marketplace.voice.rules import WorryKind
from marketplace.webkit.telling import mail_handler
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop

WORDS = "Your order is café ✓."


class Post(socketserver.ThreadingTCPServer):
    """A mail server on loopback, which keeps what it takes, or refuses everything."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.taken: list[tuple[list[str], EmailMessage]] = []
        self.refusing = False

    @property
    def url(self) -> str:
        """Where it listens, as a setting says it."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Talk(socketserver.StreamRequestHandler):
    """One talk with a client, in as much SMTP as it needs."""

    server: Post

    def say(self, line: str) -> None:
        """Answer."""
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        """Take mail until the client leaves."""
        self.say("220 post")
        to: list[str] = []
        while line := self.rfile.readline():
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"RCPT":
                to.append(line.decode().strip())
                self.say("550 no such box" if self.server.refusing else "250 ok")
            elif verb == b"DATA":
                self.say("354 go on")
                body = b"".join(iter(self.rfile.readline, b".\r\n"))
                letter = message_from_bytes(body, policy=policy.default)
                assert isinstance(letter, EmailMessage)
                self.server.taken.append((to, letter))
                self.say("250 taken")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")


@pytest.fixture
def post() -> Iterator[Post]:
    """The mail server."""
    with Post() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def robin(app: Flask) -> UUID:
    """An account that is told things."""
    world.areas()
    account_id = world.person(email="robin@example.org").account_id
    assert account_id
    return account_id


def told(account_id: UUID, once: str = "first") -> UUID:
    """Tell an account something; the notice."""
    with database.writing() as session:
        people.tell(session, world.system(), [account_id], Telling("News of an order", WORDS, "order", None, once))
        return session.execute(text("SELECT id FROM notice WHERE once = :once"), {"once": once}).scalar_one()


def sent() -> list[tuple[str, str]]:
    """The mail that is recorded as sent: to whom, and its subject."""
    with database.reading() as session:
        return [(mail.recipient, mail.subject) for mail in mail_sent(session, world.system())]


def handler(clock: TestClock, url: str = "") -> Callable[[dict[str, object]], None]:
    """The handler with a mail server, or without."""
    settings = Settings(mail_url=url, public_url="https://ownpath.example/", mail_from="Ownpath <post@ownpath.example>")
    return mail_handler(settings, clock)


def test_a_notice_leaves_as_a_letter_with_a_link(robin: UUID, post: Post, clock: TestClock) -> None:
    notice_id = told(robin)
    handler(clock, post.url)({"notice": str(notice_id)})
    ((to, letter),) = post.taken
    assert to == ["rcpt TO:<robin@example.org>"]
    assert (letter["From"], letter["To"]) == ("Ownpath <post@ownpath.example>", "robin@example.org")
    assert letter["Subject"] == "News of an order"
    body = letter.get_content().replace("\r\n", "\n")
    assert body.startswith(f"Hello Robin Vale,\n\n{WORDS}\n\n")
    assert f"https://ownpath.example/notices/{notice_id}\n" in body
    assert sent() == [("robin@example.org", "News of an order")]


def test_a_notice_that_is_delivered_again_leaves_once(robin: UUID, post: Post, clock: TestClock) -> None:
    notice_id = told(robin)
    handle = handler(clock, post.url)
    for _ in range(3):
        handle({"notice": str(notice_id)})
    assert len(post.taken) == len(sent()) == 1


def test_what_is_told_twice_leaves_once(robin: UUID, post: Post, clock: TestClock) -> None:
    told(robin)
    told(robin)
    outbox.work({MAIL: handler(clock, post.url)}, clock)
    assert len(post.taken) == 1


def test_mail_that_the_server_refuses_is_tried_again(robin: UUID, post: Post, clock: TestClock) -> None:
    told(robin)
    post.refusing = True
    assert outbox.work({MAIL: handler(clock, post.url)}, clock) == 1
    assert post.taken == sent() == []
    post.refusing = False
    assert outbox.work({MAIL: handler(clock, post.url)}, clock) == 0
    clock.forward(seconds=3)
    assert outbox.work({MAIL: handler(clock, post.url)}, clock) == 1
    assert len(post.taken) == len(sent()) == 1


def test_mail_waits_while_there_is_no_server(robin: UUID, clock: TestClock) -> None:
    with Post() as gone:
        url = gone.url
    told(robin)
    assert outbox.work({MAIL: handler(clock, url)}, clock) == 1
    assert sent() == []
    with database.reading() as session:
        job = session.query(Job).filter_by(topic=MAIL).one()
        assert (job.attempts, job.done_at) == (1, None)


def test_without_a_mail_server_it_is_recorded_alone(robin: UUID, clock: TestClock) -> None:
    handler(clock)({"notice": str(told(robin))})
    assert sent() == [("robin@example.org", "News of an order")]


def test_a_notice_that_is_gone_is_no_mail(robin: UUID, post: Post, clock: TestClock) -> None:
    handler(clock, post.url)({"notice": str(UUID(int=7))})
    assert post.taken == []


def test_no_subject_says_anything_of_anybody(app: Flask, clock: TestClock, work: Callable[[], int]) -> None:
    shop = Shop(clock)
    order_id = shop.rated("Wonderful digging")
    shop.worried(order_id, WorryKind.HARM, "Somebody hits me.")
    shop.worried(order_id, words="The gate was shut.")
    shop.disputed("It was cut short.")
    while work():
        pass
    with database.reading() as session:
        letters = mail_sent(session, world.system())
    assert len(letters) > 10
    private = ("Robin", "Vale", "Allotment", "Green Shoots", "£", "Moor Lane", "digging", "hits", "gate", "cut short")
    for letter in letters:
        for word in private:
            assert word not in letter.subject, letter.subject
            assert word not in letter.words.replace("Hello Robin Vale,", "").replace("Hello Green Shoots member,", "")
    said = {subject for sides in TOLD.values() for subject, _ in sides.values()}
    assert {letter.subject for letter in letters} - said == {
        "You have a budget to use",
        "A worry about harm needs you",
        "Something is wrong with an order",
    }
