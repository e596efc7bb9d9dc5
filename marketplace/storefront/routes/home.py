"""The start page: for everybody the search, for people who use support what waits for them."""

from werkzeug.wrappers import Response

from marketplace.budgets.queries import accounts_for
from marketplace.foundation import database
from marketplace.foundation.access import Actor, Power
from marketplace.people.queries import capacities
from marketplace.purchasing.queries import orders_open
from marketplace.storefront import storefront
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.layout import home_of
from marketplace.webkit.pages import page, see_other


@storefront.get("/")
@allow()
def home() -> Response:
    """The start page of whoever asks."""
    actor = current_actor()
    if actor.signed_in and home_of(actor) != "storefront.home":
        return see_other(home_of(actor))
    if actor.signed_in and not actor.powers:
        return see_other("account.second_step" if actor.needs_step else "account.start")
    if not actor.may(Power.SEE) or actor.person_id is None:
        return _for_nobody(actor)
    with database.reading() as session:
        orders = orders_open(session, actor, actor.person_id)
        accounts = accounts_for(session, actor, actor.person_id)
    return page(
        "storefront/home/own.html",
        waiting=[order for order in orders if order.waiting],
        coming=sorted((order for order in orders if order.next_at), key=lambda order: order.next_at or order.placed_at),
        left=sum(account.available for account in accounts if account.begun),
        accounts=accounts,
        own=actor.own_person_id == actor.person_id,
    )


def _for_nobody(actor: Actor) -> Response:
    """Everybody's page; for whoever acted for somebody that ended it, the choice for whom they act now, if any."""
    if actor.signed_in and not actor.powers:
        with database.reading() as session:
            if capacities(session, actor):
                return see_other("account.acting_list")
    return page("storefront/home/public.html")
