"""Asking for what is missing, for the faces that ask: a person for themselves, and a broker for a client."""

from uuid import UUID, uuid4

from flask import request
from werkzeug.wrappers import Response

from marketplace.choosing.queries import ListRow, shortlist
from marketplace.commissioning import operations as commissioning
from marketplace.commissioning.queries import GapRow, funders_covering, gap, gaps_for
from marketplace.commissioning.rules import LOOK_WORKING_DAYS
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.clock import working_days_after
from marketplace.foundation.errors import NotFound
from marketplace.people.queries import person
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.finding import Asker, area_names, known_for
from marketplace.webkit.forms.asking import CARRIED, AskForm, prefilled
from marketplace.webkit.ordering import Desk
from marketplace.webkit.pages import checked, page, refusals, see_other


def _home(desk: Desk) -> str:
    """The area in which the person lives. Raises NotFound unless the actor may plan for them."""
    with database.reading() as session:
        return person(session, current_actor(), desk.person_id, Power.PLAN).area_code


def _list(desk: Desk, form: AskForm) -> ListRow | None:
    """The list on which nothing suited, if one is named. Raises NotFound for one that the actor does not see."""
    if not form.list_id.data:
        return None
    with database.reading() as session:
        return shortlist(session, current_actor(), form.list_id.data, desk.person_id)


def _fill(desk: Desk, form: AskForm, status: int) -> Response:
    return page("webkit/gap/new.html", desk=desk, form=form, on=_list(desk, form), status=status)


def new(desk: Desk) -> Response:
    """Say what is missing; what a search was asked stands in the form already."""
    names = area_names()
    data = prefilled(request.args, known_for(Asker()), _home(desk))
    form = AskForm(formdata=None, data=data | {"list_id": _named(request.args.get("list", ""))}).offered(names)
    return _fill(desk, form, 200)


def _named(value: str) -> UUID | None:
    """The id of a list in an address, or None for none. Raises NotFound for what is no id."""
    try:
        return UUID(value) if value else None
    except ValueError:
        raise NotFound from None


def ask(desk: Desk) -> Response:
    """See it whole before it is sent, or send it: once, however often the form comes."""
    names = area_names()
    _home(desk)
    form = AskForm().offered(names)
    if "change" in request.form:
        return _fill(desk, form, 200)
    with refusals(form):
        checked(form)
        if form.key.data is None:
            return _check(desk, form, names)
        with database.writing() as session:
            asked = form.request(desk.person_id, form.key.data)
            gap_id = commissioning.ask(session, current_actor(), asked)
        return see_other(f"{desk.face}.gap_show", "You have asked for it.", gap_id=gap_id, **desk.values)
    return _fill(desk, form, 422)


def _check(desk: Desk, form: AskForm, names: dict[str, str]) -> Response:
    actor, area = current_actor(), form.area_code.data or ""
    with database.reading() as session:
        funders = funders_covering(session, actor, area)
    return page(
        "webkit/gap/check.html",
        desk=desk,
        form=form,
        on=_list(desk, form),
        area=names[area],
        funders=list(funders.values()),
        look_by=working_days_after(actor.today, LOOK_WORKING_DAYS),
        carried=[(name, value) for name in CARRIED for value in request.form.getlist(name)],
        key=uuid4(),
    )


def asked_list(desk: Desk) -> Response:
    """What was asked for, for this person."""
    with database.reading() as session:
        gaps = gaps_for(session, current_actor(), desk.person_id)
    return page("webkit/gap/list.html", desk=desk, gaps=gaps)


def _gap(desk: Desk, gap_id: UUID) -> GapRow:
    """One request for this person. Raises NotFound."""
    with database.reading() as session:
        row = gap(session, current_actor(), gap_id)
    if row.person_id != desk.person_id:
        raise NotFound
    return row


def show(desk: Desk, gap_id: UUID) -> Response:
    """One request: who sees it, what happens next and by when, or the answer."""
    row = _gap(desk, gap_id)
    with database.reading() as session:
        funders = funders_covering(session, current_actor(), row.area_code)
    return page("webkit/gap/show.html", desk=desk, gap=row, funders=list(funders.values()))


def withdraw(desk: Desk, gap_id: UUID) -> Response:
    """Take a request back."""
    _gap(desk, gap_id)
    with database.writing() as session:
        commissioning.withdraw(session, current_actor(), gap_id)
    said = "You took it back. Nobody else sees it now."
    return see_other(f"{desk.face}.gap_show", said, gap_id=gap_id, **desk.values)
