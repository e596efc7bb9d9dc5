"""What the funder paid: the file that says so, what it squared, and what does not fit."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.commissioner_desk import commissioner_desk
from marketplace.commissioner_desk.forms.invoices import ClosingForm, RemittanceForm
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import PAGE, payment, remittance, remittances
from marketplace.purchasing.rules.remittances import COLUMNS, MOST_BYTES, RemittanceRefused
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.bodies import takes
from marketplace.webkit.pages import checked, page, page_number, refusals, see_other


@commissioner_desk.get("/remittances")
@allow(Power.COMMISSION)
def remittance_list() -> Response:
    """The files that were sent, the newest first."""
    number = page_number()
    with database.reading() as session:
        rows = remittances(session, current_actor(), number)
    return page("commissioner_desk/remittance/list.html", rows=rows, number=number, more=len(rows) == PAGE)


def _new(form: RemittanceForm, lines: tuple[str, ...] = (), status: int = 200) -> Response:
    return page("commissioner_desk/remittance/new.html", form=form, lines=lines, columns=COLUMNS, status=status)


@commissioner_desk.get("/remittances/new")
@allow(Power.COMMISSION, proved=True)
def remittance_new() -> Response:
    """Choose the file; proved first, so that no file waits for it."""
    return _new(RemittanceForm(formdata=None))


@commissioner_desk.post("/remittances")
@allow(Power.COMMISSION, proved=True)
@takes(MOST_BYTES)
def remittance_send() -> Response:
    """Mark what it says was paid as paid, or say what is wrong with it, line by line."""
    form, lines = RemittanceForm(), ()
    with refusals(form):
        checked(form)
        try:
            with database.writing() as session:
                remittance_id = purchasing.remit(session, current_actor(), form.file.data or b"")
        except RemittanceRefused as refused:
            lines = refused.lines
            raise
        return see_other("commissioner_desk.remittance_show", remittance_id=remittance_id)
    return _new(form, lines, 422)


@commissioner_desk.get("/remittances/<uuid:remittance_id>")
@allow(Power.COMMISSION)
def remittance_show(remittance_id: UUID) -> Response:
    """What each row of a file did."""
    with database.reading() as session:
        rows = remittance(session, current_actor(), remittance_id)
    return page(
        "commissioner_desk/remittance/show.html",
        rows=rows,
        paid=sum(row.pence for row in rows if row.problem is None),
        fits=sum(row.problem is None for row in rows),
    )


def _payment(row_id: UUID, form: ClosingForm, status: int = 200) -> Response:
    with database.reading() as session:
        row = payment(session, current_actor(), row_id)
    return page("commissioner_desk/remittance/payment.html", row=row, form=form, status=status)


@commissioner_desk.get("/payments/<uuid:row_id>")
@allow(Power.COMMISSION)
def payment_show(row_id: UUID) -> Response:
    """A payment that does not fit."""
    return _payment(row_id, ClosingForm())


@commissioner_desk.post("/payments/<uuid:row_id>")
@allow(Power.COMMISSION)
def payment_close(row_id: UUID) -> Response:
    """Say what was done about it."""
    form = ClosingForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            purchasing.close_payment(session, current_actor(), row_id, form.words.data or "")
        return see_other("commissioner_desk.payment_show", "It is closed, with your words.", row_id=row_id)
    return _payment(row_id, form, 422)
