"""What an account was told."""

from uuid import UUID

from flask import redirect, request
from werkzeug.wrappers import Response

from marketplace.foundation import access, database
from marketplace.foundation.access import Actor
from marketplace.people import operations as people
from marketplace.people.queries import NOTICES_PAGE, actor_behind, notice, notices_for
from marketplace.storefront import storefront
from marketplace.webkit.allowing import allow, clock, current_actor, current_token
from marketplace.webkit.forms.contact import SeenForm
from marketplace.webkit.pages import page, page_number, see_other
from marketplace.webkit.telling import has_place, place_of


@storefront.get("/notices")
@allow(signed_in=True)
def notice_list() -> Response:
    """What the account was told, newest first: all of it page by page, or what is new."""
    number, only_fresh = page_number(), request.args.get("show") == "new"
    with database.reading() as session:
        notices = notices_for(session, current_actor(), number, only_fresh=only_fresh)
    return page(
        "storefront/notice/list.html",
        notices=notices,
        number=number,
        only_fresh=only_fresh,
        more=len(notices) == NOTICES_PAGE,
    )


@storefront.get("/notices/<uuid:notice_id>")
@allow(signed_in=True)
def notice_show(notice_id: UUID) -> Response:
    """One notice, with the way to what it is about."""
    actor = current_actor()
    with database.reading() as session:
        row = notice(session, actor, notice_id)
    leads = has_place(row) if row.elsewhere else place_of(actor, row) is not None
    return page("storefront/notice/show.html", notice=row, leads=leads)


@storefront.post("/notices/<uuid:notice_id>")
@allow(signed_in=True)
def notice_read(notice_id: UUID) -> Response:
    """Open one notice: it is new no longer."""
    with database.writing() as session:
        people.read(session, current_actor(), notice_id)
    return see_other("storefront.notice_show", notice_id=notice_id)


@storefront.post("/notices/<uuid:notice_id>/open")
@allow(signed_in=True)
def notice_open(notice_id: UUID) -> Response:
    """Go to what a notice is about, as whom it was told to; from then on one acts as that."""
    actor = current_actor()
    with database.writing() as session:
        row = notice(session, actor, notice_id)
        people.read(session, actor, notice_id)
        if row.heard_as is not None and row.elsewhere:
            people.act_as(session, actor, row.heard_as.membership_id, row.heard_as.mandate_id)
    if row.heard_as is not None and row.elsewhere:
        actor = _acting(actor)
        with database.reading() as session:
            row = notice(session, actor, notice_id)
    place = place_of(actor, row)
    return redirect(place, 303) if place else see_other("storefront.notice_show", notice_id=notice_id)


def _acting(before: Actor) -> Actor:
    """Whom the sign-in acts as by now."""
    with database.reading() as session:
        return actor_behind(session, access.anonymous(clock()()), current_token()) or before


@storefront.post("/notices/seen")
@allow(signed_in=True)
def notice_seen() -> Response:
    """Mark them all as seen, up to the newest that the page showed."""
    with database.writing() as session:
        people.mark_seen(session, current_actor(), SeenForm().newest.data)
    return see_other("storefront.notice_list")
