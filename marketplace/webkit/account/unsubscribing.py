"""Stopping letters by the link in one of them, without signing in: a page that asks, and one step for mail programs."""

from flask import current_app
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.people import operations as people
from marketplace.webkit.account.signing_in import entry
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page
from marketplace.webkit.unsubscribing import Subscriber, subscriber


def _whose(token: str) -> Subscriber | None:
    """Whose letters the link of a letter stops."""
    return subscriber(str(current_app.config["SECRET_KEY"]), token, current_actor().now)


@entry.get("/unsubscribe/<token>")
@allow()
def unsubscribe(token: str) -> Response:
    """Ask whether letters are to stop: programs that look at the links of a letter stop nothing."""
    if _whose(token) is None:
        return page("webkit/unsubscribe.html", state="unknown", status=404)
    return page("webkit/unsubscribe.html", state="asking", token=token)


@entry.post("/unsubscribe/<token>")
@allow()
def unsubscribe_now(token: str) -> Response:
    """Stop them, at once: pressed on the page, or posted by a mail program (RFC 8058)."""
    if (who := _whose(token)) is not None:
        with database.writing() as session:
            if people.stop_letters(session, current_actor(), who.account_id, who.email):
                return page("webkit/unsubscribe.html", state="done")
    return page("webkit/unsubscribe.html", state="unknown", status=404)


@entry.record_once
def _without_form_token(state: BlueprintSetupState) -> None:
    """A mail program has no page of ours, and so no form token: what it posts is sealed by us all the same."""
    state.app.extensions["csrf"].exempt(unsubscribe_now)
