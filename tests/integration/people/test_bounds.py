"""A mandate's bounds hold in every read and every write: sections, accounts, sums, until when."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from marketplace.budgets.queries import accounts_for, left_of, movements_for
from marketplace.choosing import operations as choosing
from marketplace.choosing.operations import ListRequest
from marketplace.commissioning import operations as commissioning
from marketplace.commissioning.operations import AskRequest
from marketplace.foundation import database
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.people import operations as people
from marketplace.people.queries import accounts_of_person, agreed_before, helper, helpers_of, looks_at
from marketplace.people.rules import MandateKind
from marketplace.people.rules.mandates import AlreadyHelps, MandateTerms, NotYoursToEnd, OverMandate, TermsRefused
from marketplace.plans import operations as plans
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import order, orders_for
from marketplace.voice import operations as voice
from marketplace.voice.operations import WorryRequest
from marketplace.voice.queries import worries_of
from marketplace.voice.rules import WorryKind
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.helping import SEES, SPENDS, given, placed, terms
from tests.faces.shop import Shop

DAY = timedelta(days=1)


class Family:
    """Robin with two budget accounts and an order paid by each, Sue who helps, and Ned who does not."""

    def __init__(self) -> None:
        self.shop = Shop(TestClock())
        self.robin = self.shop.robin
        assert self.robin.own_person_id
        self.person_id = self.robin.own_person_id
        self.health = world.budget(self.robin, world.commissioner("The NHS trust"), 300_00)
        self.sue, self.ned = world.person("Sue Vale"), world.person("Ned Moor")
        self.offer_id = world.offer(self.shop.owner)
        self.by_council = placed(self.robin, self.person_id, self.offer_id, self.shop.account_id, 7)
        self.by_health = placed(self.robin, self.person_id, self.offer_id, self.health, 14)

    def booked(self, days: int = 21, account_id: UUID | None = None, actor: Actor | None = None) -> UUID:
        """An order that Sue places for Robin."""
        return placed(actor or self.sue, self.person_id, self.offer_id, account_id or self.shop.account_id, days)

    def booking(self, order_id: UUID) -> UUID:
        """The booking of an order."""
        return self.shop.order(order_id).bookings[0].id


@pytest.fixture
def family(db: Engine) -> Family:
    """Who is there."""
    return Family()


def found(read: Callable[..., Any], actor: Actor, *asked: Any) -> bool:
    """Whether a read finds something for somebody."""
    with database.reading() as session:
        try:
            return bool(read(session, actor, *asked))
        except NotFound:
            return False


def done(write: Callable[..., Any], actor: Actor, *asked: Any) -> bool:
    """Whether a write finds what it is to change; what it would change is undone."""
    try:
        with database.writing() as session:
            write(session, actor, *asked)
            session.rollback()
    except NotFound:
        return False
    except Refusal:
        return True  # it was found, and then a rule said no
    return True


def seen(family: Family, actor: Actor) -> set[Section]:
    """The sections of Robin's matters that stand open to somebody, by every read of each."""
    reads: dict[Section, list[bool]] = {
        Section.MONEY: [
            found(accounts_for, actor, family.person_id),
            found(movements_for, actor, family.person_id),
            found(left_of, actor, [family.person_id]),
        ],
        Section.BOOKINGS: [
            found(orders_for, actor, family.person_id),
            found(order, actor, family.by_council),
        ],
        Section.LISTS: [done(choosing.start, actor, ListRequest(uuid4(), family.person_id, "For spring"))],
        Section.REQUESTS: [
            done(commissioning.ask, actor, AskRequest(uuid4(), family.person_id, "A choir.", world.AREA))
        ],
        Section.PLANS: [done(plans.start, actor, uuid4(), family.person_id, uuid4())],
        Section.JOURNAL: [found(looks_at, actor, family.person_id)],
    }
    for section, answers in reads.items():
        assert len(set(answers)) == 1, (section, answers)
    return {section for section, answers in reads.items() if answers[0]}


@pytest.mark.parametrize("section", Section)
def test_a_holder_sees_the_sections_they_were_given_and_no_others(family: Family, section: Section) -> None:
    with database.writing() as session:  # somebody looked, so that there is something to read
        session.execute(
            text("INSERT INTO looked (at, account_id, person_id, how, page) VALUES (now(), :a, :p, 'opened', 'x.y')"),
            {"a": family.ned.account_id, "p": family.person_id},
        )
    powers = frozenset({Power.SEE, Power.PLAN})
    assert seen(family, family.robin) == set(Section) - {Section.NOTICES}
    assert seen(family, family.sue) == set()
    given(family.robin, family.sue, terms(powers, frozenset({section})))
    assert seen(family, family.sue) == {section} - {Section.NOTICES}
    assert seen(family, family.ned) == set()


def test_a_holder_who_may_only_look_changes_nothing(family: Family) -> None:
    given(family.robin, family.sue, terms(SEES, frozenset(Section)))
    assert seen(family, family.sue) == {Section.MONEY, Section.BOOKINGS}  # the others are asked for by changing them
    with pytest.raises(NotFound):
        family.booked()


def reached(family: Family, actor: Actor, order_id: UUID) -> set[str]:
    """What somebody may do with one of Robin's orders."""
    booking_id = family.booking(order_id)
    worry = WorryRequest(uuid4(), order_id, WorryKind.PROBLEM, "The gate was shut.")
    asked = {
        "read": found(order, actor, order_id),
        "listed": order_id in {row.id for row in _orders(family, actor)},
        "cancel": done(purchasing.cancel, actor, booking_id, 0),
        "confirm": done(purchasing.confirm, actor, booking_id),
        "dispute": done(purchasing.dispute, actor, booking_id, "It was short."),
        "say": done(voice.say, actor, worry),
        "worries": found(worries_of, actor, order_id),
    }
    return {name for name, answer in asked.items() if answer}


def _orders(family: Family, actor: Actor) -> list[Any]:
    with database.reading() as session:
        return orders_for(session, actor, family.person_id)


ALL = {"read", "listed", "cancel", "confirm", "dispute", "say", "worries"}


def test_a_mandate_that_names_accounts_reaches_what_they_pay_for_and_no_more(family: Family) -> None:
    for order_id in (family.by_council, family.by_health):
        family.shop.worried(order_id)
    given(family.robin, family.sue, terms(only_accounts=(family.health,)))
    assert reached(family, family.robin, family.by_council) == ALL
    assert reached(family, family.sue, family.by_health) == ALL
    assert reached(family, family.sue, family.by_council) == set()
    with database.reading() as session:
        assert [row.id for row in accounts_for(session, family.sue, family.person_id)] == [family.health]
        assert left_of(session, family.sue, [family.person_id]) == {family.person_id: 300_00 - 12_00}
    family.booked(account_id=family.health)
    with pytest.raises(Refusal, match="account"):
        family.booked(days=28)


def test_those_bounded_to_accounts_hear_of_what_they_pay_for(family: Family) -> None:
    given(family.robin, family.sue, terms(SEES, only_accounts=(family.health,)))
    assert family.sue.account_id

    def hears(about: Section, *paying: UUID) -> bool:
        with database.reading() as session:
            return family.sue.account_id in accounts_of_person(session, world.system(), family.person_id, about, paying)

    assert hears(Section.BOOKINGS, family.health)
    assert hears(Section.BOOKINGS)  # what is free
    assert not hears(Section.BOOKINGS, family.shop.account_id)
    assert not hears(Section.MONEY, family.shop.account_id)
    assert not hears(Section.JOURNAL)


def test_the_most_for_one_order(family: Family) -> None:
    given(family.robin, family.sue, terms(most_each=11_99))
    with pytest.raises(OverMandate, match=r"£11\.99 for one order"):
        family.booked()
    assert len(_orders(family, family.robin)) == 2
    family.booked(actor=family.robin)  # one's own bounds are the budget's


def test_the_most_in_a_month_counts_what_stands(family: Family) -> None:
    given(family.robin, family.sue, terms(most_month=24_00))
    first = family.booked(21)
    family.booked(28)
    with pytest.raises(OverMandate, match="£24 in a calendar month, and £0"):
        family.booked(35)
    with database.writing() as session:
        purchasing.cancel(session, family.sue, family.booking(first), 0)
    family.booked(35)
    with pytest.raises(OverMandate):
        family.booked(42)
    april = family.sue.at(world.NOW.replace(month=4, day=1))
    placed(april, family.person_id, family.offer_id, family.shop.account_id, 30)


def test_the_month_counts_also_what_an_ended_mandate_of_the_same_holder_spent(family: Family) -> None:
    mandate_id = given(family.robin, family.sue, terms(most_month=24_00))
    family.booked(21)
    with database.writing() as session:
        people.end_mandate(session, family.robin, mandate_id)
    given(family.robin, family.sue, terms(most_month=24_00))
    family.booked(28)
    with pytest.raises(OverMandate):
        family.booked(35)


def test_two_orders_at_once_do_not_pass_the_month_together(family: Family) -> None:
    given(family.robin, family.sue, terms(most_month=20_00))
    start, refused = Barrier(2), []

    def book(days: int) -> None:
        start.wait()
        try:
            family.booked(days)
        except OverMandate as over:
            refused.append(over)

    threads = [Thread(target=book, args=(days,)) for days in (21, 28)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert len(_orders(family, family.robin)) == 3


def test_ending_and_booking_at_once_come_one_after_the_other(family: Family) -> None:
    mandate_id = given(family.robin, family.sue, terms())
    start, answers = Barrier(2), []

    def book() -> None:
        start.wait()
        try:
            answers.append(family.booked())
        except NotFound:
            answers.append(None)

    def end() -> None:
        start.wait()
        with database.writing() as session:
            people.end_mandate(session, family.robin, mandate_id)

    threads = [Thread(target=book), Thread(target=end)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(_orders(family, family.robin)) == (2 if answers == [None] else 3)
    with pytest.raises(NotFound):
        family.booked(days=40)


def test_a_booking_that_waits_for_the_end_is_not_made(family: Family) -> None:
    """The mandate is being ended while a booking under it has begun: it waits, and then finds nothing."""
    mandate_id = given(family.robin, family.sue, terms())
    answers: list[object] = []

    def book() -> None:
        try:
            answers.append(family.booked())
        except NotFound:
            answers.append(None)

    with database.writing() as session:
        people.end_mandate(session, family.robin.at(world.NOW + timedelta(minutes=1)), mandate_id)
        thread = Thread(target=book)  # its instant is before the end's
        thread.start()
        _wait_until_blocked(session)
    thread.join()
    assert answers == [None]
    assert len(_orders(family, family.robin)) == 2


def _wait_until_blocked(session: Any) -> None:
    """Until somebody waits for a lock: nobody but the booking's thread can."""
    while not session.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one():
        pass


def test_what_was_agreed_stays_readable(family: Family) -> None:
    mandate_id = given(family.robin, family.sue, terms(most_each=50_00))
    less = terms(SEES, frozenset({Section.BOOKINGS}), ends=world.NOW.date() + DAY)
    with database.writing() as session:
        people.change_terms(session, family.robin, mandate_id, less)
        people.change_terms(session, family.robin, mandate_id, less)  # the same form again
    with database.reading() as session:
        kept = agreed_before(session, family.robin, mandate_id)
        assert [row.terms for row in kept] == [less, terms(most_each=50_00)]
        assert agreed_before(session, family.sue, mandate_id) == kept
        assert agreed_before(session, family.ned, mandate_id) == []
        assert helper(session, family.robin, mandate_id).terms == less
    assert seen(family, family.sue) == {Section.BOOKINGS}
    assert seen(family, family.sue.at(world.NOW + 2 * DAY)) == set()


def test_nobody_else_gives_changes_or_ends_it(family: Family) -> None:
    mandate_id = given(family.robin, family.sue, terms())
    for actor in (family.sue, family.ned, family.shop.owner, world.administrator()):
        with pytest.raises(NotFound):
            _give(actor, family)
        for write in (people.end_mandate, _change):
            with pytest.raises(NotFound), database.writing() as session:
                write(session, actor, mandate_id)
    for actor in (family.robin, family.ned):
        with pytest.raises(NotFound), database.writing() as session:
            people.give_back(session, actor, mandate_id)
    assert Section.MONEY in seen(family, family.sue)
    with database.writing() as session:
        people.give_back(session, family.sue, mandate_id)
    assert seen(family, family.sue) == set()


def _give(actor: Actor, family: Family) -> None:
    with database.writing() as session:
        people.give_on_terms(session, actor, family.person_id, terms(), holder_account_id=family.ned.account_id)


def _change(session: Any, actor: Actor, mandate_id: UUID) -> None:
    people.change_terms(session, actor, mandate_id, terms(most_each=None))


def test_a_mandate_is_given_once_and_to_somebody_who_can_hold_it(family: Family) -> None:
    given(family.robin, family.sue, terms())
    with pytest.raises(AlreadyHelps):
        given(family.robin, family.sue, terms())
    with pytest.raises(NotFound):
        given(family.robin, family.robin, terms())
    with pytest.raises(NotFound):
        given(family.robin, family.shop.owner, terms())  # a provider is no broker body
    given(family.robin, world.broker(), terms())
    with database.reading() as session:
        assert {row.name for row in helpers_of(session, family.robin)} >= {"Sue Vale", "Open Door Brokers"}


def test_a_funder_that_pays_is_not_ended_here(family: Family) -> None:
    with database.reading() as session:
        funder = next(row for row in helpers_of(session, family.robin) if row.terms.kind is MandateKind.FUNDER)
    with pytest.raises(NotYoursToEnd), database.writing() as session:
        people.end_mandate(session, family.robin, funder.id)


TODAY = world.NOW.date()
SEE_LISTS = frozenset({Section.LISTS})


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (terms(SEES, frozenset()), "sections"),
        (terms(SEES, most_each=1), "most_each"),
        (terms(SEES, most_month=1), "most_month"),
        (terms(most_each=0), "most_each"),
        (terms(most_month=-1), "most_month"),
        (terms(most_each=10**12), "most_each"),
        (terms(ends=TODAY - DAY), "ends"),
        (terms(ends=date(2099, 1, 1)), "ends"),
        (terms(frozenset({Power.ADMINISTER})), "may"),
        (MandateTerms(MandateKind.DEPUTY, SPENDS, frozenset(Section)), "may"),
        (MandateTerms(MandateKind.FUNDER, SEES, SEE_LISTS), "may"),
    ],
)
def test_terms_that_nobody_can_give_are_refused(family: Family, asked: MandateTerms, field: str) -> None:
    with pytest.raises(TermsRefused) as refused:
        given(family.robin, family.sue, asked)
    assert refused.value.field == field
    assert seen(family, family.sue) == set()
