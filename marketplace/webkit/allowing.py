"""Who may pass: @allow on every route, the actor of a request, and the door that compares the two."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from flask import Flask, current_app, g, redirect, request, url_for
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response

from marketplace.foundation import access, database, journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.clock import Clock
from marketplace.foundation.errors import NotFound
from marketplace.people.queries import actor_for

View = TypeVar("View", bound=Callable[..., object])
STATIC = "static"


@dataclass(frozen=True, slots=True)
class Pass:
    """Who may pass a route: holders of any of the powers; with none named everybody, or everybody signed in."""

    powers: frozenset[Power]
    signed_in: bool


_passes: dict[Callable[..., object], Pass] = {}


class SignedIn(UserMixin):
    """The account behind a request, as Flask-Login keeps it."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def get_id(self) -> str:
        """The account's id, for the session cookie."""
        return str(self.actor.account_id)


class RouteWithoutAllow(Exception):
    """A route says nothing about who may pass; the product refuses to start."""


def allow(*powers: Power, signed_in: bool = False) -> Callable[[View], View]:
    """Say who may pass a route: holders of any of the powers, anybody signed in, or with neither said anybody."""

    def mark(view: View) -> View:
        _passes[view] = Pass(frozenset(powers), signed_in or bool(powers))
        return view

    return mark


def clock() -> Clock:
    """The clock that the product was started with."""
    return current_app.extensions["ownpath.clock"]


def current_actor() -> Actor:
    """Who is asking, at the instant of the request."""
    if "actor" not in g:
        user = current_user
        g.actor = user.actor if user.is_authenticated else access.anonymous(clock()())
    return g.actor


def _load(account_id: str) -> SignedIn | None:
    """The account of a session cookie; None when there is none any more."""
    try:
        named = UUID(account_id)
    except ValueError:
        return None
    with database.reading() as session:
        actor = actor_for(session, access.anonymous(clock()()), named)
    return SignedIn(actor) if actor else None


def _check() -> Response | None:
    """Let a request pass, send it to sign in, or say that there is nothing by that address."""
    g.watch = journals.watching()
    g.sight = g.watch.__enter__()
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or _is_static(request.endpoint or ""):
        return None
    actor, needed = current_actor(), _passes[view]
    if needed.signed_in and not actor.signed_in:
        back = request.full_path if request.method == "GET" else (request.referrer or "/")
        return redirect(url_for("webkit.sign_in", next=back), 303)
    if needed.powers and not actor.powers & needed.powers:
        raise NotFound
    return None


def _write_looked(response: Response) -> Response:
    """Journal whose data a page shows, before it is sent: no trace, no page."""
    sight: journals.Sight = g.pop("sight", {})
    if sight and response.status_code in {200, 422}:
        journals.write_looked(current_actor(), sight, request.endpoint or "")
    return response


def _stop_watching(_: BaseException | None) -> None:
    watch = g.pop("watch", None)
    if watch is not None:
        watch.__exit__(None, None, None)


def _is_static(endpoint: str) -> bool:
    return endpoint.rpartition(".")[2] == STATIC


def install(app: Flask, now: Clock) -> None:
    """Put the door in front of every route."""
    app.extensions["ownpath.clock"] = now
    manager = LoginManager(app, add_context_processor=False)  # pages are drawn without a database too
    manager.user_loader(_load)
    app.before_request(_check)
    app.after_request(_write_looked)
    app.teardown_request(_stop_watching)


def check_routes(app: Flask) -> None:
    """Raises RouteWithoutAllow when a route does not say who may pass."""
    bare = [name for name, view in app.view_functions.items() if not _is_static(name) and view not in _passes]
    if bare:
        raise RouteWithoutAllow(f"These routes have no @allow: {', '.join(sorted(bare))}")
