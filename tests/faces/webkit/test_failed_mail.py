"""Mail that does not arrive: what is final at once, what is tried again, and how it is seen and mended."""

import re
import threading
from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.cli import nightly
from marketplace.foundation import access, database, outbox
from marketplace.people import operations as people
from marketplace.people.operations import Telling
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.mail import LETTER
from marketplace.settings import Settings
from marketplace.webkit.letters import mail_handlers
from marketplace.webkit.link_letters import letter_handler
from tests import world
from tests.faces.conftest import SECRET, Client, TestClock, signed_in
from tests.faces.shop import says, silent_about
from tests.faces.storefront.sheet import sheet
from tests.faces.webkit.post import Post

EMAIL = "robin@example.org"
ON_EVERY_PAGE = "Our e-mail does not reach you."


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
def robin(app: Flask, clock: TestClock) -> world.Actor:
    """A person who is told things."""
    world.areas()
    return world.person(email=EMAIL)


@pytest.fixture
def office(app: Flask, robin: world.Actor) -> Client:
    """The back office."""
    world.administrator(email="office@example.org")
    return signed_in(app, "office@example.org")


def tell(robin: world.Actor, clock: TestClock, once: str = "a") -> None:
    """Tell somebody something now."""
    with database.writing() as session:
        news = Telling("News of an order", "Quite private words.", "order", None, once, NoticeKind.ORDERS)
        people.tell(session, world.system(clock()), [robin.account_id or UUID(int=0)], news)


def deliver(post: Post, clock: TestClock) -> int:
    """Let the worker send what is due."""
    settings = Settings(mail_url=post.url, public_url="https://ownpath.example", secret_key=SECRET)
    return outbox.work(mail_handlers(settings, clock), clock)


def test_a_mailbox_that_is_not_there_is_final_at_once(
    app: Flask, robin: world.Actor, office: Client, post: Post, clock: TestClock
) -> None:
    says(office.page("/office/mail"), "All mail arrives, as far as we know.")
    post.says = "550 no such box"
    tell(robin, clock)
    assert deliver(post, clock) == 1
    page = office.page("/office/mail")
    says(page, f"Robin Vale, {EMAIL}", "no such mailbox", "Since Monday 2 March 2026, 10am", "1 letter", "Nobody looks")
    silent_about(page, "Quite private words", "News of an order")
    clock.forward(days=2)
    assert deliver(post, clock) == 0
    silent_about(signed_in(app, EMAIL).page("/"), ON_EVERY_PAGE)


def test_not_now_is_tried_for_a_day_and_then_seen(
    robin: world.Actor, office: Client, post: Post, clock: TestClock
) -> None:
    post.says = "451 not now"
    tell(robin, clock)
    tries = 0
    for _ in range(24 * 6):
        tries += deliver(post, clock)
        clock.forward(minutes=10)
    assert tries == 9
    says(office.page("/office/mail"), "said “not now” for about a day")


def test_what_no_worker_lives_to_send_is_seen(robin: world.Actor, office: Client, post: Post, clock: TestClock) -> None:
    tell(robin, clock)
    for _ in range(outbox.MOST_ATTEMPTS):
        assert outbox.take(clock()) is not None  # and the worker is killed
        clock.forward(minutes=2)
    assert deliver(post, clock) == 0
    nightly.ask(access.clock(clock()))
    says(office.page("/office/mail"), f"Robin Vale, {EMAIL}", "Our own mail could not leave")


def test_it_is_taken_and_tried_again(robin: world.Actor, office: Client, post: Post, clock: TestClock) -> None:
    post.says = "550 no such box"
    for once in ("a", "b"):
        tell(robin, clock, once)
        deliver(post, clock)
    page = office.page("/office/mail")
    says(page, "2 letters")
    assert sheet(office.page("/office/worklist"), "/take").send(office).status_code == 303
    says(office.page("/office/worklist"), "Mail that does not arrive", "By Wednesday 4 March 2026.", "You have it")
    page = office.page("/office/mail")
    says(page, "You look after it")
    post.says = "250 ok"
    again = sheet(page, "/again")
    assert again.send(office).status_code == 303
    says(office.page("/office/mail"), "All mail arrives", "It is sent again.")
    assert again.send(office).status_code == 404  # somebody else settled it meanwhile: nothing is done twice
    deliver(post, clock)
    assert len(post.taken) == 2


def test_what_fails_again_comes_back(robin: world.Actor, office: Client, post: Post, clock: TestClock) -> None:
    post.says = "550 no such box"
    tell(robin, clock)
    deliver(post, clock)
    sheet(office.page("/office/mail"), "/again").send(office)
    deliver(post, clock)
    says(office.page("/office/mail"), EMAIL, "Nobody looks after it yet")


def test_an_address_is_marked_and_its_owner_mends_it(
    app: Flask, robin: world.Actor, office: Client, post: Post, clock: TestClock
) -> None:
    post.says = "550 no such box"
    tell(robin, clock)
    deliver(post, clock)
    sheet(office.page("/office/mail"), "/stop").send(office)
    says(office.page("/office/mail"), "All mail arrives")
    post.says = "250 ok"
    tell(robin, clock, "b")
    assert deliver(post, clock) == 0
    mine = signed_in(app, EMAIL)
    for address in ("/", "/notices", "/orders", "/help"):
        says(mine.page(address), ON_EVERY_PAGE, "See how to mend it")
    assert mine.page("/notices").count("News of an order") == 2
    silent_about(office.page("/office"), ON_EVERY_PAGE)
    page = mine.page("/account/notices")
    says(page, f"We could not send to {EMAIL}")
    assert sheet(page, "/mail-works").send(mine).status_code == 303
    silent_about(mine.page("/"), ON_EVERY_PAGE)
    assert deliver(post, clock) == 1
    assert len(post.taken) == 1
    mine.page("/account/notices")
    assert mine.send("/account/mail-works", come_from="/account/notices").status_code == 303


def test_another_address_is_another_matter(
    app: Flask, robin: world.Actor, office: Client, post: Post, clock: TestClock
) -> None:
    post.says = "550 no such box"
    tell(robin, clock)
    deliver(post, clock)
    sheet(office.page("/office/mail"), "/stop").send(office)
    with database.writing() as session:
        session.execute(text("UPDATE account SET email = 'new@example.org' WHERE email = :old"), {"old": EMAIL})
    post.says = "250 ok"
    tell(robin, clock, "b")
    deliver(post, clock)
    assert [to for to, _ in post.taken] == [["rcpt TO:<new@example.org>"]]
    silent_about(signed_in(app, "new@example.org").page("/"), ON_EVERY_PAGE)


def test_nothing_of_the_recipient_is_kept_with_the_job(robin: world.Actor, post: Post, clock: TestClock) -> None:
    post.says = f"451 not now, {EMAIL}"
    tell(robin, clock)
    deliver(post, clock)
    with database.reading() as session:
        errors = session.scalars(text("SELECT error FROM outbox WHERE topic = 'mail'")).all()
    assert errors == ["not_now"]


def test_a_letter_with_a_link_that_did_not_leave_is_worked_like_the_others(
    app: Flask, office: Client, post: Post, clock: TestClock
) -> None:
    settings = Settings(mail_url=post.url, public_url="https://ownpath.example", secret_key=SECRET)
    carry = {LETTER: letter_handler(settings, clock)}
    for email in ("new@example.org", "other@example.org"):
        assert app.test_client().send("/join", {"email": email}).status_code == 303
        clock.forward(minutes=1)
    post.says = "451 not now"
    for _ in range(8):
        outbox.work(carry, clock)
        clock.forward(hours=1)
    page = office.page("/office/mail")
    says(
        page, "new@example.org", "other@example.org", "A letter with a link did not leave", "Nobody looks after it yet"
    )
    listed = office.page("/office/worklist")
    says(listed, "Mail that does not arrive")
    silent_about(listed, "given up", "new@example.org")
    again = re.findall(r"/office/mail/[0-9a-f-]+/again", page)[0]  # the oldest is first
    assert office.send(again, come_from="/office/mail").status_code == 303
    post.says = "250 ok"
    outbox.work(carry, clock)
    assert [to for to, _ in post.taken] == [["rcpt TO:<new@example.org>"]]
    clock.forward(days=8)
    office = signed_in(app, "office@example.org")
    says(office.page("/office/mail"), "Its link has ended, so sending it is of no use.")
    let_go = sheet(office.page("/office/mail"), "/stop")
    assert let_go.send(office).status_code == 303
    says(office.page("/office/mail"), "All mail arrives")
    assert let_go.send(office).status_code == 404
