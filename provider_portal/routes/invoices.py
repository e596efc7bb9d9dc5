"""What the provider is owed and was paid: invoices line by line, and the answer to what a funder asks."""

from collections.abc import Callable
from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import NotFound
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import (
    PAGE,
    InvoiceLineRow,
    InvoiceRow,
    invoice_with,
    invoices_with,
    not_invoiced_to,
    totals_with,
)
from marketplace.purchasing.rules.invoices import LineState
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.invoicing import invoice_csv
from marketplace.webkit.pages import checked, page, page_number, refusals, see_other
from provider_portal import provider_portal
from provider_portal.forms.invoice import LineForm

OPEN = (LineState.WITH_FUNDER, LineState.WITH_PROVIDER)


@provider_portal.get("/invoices")
@allow(Power.DELIVER)
def invoice_list() -> Response:
    """What is owed, by whom, on which invoice, who has it and by when; and what was paid."""
    actor, number = current_actor(), page_number()
    with database.reading() as session:
        invoices = invoices_with(session, actor, number)
        totals = totals_with(session, actor)
        coming = not_invoiced_to(session, actor)
    return page(
        "provider_portal/invoice/list.html",
        invoices=invoices,
        totals=totals,
        coming=coming,
        number=number,
        more=len(invoices) == PAGE,
        today=actor.today,
    )


def _invoice(invoice_id: UUID) -> InvoiceRow:
    with database.reading() as session:
        return invoice_with(session, current_actor(), invoice_id)


@provider_portal.get("/invoices/<uuid:invoice_id>")
@allow(Power.DELIVER)
def invoice_show(invoice_id: UUID) -> Response:
    """One invoice, line by line."""
    return page("provider_portal/invoice/show.html", invoice=_invoice(invoice_id), today=current_actor().today)


@provider_portal.get("/invoices/<uuid:invoice_id>/file")
@allow(Power.DELIVER)
def invoice_file(invoice_id: UUID) -> Response:
    """The same as a file for a spreadsheet."""
    invoice = _invoice(invoice_id)
    return invoice_csv(f"invoice-{invoice.reference}", ((invoice, line) for line in invoice.lines))


def _line(invoice_id: UUID, line_id: UUID) -> tuple[InvoiceRow, InvoiceLineRow]:
    """One line of an invoice. Raises NotFound."""
    invoice = _invoice(invoice_id)
    line = invoice.line(line_id)
    if line is None:
        raise NotFound
    return invoice, line


@provider_portal.get("/invoices/<uuid:invoice_id>/lines/<uuid:line_id>")
@allow(Power.DELIVER)
def invoice_answer(invoice_id: UUID, line_id: UUID) -> Response:
    """Answer about one line, or take it off."""
    invoice, line = _line(invoice_id, line_id)
    if line.state not in OPEN:
        return see_other("provider_portal.invoice_show", invoice_id=invoice_id)
    return page("provider_portal/invoice/answer.html", invoice=invoice, line=line, form=LineForm())


def _answered(invoice_id: UUID, line_id: UUID, act: Callable[..., None], said: str) -> Response:
    """Do one of the two, or show the form again with why not."""
    _line(invoice_id, line_id)
    form = LineForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            act(session, current_actor(), line_id, form.words.data or "")
        return see_other("provider_portal.invoice_show", said, invoice_id=invoice_id)
    invoice, line = _line(invoice_id, line_id)
    return page("provider_portal/invoice/answer.html", invoice=invoice, line=line, form=form, status=422)


@provider_portal.post("/invoices/<uuid:invoice_id>/lines/<uuid:line_id>")
@allow(Power.DELIVER)
def invoice_stand_by(invoice_id: UUID, line_id: UUID) -> Response:
    """Stand by a queried line: the funder looks at it again."""
    return _answered(invoice_id, line_id, purchasing.stand_by, "Your answer is sent. The funder looks at it again.")


@provider_portal.post("/invoices/<uuid:invoice_id>/lines/<uuid:line_id>/take-off")
@allow(Power.DELIVER, proved=True)
def invoice_take_off(invoice_id: UUID, line_id: UUID) -> Response:
    """Take a line off: nobody owes it, and the person has the money back."""
    said = "It is taken off. The person has the money back, and is told."
    return _answered(invoice_id, line_id, purchasing.take_off, said)
