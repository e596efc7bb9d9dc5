"""The start page: what waits for the provider."""

from werkzeug.wrappers import Response

from marketplace.catalogue.queries import own_offers
from marketplace.catalogue.rules import OfferState
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.purchasing.queries import invoices_queried, orders_to_act_on, payee
from marketplace.purchasing.rules import OrderState
from marketplace.purchasing.rules.cards import PayeeState
from marketplace.voice.queries import worries_to
from marketplace.voice.rules import WorryKind, WorryState
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page
from provider_portal import provider_portal


@provider_portal.get("/")
@allow(Power.DELIVER)
def home() -> Response:
    """Orders to answer, deliveries to record, disputes, problems, queried invoices and drafts."""
    actor = current_actor()
    with database.reading() as session:
        orders = orders_to_act_on(session, actor)
        worries = worries_to(session, actor)
        offers = own_offers(session, actor)
        queried = invoices_queried(session, actor)
        standing = payee(session, actor)
    accepted = [order for order in orders if order.state == OrderState.ACCEPTED]
    return page(
        "provider_portal/home/show.html",
        to_answer=sorted((o for o in orders if o.state == OrderState.PLACED), key=lambda order: order.answer_by),
        to_record=[order for order in accepted if order.to_record],
        disputed=[order for order in accepted if order.disputed],
        problems=[w for w in worries if w.kind == WorryKind.PROBLEM and w.state == WorryState.OPEN],
        queried=queried,
        payee_lapsed=standing.state is PayeeState.NEEDS_SOMETHING,
        drafts=[offer for offer in offers if offer.state == OfferState.DRAFT],
        offers=offers,
        may_list=actor.may(Power.LIST),
        today=actor.today,
    )
