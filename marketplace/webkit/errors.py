"""The one error table: what went wrong, the status it gets, and a page that says what to do next."""

import logging

from flask import Flask, g, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from marketplace.foundation.database import UNAVAILABLE
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.webkit import layout
from marketplace.webkit.bounds import over_lately

log = logging.getLogger(__name__)
Answer = tuple[str, int]

WORDS = {
    400: (
        "We could not read that",
        "Something in what was sent could not be read. Go back, open the page again, and try once more.",
    ),
    404: (
        "There is nothing here",
        "There is no page at this address that you can open. It may have moved, or the link may have been cut short.",
    ),
    405: ("That cannot be done here", "This page does not take what was sent to it. Go back and use its buttons."),
    413: (
        "That was too much",
        "What you sent is larger than we can take. Shorten it, or choose a smaller file, and try again. Your page "
        "still has what you typed if you go back.",
    ),
    500: (
        "Something went wrong on our side",
        "Nothing was half done: what you asked for either happened whole or not at all. "
        "Look at your orders before you try again.",
    ),
    503: (
        "We are busy just now",
        "Nothing was done. Wait a minute and try again. If you go back, your page still has what you typed.",
    ),
}
ENDED = (
    "You do not act for {} any more",
    "That has ended. Nothing was done just now, and what you typed was not used. If you think that it is a mistake, "
    "ask them.",
)


def _page(status: int, heading: str, words: str, *, alone: bool = False, ended: bool = False) -> Answer:
    """One page of the table; alone, nothing is asked of the database, also not who is signed in."""
    g.frame = layout.frame_alone() if alone else _frame()
    return render_template("webkit/error.html", heading=heading, words=words, status=status, ended=ended), status


def _frame() -> layout.Frame:
    try:
        return layout.frame(counted=False)
    except UNAVAILABLE:
        return layout.frame_alone()


def _http(error: HTTPException) -> Answer:
    status = error.code or 500
    return _page(status, *WORDS.get(status, WORDS[400 if status < 500 else 500]))


def _not_found(_: NotFound) -> Answer:
    """Nothing there; or, for whoever acted for somebody under what is over, that it has ended and nothing was done."""
    try:
        over = over_lately()
    except UNAVAILABLE:
        over = None
    if over is None:
        return _page(404, *WORDS[404])
    return _page(404, ENDED[0].format(over), ENDED[1], ended=True)


def _refused(refused: Refusal) -> Answer:
    return _page(422, "That cannot be done", refused.message)


def _old_page(_: CSRFError) -> Answer:
    return _page(
        400,
        "This page was open for too long",
        "To keep you safe, a page stops working once you sign out or in again. Go back, open the page again, and send "
        "it once more.",
    )


def _database(failed: Exception) -> Answer:
    cause = getattr(failed, "orig", None) or failed
    log.warning("database unavailable", extra={"failure": type(cause).__name__})
    return _page(503, *WORDS[503], alone=True)


def _unexpected(error: InternalServerError) -> Answer:
    failed = error.original_exception
    return _database(failed) if isinstance(failed, UNAVAILABLE) else _page(500, *WORDS[500])


def install(app: Flask) -> None:
    """Register the table."""
    app.register_error_handler(CSRFError, _old_page)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(Refusal, _refused)
    for unavailable in UNAVAILABLE:
        app.register_error_handler(unavailable, _database)
    app.register_error_handler(InternalServerError, _unexpected)
    app.register_error_handler(HTTPException, _http)
