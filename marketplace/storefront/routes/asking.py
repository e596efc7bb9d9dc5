"""Asking for what is missing, in my own words; and the brokers whom anybody may talk to."""

from typing import Any
from uuid import UUID

from flask import request, url_for
from werkzeug.wrappers import Response

from marketplace.commissioning.rules import MOST_WORDS
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people.queries import brokers
from marketplace.storefront import storefront
from marketplace.storefront.routes.ordering import desk
from marketplace.webkit import asking
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.finding import Asker, known_for
from marketplace.webkit.forms.asking import prefilled
from marketplace.webkit.pages import page


def _asks() -> bool:
    """Whether this sign-in asks for a person; everybody else is told how, and keeps their words."""
    actor = current_actor()
    return actor.person_id is not None and actor.may(Power.PLAN)


def _first() -> Response:
    """What comes first for who cannot ask yet: the way to sign in, or to a broker, with the words kept."""
    if request.method == "POST":
        typed: dict[str, Any] = {
            name: request.form.get(name, "")[:MOST_WORDS] for name in ("words", "times", "category")
        }
        typed["areas"] = request.form.get("area_code", "")
        wanted = url_for("storefront.gap_new", **{name: value for name, value in typed.items() if value})
        words = typed["words"].replace("\0", " ")
    else:
        wanted = request.full_path.rstrip("?")
        words = prefilled(request.args, known_for(Asker()), "")["words"]
    return page("storefront/gap/first.html", wanted=wanted, words=words)


@storefront.get("/ask")
@allow()
def gap_new() -> Response:
    """Say what is missing; what a search was asked stands in the form already."""
    return asking.new(desk()) if _asks() else _first()


@storefront.post("/ask")
@allow()
def gap_ask() -> Response:
    """See it whole before it is sent, or send it."""
    return asking.ask(desk()) if _asks() else _first()


@storefront.get("/asked")
@allow(Power.PLAN)
def gap_list() -> Response:
    """What I asked for."""
    return asking.asked_list(desk())


@storefront.get("/asked/<uuid:gap_id>")
@allow(Power.SEE)
def gap_show(gap_id: UUID) -> Response:
    """One request: who sees it, what happens next and by when, or the answer."""
    return asking.show(desk(), gap_id)


@storefront.post("/asked/<uuid:gap_id>/withdraw")
@allow(Power.SEE)
def gap_withdraw(gap_id: UUID) -> Response:
    """Take it back."""
    return asking.withdraw(desk(), gap_id)


@storefront.get("/brokers")
@allow()
def broker_list() -> Response:
    """Who helps people to choose, and how to reach them."""
    with database.reading() as session:
        rows = brokers(session, current_actor())
    return page("storefront/broker/list.html", brokers=rows)
