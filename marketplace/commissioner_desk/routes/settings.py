"""A funder's dated settings: what holds and where it comes from, what is coming, and setting a new value."""

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from marketplace.commissioner_desk import commissioner_desk
from marketplace.commissioner_desk.forms.settings import SettingForm
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people import operations as people
from marketplace.people.queries import own_funder, settings_over_time
from marketplace.people.rules import SettingName
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other


@commissioner_desk.get("/settings")
@allow(Power.COMMISSION, Power.MANAGE)
def setting_list() -> Response:
    """Every setting: what holds, since when, and its source; what is coming, and what held before."""
    actor = current_actor()
    with database.reading() as session:
        funder, rows = own_funder(session, actor), settings_over_time(session, actor)
    return page("commissioner_desk/setting/list.html", funder=funder, rows=rows, keeps=actor.may(Power.MANAGE))


def _page(name: SettingName, form: SettingForm, status: int) -> Response:
    actor = current_actor()
    with database.reading() as session:
        funder, rows = own_funder(session, actor), settings_over_time(session, actor)
    row = next(row for row in rows if row.name is name)
    return page("commissioner_desk/setting/new.html", funder=funder, row=row, form=form.worded(name), status=status)


@commissioner_desk.get("/settings/new")
@allow(Power.MANAGE)
def setting_new() -> Response:
    """Fill in a new value of a setting."""
    with database.reading() as session:
        own_funder(session, current_actor())
    form = SettingForm(formdata=None, name=request.args.get("name", ""))
    return see_other("commissioner_desk.setting_list") if form.of is None else _page(form.of, form, 200)


@commissioner_desk.post("/settings")
@allow(Power.MANAGE, proved=True)
def setting_plan() -> Response:
    """Set it, from a day on."""
    form, actor = SettingForm(), current_actor()
    with database.reading() as session:
        funder = own_funder(session, actor)
    if form.of is None:
        return see_other("commissioner_desk.setting_list")
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.plan_setting(session, actor, form.request(funder.id, form.of))
        return see_other("commissioner_desk.setting_list", "It is set.")
    return _page(form.of, form, 422)


@commissioner_desk.post("/settings/<uuid:setting_id>/take-back")
@allow(Power.MANAGE, proved=True)
def setting_drop(setting_id: UUID) -> Response:
    """Take back a value that does not hold yet."""
    with database.writing() as session:
        people.drop_setting(session, current_actor(), setting_id)
    return see_other("commissioner_desk.setting_list", "It is taken back.")
