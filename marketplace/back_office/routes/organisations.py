"""Organisations in the back office: finding one, who is in it, which areas it covers, and registering another."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.back_office import back_office
from marketplace.back_office.forms.organisations import CoverForm, RegisterForm
from marketplace.back_office.routes.accounts import searched
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import NotFound
from marketplace.people import operations as people
from marketplace.people.queries import areas, areas_covered, memberships_of, organisation_shown, organisations_found
from marketplace.people.rules import FUNDERS
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other


@back_office.get("/organisations")
@allow(Power.ADMINISTER)
def organisation_list() -> Response:
    """Organisations by name."""
    words = searched()
    with database.reading() as session:
        rows = organisations_found(session, current_actor(), words)
    return page("back_office/organisation/list.html", rows=rows, words=words)


def _page(organisation_id: UUID, form: CoverForm, status: int) -> Response:
    actor = current_actor()
    with database.reading() as session:
        row = organisation_shown(session, actor, organisation_id)
        memberships = memberships_of(session, actor, organisation_id=organisation_id)
        covered = areas_covered(session, actor, organisation_id)
        every = areas(session, actor)
    return page(
        "back_office/organisation/show.html",
        row=row,
        memberships=memberships,
        covered=covered,
        funder=row.kind in FUNDERS,
        form=form.offered(every),
        status=status,
    )


@back_office.get("/organisations/<uuid:organisation_id>")
@allow(Power.ADMINISTER)
def organisation_show(organisation_id: UUID) -> Response:
    """One organisation: what it says of itself, its members, and the areas it covers."""
    return _page(organisation_id, CoverForm(formdata=None), 200)


@back_office.get("/organisations/new")
@allow(Power.ADMINISTER)
def organisation_new() -> Response:
    """Fill in a new organisation."""
    return page("back_office/organisation/new.html", form=RegisterForm(formdata=None))


@back_office.post("/organisations")
@allow(Power.ADMINISTER, proved=True)
def organisation_register() -> Response:
    """Register it."""
    form = RegisterForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            made = people.register_organisation(session, current_actor(), form.request())
        said = "It is registered. Now propose who runs it."
        return see_other("back_office.organisation_show", said, organisation_id=made)
    return page("back_office/organisation/new.html", form=form, status=422)


@back_office.post("/organisations/<uuid:organisation_id>/areas")
@allow(Power.ADMINISTER, proved=True)
def organisation_cover(organisation_id: UUID) -> Response:
    """Say that a funder covers an area from a day on."""
    actor = current_actor()
    with database.reading() as session:
        row, every = organisation_shown(session, actor, organisation_id), areas(session, actor)
        known = {(area.code, area.starts) for area in areas_covered(session, actor, organisation_id)}
    if row.kind not in FUNDERS:
        raise NotFound
    form = CoverForm().offered(every)
    with refusals(form):
        checked(form)
        if form.starts.data and (form.area_code.data, form.starts.data) not in known:
            with database.writing() as session:
                people.cover_area(session, actor, organisation_id, form.area_code.data or "", form.starts.data)
        return see_other("back_office.organisation_show", "It is covered.", organisation_id=organisation_id)
    return _page(organisation_id, form, 422)
