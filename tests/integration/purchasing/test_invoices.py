"""Invoices for notional money: each spend once, line by line with whom it is, and the books square at each step."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from marketplace.budgets.rules import Holding
from marketplace.catalogue.rules import Level, Unit
from marketplace.foundation import access, database
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import IllegalMove, NotFound
from marketplace.people import operations as people
from marketplace.people.rules import SettingName
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import OrderRequest, RecordRequest
from marketplace.purchasing.queries import causes_of, invoices_owed, invoices_with, not_invoiced_by, not_invoiced_to
from marketplace.purchasing.rules import DeliveryKind, Occasion
from marketplace.purchasing.rules.invoices import InvoiceChanged, LineState
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop
from tests.integration.purchasing.books import Books

DAY = timedelta(days=1)


@pytest.fixture
def books(db: Engine) -> Books:
    """A person, a provider and a funder."""
    return Books()


def test_what_is_settled_goes_on_one_invoice_of_its_month_and_once(books: Books) -> None:
    books.settled(2)
    with database.reading() as session:
        assert [(row.other, row.pence) for row in not_invoiced_to(session, books.provider)] == [
            ("North Council", 24_00)
        ]
        (row,) = not_invoiced_by(session, books.official)
        assert (row.other, row.pence) == ("Green Shoots", 24_00)
    assert books.night() == []  # March is not over
    books.clock.instant = datetime(2026, 4, 1, 0, 30, tzinfo=UTC)  # in London it is half past one
    assert books.night() == [books.funder.organisation_id]
    assert books.night() == []
    (invoice,) = books.invoices()
    assert (invoice.month, invoice.provider) == (date(2026, 3, 1), "Green Shoots")
    assert (invoice.lines, invoice.pence) == (2, 24_00)
    assert (invoice.with_funder, invoice.look_by) == (24_00, date(2026, 4, 11))
    assert books.owed() == (24_00, 24_00)
    with database.reading() as session:
        assert not_invoiced_to(session, books.provider) == []
    with database.writing() as session:
        assert purchasing.gather(session, books.official) == 0


def test_the_month_is_the_one_of_london(books: Books) -> None:
    books.recorded()
    books.clock.instant = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)  # half past midnight on 1 April in London
    with database.writing() as session:
        (booking,) = session.scalars(text("SELECT id FROM booking"))
        purchasing.confirm(session, books.person, booking)
    assert books.invoice(books.gathered()).month == date(2026, 4, 1)


def test_what_comes_later_is_added_to_the_invoice_of_its_month(books: Books) -> None:
    books.settled()
    invoice_id = books.gathered()
    books.agreed(invoice_id)
    books.settled()
    assert books.gathered() == invoice_id
    (invoice,) = books.invoices()
    assert (invoice.lines, invoice.to_pay, invoice.with_funder) == (2, 12_00, 12_00)


def test_money_that_the_person_holds_is_on_no_invoice(db: Engine) -> None:
    shop = Shop(TestClock(), Holding.DIRECT)
    shop.confirmed()
    with database.writing() as session:
        assert purchasing.gather(session, shop.funder.at(shop.clock())) == 0


def shared(books: Books, other: UUID, pence: int) -> UUID:
    """An order of one date of which another account pays so many pence, and the usual one the rest."""
    start = books.person.now + 7 * DAY
    request = OrderRequest(
        key=uuid4(),
        person_id=books.robin.own_person_id or uuid4(),
        offer_id=world.offer(books.owner),
        version_id=None,
        unit=Unit.SESSION,
        level=Level.STANDARD,
        quantity=Decimal(1),
        times=(Occasion(start, start + timedelta(hours=1)),),
        account_id=other,
        rest_id=books.account_id,
        part=pence,
    )
    with database.writing() as session:
        quote = purchasing.quote(session, books.person, request)
        request = replace(request, version_id=quote.version_id, expected=quote.total)
        order_id = purchasing.place(session, books.person, request)
        purchasing.accept(session, books.provider, order_id)
    return order_id


def test_a_booking_paid_from_two_accounts_is_a_line_for_each(books: Books) -> None:
    """The other account is of another funder, so each has its own invoice; one share can be taken off by itself."""
    south = world.commissioner("South Council")
    order_id = shared(books, world.budget(books.robin, south, 100_00), 5_00)
    books.clock.forward(days=8)
    booking = books.order(order_id).bookings[0].id
    with database.writing() as session:
        purchasing.record(session, books.provider, RecordRequest(booking, DeliveryKind.DELIVERED, Decimal(1)))
        purchasing.confirm(session, books.person, booking)
        assert purchasing.gather(session, books.official) == 1
        assert purchasing.gather(session, south.at(books.clock())) == 1
    with database.reading() as session:
        (souths,) = invoices_owed(session, south.at(books.clock()))
        assert [row.pence for row in invoices_owed(session, books.official)] == [7_00]
        assert souths.pence == 5_00
        assert sum(row.pence for row in invoices_with(session, books.provider)) == 12_00
    books.taken_off(books.seen_by_provider(souths.id).lines[0].id)
    assert books.owed() == (7_00, 7_00)
    assert (books.order(order_id).bookings[0].pence, books.order(order_id).bookings[0].came_back) == (12_00, 5_00)


def test_many_who_gather_at_once_put_each_spend_on_one_invoice(books: Books) -> None:
    books.settled(3)

    def one(_: int) -> int:
        with database.writing() as session:
            return purchasing.gather(session, books.official)

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(one, range(6))) == 3
    (invoice,) = books.invoices()
    assert (invoice.lines, invoice.pence) == (3, 36_00)


def test_a_query_holds_up_no_other_line_and_who_has_it_is_always_said(books: Books) -> None:
    books.settled(3)
    invoice_id = books.gathered()
    first, second, _ = books.invoice(invoice_id).lines
    books.queried(first.id)
    books.queried(second.id, "Who was there?")
    (row,) = books.invoices()
    today = books.official.today
    assert (row.with_funder, row.with_provider, row.answer_by) == (12_00, 24_00, today + 10 * DAY)
    reference = books.agreed(invoice_id)
    (row,) = books.invoices()
    assert (row.to_pay, row.pay_by, row.with_funder, row.look_by) == (12_00, today + 30 * DAY, 0, None)
    books.clock.forward(days=3)
    books.stood_by(first.id)
    books.taken_off(second.id)
    (row,) = books.invoices()
    assert (row.with_funder, row.look_by, row.with_provider, row.pence) == (12_00, today + 13 * DAY, 0, 24_00)
    assert books.agreed(invoice_id) == reference.replace("-1", "-2")
    seen = books.seen_by_provider(invoice_id)
    assert [line.state for line in seen.lines] == [LineState.AGREED, LineState.TAKEN_OFF, LineState.AGREED]
    assert [(each.words, each.name) for each in seen.lines[0].words] == [
        ("Was it two hours?", "North Council member"),
        ("Yes, it was.", "Green Shoots member"),
    ]
    assert books.owed() == (24_00, 24_00)


def test_what_is_taken_off_is_left_to_the_person_again_and_they_are_told(books: Books) -> None:
    books.settled()
    invoice_id = books.gathered()
    before = books.account()
    assert (before.spent, before.available) == (12_00, 488_00)
    (line,) = books.invoice(invoice_id).lines
    books.taken_off(line.id)
    after = books.account()
    assert (after.spent, after.available, after.promised) == (0, 500_00, 0)
    assert books.owed() == (0, 0)
    assert books.told(books.robin.account_id).count("Money came back to you") == 1
    assert books.told(books.funder.account_id) == ["A line was taken off an invoice"]
    with database.reading() as session:
        credit = session.execute(text("SELECT id FROM ledger_transaction WHERE what = 'taken_off'")).scalar_one()
        assert causes_of(session, books.person, [credit])[credit].order_id == line.order_id
    with database.writing() as session:
        assert purchasing.gather(session, books.official) == 0  # it does not come again


@pytest.mark.parametrize("act", ["query", "stand_by", "take_off"])
def test_what_is_agreed_or_taken_off_stays_so(books: Books, act: str) -> None:
    books.settled(2)
    invoice_id = books.gathered()
    gone, _ = books.invoice(invoice_id).lines
    books.taken_off(gone.id)
    books.agreed(invoice_id)
    actor = books.official if act == "query" else books.provider
    for line in books.invoice(invoice_id).lines:
        with pytest.raises(IllegalMove), database.writing() as session:
            getattr(purchasing, act)(session, actor, line.id, "Once more.")
    assert books.owed() == (12_00, 12_00)


@pytest.mark.parametrize("shown", [None, 0, 11_99, 24_00])
def test_nothing_is_agreed_but_what_the_page_showed(books: Books, shown: int | None) -> None:
    books.settled()
    invoice_id = books.gathered()
    with pytest.raises(InvoiceChanged, match="and is now £12"), database.writing() as session:
        purchasing.agree(session, books.official, invoice_id, shown)
    assert books.invoice(invoice_id).agreements == ()


def test_two_officials_who_agree_at_once_agree_once(books: Books) -> None:
    books.settled()
    invoice_id = books.gathered()

    def one(_: int) -> str:
        with database.writing() as session:
            return purchasing.agree(session, books.official, invoice_id, 12_00)

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(one, number) for number in range(4)]
    assert sorted(type(each.exception()).__name__ for each in asked) == ["NoneType"] + ["NothingToAgree"] * 3
    assert len(books.invoice(invoice_id).agreements) == 1


def test_days_are_those_that_the_funder_set(books: Books) -> None:
    funder_id = books.funder.organisation_id or uuid4()
    with database.writing() as session:
        for name, days in ((SettingName.INVOICE_DAYS, 3), (SettingName.QUERY_DAYS, 4), (SettingName.PAY_DAYS, 5)):
            people.set_setting(session, world.system(), funder_id, name, days, "Their policy")
    books.settled(2)
    invoice_id, today = books.gathered(), books.official.today
    (row,) = books.invoices()
    assert row.look_by == today + 3 * DAY
    books.queried(books.invoice(invoice_id).lines[0].id)
    books.agreed(invoice_id)
    (row,) = books.invoices()
    assert (row.answer_by, row.pay_by) == (today + 4 * DAY, today + 5 * DAY)


def _strangers(books: Books) -> dict[str, Actor]:
    """Everybody who is no side of an invoice, or the wrong one for an act."""
    return {
        "the other side": books.provider,
        "another council": world.commissioner("South Council").at(books.clock()),
        "the person": books.person,
        "the office": world.administrator().at(books.clock()),
        "nobody": access.anonymous(books.clock()),
        "the clock": access.clock(books.clock()),
    }


def test_only_the_two_sides_reach_an_invoice_and_each_does_its_own_part(books: Books) -> None:
    books.settled()
    invoice_id = books.gathered()
    (line,) = books.invoice(invoice_id).lines
    acts: list[Callable[..., object]] = [
        lambda session, actor: purchasing.query(session, actor, line.id, "Why?"),
        lambda session, actor: purchasing.agree(session, actor, invoice_id, 12_00),
    ]
    own: list[Callable[..., object]] = [
        purchasing.gather,
        lambda session, actor: purchasing.remit(session, actor, books.file(("X", 1))),
    ]
    for who, actor in _strangers(books).items():
        for act in acts if who == "another council" else acts + own:
            with pytest.raises(NotFound), database.writing() as session:
                act(session, actor)
    for actor in [each for each in _strangers(books).values() if each != books.provider] + [books.official]:
        for name in ("stand_by", "take_off"):
            with pytest.raises(NotFound), database.writing() as session:
                getattr(purchasing, name)(session, actor, line.id, "Yes.")
    for name in ("to_gather",):
        with pytest.raises(NotFound), database.writing() as session:
            getattr(purchasing, name)(session, books.official)


def test_the_funder_reads_no_name_and_the_provider_its_own_clients(books: Books) -> None:
    books.settled()
    invoice_id = books.gathered()
    (line,) = books.invoice(invoice_id).lines
    assert (line.person, line.person_id) == ("", None)
    (line,) = books.seen_by_provider(invoice_id).lines
    assert (line.person, line.person_id) == ("Robin Vale", books.robin.own_person_id)


def test_both_sides_are_told_at_each_hand_over(books: Books) -> None:
    books.settled(2)
    count = len(books.told(books.owner.account_id))
    invoice_id = books.gathered()
    line = books.invoice(invoice_id).lines[0].id
    books.clock.forward(minutes=1)
    books.queried(line)
    books.clock.forward(minutes=1)
    books.agreed(invoice_id)
    assert books.told(books.owner.account_id)[count:] == [
        "Settled bookings are on an invoice",
        "A line of an invoice is queried",
        "Lines of an invoice are agreed",
    ]
    assert books.told(books.funder.account_id) == []  # whoever did it is not told of it
    books.stood_by(line)
    assert books.told(books.funder.account_id) == ["A query of an invoice is answered"]
