"""Offers: the list, one with its versions and dates, writing and changing it, and moving it between its states."""

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.queries import HeldRow, OfferRow, held_to, own_offer, own_offers, own_sessions, versions_of
from marketplace.catalogue.rules import MOVES, OfferState
from marketplace.catalogue.rules.costing import Under, under_cost
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people.queries import AreaRow, areas
from marketplace.purchasing.queries import open_orders_of
from marketplace.voice.queries import statements_of
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.offer import OfferForm, said_by
from marketplace.webkit.pages import checked, page, refusals, see_other
from marketplace.webkit.words import day
from provider_portal import provider_portal
from provider_portal.forms.offer import MoveForm

MOVED = {
    OfferState.PUBLISHED: "It is published. People can find it and book it.",
    OfferState.PAUSED: "It is paused. Nobody new can book it.",
    OfferState.WITHDRAWN: "It is withdrawn. What was booked stands.",
}


@provider_portal.get("/offers")
@allow(Power.LIST)
def offer_list() -> Response:
    """The organisation's offers, drafts included."""
    with database.reading() as session:
        offers = own_offers(session, current_actor())
    return page("provider_portal/offer/list.html", offers=offers)


def _areas() -> list[AreaRow]:
    with database.reading() as session:
        return areas(session, current_actor())


def _under(row: OfferRow, held: HeldRow | None) -> list[Under]:
    """Which prices are under what they cost: said, and never refused."""
    return under_cost(held.answer, [(line.unit, line.level, line.pence) for line in row.prices]) if held else []


def _own(offer_id: UUID) -> tuple[OfferRow, list[AreaRow]]:
    """One of the organisation's own offers, with every area. Raises NotFound."""
    actor = current_actor()
    with database.reading() as session:
        return own_offer(session, actor, offer_id), areas(session, actor)


@provider_portal.get("/offers/new")
@allow(Power.LIST)
def offer_new() -> Response:
    """Write an offer."""
    return page("provider_portal/offer/form.html", form=OfferForm().offered(_areas()), offer=None)


@provider_portal.post("/offers/new")
@allow(Power.LIST)
def offer_make() -> Response:
    """Keep it as a draft."""
    actor = current_actor()
    form = OfferForm().offered(_areas())
    with refusals(form):
        checked(form)
        with database.writing() as session:
            offer_id = catalogue.draft(session, actor, form.words(actor.today))
        said = f"It is kept as a draft. Nobody else sees it until you publish it. {form.postcode_told}".strip()
        return see_other("provider_portal.offer_show", said, offer_id=offer_id)
    return page("provider_portal/offer/form.html", form=form, offer=None, status=422)


@provider_portal.get("/offers/<uuid:offer_id>")
@allow(Power.LIST)
def offer_show(offer_id: UUID) -> Response:
    """One offer as the public sees it, with its prices over time, its dates, and what can be done with it."""
    actor = current_actor()
    with database.reading() as session:
        row = own_offer(session, actor, offer_id)
        versions = versions_of(session, actor, offer_id)
        sessions = own_sessions(session, actor, offer_id) if row.group else []
        named = {area.code: area.name for area in areas(session, actor)}
        statements = statements_of(session, actor, offer_id)
        held = held_to(session, actor, offer_id)
    return page(
        "provider_portal/offer/show.html",
        offer=row,
        statements=statements,
        held=held,
        under=_under(row, held),
        versions=versions,
        sessions=sessions,
        areas=named,
        moves=MOVES[OfferState(row.state)],
        today=actor.today,
    )


@provider_portal.get("/offers/<uuid:offer_id>/edit")
@allow(Power.LIST)
def offer_edit(offer_id: UUID) -> Response:
    """Change what an offer says."""
    row, areas_there = _own(offer_id)
    if row.state == OfferState.WITHDRAWN:
        return see_other("provider_portal.offer_show", offer_id=offer_id)
    with database.reading() as session:
        held = held_to(session, current_actor(), offer_id)
    form = OfferForm(None, data=said_by(row, current_actor().today)).offered(areas_there, row)
    return page("provider_portal/offer/form.html", form=form, offer=row, held=held, under=_under(row, held))


@provider_portal.post("/offers/<uuid:offer_id>/edit")
@allow(Power.LIST)
def offer_save(offer_id: UUID) -> Response:
    """Keep the change as a new version; what was booked keeps what it was booked on."""
    actor = current_actor()
    row, areas_there = _own(offer_id)
    form = OfferForm().offered(areas_there, row)
    with refusals(form):
        checked(form)
        words = form.words(actor.today)
        with database.writing() as session:
            catalogue.edit(session, actor, offer_id, words)
        since = "now" if words.starts == actor.today else f"from {day(words.starts)}"
        said = f"It is saved, and counts {since}. {form.postcode_told}".strip()
        return see_other("provider_portal.offer_show", said, offer_id=offer_id)
    return page("provider_portal/offer/form.html", form=form, offer=row, status=422)


def _move(offer_id: UUID, form: MoveForm, status: int = 200) -> Response:
    """The page that says before what a move does; an offer that cannot be moved there is shown as it is."""
    actor = current_actor()
    with database.reading() as session:
        row = own_offer(session, actor, offer_id)
        orders = open_orders_of(session, actor, offer_id)
    if form.asked is None or (status == 200 and form.asked not in MOVES[OfferState(row.state)]):
        return see_other("provider_portal.offer_show", offer_id=offer_id)
    return page(
        "provider_portal/offer/move.html", form=form, offer=row, to=form.asked.value, orders=orders, status=status
    )


@provider_portal.get("/offers/<uuid:offer_id>/move")
@allow(Power.LIST)
def offer_move(offer_id: UUID) -> Response:
    """What publishing, pausing or withdrawing does, before it is done."""
    return _move(offer_id, MoveForm(None, to=request.args.get("to", "")))


@provider_portal.post("/offers/<uuid:offer_id>/move")
@allow(Power.LIST)
def offer_moved(offer_id: UUID) -> Response:
    """Publish, pause or withdraw it."""
    form = MoveForm()
    with refusals(form):
        checked(form)
        if form.asked is not None:
            with database.writing() as session:
                catalogue.set_state(session, current_actor(), offer_id, form.asked)
            return see_other("provider_portal.offer_show", MOVED[form.asked], offer_id=offer_id)
    return _move(offer_id, form, 422)
