"""A shop whose settled bookings go on invoices: what each side can do with them, and whether the books are square."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import text

from marketplace.budgets.queries import findings as of_money
from marketplace.foundation import access, database
from marketplace.foundation.access import Actor
from marketplace.foundation.money import Pence
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import (
    InvoiceRow,
    InvoiceSummary,
    findings,
    invoice_owed,
    invoice_with,
    invoices_owed,
)
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop

COLUMNS = "reference,pence,date,currency"


class Books(Shop):
    """A person, a provider and a funder, with a clock of their own."""

    def __init__(self, clock: TestClock | None = None) -> None:
        super().__init__(clock or TestClock())

    @property
    def official(self) -> Actor:
        """The funder's commissioner now."""
        return self.funder.at(self.clock())

    def settled(self, count: int = 1) -> None:
        """So many bookings at £12 each are confirmed."""
        for _ in range(count):
            self.confirmed()

    def gathered(self) -> UUID:
        """What is settled is put on the invoice of this month; its id."""
        with database.writing() as session:
            assert purchasing.gather(session, self.official)
        return self.invoices()[0].id

    def night(self) -> list[UUID]:
        """The nightly clock gathers for every funder that it finds; the funders."""
        clock = access.clock(self.clock())
        with database.writing() as session:
            funders = purchasing.to_gather(session, clock)
            for funder_id in funders:
                purchasing.gather_months(session, clock, funder_id)
        return funders

    def invoices(self) -> list[InvoiceSummary]:
        """The invoices as the funder sees them."""
        with database.reading() as session:
            return invoices_owed(session, self.official)

    def invoice(self, invoice_id: UUID) -> InvoiceRow:
        """One as the funder sees it."""
        with database.reading() as session:
            return invoice_owed(session, self.official, invoice_id)

    def seen_by_provider(self, invoice_id: UUID) -> InvoiceRow:
        """The same as the provider sees it."""
        with database.reading() as session:
            return invoice_with(session, self.provider, invoice_id)

    def agreed(self, invoice_id: UUID) -> str:
        """The funder agrees all that it has; the reference."""
        with database.writing() as session:
            return purchasing.agree(session, self.official, invoice_id, self.invoice(invoice_id).to_look_at)

    def queried(self, line_id: UUID, words: str = "Was it two hours?") -> None:
        """The funder asks about a line."""
        with database.writing() as session:
            purchasing.query(session, self.official, line_id, words)

    def stood_by(self, line_id: UUID, words: str = "Yes, it was.") -> None:
        """The provider stands by it."""
        with database.writing() as session:
            purchasing.stand_by(session, self.provider, line_id, words)

    def taken_off(self, line_id: UUID, words: str = "It was not. We are sorry.") -> None:
        """The provider takes it off."""
        with database.writing() as session:
            purchasing.take_off(session, self.provider, line_id, words)

    def file(self, *rows: tuple[str, Pence], on: date | None = None) -> bytes:
        """A remittance of references and pence, paid on a day, or today."""
        day = (on or self.official.today).isoformat()
        return "\n".join([COLUMNS, *(f"{reference},{pence},{day},GBP" for reference, pence in rows)]).encode()

    def remitted(self, sent: bytes, actor: Actor | None = None) -> UUID:
        """The funder sends a file of what it paid."""
        with database.writing() as session:
            return purchasing.remit(session, actor or self.official, sent)

    def owed(self) -> tuple[Pence, Pence]:
        """What the book says the provider is owed, and the funder owes; and everything in it is square."""
        balance = text(
            "SELECT coalesce(sum(e.pence), 0) FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id "
            "WHERE a.kind = :kind AND a.organisation_id = :who"
        )
        with database.reading() as session:
            assert of_money(session, world.system()) == []
            assert findings(session, world.system()) == []
            owed, owes = (
                session.execute(balance, {"kind": kind, "who": who}).scalar_one()
                for kind, who in (("provider", self.owner.organisation_id), ("clearing", self.funder.organisation_id))
            )
        return owed, -owes

    def told(self, account: UUID | None) -> list[str]:
        """The subjects of what an account was told, the newest last."""
        asked = text("SELECT subject FROM notice WHERE account_id = :who ORDER BY at, id")
        with database.reading() as session:
            return list(session.scalars(asked, {"who": account or uuid4()}))
