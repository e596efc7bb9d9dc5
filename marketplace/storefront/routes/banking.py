"""Putting money by for later, seeing it, and taking it back."""

from uuid import UUID, uuid4

from werkzeug.wrappers import Response

from marketplace.budgets import operations as budgets
from marketplace.budgets.queries import BankingRow, accounts_to_bank, bank_row
from marketplace.budgets.rules.banking import last_day, most
from marketplace.foundation import database
from marketplace.foundation.access import Power, Section
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import pounds
from marketplace.storefront import storefront
from marketplace.storefront.forms.banking import BankForm, DrawForm
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other


@storefront.get("/money/put-by")
@allow(Power.SPEND)
def bank_new() -> Response:
    """The form to put money by."""
    rows = _accounts()
    return _new(BankForm(formdata=None, key=uuid4()).offered(rows), rows, 200)


@storefront.post("/money/put-by")
@allow(Power.SPEND)
def bank_make() -> Response:
    """Put it by, or say what to mend with what was typed still there."""
    rows = _accounts()
    form = BankForm().offered(rows)
    with refusals(form):
        checked(form)
        request = form.request()
        with database.writing() as session:
            bank_id = budgets.bank(session, current_actor(), request)
        return see_other("storefront.bank_show", f"{pounds(request.pence)} is put by.", bank_id=bank_id)
    return _new(form, rows, 422)


@storefront.get("/money/put-by/<uuid:bank_id>")
@allow(Power.SEE)
def bank_show(bank_id: UUID) -> Response:
    """What is put by, until when, and what moved."""
    return _show(bank_id, DrawForm(formdata=None, key=uuid4()), 200)


@storefront.post("/money/put-by/<uuid:bank_id>")
@allow(Power.SPEND)
def bank_draw(bank_id: UUID) -> Response:
    """Take some or all of it back, to use it now."""
    form = DrawForm()
    with refusals(form):
        checked(form)
        request = form.request(bank_id)
        with database.writing() as session:
            budgets.draw(session, current_actor(), request)
        said = f"{pounds(request.pence)} is back in your money. You can use it now."
        return see_other("storefront.bank_show", said, bank_id=bank_id)
    return _show(bank_id, form, 422)


def _accounts() -> list[BankingRow]:
    """The accounts that the actor may put money by from. Raises NotFound for whoever acts for nobody."""
    actor = current_actor()
    if actor.person_id is None or not actor.sees(Section.MONEY):
        raise NotFound
    with database.reading() as session:
        return accounts_to_bank(session, actor, actor.person_id)


def _new(form: BankForm, rows: list[BankingRow], status: int) -> Response:
    today = current_actor().today
    bounds = [(row, most(row.purse, row.bounds), last_day(row.purse, row.bounds, today)) for row in rows]
    return page("storefront/bank/new.html", form=form, bounds=bounds, status=status)


def _show(bank_id: UUID, form: DrawForm, status: int) -> Response:
    actor = current_actor()
    with database.reading() as session:
        row, moves = bank_row(session, actor, bank_id)
    return page(
        "storefront/bank/show.html",
        bank=row,
        moves=moves,
        form=form,
        may_draw=bool(row.left) and actor.may(Power.SPEND),
        status=status,
    )
