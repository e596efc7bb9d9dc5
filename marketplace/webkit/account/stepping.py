"""The second step of signing in: after the password, or a passkey in its place."""

from datetime import UTC, datetime
from uuid import UUID

from flask import jsonify, session
from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.errors import Refusal
from marketplace.people import operations as people
from marketplace.people.rules.signing_in import Opened
from marketplace.people.rules.steps import CEREMONY_LASTS, PasskeyRefused
from marketplace.webkit import known
from marketplace.webkit.account.second_step import here
from marketplace.webkit.account.signing_in import (
    HALF,
    SignInForm,
    caller,
    carry_on,
    enter,
    entry,
    safe,
    step_page,
    why_not,
)
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.steps import Asked, CodeForm, PasskeyForm
from marketplace.webkit.pages import add_error, page, see_other

WRONG = "That code does not fit. Wait until your app shows a new one, and type that."


def _half() -> tuple[UUID, str] | None:
    """Whose password was right a moment ago, and their browser's mark; None when that is too long ago."""
    try:
        account_id, at, mark = session[HALF]
        begun = datetime.fromtimestamp(at, UTC)
    except (KeyError, TypeError, ValueError):
        return None
    return (UUID(account_id), mark) if current_actor().now - begun < 2 * CEREMONY_LASTS else None


def _again(form: Asked) -> Response:
    """The sign-in page, for whoever has given no password, or too long ago."""
    asked = SignInForm(formdata=None, next=form.next.data, kept=form.kept.data)
    asked.form_errors.append("That took too long. Please type your password again.")
    return page("webkit/sign_in.html", form=asked, wanted=safe(form.next.data), status=422)


@entry.get("/sign-in/step")
@allow()
def step() -> Response:
    """Ask for the code again, for who comes back to the page."""
    return step_page(CodeForm(formdata=None)) if _half() else see_other("account.home")


@entry.post("/sign-in/step")
@allow()
def step_check() -> Response:
    """Open the session, or say why not."""
    form, half = CodeForm(), _half()
    if half is None:
        return _again(form)
    if form.validate():
        account_id, mark = half
        with database.writing() as opened:
            found = people.show_code(opened, current_actor(), account_id, form.code.data)
            if isinstance(found, UUID):
                found = people.enter(opened, current_actor(), account_id, caller(), stepped=True)
        if isinstance(found, Opened):
            known.remember(mark)
            return carry_on(enter(found.token), form)
        add_error(form, Refusal(why_not(found, WRONG), "code"))
    return step_page(form, status=422)


@entry.post("/sign-in/passkey/begin")
@allow()
def passkey_begin() -> Response:
    """What the browser needs to show a passkey, as JSON: after the password one of that account, else any."""
    half = _half()
    with database.writing() as opened:
        return jsonify(people.begin_showing(opened, current_actor(), here(), half[0] if half else None))


@entry.post("/sign-in/passkey")
@allow()
def passkey_check() -> Response:
    """Open the session with a passkey."""
    form, half = PasskeyForm(), _half()
    named = half[0] if half else None
    try:
        with database.writing() as opened:
            account_id = people.show_passkey(opened, current_actor(), here(), form.answer, named)
            entered = people.enter(opened, current_actor(), account_id, caller(), stepped=True)
    except PasskeyRefused as refused:
        if half:
            again = CodeForm(formdata=None, next=form.next.data, kept=form.kept.data)
            add_error(again, refused)
            return step_page(again, status=422)
        asked = SignInForm(formdata=None, next=form.next.data, kept=form.kept.data)
        add_error(asked, refused)
        return page("webkit/sign_in.html", form=asked, wanted=safe(form.next.data), status=422)
    return carry_on(enter(entered.token), form)
