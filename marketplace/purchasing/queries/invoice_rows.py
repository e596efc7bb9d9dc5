"""The rows that reads of invoices and remittances hand out."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from marketplace.foundation.clock import civil
from marketplace.foundation.money import Pence
from marketplace.purchasing.rules.invoices import LineState
from marketplace.purchasing.rules.remittances import CLOSE_WITHIN

PAID = "paid"  # where an agreed line stands once its agreement is paid
RANKS = (LineState.WITH_FUNDER, LineState.WITH_PROVIDER, LineState.AGREED, PAID, LineState.TAKEN_OFF)  # on a page


@dataclass(frozen=True, slots=True)
class NotInvoiced:
    """What is settled and on no invoice yet, in pence, with the other side's name."""

    other: str
    pence: Pence


@dataclass(frozen=True, slots=True)
class InvoiceTotals:
    """All invoices of one side together, in pence, by who has them: to look at, to answer, to pay."""

    with_funder: Pence
    with_provider: Pence
    to_pay: Pence

    @property
    def owed(self) -> Pence:
        """What is on invoices and not paid."""
        return self.with_funder + self.with_provider + self.to_pay


@dataclass(frozen=True, slots=True)
class InvoiceSummary:
    """One invoice in a list, in pence: all that was not taken off, and how much of it is with whom, by when."""

    id: UUID
    reference: str
    month: date
    provider: str
    funder: str
    lines: int
    pence: Pence
    with_funder: Pence
    look_by: date | None
    with_provider: Pence
    answer_by: date | None
    to_pay: Pence
    pay_by: date | None
    paid: Pence
    paid_on: date | None

    @property
    def owed(self) -> Pence:
        """What is not paid yet."""
        return self.pence - self.paid


@dataclass(frozen=True, slots=True)
class WaitingInvoice:
    """An invoice that waits for its funder, with the first day by which something of it is due."""

    id: UUID
    made_at: datetime
    by: date
    reference: str


@dataclass(frozen=True, slots=True)
class InvoiceWordRow:
    """What somebody said about a line: a query, or the answer. UTC."""

    move: str
    words: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InvoiceLineRow:
    """One line of an invoice. ``person`` is for the provider alone; ``by`` is the day of whoever has it. Pence."""

    id: UUID
    invoice_id: UUID
    order_id: UUID
    number: str
    person_id: UUID | None
    person: str
    day: date
    title: str
    unit: str
    kind: str
    quantity: Decimal
    pence: Pence
    state: str
    by: date | None
    reference: str
    reference_pence: Pence | None
    paid_on: date | None
    words: tuple[InvoiceWordRow, ...]

    @property
    def stands(self) -> str:
        """Its state, or paid."""
        return PAID if self.paid_on else self.state


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """Lines that were agreed together: what is paid under which reference, by when, and when it was. Pence; UTC."""

    reference: str
    pence: Pence
    agreed_by: str
    agreed_at: datetime
    pay_by: date
    paid_on: date | None


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One invoice whole: its lines by day, and what was agreed of it."""

    id: UUID
    reference: str
    month: date
    provider: str
    funder: str
    made_at: datetime
    lines: tuple[InvoiceLineRow, ...]
    agreements: tuple[AgreementRow, ...]

    def sum_of(self, *states: str) -> Pence:
        """What its lines in some states come to, where agreed and paid are apart."""
        return sum(line.pence for line in self.lines if line.stands in states)

    @property
    def to_look_at(self) -> Pence:
        """What the lines that the funder has come to."""
        return self.sum_of(LineState.WITH_FUNDER)

    def lines_from(self, first: str) -> list[InvoiceLineRow]:
        """Its lines with those of one state first, then what is open, then what is agreed, paid or taken off."""
        return sorted(self.lines, key=lambda line: (line.stands != first, RANKS.index(line.stands)))

    def line(self, line_id: UUID) -> InvoiceLineRow | None:
        """One of its lines."""
        return next((line for line in self.lines if line.id == line_id), None)


def as_columns(invoice: InvoiceRow, line: InvoiceLineRow) -> tuple[object, ...]:
    """A line of an invoice as a row of the published file."""
    return (
        line.reference,
        line.reference_pence,
        invoice.reference,
        f"{invoice.month:%Y-%m}",
        invoice.provider,
        invoice.funder,
        line.number,
        line.day,
        line.title,
        line.kind,
        f"{line.quantity.normalize():f}",
        line.unit,
        line.pence,
        "GBP",
        line.stands,
        None if line.paid_on else line.by,
        line.paid_on,
    )


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One row of a remittance: what it says was paid, and why it does not fit, if it does not. Pence; UTC."""

    id: UUID
    remittance_id: UUID
    line: int
    reference: str
    pence: Pence
    paid_on: date
    invoice_id: UUID | None
    provider: str | None
    problem: str | None
    sent_at: datetime
    sent_by: str
    closed_words: str
    closed_by: str | None
    closed_at: datetime | None

    @property
    def by(self) -> date:
        """The day by which somebody says what was done about it."""
        return civil(self.sent_at) + CLOSE_WITHIN

    @property
    def open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.problem is not None and self.closed_at is None


@dataclass(frozen=True, slots=True)
class RemittanceSummary:
    """One remittance in a list: how much it paid, in pence, and how many rows of it still wait."""

    id: UUID
    sent_at: datetime
    sent_by: str
    rows: int
    paid: Pence
    open: int
