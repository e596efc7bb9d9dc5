"""Who may pass: @allow on every route, the actor of a request, and the door that compares the two."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response

from marketplace.foundation import access, database, journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.clock import Clock
from marketplace.foundation.errors import NotFound
from marketplace.people.queries import account_behind, actor_behind
from marketplace.people.rules.signing_in import proof_is_fresh
from marketplace.webkit import kept

View = TypeVar("View", bound=Callable[..., object])
STATIC = "static"


@dataclass(frozen=True, slots=True)
class Pass:
    """Who may pass a route: holders of any of the powers; with none named everybody, or everybody signed in.

    ``proved``: only soon after they proved that it is they.
    """

    powers: frozenset[Power]
    signed_in: bool
    proved: bool


_passes: dict[Callable[..., object], Pass] = {}


class SignedIn(UserMixin):
    """The account behind a request, as Flask-Login keeps it: by the token of its sign-in."""

    def __init__(self, actor: Actor, token: str) -> None:
        self.actor = actor
        self.token = token

    def get_id(self) -> str:
        """The token, for the session cookie."""
        return self.token


class RouteWithoutAllow(Exception):
    """A route says nothing about who may pass; the product refuses to start."""


def allow(*powers: Power, signed_in: bool = False, proved: bool = False) -> Callable[[View], View]:
    """Say who may pass a route: holders of any of the powers, anybody signed in, or with neither said anybody.

    ``proved`` asks them to prove again that it is they, unless they did so lately: for money that leaves, mandates
    that change, and exports.
    """

    def mark(view: View) -> View:
        _passes[view] = Pass(frozenset(powers), signed_in or proved or bool(powers), proved)
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


def current_token() -> str:
    """The token of the sign-in that the browser carries, whether or not it is still open; empty without one."""
    return str(session.get("_user_id") or "")


def _load(token: str) -> SignedIn | None:
    """The account of a session cookie; None when its sign-in has ended."""
    with database.reading() as opened:
        actor = actor_behind(opened, access.anonymous(clock()()), token)
    return SignedIn(actor, token) if actor else None


def _check() -> Response | None:
    """Let a request pass, send it to sign in or to prove again, or say that there is nothing by that address."""
    g.watch = journals.watching()
    g.sight = g.watch.__enter__()
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or _is_static(request.endpoint or ""):
        return None
    actor, needed = current_actor(), _passes[view]
    if not actor.signed_in and (needed.signed_in or _was_signed_in()):
        return _first("webkit.sign_in", _account_before())
    if needed.powers and not actor.powers & needed.powers:
        if actor.needs_step:
            return redirect(url_for("account.second_step"), 303)
        raise NotFound
    if needed.proved and not (actor.sign_in and proof_is_fresh(actor.sign_in.proved_at, actor.now)):
        return _first("account.prove", actor.account_id)
    return None


def _was_signed_in() -> bool:
    """Whether a form comes, to a page open to all, from somebody whose sign-in ended while they filled it in."""
    return request.method == "POST" and request.blueprint != "webkit" and _account_before() is not None


def _account_before() -> UUID | None:
    """Whose sign-in the browser carried before it ended; None when it carried none."""
    if not (token := current_token()):
        return None
    with database.reading() as opened:
        return account_behind(opened, current_actor(), token)


def _first(endpoint: str, account_id: UUID | None) -> Response:
    """Send a request to sign in or to prove first; what it carries waits in that page for the account it came from."""
    back = request.full_path if request.method == "GET" else (request.referrer or "/")
    if request.method == "POST" and account_id is not None:
        g.kept = kept.seal(account_id, current_actor().now)
        g.wanted = back
        asking = current_app.ensure_sync(current_app.view_functions[endpoint])()
        return current_app.make_response(asking)
    return redirect(url_for(endpoint, next=back), 303)


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
