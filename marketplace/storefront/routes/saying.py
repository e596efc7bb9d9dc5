"""Saying that something is wrong, and rating."""

from uuid import UUID, uuid4

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.purchasing.queries import order
from marketplace.storefront import storefront
from marketplace.storefront.forms.saying import RatingForm
from marketplace.voice import operations as voice
from marketplace.voice.queries import rating_for
from marketplace.voice.rules import WorryKind
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.saying import WorryForm
from marketplace.webkit.pages import checked, page, refusals, see_other

SAID = {
    WorryKind.PROBLEM: "We have told the provider. They will answer here.",
    WorryKind.HARM: "Thank you for telling us. We have told the people who keep you safe. The provider cannot see it.",
}


@storefront.get("/orders/<uuid:order_id>/worry")
@allow(Power.SEE)
def worry_new(order_id: UUID) -> Response:
    """Say that something is wrong with an order."""
    with database.reading() as session:
        row = order(session, current_actor(), order_id)
    return page("storefront/order/worry.html", form=WorryForm(key=uuid4()), order=row)


@storefront.post("/orders/<uuid:order_id>/worry")
@allow(Power.SEE)
def worry_say(order_id: UUID) -> Response:
    """Pass it to whoever answers it."""
    form = WorryForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            voice.say(session, current_actor(), form.request(order_id))
        return see_other("storefront.order_show", SAID[WorryKind(form.kind.data)], order_id=order_id)
    with database.reading() as session:
        row = order(session, current_actor(), order_id)
    return page("storefront/order/worry.html", form=form, order=row, status=422)


@storefront.get("/orders/<uuid:order_id>/rating")
@allow(Power.SPEND)
def rating_edit(order_id: UUID) -> Response:
    """Rate an order, or change what was said."""
    with database.reading() as session:
        row = order(session, current_actor(), order_id)
        rating = rating_for(session, current_actor(), order_id)
    said = {name: str(score) for name, score in rating.scores.items()} if rating else {}
    form = RatingForm(None, data=said | {"words": rating.words if rating else ""})
    return page("storefront/order/rating.html", form=form, order=row)


@storefront.post("/orders/<uuid:order_id>/rating")
@allow(Power.SPEND)
def rating_save(order_id: UUID) -> Response:
    """Keep what was said."""
    form = RatingForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            voice.rate(session, current_actor(), form.request(order_id))
        return see_other("storefront.order_show", "Thank you for saying how it was.", order_id=order_id)
    with database.reading() as session:
        row = order(session, current_actor(), order_id)
    return page("storefront/order/rating.html", form=form, order=row, status=422)
