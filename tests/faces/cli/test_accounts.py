"""``accounts first``: two administrators of a fresh installation, by letters, and never beside two who can act."""

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine, text

from marketplace.cli.accounts import accounts
from marketplace.foundation import database
from marketplace.foundation.errors import NotFound
from marketplace.people.operations.founding import invite_first
from marketplace.people.rules import Duty, OrganisationKind
from marketplace.settings import Settings
from tests import world
from tests.faces.conftest import TestClock, signed_in
from tests.faces.shop import says
from tests.faces.webkit.link_post import letters, link
from tests.integration.test_concurrency import at_once

Work = Callable[[], int]
ADA, BEA, CY = "ada@example.org", "bea@example.org", "cy@example.org"
ACCOUNT = {"password": "teapot walrus corridor"}


def run(app: Flask, *emails: str) -> Result:
    """The command."""
    return app.test_cli_runner().invoke(args=["accounts", "first", *emails])


def says_yes(app: Flask, email: str, work: Work) -> str:
    """Somebody new opens their letter, and joins; where the letter led."""
    where = link(email, work)
    client = app.test_client()
    says(client.page(where), "Ownpath", "Administrator")
    assert client.send(where, ACCOUNT | {"name": f"{email[:3].title()} Vale"}).status_code == 303
    says(client.page(client.get("/account/start").location), "A second step when you sign in", "you need one")
    return where


def administrators() -> set[str]:
    """The addresses of those who administer."""
    asked = "SELECT a.email FROM membership m JOIN account a ON a.id = account_id WHERE duties = '{administrator}'"
    with database.reading() as session:
        return set(session.scalars(text(asked)))


def test_two_come_in_by_letters_and_then_roles_need_both(app: Flask, clock: TestClock, work: Work) -> None:
    result = run(app, "Ada@example.org", BEA)
    assert result.exit_code == 0, result.output
    says(result.output, ADA, BEA, "works once, for 14 days", "second step", "one proposes, the other agrees")
    says(letters(ADA, work)[0].words, "Ownpath asks you to work with them")
    says_yes(app, ADA, work)
    lost = link(BEA, work)
    said = run(app, BEA, CY)
    assert (said.exit_code, administrators()) == (1, {ADA})
    says(said.output, "Give one address: one administrator is there already")
    assert app.test_client().get(lost).status_code == 200  # a refused command leaves what waits as it was
    assert run(app, CY).exit_code == 0
    assert app.test_client().get(lost).status_code == 410
    says_yes(app, CY, work)
    assert administrators() == {ADA, CY}
    ada = signed_in(app, ADA)
    work()
    says(ada.page("/notices"), "A second administrator was invited", "Your invitation was accepted")
    said = run(app, BEA)
    says(said.output, "There are two administrators or more already", "another one agrees")
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM organisation WHERE kind = 'platform'")) == 1


def test_a_letter_that_was_overtaken_gives_nothing(app: Flask, work: Work) -> None:
    assert run(app, ADA, BEA).exit_code == 0
    where = link(ADA, work)
    client = app.test_client()
    sent = ACCOUNT | {"name": "Ada Vale", "csrf_token": client.token(where)}
    office = world.administrator("first@example.org").organisation_id
    world.member(OrganisationKind.PLATFORM, Duty.ADMINISTRATOR, "Second", office, "second@example.org")
    answer = client.post(where, data=sent)
    assert answer.status_code == 410
    says(answer.text, "Nothing was given")
    assert ADA not in administrators()


@pytest.mark.parametrize(
    ("emails", "said"),
    [
        ((ADA,), "Give the two addresses of two people"),
        ((ADA, BEA, CY), "Give the two addresses of two people"),
        ((ADA, "ADA@example.org "), "Give the two addresses of two people"),
        ((ADA, "bea"), "bea is no e-mail address"),
        ((ADA, "b" * 250 + "@example.org"), "is no e-mail address"),
        ((), "Missing argument"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(app: Flask, emails: tuple[str, ...], said: str) -> None:
    result = run(app, *emails)
    assert result.exit_code != 0
    assert said in result.output
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM invitation")) == 0
        assert session.scalar(text("SELECT count(*) FROM organisation")) == 0


def test_nobody_is_both_pairs_of_eyes(app: Flask) -> None:
    first = world.administrator("first@example.org")
    says(run(app, "First@example.org").output, "first@example.org is an administrator already")
    with pytest.raises(NotFound), database.writing() as session:
        invite_first(session, first, [ADA], "Ownpath")


def test_two_commands_at_the_same_moment_leave_two_letters(db: Engine) -> None:
    def asks(email: str) -> None:
        with database.writing() as session:
            invite_first(session, world.system(), [email, CY], "Ownpath")

    at_once([lambda: asks(ADA), lambda: asks(BEA)])
    with database.reading() as session:
        waiting = text("SELECT count(*) FROM invitation WHERE withdrawn_at IS NULL")
        assert session.scalar(waiting) == 2
        assert session.scalar(text("SELECT count(*) FROM organisation")) == 1


def test_without_mail_nothing_is_begun(db: Engine) -> None:
    bare = Flask("bare")
    bare.extensions["ownpath.settings"] = Settings()
    bare.cli.add_command(accounts)
    result = run(bare, ADA, BEA)
    assert result.exit_code == 1
    says(result.output, "Set OWNPATH_MAIL_URL")
