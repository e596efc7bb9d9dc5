"""Plans that ask for this funder's money: the list, one as it was sent, and deciding about each part of it."""

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from marketplace.commissioner_desk import commissioner_desk
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.plans import operations as plans
from marketplace.plans.queries import decisions_of, plan_read, plans_put, stands_of
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.plans import DecisionForm, SecondForm, deciding
from marketplace.webkit.pages import checked, page, refusals, see_other


@commissioner_desk.get("/plans")
@allow(Power.COMMISSION)
def plan_list() -> Response:
    """Every plan that was sent, what is due first."""
    with database.reading() as session:
        rows = plans_put(session, current_actor(), only_waiting=False)
    return page("commissioner_desk/plan/list.html", rows=rows)


@commissioner_desk.get("/plans/<uuid:sent_id>")
@allow(Power.COMMISSION)
def plan_show(sent_id: UUID) -> Response:
    """One plan, exactly as the person who sent it reads it."""
    return _show(sent_id, None, 200)


def _show(sent_id: UUID, form: DecisionForm | SecondForm | None, status: int) -> Response:
    actor = current_actor()
    with database.reading() as session:
        row = plan_read(session, actor, sent_id)
        stands = stands_of(session, actor, sent_id)
        decided = decisions_of(session, actor, row.plan_id)
    items = {UUID(item["id"]): item for item in row.content.get("lines", ())}
    waiting = [(item, stands[each]) for each, item in items.items() if each in stands]
    forms = {each: deciding(stand.state, f"{each}-", formdata=None) for each, stand in stands.items()}
    if form is not None:
        _put_back(form, forms)
    shown: dict[str, Any] = {"row": row, "waiting": waiting, "decided": decided, "forms": forms, "form": form}
    return page("commissioner_desk/plan/show.html", **shown, status=status)


def _put_back(form: DecisionForm | SecondForm, forms: dict[UUID, DecisionForm | SecondForm]) -> None:
    """Show a form again where it was; where another question is asked by now, its words there and its errors on top."""
    named = form.line_id.data
    fresh = forms.get(named) if named else None
    if named and type(fresh) is type(form):
        forms[named] = form
        return
    for field in form:
        form.form_errors.extend(str(error) for error in field.errors)
        field.errors = []
    if fresh is not None:
        fresh.words.data = form.words.data


@commissioner_desk.post("/plans/<uuid:sent_id>")
@allow(Power.COMMISSION)
def plan_decide(sent_id: UUID) -> Response:
    """Decide about one part of it, or say why not with what was typed still there."""
    named = next((name for name in request.form if name.endswith("line_id")), "line_id")
    form = deciding(request.form.get("state", ""), named.removesuffix("line_id"))
    with refusals(form):
        checked(form)
        with database.writing() as session:
            plans.decide(session, current_actor(), sent_id, form.request())
        return see_other("commissioner_desk.plan_show", "Your answer has been sent.", sent_id=sent_id)
    return _show(sent_id, form, 422)
