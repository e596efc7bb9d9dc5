"""What somebody pays toward their own care: how it was worked out, what is to be paid, and writing down what was."""

from uuid import UUID, uuid4

from werkzeug.wrappers import Response

from marketplace.budgets import operations as budgets
from marketplace.budgets.queries import contribution_for
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.money import pounds
from marketplace.storefront import storefront
from marketplace.storefront.forms.contributing import PaidForm
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other


@storefront.get("/money/accounts/<uuid:account_id>/contribution")
@allow(Power.SEE)
def contribution_show(account_id: UUID) -> Response:
    """What holds, what is to be paid still and by when, and what was paid."""
    return _show(account_id, PaidForm(formdata=None, key=uuid4()), 200)


@storefront.post("/money/accounts/<uuid:account_id>/contribution")
@allow(Power.SPEND)
def contribution_paid(account_id: UUID) -> Response:
    """Write down what was paid into the direct payment: once, however often the form is sent."""
    form = PaidForm()
    with refusals(form):
        checked(form)
        request = form.request(account_id)
        with database.writing() as session:
            budgets.settle_contribution(session, current_actor(), request)
        said = f"{pounds(request.pence)} is written down. You can use it now."
        return see_other("storefront.contribution_show", said, account_id=account_id)
    return _show(account_id, form, 422)


def _show(account_id: UUID, form: PaidForm, status: int) -> Response:
    actor = current_actor()
    with database.reading() as session:
        row = contribution_for(session, actor, account_id)
    pays = row.into and row.owed and actor.may(Power.SPEND)
    return page(
        "storefront/contribution/show.html",
        row=row,
        now=row.on(actor.today),
        coming=row.after(actor.today),
        form=form if pays or status != 200 else None,
        status=status,
    )
