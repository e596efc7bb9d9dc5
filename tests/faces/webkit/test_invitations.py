"""Invitations: to help a person, to work for an organisation; by whom they are used, and what becomes of the giver."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.foundation import database
from marketplace.foundation.access import Actor, Power
from marketplace.people import operations as people
from marketplace.people.rules import Duty, OrganisationKind
from marketplace.people.rules.members import SecondPair
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.faces.shop import refuses, says, silent_about
from tests.faces.webkit.link_post import letters, link

Work = Callable[[], int]
ROBIN, SUE, SAM = "robin@example.org", "sue@example.org", "sam@example.org"
LIST, NEW = "/account/invitations", "/account/invitations/new"
HELP = {"email": SUE, "kind": "supporter", "may": ["spend"], "ends": ["1", "9", "2026"]}
ACCOUNT = {"name": "Sue Vale", "password": "teapot walrus corridor"}


@pytest.fixture
def robin(app: Flask, clock: TestClock) -> Actor:
    """A person who invites."""
    world.areas()
    return world.person(email=ROBIN)


def invites(app: Flask, work: Work, **changed: object) -> tuple[Client, str]:
    """Robin invites Sue: Robin's browser, and where Sue's link leads."""
    client = signed_in(app, ROBIN)
    assert client.send(NEW, HELP | changed).location == LIST
    return client, link(SUE, work)


def mandates() -> list[tuple[str, list[str]]]:
    """Who holds which powers."""
    asked = "SELECT a.email, m.powers FROM mandate m JOIN account a ON a.id = holder_account_id"
    with database.reading() as session:
        return [(row.email, row.powers) for row in session.execute(text(asked))]


def test_somebody_new_says_yes_and_helps_at_once(app: Flask, robin: Actor, work: Work) -> None:
    inviter, where = invites(app, work)
    (letter,) = letters(SUE, work)
    assert all("Robin" not in words for words in (letter.subject, letter.words))
    sue = app.test_client()
    says(sue.page(where), "Robin Vale asks you to help as their supporter", "You may book for them", "1 September 2026")
    assert sue.send(where, ACCOUNT).status_code == 303
    assert mandates() == [(SUE, ["see", "spend"])]
    says(sue.page("/"), "You are helping somebody here")
    says(inviter.page(LIST), "Sue Vale said yes on 2 March 2026")
    work()
    says(inviter.page("/notices"), "Your invitation was accepted")
    assert app.test_client().get(where).status_code == 410


def test_an_address_with_an_account_looks_the_same_to_the_inviter(app: Flask, robin: Actor, work: Work) -> None:
    inviter = signed_in(app, ROBIN)
    pages = []
    for email in (SUE, SAM):
        if email == SAM:
            world.account("Sam Other", SAM)
        answer = inviter.send(NEW, HELP | {"email": email})
        assert answer.location == LIST
        work()
        pages.append(inviter.page(LIST).count("Waiting"))
    assert pages == [1, 2]
    silent_about(inviter.page(LIST), "Sam Other")


def test_an_account_says_yes_after_signing_in_and_keeps_its_place(app: Flask, robin: Actor, work: Work) -> None:
    world.account("Sue Vale", SUE)
    _, where = invites(app, work)
    sue = app.test_client()
    page = sue.page(where)
    says(page, "Sign in first")
    silent_about(page, "Robin Vale asks")
    asked = sue.send(where)
    assert asked.status_code == 200
    says(asked.text, "you go straight on to where you were")
    form = {"email": SUE, "password": world.PASSWORD, "next": where, "csrf_token": sue.token("/sign-in")}
    assert sue.post("/sign-in", data=form).location == where
    says(sue.page(where), "Robin Vale asks you to help")
    assert sue.send(where).status_code == 303
    assert mandates() == [(SUE, ["see", "spend"])]


def test_another_account_gets_nothing_and_learns_nothing(app: Flask, robin: Actor, work: Work) -> None:
    world.account("Sam Other", SAM)
    _, where = invites(app, work)
    sam = signed_in(app, SAM)
    for answer in (sam.get(where), sam.post(where, data={"csrf_token": sam.token("/account/name")} | ACCOUNT)):
        assert answer.status_code == 403
        says(answer.text, "This link is for another account", "Sign out")
        silent_about(answer.text, "Robin", SUE)
    assert mandates() == []


def test_a_giver_who_is_gone_gives_nothing(app: Flask, robin: Actor, work: Work) -> None:
    _, where = invites(app, work)
    with database.writing() as session:
        session.execute(text("UPDATE person SET account_id = NULL WHERE id = :p"), {"p": robin.own_person_id})
    sue = app.test_client()
    answer = sue.get(where)
    assert answer.status_code == 410
    says(answer.text, "This is no longer offered", "Nothing was given")
    assert sue.post(where, data=ACCOUNT | {"csrf_token": sue.token("/join")}).status_code == 410
    assert mandates() == []


def test_taken_back_and_sent_again(app: Flask, robin: Actor, work: Work, clock: TestClock) -> None:
    inviter, first = invites(app, work)
    with database.reading() as session:
        invitation = session.scalar(text("SELECT id FROM invitation"))
    clock.forward(seconds=1)  # so that one of the letters is the newer
    assert inviter.send(f"{LIST}/{invitation}/again", come_from=LIST).location == LIST
    second = link(SUE, work)
    assert (app.test_client().get(first).status_code, app.test_client().get(second).status_code) == (410, 200)
    clock.forward(days=15)
    assert app.test_client().get(second).status_code == 410
    inviter = signed_in(app, ROBIN)
    says(inviter.page(LIST), "Its time is over")
    inviter.send(f"{LIST}/{invitation}/again", come_from=LIST)
    third = link(SUE, work)
    assert inviter.send(f"{LIST}/{invitation}/withdraw", come_from=LIST).location == LIST
    answer = app.test_client().get(third)
    assert answer.status_code == 410
    assert inviter.send(f"{LIST}/{invitation}/again", come_from=LIST).status_code == 404
    says(inviter.page(LIST), "Taken back")


def test_a_broker_is_somebody_who_works_as_one(app: Flask, robin: Actor, work: Work) -> None:
    _, where = invites(app, work, kind="broker")
    sue = app.test_client()
    refused = sue.send(where, ACCOUNT)
    assert refused.status_code == 410
    says(refused.text, "Only somebody who works for a broker body")
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM account WHERE email = :e"), {"e": SUE}) == 0
    broker = world.broker(email=SUE)
    client = signed_in(app, SUE)
    assert client.send(where).status_code == 303
    says(client.page("/broker/clients"), "Robin Vale")
    assert broker.account_id


def test_bad_answers_come_back_with_what_was_typed(app: Flask, robin: Actor) -> None:
    client = signed_in(app, ROBIN)
    refuses(client.send(NEW, HELP | {"account_ids": [str(uuid4())]}), "account_ids", typed=SUE)  # where there is none
    world.budget(robin, world.commissioner())
    sum_alone = HELP | {"sections": ["money"], "may": [], "most_each": "5"}
    refuses(client.send(NEW, sum_alone), "most_each", "who may book", typed=SUE)
    refuses(client.send(NEW, HELP | {"email": "nobody"}), "email", typed="nobody")
    refuses(client.send(NEW, HELP | {"ends": ["1", "3", "2026"]}), "ends", "from today on", typed=SUE)
    refuses(client.send(NEW, HELP | {"kind": "deputy"}), "kind", typed=SUE)
    refuses(client.send(NEW, HELP | {"may": ["administer"]}), "may", typed=SUE)
    refuses(
        client.send(NEW, HELP | {"sections": ["money"], "may": [], "most_each": "5"}),
        "most_each",
        "who may book",
        typed=SUE,
    )
    refuses(client.send(NEW, HELP | {"account_ids": [str(uuid4())]}), "account_ids", typed=SUE)
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM invitation")) == 0


def test_one_invites_a_few_in_an_hour(app: Flask, robin: Actor) -> None:
    client = signed_in(app, ROBIN)
    for number in range(20):
        assert client.send(NEW, HELP | {"email": f"a{number}@example.org"}).status_code == 303
    says(client.send(NEW, HELP).text, "You have invited many people in an hour")


def test_staff_come_by_whoever_manages_and_may_not_where_they_no_longer_do(
    app: Flask, clock: TestClock, work: Work
) -> None:
    world.areas()
    owner = world.provider(email=ROBIN)
    client = signed_in(app, ROBIN)
    refuses(client.send(NEW, {"email": SUE, "duties": ["commissioner"]}), "duties")
    for email in (SUE, SAM):
        assert client.send(NEW, {"email": email, "duties": ["worker"]}).location == LIST
    sue, sam = app.test_client(), app.test_client()
    where = link(SUE, work)
    says(letters(SUE, work)[0].words, "Green Shoots asks you to work with them")
    assert sue.send(where, ACCOUNT).status_code == 303
    says(sue.page(sue.get("/account/start").location), "A second step when you sign in", "you need one")
    with database.writing() as session:
        session.execute(
            text("UPDATE membership SET duties = '{worker}' WHERE account_id = :a"), {"a": owner.account_id}
        )
    answer = sam.get(link(SAM, work))
    assert answer.status_code == 410
    says(answer.text, "This is no longer offered")


def test_officials_come_by_the_back_office_and_a_worker_invites_nobody(
    app: Flask, clock: TestClock, work: Work
) -> None:
    council = world.commissioner("North Council", email=SAM)
    office = world.administrator(ROBIN)
    assert council.organisation_id
    client = signed_in(app, ROBIN)
    form = {"email": SUE, "organisation_id": str(council.organisation_id), "duties": ["commissioner"]}
    refuses(client.send(NEW, form | {"duties": ["owner"]}), "duties", "no such duty")
    refuses(client.send(NEW, form | {"organisation_id": str(office.account_id)}), "organisation_id")
    assert client.send(NEW, form).location == LIST
    says(client.page(LIST), "For North Council: commissioner")
    assert signed_in(app, SAM).get(LIST).status_code == 404  # a commissioner manages no members
    sue = app.test_client()
    assert sue.send(link(SUE, work), ACCOUNT).status_code == 303
    with database.reading() as session:
        account_id = session.scalar(text("SELECT id FROM account WHERE email = :e"), {"e": SUE})
        proposal_id = session.scalar(text("SELECT id FROM role_proposal WHERE account_id = :a"), {"a": account_id})
    assert not world.actor(account_id).powers  # one administrator alone gives no such duty, by a letter either
    says(sue.page("/notices"), "What you were invited to waits for a yes")
    with pytest.raises(SecondPair), database.writing() as session:
        people.agree_role(session, office, proposal_id)
    with database.writing() as session:
        people.agree_role(session, world.administrator(), proposal_id)
    assert world.actor(account_id).may(Power.COMMISSION)
    assert world.actor(account_id).organisation_id == council.organisation_id


def test_nobody_takes_up_a_duty_that_they_offered(app: Flask, clock: TestClock, work: Work) -> None:
    council = world.commissioner("North Council", email=SAM)
    world.administrator(ROBIN)
    client = signed_in(app, ROBIN)
    form = {"email": ROBIN, "organisation_id": str(council.organisation_id), "duties": ["commissioner"]}
    assert client.send(NEW, form).location == LIST
    says(client.send(link(ROBIN, work)).text, "You cannot give yourself a duty")


def test_whoever_works_there_already_has_both_duties(app: Flask, clock: TestClock, work: Work) -> None:
    owner = world.provider(email=ROBIN)
    world.member(OrganisationKind.PROVIDER, Duty.WORKER, "Green Shoots", owner.organisation_id, SUE)
    signed_in(app, ROBIN).send(NEW, {"email": SUE, "duties": ["manager"]})
    where = link(SUE, work)
    sue = signed_in(app, SUE)
    assert sue.send(where).status_code == 303
    with database.reading() as session:
        rows = session.scalars(
            text("SELECT m.duties FROM membership m JOIN account a ON a.id = account_id WHERE email = :e"), {"e": SUE}
        ).all()
    assert rows == [["manager", "worker"]]


BOUNDS = {"sections": ["money", "bookings"], "may": ["spend"], "most_each": "20", "most_month": "60.50"}


def test_the_bounds_are_shown_before_the_yes_and_hold_from_the_start(
    app: Flask, clock: TestClock, robin: Actor, work: Work
) -> None:
    paying = world.budget(robin, world.commissioner(), 300_00)
    inviter, where = invites(app, work, **BOUNDS, account_ids=[str(paying)])
    said = ("your money and your bookings", "up to £20 each time and £60.50 in a month", "1 September 2026")
    says(inviter.page(LIST), *said)
    sue = app.test_client()
    page = sue.page(where)
    says(page, "their money and their bookings", *said[1:], "only for part of the money")
    silent_about(page, "make lists")
    assert sue.send(where, ACCOUNT).status_code == 303
    asked = "SELECT powers, sections, only_accounts, most_each, most_month, ends::text FROM mandate WHERE kind = :k"
    with database.reading() as session:
        held = session.execute(text(asked), {"k": "supporter"}).one()
    assert tuple(held) == (["see", "spend"], ["bookings", "money"], [paying], 20_00, 60_50, "2026-09-01")
    clock.forward(minutes=1)  # so that the second letter is the newest
    again = inviter.send(NEW, HELP)
    assert again.location == LIST
    refused = sue.send(link(SUE, work))
    assert refused.status_code == 410
    says(refused.text, "You help them already")


def test_bounds_that_cannot_be_any_more_are_told_to_both(
    app: Flask, clock: TestClock, robin: Actor, work: Work
) -> None:
    paying = world.budget(robin, world.commissioner(), 300_00, ends=world.NOW.date() + timedelta(days=3))
    over = ({"ends": ["", "", ""], "account_ids": [str(paying)]}, {"ends": ["5", "3", "2026"]})
    for hours, changed in enumerate(over):
        clock.instant = world.NOW + timedelta(hours=hours)
        inviter, where = invites(app, work, **changed)
        clock.forward(days=4)
        for _ in range(2):
            refused = app.test_client().send(where, ACCOUNT)
            assert refused.status_code == 410
            says(refused.text, "cannot begin any more", "They can invite you again")
        work()
        says(inviter.page("/notices"), "Somebody you invited could not begin")
    assert mandates() == []
    with database.reading() as session:
        told = session.scalar(text("SELECT count(*) FROM notice WHERE once LIKE 'over:%'"))
        assert told == 2
        assert session.scalar(text("SELECT count(*) FROM account WHERE email = :e"), {"e": SUE}) == 0
