"""What an account was told."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.people import operations as people
from marketplace.people.queries import notice, notices_for
from marketplace.storefront import storefront
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page, see_other
from marketplace.webkit.telling import place_of


@storefront.get("/notices")
@allow(signed_in=True)
def notice_list() -> Response:
    """Everything the account was told, newest first."""
    with database.reading() as session:
        notices = notices_for(session, current_actor())
    return page("storefront/notice/list.html", notices=notices)


@storefront.get("/notices/<uuid:notice_id>")
@allow(signed_in=True)
def notice_show(notice_id: UUID) -> Response:
    """One notice, with the way to what it is about."""
    with database.reading() as session:
        row = notice(session, current_actor(), notice_id)
    return page("storefront/notice/show.html", notice=row, place=place_of(current_actor(), row))


@storefront.post("/notices/seen")
@allow(signed_in=True)
def notice_seen() -> Response:
    """Mark them all as seen."""
    with database.writing() as session:
        people.mark_seen(session, current_actor())
    return see_other("storefront.notice_list")
