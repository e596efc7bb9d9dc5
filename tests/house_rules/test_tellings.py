"""No notice says anything of anybody: each is told here with a hostile word in every field, and none may be missing.

Whoever adds a Telling writes its subject and words out where they stand, and adds the happening to ``everything``.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import text

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BankRequest, DrawRequest, RateRequest, SettleRequest
from marketplace.budgets.rules.asking import QuestionMove
from marketplace.budgets.rules.banking import BankReason
from marketplace.budgets.rules.contributions import Every, Rate, Settled
from marketplace.budgets.rules.streams import Change, ChangeKind, ChangeReason
from marketplace.choosing import operations as choosing
from marketplace.choosing.operations import ListRequest
from marketplace.commissioning import operations as commissioning
from marketplace.commissioning.operations import AskRequest
from marketplace.foundation import access, database
from marketplace.foundation.access import Power
from marketplace.keeping import operations as keeping
from marketplace.keeping.operations import AnswerRequest
from marketplace.keeping.operations import AskRequest as AskData
from marketplace.keeping.rules.asking import RequestKind, RequestState
from marketplace.people import operations as people
from marketplace.people.rules import MandateKind
from marketplace.people.rules.contact import Contact, NoticeKind
from marketplace.people.rules.needs import Needs
from marketplace.people.rules.telling import SAID
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import invoice_owed, invoices_owed
from marketplace.purchasing.rules import TOLD, kind_of
from marketplace.settings import ROOT
from marketplace.voice import operations as voice
from marketplace.voice.rules import WorryKind
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop
from tests.house_rules.test_code import PACKAGES
from tests.house_rules.trust import contributing_scene
from tests.integration.budgets import asking
from tests.integration.plans.between import planned
from tests.integration.purchasing.tills import by_card

HOSTILE = "Zqx <b>owes</b> {0} %s\r\nBcc: zqx@example.org"
BLAMING = re.compile(
    r"\b(you (did|have) not|you failed|failed to|no[- ]show|ignored|refused to|non-?response|you must)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Site:
    """One place in the product that tells something: where it stands, and its subject and words as written there."""

    where: str
    subject: str | None
    words: str | None


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "demo" in path.parts:  # its world is invented
                continue
            yield path.relative_to(ROOT), ast.parse(path.read_text())


def sites() -> list[Site]:
    """Every call of Telling in the product."""
    found = []
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Telling":
                by_name = {each.arg: each.value for each in node.keywords}
                given = [*node.args, *([None] * 2)]
                subject, words = by_name.get("subject", given[0]), by_name.get("words", given[1])
                found.append(Site(f"{path}:{node.lineno}", _written(subject), _written(words)))
    return found


def _written(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


# what takes its words from a table, which holds nothing but what is written out in it
FROM_TABLE = {
    "marketplace/purchasing/operations/telling.py",
    *(
        f"marketplace/people/operations/{name}.py"
        for name in ("deputies", "invitations", "joining", "mandates", "steps")
    ),
}


def written() -> set[tuple[str, str]]:
    """Every subject with its words that the product can tell."""
    of_orders = {said for sides in TOLD.values() for said in sides.values()}
    return (
        of_orders | set(SAID.values()) | {(site.subject, site.words) for site in sites() if site.subject and site.words}
    )


def test_every_telling_is_written_out_where_it_stands() -> None:
    bare = {site.where.partition(":")[0] for site in sites() if site.subject is None or site.words is None}
    assert bare == FROM_TABLE
    made = "marketplace/people/operations/notices.py"
    for path, tree in _trees():  # and nothing but tell() makes notices
        inserts = [
            node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node) == "insert(Notice)"
        ]
        assert not inserts or str(path) == made, path


class Hostile(Shop):
    """A shop in which every word that anybody can type is hostile."""

    def __init__(self, clock: TestClock) -> None:
        world.areas()
        self.clock = clock
        self.owner = world.provider(HOSTILE, email=self.PROVIDER)
        self.funder = world.commissioner(HOSTILE)
        self.robin = world.person(HOSTILE, email=self.PERSON)
        self.account_id = world.budget(self.robin, self.funder, 500_00)

    def placed(self) -> UUID:
        """An order of something hostile, with a hostile message."""
        hostile = dict.fromkeys(("title", "summary", "description", "venue"), HOSTILE)
        return self.ordered(world.offer(self.owner, **hostile), message=HOSTILE)


def everything(shop: Hostile) -> None:
    """Everything that anybody is told of happens once."""
    day = timedelta(days=1)
    for act in ("accept", "decline"):
        order_id = shop.placed()
        with database.writing() as session:
            if act == "accept":
                purchasing.accept(session, shop.provider, order_id)
            else:
                purchasing.decline(session, shop.provider, order_id, HOSTILE)
    lapsing = shop.placed()
    late = shop.clock() + 9 * day
    with database.writing() as session:
        purchasing.lapse(session, access.clock(late), lapsing)
    for side in (shop.person, shop.provider):
        booking = shop.order(shop.accepted()).bookings[0].id
        with database.writing() as session:
            if side is shop.robin or side.person_id:
                purchasing.cancel(session, side, booking, 0)
            else:
                purchasing.call_off(session, side, booking, HOSTILE)
    shop.confirmed()
    taken_back = shop.order(shop.recorded()).bookings[0].id
    with database.writing() as session:
        purchasing.take_back(session, shop.provider, taken_back)
    silent = shop.order(shop.recorded()).bookings[0].id
    shop.clock.forward(days=30)
    with database.writing() as session:
        purchasing.confirm_by_silence(session, access.clock(shop.clock()), silent)
    disputed = shop.order(shop.disputed(HOSTILE)).bookings[0].id
    with database.writing() as session:
        purchasing.decide(session, shop.funder.at(shop.clock()), disputed, 1, HOSTILE)
    with database.writing() as session:
        people.record_needs(session, shop.person, Needs(language=HOSTILE, words=HOSTILE))
        people.ask_to_review(session, access.clock(shop.clock() + 366 * day))
    _banked(shop)
    _held(shop)
    planned(shop, HOSTILE)
    _asked(shop)
    _owing(shop)
    _invoiced(shop)
    _said(shop)
    by_card(shop)


def _banked(shop: Hostile) -> None:
    """Somebody who helps puts money by, takes some back, and its last day comes."""
    helper = world.person(HOSTILE)
    world.trusts(shop.robin, helper, MandateKind.SUPPORTER, frozenset({Power.SEE, Power.SPEND}))
    helper = world.actor(helper.account_id or uuid4()).at(shop.clock())
    until = helper.today + timedelta(days=20)
    with database.writing() as session:
        request = BankRequest(uuid4(), shop.account_id, BankReason.OTHER, HOSTILE, 10_00, until)
        bank_id = budgets.bank(session, helper, request)
        budgets.draw(session, helper, DrawRequest(uuid4(), bank_id, 1_00))
        budgets.warn_of_banks(session, access.clock(shop.clock()))
        budgets.lapse_bank(session, access.clock(shop.clock() + timedelta(days=21)), bank_id)


def _held(shop: Hostile) -> None:
    """Somebody is asked to hold money: answers no, nothing, and yes; then gives notice, and the person ends it."""
    robin, holder = shop.person, world.provider(HOSTILE).at(shop.clock())
    account_id = world.more(robin, shop.funder.at(shop.clock()), 90_00)
    asked = world.asked(robin, holder, account_id)
    with database.writing() as session:
        budgets.answer_ask(session, holder, asked, agree=False, reason=HOSTILE)
    late = access.clock(shop.clock() + timedelta(days=20))
    unanswered = world.asked(robin, holder, account_id)
    with database.writing() as session:
        budgets.settle_fund(session, late, unanswered)
    fund_id = world.asked(robin, holder, account_id)
    with database.writing() as session:
        budgets.answer_ask(session, holder, fund_id, agree=True)
        budgets.give_notice(session, holder, fund_id, HOSTILE)
        budgets.stop_fund(session, robin, fund_id)


def _asked(shop: Hostile) -> None:
    """Somebody asks first, is asked back, replies, and gets an answer."""
    manager = asking.manager(shop).at(shop.clock())
    with database.writing() as session:
        budgets.plan_rule(session, manager, replace(asking.rule(shop), words=HOSTILE, source=HOSTILE))
    question_id = asking.asked(shop, asking.offered(shop), why=HOSTILE)
    asking.answered(shop, question_id, QuestionMove.ASK_BACK, HOSTILE)
    with database.writing() as session:
        budgets.reply(session, shop.person, question_id, HOSTILE)
    asking.answered(shop, question_id, QuestionMove.NO, HOSTILE)
    risk = Change(ChangeKind.SUSPEND, shop.person.today, ChangeReason.RISK, HOSTILE)
    asked = Change(ChangeKind.RESUME, shop.person.today, ChangeReason.ASKED, HOSTILE)
    asking.changed(shop, risk)
    asking.changed(shop, asked)


def _owing(shop: Hostile) -> None:
    """Somebody is asked to pay toward their care; it falls due, is late, and some of it is paid."""
    official, starts = shop.funder.at(shop.clock()), shop.person.today + timedelta(days=30)
    account_id = world.more(shop.person, official, 50_00)
    late = [access.clock(shop.clock() + timedelta(days=days)) for days in (40, 69)]
    late_id, (day, paid) = (
        contributing_scene.late(shop.person, official),
        ((world.NOW - timedelta(days=60)).date(), 1_00),
    )
    lately = access.clock(world.NOW - timedelta(days=56))
    with database.writing() as session:
        budgets.tell_of_late(session, lately)
        budgets.receive(session, official, late_id, day, paid)
        rate = Rate(starts, 7_00, Every.WEEK)
        request = RateRequest(uuid4(), shop.robin.own_person_id or uuid4(), account_id, rate, HOSTILE)
        budgets.set_contribution(session, official, request)
        budgets.make_dues(session, late[0], account_id)
        budgets.remind_of_contributions(session, late[1])
        settled = SettleRequest(uuid4(), account_id, Settled.LET_OFF, 1_00, HOSTILE)
        budgets.settle_contribution(session, official, settled)


def _invoiced(shop: Hostile) -> None:
    """Of what is on an invoice a line is queried, answered, agreed and paid, and the others are taken off."""
    clock, official = access.clock(shop.clock() + timedelta(days=62)), shop.funder.at(shop.clock() + timedelta(days=62))
    with database.writing() as session:
        for funder_id in purchasing.to_gather(session, clock):
            purchasing.gather_months(session, clock, funder_id)
        summaries = invoices_owed(session, official)
        gone, *lines = (line for each in summaries for line in invoice_owed(session, official, each.id).lines)
        purchasing.take_off(session, shop.provider, gone.id, HOSTILE)
        for line in lines:
            purchasing.query(session, official, line.id, HOSTILE)
            purchasing.stand_by(session, shop.provider, line.id, HOSTILE)
        reference = purchasing.agree(session, official, lines[0].invoice_id, lines[0].pence)
        row = f"{reference},{lines[0].pence},{official.today},GBP"
        purchasing.remit(session, official, f"reference,pence,date,currency\n{row}".encode())


def _said(shop: Hostile) -> None:
    """Worries and wishes, and the answers to them."""
    order_id = shop.placed()
    worries = [(shop.worried(order_id, kind, HOSTILE), kind) for kind in WorryKind]
    funder = shop.funder.at(shop.clock())
    with database.writing() as session:
        for worry_id, kind in worries:
            voice.answer(session, funder if kind is WorryKind.HARM else shop.provider, worry_id, HOSTILE)
        people.cover_area(session, world.system(), shop.funder.organisation_id, world.AREA, world.NOW.date())
        request = AskRequest(uuid4(), shop.robin.own_person_id or uuid4(), HOSTILE, world.AREA, times=HOSTILE)
        gap_id = commissioning.ask(session, shop.person, request)
        commissioning.answer(session, funder, gap_id, HOSTILE)
    _shown(shop)


def _shown(shop: Hostile) -> None:
    """A list that is shared, and what somebody asks about what is kept of them."""
    office, friend = world.administrator(), world.person(HOSTILE)
    world.trusts(shop.robin, friend, MandateKind.SUPPORTER)
    named = text("SELECT id FROM mandate WHERE holder_account_id = :friend")
    with database.writing() as session:
        mandate_id = session.execute(named, {"friend": friend.account_id}).scalar_one()
        list_id = choosing.start(session, shop.person, ListRequest(uuid4(), shop.robin.own_person_id, HOSTILE))
        choosing.share(session, shop.person, list_id, mandate_id)
        asked = keeping.ask_about_data(session, shop.person, AskData(uuid4(), RequestKind.CORRECT, HOSTILE))
        answer = AnswerRequest(asked, RequestState.DONE, HOSTILE)
        keeping.answer_data_request(session, office.at(shop.clock()), answer)


def test_no_notice_and_no_letter_says_anything_of_anybody(
    app: Flask, clock: TestClock, work: Callable[[], int]
) -> None:
    shop = Hostile(clock)
    everything(shop)
    while work():
        pass
    with database.reading() as session:
        told = {tuple(row) for row in session.execute(text("SELECT subject, words FROM notice"))}
        subjects = set(session.scalars(text("SELECT subject FROM sent_mail")))
    for subject, words in written():
        assert "zqx" not in f"{subject} {words}".lower()
        assert not re.search(r"[\d£@<>{}%\r\n]", f"{subject} {words}"), subject
        assert len(subject) < 60
    assert subjects <= {subject for subject, _ in told}
    assert told <= written()  # letter for letter, with nothing put in
    of_people = set(SAID.values()) | {(site.subject, site.words) for site in sites() if OTHERS.search(site.where)}
    missing = written() - told - of_people
    assert missing == set(), "a Telling that this test does not make happen: add it to everything()"


def test_silence_is_never_held_against_anybody() -> None:
    for subject, words in written():
        assert not BLAMING.search(f"{subject}. {words}"), subject
    for path in sorted(ROOT.glob("*/templates/**/*.html")) + sorted(ROOT.glob("*/*/templates/**/*.html")):
        said = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]+>", " ", path.read_text(), flags=re.DOTALL)
        found = {match[0].lower() for match in BLAMING.finditer(said)}
        assert found <= ALLOWED.get(path.name, set()), path


# "you have not booked anything yet" and the like: where a page has nothing to show, and nobody was waiting
ALLOWED = {"list.html": {"you have not"}, "show.html": {"you have not"}, "_show.html": {"you have not"}}


def test_what_cannot_wait_is_marked_so() -> None:
    urgent = {event.value for event, sides in TOLD.items() for side in sides if kind_of(event, side) in URGENT}
    assert urgent == {"declined", "lapsed", "cancelled_by_person", "cancelled_by_provider"}
    assert Contact().daily == frozenset()


OTHERS = re.compile("/people/|concerns")  # their own tests make these happen
URGENT = {NoticeKind.REFUSED, NoticeKind.CALLED_OFF}
