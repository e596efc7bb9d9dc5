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
        return _next(actor)
    if not actor.may(Power.SEE) or actor.person_id is None:
        return page("storefront/home/public.html")
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


def _next(actor: Actor) -> Response:
    """What somebody does who can do nothing yet: set up a second step, choose for whom they act, or begin."""
    if actor.needs_step:
        return see_other("account.second_step")
    with database.reading() as session:
        return see_other("account.acting_list" if capacities(session, actor) else "account.start")
