"""The funder's money that holders have as Individual Service Funds: what is to be paid to them, and what each has."""

from werkzeug.wrappers import Response

from marketplace.budgets.queries import held_of_ours, to_pay_holders
from marketplace.commissioner_desk import commissioner_desk
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page


@commissioner_desk.get("/funds")
@allow(Power.COMMISSION)
def held_list() -> Response:
    """What is due to holders and was not paid, and what each has of this funder's money, in totals."""
    actor = current_actor()
    with database.reading() as session:
        rows, to_pay = held_of_ours(session, actor), to_pay_holders(session, actor)
    return page("commissioner_desk/held/list.html", rows=rows, to_pay=to_pay, today=actor.today)
