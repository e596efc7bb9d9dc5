"""What the funder's own streams pay for, by provider and by area, and what people said of it."""

from werkzeug.wrappers import Response

from marketplace.commissioner_desk import commissioner_desk
from marketplace.commissioning.queries import (
    PAGE,
    funded_by_area,
    funded_by_provider,
    orders_funded,
    ratings_funded,
)
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page, page_number


@commissioner_desk.get("/orders")
@allow(Power.COMMISSION)
def order_list() -> Response:
    """The orders, with the pence of the own streams alone."""
    actor, number = current_actor(), page_number()
    with database.reading() as session:
        providers = funded_by_provider(session, actor)
        areas = funded_by_area(session, actor)
        orders = orders_funded(session, actor, number)
    return page(
        "commissioner_desk/order/list.html",
        providers=providers,
        areas=areas,
        orders=orders,
        number=number,
        more=len(orders) == PAGE,
    )


@commissioner_desk.get("/ratings")
@allow(Power.COMMISSION)
def rating_list() -> Response:
    """What was said of those orders, newest first, without names."""
    with database.reading() as session:
        ratings = ratings_funded(session, current_actor())
    return page("commissioner_desk/rating/list.html", ratings=ratings)
