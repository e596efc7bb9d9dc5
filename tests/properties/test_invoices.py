"""Seeded random histories of invoices: in whatever order all of it happens, the books are square."""

from collections.abc import Callable
from datetime import date
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import Engine

from marketplace.foundation import database
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.foundation.money import Pence
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import InvoiceLineRow
from marketplace.purchasing.rules.invoices import LineState
from tests.integration.purchasing.books import Books
from tests.keeping import empty
from tests.properties.running import run

PRICE = 12_00
ENGINE: list[Engine] = []


class Histories(RuleBasedStateMachine):
    """Both sides do anything at any time, beside a model that adds up on its fingers."""

    def __init__(self) -> None:
        super().__init__()
        empty(ENGINE[0])
        self.books = Books()
        self.settled = self.off = self.paid = 0

    def attempt(self, operation: Callable[..., object], *values: object) -> bool:
        """Try something; whether it was done. A refusal must leave nothing behind, which the invariant sees."""
        try:
            with database.writing() as session:
                operation(session, *values)
        except (Refusal, NotFound):
            return False
        return True

    def lines(self) -> list[InvoiceLineRow]:
        """Every line of every invoice."""
        return [line for each in self.books.invoices() for line in self.books.invoice(each.id).lines]

    @rule()
    def settle(self) -> None:
        """One more booking is settled, while the budget lasts."""
        if self.books.official.today < date(2026, 12, 1) and self.books.account().available >= PRICE:
            self.books.settled()
            self.settled += PRICE

    @rule(days=st.integers(0, 40))
    def night_falls(self, days: int) -> None:
        """Time passes, and the nightly clock gathers."""
        self.books.clock.forward(days=days)
        self.books.night()

    @rule()
    def gather(self) -> None:
        """The funder gathers."""
        assert self.attempt(purchasing.gather, self.books.official)

    @rule(pick=st.randoms(use_true_random=False), what=st.sampled_from(["query", "stand_by", "take_off"]))
    def move(self, pick: Random, what: str) -> None:
        """One side does something with a line, whatever its state."""
        lines = self.lines()
        if not lines:
            return
        line = pick.choice(lines)
        actor = self.books.official if what == "query" else self.books.provider
        done = self.attempt(getattr(purchasing, what), actor, line.id, "Words.")
        open_ = line.state in (LineState.WITH_FUNDER, LineState.WITH_PROVIDER)
        may = {"query": line.state == LineState.WITH_FUNDER, "stand_by": line.state == LineState.WITH_PROVIDER}
        assert done == may.get(what, open_)
        self.off += PRICE if done and what == "take_off" else 0

    @rule(pick=st.randoms(use_true_random=False), more=st.sampled_from([0, 0, 0, PRICE]))
    def agree(self, pick: Random, more: Pence) -> None:
        """The funder agrees what it has of an invoice, or what a page of another day showed."""
        invoices = self.books.invoices()
        if invoices:
            row = pick.choice(invoices)
            done = self.attempt(purchasing.agree, self.books.official, row.id, row.with_funder + more)
            assert done == (row.with_funder > 0 and not more)

    @rule(pick=st.randoms(use_true_random=False), wrong=st.sampled_from([0, 0, 1]), twice=st.booleans())
    def pay(self, pick: Random, wrong: Pence, twice: bool) -> None:
        """A file pays some of what was agreed, once before or not, rightly or not; it may come again."""
        agreed = [each for row in self.books.invoices() for each in self.books.invoice(row.id).agreements]
        if not agreed:
            return
        chosen = pick.sample(agreed, pick.randint(1, len(agreed)))
        sent = self.books.file(*((each.reference, each.pence + wrong) for each in chosen))
        fits = sum(each.pence for each in chosen if each.paid_on is None and not wrong)
        if self.attempt(purchasing.remit, self.books.official, sent):
            self.paid += fits
        if twice:
            assert not self.attempt(purchasing.remit, self.books.official, sent)

    @invariant()
    def the_books_are_square(self) -> None:
        """Both sides' accounts are what the model believes, and so are the person's pots; no check finds anything."""
        assert self.books.owed() == (self.settled - self.off - self.paid,) * 2
        if self.books.official.today > date(2026, 12, 31):
            return  # the account has ended, and is not among the current ones
        account = self.books.account()
        assert (account.spent, account.promised) == (self.settled - self.off, 0)
        assert account.available == 500_00 - account.spent
        on_invoices = sum(line.pence for line in self.lines() if line.state != LineState.TAKEN_OFF)
        assert on_invoices <= self.settled - self.off

    def teardown(self) -> None:
        """At the end of all everything can be agreed and paid, and nothing is owed."""
        self.attempt(purchasing.gather, self.books.official)
        for line in self.lines():
            if line.state == LineState.WITH_PROVIDER:
                self.books.stood_by(line.id)
        for row in self.books.invoices():
            if row.with_funder:
                self.books.agreed(row.id)
        agreed = [each for row in self.books.invoices() for each in self.books.invoice(row.id).agreements]
        unpaid = [(each.reference, each.pence) for each in agreed if each.paid_on is None]
        if unpaid:
            self.books.clock.forward(days=1)
            self.books.remitted(self.books.file(*unpaid))
        assert self.books.owed() == (0, 0)


def test_random_histories_of_invoices_are_square(db: Engine) -> None:
    ENGINE[:] = [db]
    run(Histories, examples=8, steps=30)
