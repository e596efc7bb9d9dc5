"""What a funder's money can buy: its rules with their days and sources, for everybody to read."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.budgets.queries import spending_rules
from marketplace.foundation import database
from marketplace.storefront import storefront
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page


@storefront.get("/funders/<uuid:funder_id>/spending")
@allow()
def spending_show(funder_id: UUID) -> Response:
    """The rules of one funder: what holds, what is coming, and what held before."""
    actor = current_actor()
    with database.reading() as session:
        rules = spending_rules(session, actor, funder_id)
    return page("storefront/spending/show.html", rules=rules, today=actor.today)
