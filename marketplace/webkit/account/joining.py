"""Asking to come in: joining, a forgotten password, and a code on paper; each is answered the same for everybody."""

from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from marketplace.foundation import database, tokens
from marketplace.people.operations.joining import CodeRefused, ask_to_take_over
from marketplace.people.operations.links import ask_for_link
from marketplace.people.rules.joining import Purpose
from marketplace.people.rules.signing_in import Slowed
from marketplace.webkit.account.signing_in import caller, entry, wait_words
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.joining import CodeForm, EmailForm
from marketplace.webkit.pages import add_error, page, see_other

PAGES = {
    Purpose.JOIN_PERSON: "webkit/account/join.html",
    Purpose.JOIN_PROVIDER: "webkit/account/join_provider.html",
    Purpose.PASSWORD: "webkit/account/forgotten.html",
}


def _ask(purpose: Purpose) -> Response:
    """Have a letter sent; the answer is the same whether or not there is an account."""
    form = EmailForm()
    if form.validate():
        with database.writing() as session:
            shut = ask_for_link(session, current_actor(), purpose, form.email.data or "", caller().address)
        if shut is None:
            return see_other("webkit.letter_sent")
        _slow(form, shut)
    return page(PAGES[purpose], form=form, status=422)


def _slow(form: FlaskForm, shut: Slowed) -> None:
    form.form_errors.append(f"Too much was asked from your network just now. Wait {wait_words(shut)} and try again.")


@entry.get("/join")
@allow()
def join() -> Response:
    """Join as a person."""
    return page(PAGES[Purpose.JOIN_PERSON], form=EmailForm(formdata=None))


@entry.post("/join")
@allow()
def join_ask() -> Response:
    """Have the letter sent by which somebody goes on."""
    return _ask(Purpose.JOIN_PERSON)


@entry.get("/join/provider")
@allow()
def join_provider() -> Response:
    """Join as a provider."""
    return page(PAGES[Purpose.JOIN_PROVIDER], form=EmailForm(formdata=None))


@entry.post("/join/provider")
@allow()
def join_provider_ask() -> Response:
    """Have the letter sent by which a provider goes on."""
    return _ask(Purpose.JOIN_PROVIDER)


@entry.get("/password")
@allow()
def password() -> Response:
    """Ask for a new password."""
    return page(PAGES[Purpose.PASSWORD], form=EmailForm(formdata=None))


@entry.post("/password")
@allow()
def password_ask() -> Response:
    """Have the letter sent by which a new password is chosen."""
    return _ask(Purpose.PASSWORD)


@entry.get("/letter-sent")
@allow()
def letter_sent() -> Response:
    """Look in your mail."""
    return page("webkit/account/letter_sent.html")


@entry.get("/code")
@allow()
def code() -> Response:
    """Take over with a code on paper."""
    return page("webkit/account/paper_code.html", form=CodeForm(formdata=None))


@entry.post("/code")
@allow()
def code_check() -> Response:
    """Have the letter sent by which somebody takes over, if the code is one."""
    form = CodeForm()
    if form.validate():
        typed, email = tokens.read(form.code.data or ""), form.email.data or ""
        with database.writing() as session:
            wrong = ask_to_take_over(session, current_actor(), typed, email, caller().address)
        if wrong is None:
            return see_other("webkit.letter_sent")
        if isinstance(wrong, CodeRefused):
            add_error(form, wrong)
        else:
            _slow(form, wrong)
    return page("webkit/account/paper_code.html", form=form, status=422)
