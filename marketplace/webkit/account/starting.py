"""The first page after joining, for those who are nothing yet: being a person, or founding a provider."""

from flask import url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.people.operations.joining import be_a_person, found_provider
from marketplace.people.operations.sign_ins import act_as
from marketplace.people.queries.people import areas
from marketplace.people.queries.waiting import duties_waiting
from marketplace.webkit.account import account
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.joining import AreaForm, ProviderForm
from marketplace.webkit.layout import home_of
from marketplace.webkit.pages import checked, page, refusals, see_other


def _names() -> dict[str, str]:
    with database.reading() as session:
        return {area.code: area.name for area in areas(session, current_actor())}


@account.get("/start")
@allow(signed_in=True)
def start() -> Response:
    """What to do next; whoever is something already goes to their start page."""
    actor = current_actor()
    if actor.needs_step:
        return see_other("account.second_step")
    if actor.powers:
        return redirect(url_for(home_of(actor)), 303)
    with database.reading() as session:
        waiting = duties_waiting(session, actor)
    return page("webkit/account/start.html", waiting=waiting)


@account.get("/person")
@allow(signed_in=True)
def person_new() -> Response:
    """Say where one lives."""
    return page("webkit/account/person.html", form=AreaForm(formdata=None).offered(_names()))


@account.post("/person")
@allow(signed_in=True)
def person_make() -> Response:
    """Be a person with support needs, or who cares for somebody."""
    form = AreaForm().offered(_names())
    with refusals(form):
        checked(form)
        with database.writing() as session:
            be_a_person(session, current_actor(), form.area_code.data or "")
            act_as(session, current_actor(), None, None)
        return see_other("storefront.home", "You can look, ask and book now.")
    return page("webkit/account/person.html", form=form, status=422)


@account.get("/provider")
@allow(signed_in=True)
def provider_new() -> Response:
    """Tell of one's organisation."""
    return page("webkit/account/provider.html", form=ProviderForm(formdata=None))


@account.post("/provider")
@allow(signed_in=True)
def provider_make() -> Response:
    """Sign a provider up, act for it, and go to its start page."""
    form, actor = ProviderForm(), current_actor()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            founded = found_provider(session, actor, form.request())
            act_as(session, actor, founded.membership_id, None)
        said = (
            f"You can write offers now. The back office checks you by {founded.check_by:%-d %B %Y}. Then you publish."
        )
        return see_other("account.start", said)
    return page("webkit/account/provider.html", form=form, status=422)
