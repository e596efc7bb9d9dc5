"""Opening somebody's details in an emergency: for a reason, for a few hours, to read only, and never in secret."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.budgets.queries import AccountRow, accounts_for
from marketplace.commissioner_desk import commissioner_desk
from marketplace.commissioner_desk.forms.emergencies import EmergencyForm
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people import operations as people
from marketplace.people.queries import emergencies, emergency
from marketplace.people.queries.emergencies import PAGE
from marketplace.people.rules.mandates import EMERGENCY_HOURS
from marketplace.purchasing.queries import OrderSummary, orders_for
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.emergencies import note_finding
from marketplace.webkit.forms.emergencies import FindingForm
from marketplace.webkit.pages import checked, page, page_number, refusals, see_other


@commissioner_desk.get("/emergencies")
@allow(Power.COMMISSION, Power.SAFEGUARD)
def emergency_list() -> Response:
    """What was opened, by oneself or under one's watch, with the form to open."""
    return _list(EmergencyForm(), 200)


def _list(form: EmergencyForm, status: int) -> Response:
    number = page_number()
    with database.reading() as session:
        rows = emergencies(session, current_actor(), number)
    return page(
        "commissioner_desk/emergency/list.html",
        form=form,
        rows=rows,
        hours=EMERGENCY_HOURS,
        number=number,
        more=len(rows) == PAGE,
        status=status,
    )


@commissioner_desk.post("/emergencies")
@allow(Power.COMMISSION, Power.SAFEGUARD)
def emergency_open() -> Response:
    """Open somebody's details; they and the safeguarding leads are told at once."""
    form = EmergencyForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            access_id = people.open_in_emergency(session, current_actor(), form.request())
        return see_other("commissioner_desk.emergency_show", access_id=access_id)
    return _list(form, 422)


@commissioner_desk.get("/emergencies/<uuid:access_id>")
@allow(Power.COMMISSION, Power.SAFEGUARD)
def emergency_show(access_id: UUID) -> Response:
    """What is needed, while it stands; afterwards, and for whoever watches, only that it was opened and why."""
    return _show(access_id, FindingForm(formdata=None), 200)


@commissioner_desk.post("/emergencies/<uuid:access_id>/check")
@allow(Power.SAFEGUARD)
def emergency_check(access_id: UUID) -> Response:
    """Say what one found of the reason."""
    return note_finding(access_id, "commissioner_desk.emergency_show", _show)


def _show(access_id: UUID, form: FindingForm, status: int) -> Response:
    actor = current_actor()
    orders: list[OrderSummary] = []
    accounts: list[AccountRow] = []
    with database.reading() as session:
        row = emergency(session, actor, access_id)
        if row.stands and row.own:
            orders = orders_for(session, actor, row.person_id)
            accounts = accounts_for(session, actor, row.person_id)
    watches = actor.may(Power.SAFEGUARD) and not row.own
    return page(
        "commissioner_desk/emergency/show.html",
        row=row,
        orders=orders,
        accounts=accounts,
        form=form,
        watches=watches,
        status=status,
    )
