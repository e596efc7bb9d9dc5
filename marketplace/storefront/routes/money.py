"""My money: have, promised, spent, left, in a picture, a table and a sentence."""

from flask import url_for
from werkzeug.wrappers import Response

from marketplace.budgets.queries import accounts_for, movements_for
from marketplace.foundation import database
from marketplace.foundation.access import Power, Section
from marketplace.foundation.errors import NotFound
from marketplace.purchasing.queries import causes_of
from marketplace.storefront import storefront
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.money import Totals
from marketplace.webkit.pages import page


@storefront.get("/money")
@allow(Power.SEE)
def money_show() -> Response:
    """The money of the person that the sign-in speaks for."""
    actor = current_actor()
    if actor.person_id is None or not actor.sees(Section.MONEY):
        raise NotFound
    with database.reading() as session:
        accounts = accounts_for(session, actor, actor.person_id)
        movements = movements_for(session, actor, actor.person_id)
        causes = causes_of(session, actor, [movement.transaction_id for movement in movements])
    return page(
        "storefront/money/show.html",
        accounts=accounts,
        totals=Totals.of(accounts),
        movements=movements,
        causes=causes,
        order_url=lambda order_id: url_for("storefront.order_show", order_id=order_id),
    )
