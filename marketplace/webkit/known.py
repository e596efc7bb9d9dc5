"""Browsers that an account knows: each is counted apart when a password is guessed at, so no stranger keeps it out."""

import secrets
from datetime import timedelta

from flask import after_this_request, current_app, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from marketplace.foundation import tokens

COOKIE = "ownpath-known"
LASTS = timedelta(days=180)
MOST = 5  # accounts that one browser is known to, such as a family's


def _seal() -> URLSafeSerializer:
    before = current_app.config.get("SECRET_KEY_FALLBACKS") or []
    return URLSafeSerializer([*reversed(before), str(current_app.config["SECRET_KEY"])], salt="known")


def mark_of(email: str) -> str:
    """What stands for an e-mail address in the cookie; it does not say which."""
    return tokens.kept(email.strip().lower())[:32]


def _held() -> dict[str, str]:
    """Of each account that this browser is known to: its mark, and the browser's name there."""
    try:
        held = _seal().loads(request.cookies.get(COOKIE, ""))
    except BadData:
        return {}
    return held if isinstance(held, dict) else {}


def name_for(email: str) -> str:
    """What this browser is called at an account; empty where it is not known."""
    return _held().get(mark_of(email), "")


def remember(mark: str) -> None:
    """Somebody signed in to the account with this mark: from now on it knows this browser, by a new name."""
    held = {other: name for other, name in _held().items() if other != mark}
    kept = dict([*held.items(), (mark, secrets.token_urlsafe(16))][-MOST:])
    sealed = _seal().dumps(kept)

    @after_this_request
    def _keep(response: Response) -> Response:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(COOKIE, sealed, max_age=LASTS, httponly=True, secure=secure, samesite="Lax")
        return response
