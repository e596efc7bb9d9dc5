"""Finding: the search, an offer's page, a directory entry's page. Open to everybody."""

from typing import Any
from uuid import UUID

from flask import url_for
from werkzeug.wrappers import Response

from marketplace.budgets.queries import AccountRow, accounts_for
from marketplace.catalogue.queries import alternatives, entry, offer, sessions_of
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.storefront import storefront
from marketplace.voice.queries import statements_of
from marketplace.webkit import finding, questions, suggesting
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.comparing import compare_page
from marketplace.webkit.finding import Asker
from marketplace.webkit.pages import page


def _url(name: str, **values: Any) -> str:
    return url_for(f"storefront.{name}", **values)


def back_to_search() -> str:
    """The search that led here, if one of ours did, else an empty one."""
    return finding.back_to(url_for("storefront.search"))


def _may_keep() -> bool:
    """Whether things can be put on a list: by who plans, and by a visitor once they have signed in."""
    actor = current_actor()
    return actor.may(Power.PLAN) or not actor.signed_in


def _ways_on(record_id: UUID) -> dict[str, Any]:
    return finding.ways_on(_url, record_id, back=back_to_search(), may_keep=_may_keep())


@storefront.get("/search")
@allow()
def search() -> Response:
    """Results, with filters that say how many there are."""
    return finding.search_page("storefront/search/show.html", _url, _asker())


@storefront.get("/search/suggest")
@allow()
def search_suggest() -> Response:
    """What somebody who is still typing may mean."""
    return suggesting.suggestions(_url, _asker())


def _asker() -> Asker:
    """For whom the search is: the funder is looked up only for who may see the person's money."""
    actor = current_actor()
    return Asker(actor.person_id if actor.may(Power.SEE) else None, may_keep=_may_keep())


@storefront.get("/compare")
@allow()
def compare() -> Response:
    """Up to five things side by side, as the address names them."""
    return compare_page("storefront/compare/show.html", _url)


@storefront.get("/offers/<uuid:offer_id>")
@allow()
def offer_show(offer_id: UUID) -> Response:
    """One offer, or for one that has ended what happened and what else there is."""
    actor = current_actor()
    accounts: list[AccountRow] = []
    with database.reading() as session:
        row = offer(session, actor, offer_id)
        if not row.on_sale:
            others = alternatives(session, actor, row)
            return page("storefront/offer/ended.html", offer=row, others=others, has_orders=actor.may(Power.SEE))
        sessions = sessions_of(session, actor, offer_id) if row.group else []
        statements = statements_of(session, actor, offer_id)
        if actor.may(Power.SPEND) and actor.person_id:
            accounts = [a for a in accounts_for(session, actor, actor.person_id, Power.SPEND) if a.holding in row.takes]
    return page(
        "storefront/offer/show.html",
        offer=row,
        sessions=sessions,
        statements=statements,
        accounts=accounts,
        ask_url=lambda account_id: _url("question_new", offer_id=offer_id, account=account_id),
        payers=questions.payers(accounts, row),
        areas=finding.area_names(),
        may_book=actor.may(Power.SPEND),
        back=back_to_search(),
        **_ways_on(offer_id),
    )


@storefront.get("/entries/<uuid:entry_id>")
@allow()
def entry_show(entry_id: UUID) -> Response:
    """One directory entry, with its source and date."""
    with database.reading() as session:
        row = entry(session, current_actor(), entry_id)
    back, areas = back_to_search(), finding.area_names()
    return page("storefront/entry/show.html", entry=row, areas=areas, back=back, **_ways_on(entry_id))
