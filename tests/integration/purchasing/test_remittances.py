"""What a funder paid: rows that fit square the books, the others wait for whoever sent them, and nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine

from marketplace.foundation import database
from marketplace.foundation.errors import IllegalMove, NotFound
from marketplace.keeping import operations as keeping
from marketplace.keeping.queries import work_for
from marketplace.people.rules.safeguarding import WorkKind
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import (
    PaymentRow,
    lines_to_pay,
    payment,
    payments_open,
    remittance,
    remittances,
)
from marketplace.purchasing.rules.remittances import Problem, RemittanceRefused
from tests import world
from tests.integration.purchasing.books import Books


@pytest.fixture
def books(db: Engine) -> Books:
    """Three bookings are on an invoice."""
    books = Books()
    books.settled(3)
    books.gathered()
    return books


def rows_of(books: Books, remittance_id: UUID) -> list[PaymentRow]:
    """The rows of a remittance."""
    with database.reading() as session:
        return remittance(session, books.official, remittance_id)


def waiting(books: Books) -> list[tuple[str, str | None]]:
    """What waits on the funder's list of work: its kind, and who has it."""
    with database.reading() as session:
        return [
            (row.what.kind.value, row.owner.name if row.owner else None) for row in work_for(session, books.official)
        ]


def test_a_bad_file_is_refused_whole_and_can_be_mended(books: Books) -> None:
    reference = books.agreed(books.invoices()[0].id)
    bad = books.file((reference, 36_00), ("B-1", 0))
    with pytest.raises(RemittanceRefused):
        books.remitted(bad)
    with database.reading() as session:
        assert remittances(session, books.official) == []
    assert books.owed() == (36_00, 36_00)
    books.remitted(books.file((reference, 36_00)))
    assert books.owed() == (0, 0)


def test_what_is_paid_squares_both_sides_and_is_told(books: Books) -> None:
    (invoice,) = books.invoices()
    queried = books.invoice(invoice.id).lines[0]
    books.queried(queried.id)
    reference = books.agreed(invoice.id)
    with database.reading() as session:
        assert [(line.reference, line.pence) for _, line in lines_to_pay(session, books.official)] == [
            (reference, 12_00),
            (reference, 12_00),
        ]
    assert waiting(books) == []  # there are four weeks to pay
    books.clock.forward(days=23)
    assert waiting(books) == [("invoice", None)]
    remittance_id = books.remitted(books.file((reference, 24_00)))
    (row,) = rows_of(books, remittance_id)
    assert (row.problem, row.provider, row.open) == (None, "Green Shoots", False)
    assert books.owed() == (12_00, 12_00)
    (after,) = books.invoices()
    assert (after.paid, after.paid_on, after.to_pay, after.owed) == (24_00, books.official.today, 0, 12_00)
    assert books.told(books.owner.account_id).count("Something of an invoice was paid") == 1
    assert waiting(books) == []  # the provider has what is left
    with database.reading() as session:
        assert lines_to_pay(session, books.official) == []


def test_what_does_not_fit_waits_for_whoever_sent_it_and_the_rest_is_paid(books: Books) -> None:
    (invoice,) = books.invoices()
    first, second, _ = books.invoice(invoice.id).lines
    books.queried(first.id)
    books.queried(second.id)
    one = books.agreed(invoice.id)
    books.remitted(books.file((one, 12_00)))
    books.stood_by(first.id)
    two = books.agreed(invoice.id)
    books.stood_by(second.id)
    three = books.agreed(invoice.id)
    yesterday = books.official.today - timedelta(days=1)
    sent = books.file((one, 12_00), (two, 11_99), ("2603NOBODY-1", 5)).decode() + f"\n{three},1200,{yesterday},GBP"
    rows = rows_of(books, books.remitted(sent.encode()))
    assert [row.problem for row in rows] == [Problem.PAID_BEFORE, Problem.WRONG_SUM, Problem.UNKNOWN, Problem.TOO_EARLY]
    assert [row.line for row in rows] == [2, 3, 4, 5]
    assert books.owed() == (24_00, 24_00)
    assert waiting(books).count(("payment", "North Council member")) == 4
    # what is sent in full then fits, and what was done about a row is said
    books.remitted(books.file((two, 12_00), (three, 12_00)))
    assert books.owed() == (0, 0)
    for row in rows:
        with database.writing() as session:
            purchasing.close_payment(session, books.official, row.id, "The bank sent it back.")
    assert waiting(books) == []
    with database.reading() as session:
        assert payment(session, books.official, rows[0].id).closed_by == "North Council member"
    with pytest.raises(IllegalMove), database.writing() as session:
        purchasing.close_payment(session, books.official, rows[0].id, "Again.")


def test_one_file_counts_once_also_when_sent_many_times_at_once(books: Books) -> None:
    sent = books.file((books.agreed(books.invoices()[0].id), 36_00))

    def one(_: int) -> UUID:
        return books.remitted(sent)

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(one, number) for number in range(4)]
    assert sorted(type(each.exception()).__name__ for each in asked) == ["NoneType"] + ["RemittanceRefused"] * 3
    assert books.owed() == (0, 0)


def test_two_files_with_one_reference_pay_it_once(books: Books) -> None:
    reference = books.agreed(books.invoices()[0].id)
    files = [books.file((reference, 36_00), (f"X-{number}", 1)) for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(books.remitted, files))
    with database.reading() as session:
        problems = [row.problem for row in payments_open(session, books.official)]
    assert sorted(problems) == ["paid_before"] * 3 + ["unknown"] * 4
    assert books.owed() == (0, 0)


def test_nobody_pays_what_another_funder_agreed(books: Books) -> None:
    reference = books.agreed(books.invoices()[0].id)
    south = world.commissioner("South Council").at(books.clock())
    sent = books.file((reference, 36_00))
    remittance_id = books.remitted(sent, south)
    with database.reading() as session:
        (row,) = remittance(session, south, remittance_id)
        assert (row.problem, row.provider) == (Problem.UNKNOWN, None)
    for actor in (books.official, books.provider, books.person):
        with pytest.raises(NotFound), database.reading() as session:
            remittance(session, actor, remittance_id)
        with pytest.raises(NotFound), database.reading() as session:
            payment(session, actor, row.id)
        with pytest.raises(NotFound), database.writing() as session:
            purchasing.close_payment(session, actor, row.id, "Done.")
    books.remitted(sent)  # the same file is another funder's first
    assert books.owed() == (0, 0)


def test_what_waits_can_be_given_back_and_taken(books: Books) -> None:
    books.remitted(books.file(("X-1", 5)))
    assert ("payment", "North Council member") in waiting(books)
    with database.reading() as session:
        row = next(row for row in work_for(session, books.official) if row.what.kind is WorkKind.PAYMENT)
    with database.writing() as session:
        keeping.give_back(session, books.official, row.what.id)
    assert ("payment", None) in waiting(books)
