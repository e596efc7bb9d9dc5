"""Giving a budget: fill it in, check it, give it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from flask import request
from werkzeug.wrappers import Response

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BudgetRequest
from marketplace.budgets.queries import stream_funded
from marketplace.budgets.rules import HOLDING_WORDS, instalments
from marketplace.commissioner_desk import commissioner_desk
from marketplace.commissioner_desk.forms.giving import PAID_WORDS, BudgetForm
from marketplace.commissioner_desk.routes.people import named_us
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.money import Pence, pounds
from marketplace.people.queries import PersonRow, organisation, settings_of
from marketplace.people.rules import SettingName
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other

CARRIED = (
    "stream",
    "starts",
    "ends",
    "notional",
    "direct",
    "paid",
    "plan_reference",
    "plan_agreed_on",
    "paid_already",
    "aftercare",
)


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One way of holding the money as the check page shows it: its pence, and how they come."""

    words: str
    pence: Pence
    payments: int
    first: Pence
    last_on: date


def _shares(asked: BudgetRequest) -> list[ShareRow]:
    rows = []
    for share in asked.shares:
        due = instalments(share.pence, asked.starts, asked.ends, asked.paid)
        rows.append(ShareRow(HOLDING_WORDS[share.holding], share.pence, len(due), due[0].pence, due[-1].due_on))
    return rows


@commissioner_desk.get("/people/<uuid:person_id>/budgets/new")
@allow(Power.COMMISSION)
def budget_new(person_id: UUID) -> Response:
    """Fill in a budget."""
    return _fill(named_us(person_id), BudgetForm(), 200)


@commissioner_desk.post("/people/<uuid:person_id>/budgets/new")
@allow(Power.COMMISSION)
def budget_check(person_id: UUID) -> Response:
    """See it whole before it is given, or mend it."""
    row, form = named_us(person_id), BudgetForm()
    if "change" in request.form:
        return _fill(row, form, 200)
    with refusals(form):
        checked(form)
        form.check()
        return _check(row, form)
    return _fill(row, form, 422)


@commissioner_desk.post("/people/<uuid:person_id>/budgets")
@allow(Power.COMMISSION, proved=True)
def budget_give(person_id: UUID) -> Response:
    """Give it: once, however often the form is sent."""
    row, form, actor = named_us(person_id), BudgetForm(), current_actor()
    with refusals(form):
        checked(form)
        form.check()
        if form.key.data is None:
            return _check(row, form)
        with database.writing() as session:
            stream_id = budgets.give(session, actor, form.request(person_id))
        with database.reading() as session:
            given = stream_funded(session, actor, stream_id)
        coming = f" {pounds(given.to_come)} is still to come." if given.to_come else ""
        said = f"{given.name} is given to {row.name}. {pounds(given.credited)} has come in.{coming}"
        return see_other("commissioner_desk.person_show", said, person_id=person_id)
    return _fill(row, form, 422)


def _fill(person: PersonRow, form: BudgetForm, status: int) -> Response:
    return page("commissioner_desk/budget/new.html", person=person, form=form, status=status)


def _spends_ahead() -> bool:
    """Whether the funder's own setting lets instalments that are still to come be promised already."""
    actor = current_actor()
    with database.reading() as session:
        funder = organisation(session, actor)
        ahead = settings_of(session, actor, [funder.id]).get((funder.id, SettingName.SPEND_AHEAD))
    return bool(ahead and ahead.value)


def _check(person: PersonRow, form: BudgetForm) -> Response:
    asked = form.request(person.id)
    return page(
        "commissioner_desk/budget/check.html",
        person=person,
        form=form,
        asked=asked,
        shares=_shares(asked),
        total=sum(share.pence for share in asked.shares),
        paid=PAID_WORDS[asked.paid],
        ahead=_spends_ahead(),
        carried=[(name, value) for name in CARRIED for value in request.form.getlist(name)],
        key=uuid4(),
    )
