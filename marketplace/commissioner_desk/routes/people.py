"""The people who named this funder: the accounts it gave them, and its instalments."""

from contextlib import nullcontext
from datetime import date
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from marketplace.budgets import operations as budgets
from marketplace.budgets.queries import InstalmentRow, accounts_funded, instalments_funded, late_in
from marketplace.budgets.rules import Holding, receivable
from marketplace.commissioner_desk import commissioner_desk
from marketplace.commissioner_desk.forms.giving import PartForm
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import pounds
from marketplace.people.queries import PersonRow, people_who_chose, person_who_chose
from marketplace.people.rules import MandateKind
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other
from marketplace.webkit.words import short_day


def named_us(person_id: UUID) -> PersonRow:
    """A person who named the actor's funder. Raises NotFound for anybody else."""
    with database.reading() as session:
        return person_who_chose(session, current_actor(), MandateKind.FUNDER, person_id)


@commissioner_desk.get("/people")
@allow(Power.COMMISSION)
def person_list() -> Response:
    """Everybody who named this funder."""
    with database.reading() as session:
        people = people_who_chose(session, current_actor(), MandateKind.FUNDER)
    return page("commissioner_desk/person/list.html", people=people)


@commissioner_desk.get("/people/<uuid:person_id>")
@allow(Power.COMMISSION)
def person_show(person_id: UUID) -> Response:
    """One person: the accounts that this funder gave, and the instalments."""
    actor, row = current_actor(), named_us(person_id)
    with database.reading() as session:
        accounts = accounts_funded(session, actor, person_id)
        instalments = instalments_funded(session, actor, person_id)
    return page(
        "commissioner_desk/person/show.html",
        person=row,
        accounts=accounts,
        instalments={account.id: [due for due in instalments if due.account_id == account.id] for account in accounts},
        to_record=_to_record(instalments, actor.today),
        today=actor.today,
    )


def _to_record(instalments: list[InstalmentRow], today: date) -> set[tuple[UUID, date]]:
    """The payments that can be recorded as paid now: those that are due, and of each account the next one."""
    open_days: dict[UUID, list[date]] = {}
    for due in instalments:
        if due.holding != Holding.NOTIONAL and not due.credited and not due.waits:
            open_days.setdefault(due.account_id, []).append(due.due_on)
    return {(account_id, day) for account_id, days in open_days.items() for day in receivable(days, today)}


@commissioner_desk.get("/accounts/<uuid:account_id>/late")
@allow(Power.COMMISSION)
def late_found(account_id: UUID) -> Response:
    """From an account with a late payment, as the list of work names it, to the page about the person."""
    with database.reading() as session:
        row = late_in(session, current_actor(), account_id)
    return see_other("commissioner_desk.person_show", person_id=row.person_id)


@commissioner_desk.get("/people/<uuid:person_id>/accounts/<uuid:account_id>/instalments/<due_on>")
@allow(Power.COMMISSION)
def instalment_part(person_id: UUID, account_id: UUID, due_on: str) -> Response:
    """The form for a payment that came short."""
    row, asked = _asked(person_id, account_id, due_on)
    return page("commissioner_desk/person/part.html", person=row, due=asked, form=PartForm(formdata=None))


@commissioner_desk.post("/people/<uuid:person_id>/accounts/<uuid:account_id>/instalments/<due_on>")
@allow(Power.COMMISSION)
def instalment_receive(person_id: UUID, account_id: UUID, due_on: str) -> Response:
    """Record that a payment, or a part of it, has been made to the person or a holder: now it is in the account."""
    row, asked = _asked(person_id, account_id, due_on)
    form = PartForm() if "part" in request.form else None
    with refusals(form) if form else nullcontext():
        if form:
            checked(form)
        with database.writing() as session:
            budgets.receive(session, current_actor(), account_id, asked.due_on, form.pence.data if form else None)
        what = f"{pounds(form.pence.data or 0)} of the payment" if form else "The payment"
        said = f"{what} of {short_day(asked.due_on)} is recorded. {row.name} can use it now."
        return see_other("commissioner_desk.person_show", said, person_id=person_id)
    return page("commissioner_desk/person/part.html", person=row, due=asked, form=form, status=422)


def _asked(person_id: UUID, account_id: UUID, due_on: str) -> tuple[PersonRow, InstalmentRow]:
    """A person who named this funder, and a payment to them. Raises NotFound."""
    row = named_us(person_id)
    with database.reading() as session:
        known = instalments_funded(session, current_actor(), person_id)
    asked = next((due for due in known if (due.account_id, due.due_on.isoformat()) == (account_id, due_on)), None)
    if asked is None or asked.holding == Holding.NOTIONAL:
        raise NotFound
    return row, asked
