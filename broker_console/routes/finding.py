"""Finding for a client: the search, an offer's page, a directory entry's page, all under the client's address."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import url_for
from werkzeug.wrappers import Response

from broker_console import broker_console
from broker_console.routes.clients import Client, client
from marketplace.budgets.queries import AccountRow, accounts_for
from marketplace.catalogue.queries import alternatives, entry, offer, sessions_of
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.voice.queries import statements_of
from marketplace.webkit import finding, questions, suggesting
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.comparing import compare_page
from marketplace.webkit.finding import Asker
from marketplace.webkit.pages import page


def _url(person_id: UUID, name: str, **values: Any) -> str:
    return url_for(f"broker_console.{name}", person_id=person_id, **values)


def _back(person_id: UUID) -> str:
    """The search that led here."""
    return finding.back_to(_url(person_id, "search"))


def _ways_on(whom: Client, record_id: UUID) -> dict[str, Any]:
    url = partial(_url, whom.row.id)
    return finding.ways_on(url, record_id, back=_back(whom.row.id), may_keep=whom.may_plan)


@broker_console.get("/clients/<uuid:person_id>/search")
@allow(Power.BROKER)
def search(person_id: UUID) -> Response:
    """Results, whose pages are about booking for the client."""
    whom = client(person_id)
    url = partial(_url, person_id)
    asker = Asker(person_id, "their", may_keep=whom.may_plan)
    return finding.search_page(
        "broker_console/search/show.html", url, asker, whom=whom.row.name, back=url("client_show")
    )


@broker_console.get("/clients/<uuid:person_id>/search/suggest")
@allow(Power.BROKER)
def search_suggest(person_id: UUID) -> Response:
    """What a broker who is still typing may mean."""
    client(person_id)
    return suggesting.suggestions(partial(_url, person_id), Asker(person_id, "their"))


@broker_console.get("/clients/<uuid:person_id>/compare")
@allow(Power.BROKER)
def compare(person_id: UUID) -> Response:
    """Up to five things side by side for the client, as the address names them."""
    whom = client(person_id)
    return compare_page("broker_console/compare/show.html", partial(_url, person_id), client=whom)


@broker_console.get("/clients/<uuid:person_id>/offers/<uuid:offer_id>")
@allow(Power.BROKER)
def offer_show(person_id: UUID, offer_id: UUID) -> Response:
    """One offer for a client, or for one that has ended what happened and what else there is."""
    actor, whom = current_actor(), client(person_id)
    accounts: list[AccountRow] = []
    with database.reading() as session:
        row = offer(session, actor, offer_id)
        others = [] if row.on_sale else alternatives(session, actor, row)
        sessions = sessions_of(session, actor, offer_id) if row.group else []
        statements = statements_of(session, actor, offer_id)
        if whom.may_spend:
            accounts = [a for a in accounts_for(session, actor, person_id, Power.SPEND) if a.holding in row.takes]
    back = _back(person_id)
    if not row.on_sale:
        return page("broker_console/offer/ended.html", client=whom, offer=row, others=others, back=back)
    return page(
        "broker_console/offer/show.html",
        client=whom,
        offer=row,
        sessions=sessions,
        statements=statements,
        accounts=accounts,
        ask_url=lambda account_id: _url(person_id, "question_new", offer_id=offer_id, account=account_id),
        payers=questions.payers(accounts, row),
        areas=finding.area_names(),
        back=back,
        **_ways_on(whom, offer_id),
    )


@broker_console.get("/clients/<uuid:person_id>/entries/<uuid:entry_id>")
@allow(Power.BROKER)
def entry_show(person_id: UUID, entry_id: UUID) -> Response:
    """One directory entry, with its source and date."""
    whom = client(person_id)
    with database.reading() as session:
        row = entry(session, current_actor(), entry_id)
    back, areas = _back(person_id), finding.area_names()
    return page("broker_console/entry/show.html", entry=row, areas=areas, back=back, **_ways_on(whom, entry_id))
