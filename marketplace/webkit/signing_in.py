"""Signing in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, g, request, session, url_for
from flask_login import login_user, logout_user
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovTextInput
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import HiddenField, PasswordField
from wtforms.validators import InputRequired

from marketplace.foundation import access, database
from marketplace.people import operations as people
from marketplace.people.queries import actor_for
from marketplace.people.rules import Slowed, WrongGuess
from marketplace.webkit.allowing import SignedIn, allow, clock, current_actor
from marketplace.webkit.face import Face
from marketplace.webkit.forms.fields import Line, Needed
from marketplace.webkit.layout import home_of
from marketplace.webkit.pages import page, see_other

entry = Blueprint("webkit", __name__)
FACE = Face(entry)


class SignInForm(FlaskForm):
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
    next = HiddenField()


def _safe(address: str | None) -> str | None:
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


@entry.get("/sign-in")
@allow()
def sign_in() -> Response:
    """The sign-in page."""
    form = SignInForm(formdata=None, next=request.args.get("next", ""))
    return page("webkit/sign_in.html", form=form, wanted=_safe(form.next.data))


@entry.post("/sign-in")
@allow()
def sign_in_check() -> Response:
    """Open the session, or say why not."""
    form = SignInForm()
    if form.validate():
        with database.writing() as opened:
            found = people.sign_in(
                opened, current_actor(), form.email.data, form.password.data, request.remote_addr or ""
            )
        if isinstance(found, Slowed):
            seconds = max(1, round((found.until - current_actor().now).total_seconds()))
            form.form_errors.append(
                f"There were too many tries. To keep your account safe, wait {_wait(seconds)} and try again."
            )
        elif isinstance(found, WrongGuess):
            form.form_errors.append("That e-mail address and password do not go together. Check both and try again.")
        else:
            with database.reading() as opened:
                actor = actor_for(opened, access.anonymous(clock()()), found)
            if actor is not None:
                session.clear()
                login_user(SignedIn(actor))
                return redirect(_safe(form.next.data) or url_for(home_of(actor)), 303)
    return page("webkit/sign_in.html", form=form, wanted=_safe(form.next.data), status=422)


def _wait(seconds: int) -> str:
    """``20 seconds``, ``about 4 minutes``."""
    return f"{seconds} seconds" if seconds < 90 else f"about {round(seconds / 60)} minutes"


@entry.post("/sign-out")
@allow(signed_in=True)
def sign_out() -> Response:
    """Close the session."""
    logout_user()
    session.clear()
    g.pop("actor", None)
    return see_other("storefront.home", "You are signed out.")
