"""Signing in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, g, request, session, url_for
from flask_login import login_user, logout_user
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovTextInput
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import InputRequired

from marketplace.foundation import access, database
from marketplace.foundation.access import Actor
from marketplace.people import operations as people
from marketplace.people.operations import Caller
from marketplace.people.queries import actor_behind
from marketplace.people.rules.signing_in import Opened, Slowed, StepNeeded, WrongGuess
from marketplace.webkit import kept, known
from marketplace.webkit.allowing import SignedIn, allow, clock, current_actor
from marketplace.webkit.forms.fields import Line, Needed
from marketplace.webkit.forms.steps import Asked, CodeForm
from marketplace.webkit.layout import home_of
from marketplace.webkit.pages import page, see_other

entry = Blueprint("webkit", __name__)
TOGETHER = "That e-mail address and password do not go together. Check both and try again."
HALF = "half"  # in the session: whose password was right, when, and the mark of their browser


class SignInForm(Asked):
    """E-mail and password, and the page that was wanted."""

    email = Line(
        "E-mail address",
        widget=GovTextInput(),
        validators=[Needed("Enter your e-mail address")],
        render_kw={"type": "email", "autocomplete": "username", "spellcheck": "false"},
    )
    password = PasswordField(
        "Password",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter your password")],
    )


def safe(address: str | None) -> str | None:
    """An address on this site, or None for any other."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that hold no address, and letters that only look like an address's own
        return None
    if parts.netloc and parts.netloc != request.host:
        return None
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else None


def caller(name: str = "") -> Caller:
    """Where the request comes from; with the browser's name at the account, if it is known there."""
    return Caller(request.remote_addr or "", request.user_agent.string, name)


def step_page(form: CodeForm, status: int = 200) -> Response:
    """The page that asks for the second step."""
    return page("webkit/account/step.html", form=form, status=status)


@entry.get("/sign-in")
@allow()
def sign_in() -> Response:
    """The sign-in page."""
    form = SignInForm(formdata=None, **kept.waiting())
    return page("webkit/sign_in.html", form=form, wanted=safe(form.next.data))


@entry.post("/sign-in")
@allow()
def sign_in_check() -> Response:
    """Open the session, or say why not."""
    form = SignInForm()
    if form.validate():
        mark = known.mark_of(form.email.data)
        with database.writing() as opened:
            calls = caller(known.name_for(form.email.data))
            found = people.sign_in(opened, current_actor(), form.email.data, form.password.data, calls)
        if isinstance(found, Opened):
            known.remember(mark)
            return carry_on(enter(found.token), form)
        if isinstance(found, StepNeeded):
            session[HALF] = [str(found.account_id), int(current_actor().now.timestamp()), mark]
            return step_page(CodeForm(formdata=None, next=form.next.data, kept=form.kept.data))
        form.form_errors.append(why_not(found, TOGETHER))
    return page("webkit/sign_in.html", form=form, wanted=safe(form.next.data), status=422)


def enter(token: str) -> Actor:
    """Give the browser the token of a sign-in that has begun, and forget what it carried before."""
    with database.reading() as opened:
        actor = actor_behind(opened, access.anonymous(clock()()), token)
    if actor is None:
        raise LookupError("a sign-in that has just begun is open")
    session.clear()
    g.pop("csrf_token", None)  # forms on the next page carry a token of the new session
    login_user(SignedIn(actor, token))
    g.actor = actor
    return actor


def carry_on(actor: Actor, form: Asked) -> Response:
    """Go on to where somebody was, with what they had typed there; else to the page they wanted, or their first."""
    if typed := kept.opened(form.kept.data, actor):
        return page("webkit/account/carry_on.html", typed=typed)
    if actor.needs_step:
        return redirect(url_for("account.second_step"), 303)
    return redirect(safe(form.next.data) or url_for(home_of(actor)), 303)


def why_not(found: WrongGuess | Slowed, wrong: str) -> str:
    """What the page says of a guess that opened nothing; ``wrong`` is what it says of one that was only wrong."""
    if isinstance(found, WrongGuess):
        return wrong
    return f"There were too many tries. To keep your account safe, wait {wait_words(found)} and try again."


def wait_words(shut: Slowed) -> str:
    """How long it is shut for: ``20 seconds``, ``about 4 minutes``."""
    seconds = max(1, round((shut.until - current_actor().now).total_seconds()))
    return f"{seconds} seconds" if seconds < 90 else f"about {round(seconds / 60)} minutes"


@entry.post("/sign-out")
@allow(signed_in=True)
def sign_out() -> Response:
    """End the sign-in, here and in the book."""
    with database.writing() as opened:
        people.sign_out(opened, current_actor())
    leave()
    return see_other("storefront.home", "You are signed out.")


def leave() -> None:
    """Forget the sign-in in this browser."""
    logout_user()
    session.clear()
    g.pop("actor", None)
