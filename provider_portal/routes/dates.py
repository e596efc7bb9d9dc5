"""The dates of a group: adding some, changing the places of one, and closing one."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.queries import OfferRow, SessionRow, own_offer, own_session
from marketplace.catalogue.rules import OfferState
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other
from provider_portal import provider_portal
from provider_portal.forms.offer import PlacesForm, SessionsForm


def _group(offer_id: UUID) -> OfferRow | None:
    """One of the organisation's own offers, or None if dates cannot be added to it. Raises NotFound."""
    with database.reading() as session:
        row = own_offer(session, current_actor(), offer_id)
    return row if row.group and row.state != OfferState.WITHDRAWN else None


def _to_offer(offer_id: UUID, said: str = "") -> Response:
    return see_other("provider_portal.offer_show", said, offer_id=offer_id)


@provider_portal.get("/offers/<uuid:offer_id>/dates/new")
@allow(Power.LIST)
def session_add(offer_id: UUID) -> Response:
    """Add dates to a group."""
    row = _group(offer_id)
    if row is None:
        return _to_offer(offer_id)
    return page("provider_portal/session/add.html", form=SessionsForm(), offer=row)


@provider_portal.post("/offers/<uuid:offer_id>/dates/new")
@allow(Power.LIST)
def session_added(offer_id: UUID) -> Response:
    """Keep the dates."""
    row = _group(offer_id)
    if row is None:
        return _to_offer(offer_id)
    form = SessionsForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            count = catalogue.add_sessions(session, current_actor(), form.request(offer_id))
        return _to_offer(offer_id, "One date is added." if count == 1 else f"{count} dates are added.")
    return page("provider_portal/session/add.html", form=form, offer=row, status=422)


def _date(offer_id: UUID, session_id: UUID) -> tuple[OfferRow, SessionRow]:
    """One date to come, with its offer. Raises NotFound."""
    actor = current_actor()
    with database.reading() as session:
        return own_offer(session, actor, offer_id), own_session(session, actor, offer_id, session_id)


@provider_portal.get("/offers/<uuid:offer_id>/dates/<uuid:session_id>")
@allow(Power.LIST)
def session_places(offer_id: UUID, session_id: UUID) -> Response:
    """The places of one date, and closing it."""
    row, date = _date(offer_id, session_id)
    return page("provider_portal/session/places.html", form=PlacesForm(None, places=date.places), offer=row, date=date)


@provider_portal.post("/offers/<uuid:offer_id>/dates/<uuid:session_id>")
@allow(Power.LIST)
def session_changed(offer_id: UUID, session_id: UUID) -> Response:
    """Change the places of one date."""
    row, date = _date(offer_id, session_id)
    form = PlacesForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            catalogue.set_places(session, current_actor(), offer_id, session_id, form.places.data or 0)
        return _to_offer(offer_id, "The places are changed.")
    return page("provider_portal/session/places.html", form=form, offer=row, date=date, status=422)


@provider_portal.post("/offers/<uuid:offer_id>/dates/<uuid:session_id>/close")
@allow(Power.LIST)
def session_close(offer_id: UUID, session_id: UUID) -> Response:
    """Take no more bookings for one date; who has booked it keeps the place."""
    _date(offer_id, session_id)
    with database.writing() as session:
        catalogue.close_session(session, current_actor(), offer_id, session_id)
    return _to_offer(offer_id, "That date is closed. Who has booked it keeps the place.")
