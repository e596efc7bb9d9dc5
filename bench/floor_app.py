"""The floor of the search page: the engine's query and the same template with 20 constant rows, and nothing else.

It is the product's application with all taken off that the product does around a page: no actor, no session, no check
of the hits, no headers, no log. Run by ``gunicorn bench.floor_app:app``.
"""

from datetime import timedelta
from functools import partial
from uuid import UUID

from flask import Flask, Response, make_response, render_template, request, url_for
from flask.templating import _default_template_ctx_processor

from marketplace.catalogue.queries import OfferCard, PriceRow
from marketplace.foundation import database
from marketplace.foundation.access import anonymous
from marketplace.foundation.clock import now
from marketplace.people.queries import areas
from marketplace.webkit.finding import WAYS
from marketplace.webkit.forms.choices import Known, groups
from marketplace.webkit.forms.loosening import chips
from marketplace.webkit.forms.nearness import MILES, MINUTES
from marketplace.webkit.forms.search import SORTS, asked
from marketplace.webkit.layout import Frame
from marketplace.webkit.suggesting import MOST, Suggestion
from search_index.engine import PAGE_SIZE
from search_index.postgres import PostgresEngine
from search_index.search import SearchPage
from wsgi import app as product

CARDS = tuple(
    OfferCard(
        id=UUID(int=number),
        title="Allotment gardening at your own pace",
        summary="We dig, sow and harvest vegetables, and share what we grow.",
        provider=f"Provider {number}",
        user_led=number % 5 == 0,
        category="nature",
        place="venue" if number % 2 else "home",
        venue="Moor Lane Hall",
        areas=["B00000001", "B00000002"],
        group=number % 2 == 1,
        prices=(PriceRow("session", "standard", 12_00),),
        places=40 if number % 2 else None,
        next_at=now() + timedelta(days=number) if number % 2 else None,
    )
    for number in range(PAGE_SIZE)
)
IDEAS = tuple(
    Suggestion("Allotment gardening", f"Offer from Provider {number}", f"/offers/{UUID(int=number)}")
    for number in range(MOST)
)
FRAME = Frame([{"text": "Find support", "href": "/search", "active": True}], "", signed_in=False, fresh=0, demo=False)
engine = PostgresEngine()
with database.reading() as session:
    KNOWN = Known({area.code: area for area in areas(session, anonymous(now()))})


def _search() -> Response:
    """The page of results, with constant rows."""
    wanted = asked(request.args, KNOWN)
    answer = engine.search(wanted.request)
    pages = max(1, -(-answer.total // PAGE_SIZE))
    found = SearchPage(wanted.request, CARDS, answer.total, pages, answer.facets, answer.mended, answer.partly)
    text = render_template(
        "storefront/search/show.html",
        found=found,
        slow=False,
        groups=groups(wanted.request, answer.facets, KNOWN),
        chips=chips(wanted, KNOWN, partial(url_for, "storefront.search")),
        looser=[],
        told=[],
        places=[],
        words=wanted.words,
        prices=wanted.prices,
        near=wanted.near,
        miles=MILES,
        minutes=MINUTES,
        ways=WAYS,
        sorts=SORTS,
        whom="",
        back="",
        here="/search",
        suggest="/search/suggest",
        clear="/search",
        page_url=lambda number: f"/search?page={number}",
        address=lambda card: f"/offers/{card.id}",
        is_offer=lambda _: True,
        how_far=lambda _: "",
        compared=(),
        beside=lambda card: f"/compare?o={card.id}",
        keep=lambda card: f"/lists/save?o={card.id}",
        nearest=(),
        ask="",
    )
    return make_response(text)


def _suggest() -> Response:
    """Ideas for who is typing: the engine's titles, and constant words."""
    engine.titled(request.args["q"], MOST)
    return make_response(render_template("webkit/search/_suggestions.html", suggestions=IDEAS))


def _bare(app: Flask) -> Flask:
    """The application without what surrounds its pages, and with the constant page in the place of the search."""
    for hooks in (
        app.before_request_funcs,
        app.after_request_funcs,
        app.teardown_request_funcs,
        app.template_context_processors,
    ):
        hooks.clear()
    app.template_context_processors[None] = [_default_template_ctx_processor, lambda: {"frame": FRAME}]
    app.view_functions["storefront.search"] = _search
    app.view_functions["storefront.search_suggest"] = _suggest
    return app


app = _bare(product)
