"""Mail: each notice leaves once, to a real mail server, with nothing private in its subject."""

import threading
from collections.abc import Callable, Iterator
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
from marketplace.webkit.letters import mail_handlers
from tests import world
from tests.faces.conftest import SECRET, TestClock
from tests.faces.shop import Shop
from tests.faces.webkit.post import Post

WORDS = "Your order is café ✓."


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
    settings = Settings(
        mail_url=url,
        public_url="https://ownpath.example/",
        mail_from="Ownpath <post@ownpath.example>",
        secret_key=SECRET,
    )
    return mail_handlers(settings, clock)[MAIL]


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


def test_mail_that_the_server_cannot_take_now_is_tried_again(robin: UUID, post: Post, clock: TestClock) -> None:
    told(robin)
    post.says = "451 not now"
    assert outbox.work({MAIL: handler(clock, post.url)}, clock) == 1
    assert post.taken == sent() == []
    post.says = "250 ok"
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
        assert (job.attempts, job.payload["tries"], job.error, job.done_at) == (0, 1, "ours", None)


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
