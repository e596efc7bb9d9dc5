"""What a person pays toward their care: seeing it, setting it from a day on, and writing down what was paid."""

from uuid import UUID, uuid4

from werkzeug.wrappers import Response

from marketplace.budgets import operations as budgets
from marketplace.budgets.queries import ContributionRow, contribution_of, contribution_toward
from marketplace.budgets.rules.contributions import Settled
from marketplace.commissioner_desk import commissioner_desk
from marketplace.commissioner_desk.forms.contributions import RateForm, SettleForm
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.money import pounds
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other


def _row(account_id: UUID) -> ContributionRow:
    """What is paid toward the stream of an account that this funder gave. Raises NotFound."""
    with database.reading() as session:
        return contribution_of(session, current_actor(), account_id)


def _into(row: ContributionRow) -> str:
    """Where it is paid already."""
    return ("account" if row.into else "funder") if row.rates else ""


def _show(row: ContributionRow, rate: RateForm | None, settle: SettleForm | None, status: int) -> Response:
    today = current_actor().today
    return page(
        "commissioner_desk/contribution/show.html",
        row=row,
        now=row.on(today),
        coming=row.after(today),
        rate=rate or RateForm(formdata=None, key=uuid4(), into=_into(row)),
        settle=settle or SettleForm(formdata=None, key=uuid4(), prefix="settle-"),
        form=settle or rate,
        status=status,
    )


@commissioner_desk.get("/streams/<uuid:stream_id>/contribution")
@allow(Power.COMMISSION)
def contribution_found(stream_id: UUID) -> Response:
    """From a stream alone, as the list of work names it, to its page."""
    with database.reading() as session:
        row = contribution_toward(session, current_actor(), stream_id)
    return see_other("commissioner_desk.contribution_show", account_id=row.account_id)


@commissioner_desk.get("/accounts/<uuid:account_id>/contribution")
@allow(Power.COMMISSION)
def contribution_show(account_id: UUID) -> Response:
    """What holds, what is to be paid still, what was paid; and the forms."""
    return _show(_row(account_id), None, None, 200)


@commissioner_desk.post("/accounts/<uuid:account_id>/contribution")
@allow(Power.COMMISSION, proved=True)
def contribution_set(account_id: UUID) -> Response:
    """Set it from a day on: once, however often the form is sent."""
    row, form = _row(account_id), RateForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            budgets.set_contribution(session, current_actor(), form.request(row.person_id, account_id))
        return see_other(
            "commissioner_desk.contribution_show", f"It is set. {row.person} is told.", account_id=account_id
        )
    return _show(row, form, None, 422)


@commissioner_desk.post("/accounts/<uuid:account_id>/contribution/payments")
@allow(Power.COMMISSION, proved=True)
def contribution_settle(account_id: UUID) -> Response:
    """Write down what was paid, or what they are let off."""
    row, form = _row(account_id), SettleForm(prefix="settle-")
    with refusals(form):
        checked(form)
        request = form.request(account_id)
        with database.writing() as session:
            budgets.settle_contribution(session, current_actor(), request)
        done = "is written down as paid" if request.how is Settled.PAID else "need not be paid any more"
        said = f"{pounds(request.pence)} {done}. {row.person} is told."
        return see_other("commissioner_desk.contribution_show", said, account_id=account_id)
    return _show(row, None, form, 422)
