"""What the funder owes for the money that it holds: invoices, agreed whole or queried line by line."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.commissioner_desk import commissioner_desk
from marketplace.commissioner_desk.forms.invoices import AgreeForm, QueryForm
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import NotFound
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import (
    PAGE,
    InvoiceLineRow,
    InvoiceRow,
    invoice_owed,
    invoices_owed,
    lines_to_pay,
    not_invoiced_by,
    totals_owed,
)
from marketplace.purchasing.rules.invoices import LineState
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.invoicing import invoice_csv
from marketplace.webkit.pages import checked, page, page_number, refusals, see_other


@commissioner_desk.get("/invoices")
@allow(Power.COMMISSION)
def invoice_list() -> Response:
    """Every invoice with who has what of it, by when; and what is on none yet."""
    actor, number = current_actor(), page_number()
    with database.reading() as session:
        invoices = invoices_owed(session, actor, number)
        totals = totals_owed(session, actor)
        coming = not_invoiced_by(session, actor)
    return page(
        "commissioner_desk/invoice/list.html",
        invoices=invoices,
        totals=totals,
        coming=coming,
        number=number,
        more=len(invoices) == PAGE,
        today=actor.today,
    )


@commissioner_desk.post("/invoices")
@allow(Power.COMMISSION)
def invoice_gather() -> Response:
    """Put all that is settled on invoices now, before the night after the month does it."""
    with database.writing() as session:
        count = purchasing.gather(session, current_actor())
    lines = "1 line is" if count == 1 else f"{count} lines are"
    said = f"{lines} on invoices now." if count else "All that is settled is on invoices already."
    return see_other("commissioner_desk.invoice_list", said)


@commissioner_desk.get("/invoices/to-pay.csv")
@allow(Power.COMMISSION)
def invoice_file() -> Response:
    """Everything that is agreed and not paid, for whoever pays."""
    with database.reading() as session:
        lines = lines_to_pay(session, current_actor())
    return invoice_csv(f"to-pay-{current_actor().today}", lines)


def _invoice(invoice_id: UUID) -> InvoiceRow:
    with database.reading() as session:
        return invoice_owed(session, current_actor(), invoice_id)


def _show(invoice: InvoiceRow, form: AgreeForm, status: int = 200) -> Response:
    return page(
        "commissioner_desk/invoice/show.html", invoice=invoice, form=form, today=current_actor().today, status=status
    )


@commissioner_desk.get("/invoices/<uuid:invoice_id>")
@allow(Power.COMMISSION)
def invoice_show(invoice_id: UUID) -> Response:
    """One invoice, line by line, without a name."""
    return _show(_invoice(invoice_id), AgreeForm(formdata=None))


@commissioner_desk.post("/invoices/<uuid:invoice_id>/agree")
@allow(Power.COMMISSION, proved=True)
def invoice_agree(invoice_id: UUID) -> Response:
    """Agree all lines that the funder has; they are to be paid now."""
    form = AgreeForm()
    with refusals(form):
        with database.writing() as session:
            reference = purchasing.agree(session, current_actor(), invoice_id, form.expected.data)
        said = f"It is agreed. Pay it under the reference {reference}. The provider is told."
        return see_other("commissioner_desk.invoice_show", said, invoice_id=invoice_id)
    return _show(_invoice(invoice_id), form, 422)


def _line(invoice_id: UUID, line_id: UUID) -> tuple[InvoiceRow, InvoiceLineRow]:
    """One line of an invoice. Raises NotFound."""
    invoice = _invoice(invoice_id)
    line = invoice.line(line_id)
    if line is None:
        raise NotFound
    return invoice, line


def _ask(invoice: InvoiceRow, line: InvoiceLineRow, form: QueryForm, status: int = 200) -> Response:
    return page("commissioner_desk/invoice/ask.html", invoice=invoice, line=line, form=form, status=status)


@commissioner_desk.get("/invoices/<uuid:invoice_id>/lines/<uuid:line_id>")
@allow(Power.COMMISSION)
def invoice_ask(invoice_id: UUID, line_id: UUID) -> Response:
    """Ask about one line."""
    invoice, line = _line(invoice_id, line_id)
    if line.state != LineState.WITH_FUNDER:
        return see_other("commissioner_desk.invoice_show", invoice_id=invoice_id)
    return _ask(invoice, line, QueryForm())


@commissioner_desk.post("/invoices/<uuid:invoice_id>/lines/<uuid:line_id>")
@allow(Power.COMMISSION)
def invoice_asked(invoice_id: UUID, line_id: UUID) -> Response:
    """Ask; the provider has it then, and the other lines go on."""
    _line(invoice_id, line_id)
    form = QueryForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            purchasing.query(session, current_actor(), line_id, form.words.data or "")
        said = "The provider is asked. The other lines do not wait for it."
        return see_other("commissioner_desk.invoice_show", said, invoice_id=invoice_id)
    return _ask(*_line(invoice_id, line_id), form, 422)
