"""Proving again that it is you, before what is risky; and staying signed in."""

from dataclasses import replace

from flask import g, jsonify, make_response, render_template, request
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import InputRequired

from marketplace.foundation import database
from marketplace.foundation.errors import Refusal
from marketplace.people import operations as people
from marketplace.people.queries import steps_of
from marketplace.people.rules.signing_in import Slowed, WrongGuess
from marketplace.webkit import kept
from marketplace.webkit.account import account
from marketplace.webkit.account.second_step import here
from marketplace.webkit.account.signing_in import caller, safe, why_not
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.steps import Asked, CodeForm, PasskeyForm
from marketplace.webkit.layout import framed
from marketplace.webkit.pages import add_error, page, refusals, see_other, wants_fragment


class ProveForm(Asked):
    """The password again, and what is to be gone on with."""

    password = PasswordField(
        "Password",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter your password")],
    )


@account.get("/prove")
@allow(signed_in=True)
def prove() -> Response:
    """Ask for a proof: a second step where the account has one, else the password."""
    return _page(_form(formdata=None, **kept.waiting()))


@account.post("/prove")
@allow(signed_in=True)
def prove_check() -> Response:
    """Go on with what was asked for, or say why not."""
    form, actor = _form(), current_actor()
    if form.validate():
        with database.writing() as session:
            if isinstance(form, CodeForm):
                found = people.prove_by_code(session, actor, form.code.data)
            else:
                found = people.prove(session, actor, form.password.data, caller())
        if not isinstance(found, WrongGuess | Slowed):
            return _go_on(form)
        field = "code" if isinstance(form, CodeForm) else "password"
        add_error(form, Refusal(why_not(found, "That does not fit this account. Check it and try again."), field))
    return _page(form, status=422)


@account.post("/prove/passkey/begin")
@allow(signed_in=True)
def prove_begin() -> Response:
    """What the browser needs to show a passkey of this account, as JSON."""
    actor = current_actor()
    with database.writing() as session:
        return jsonify(people.begin_showing(session, actor, here(), actor.account_id))


@account.post("/prove/passkey")
@allow(signed_in=True)
def prove_passkey() -> Response:
    """Go on, with a passkey shown."""
    answer, actor = PasskeyForm(), current_actor()
    form = _form(formdata=None, next=answer.next.data, kept=answer.kept.data)
    with refusals(form):
        with database.writing() as session:
            people.show_passkey(session, actor, here(), answer.answer, actor.account_id)
            people.stepped(session, actor)
        return _go_on(form)
    return _page(form, status=422)


def _form(**values: object) -> CodeForm | ProveForm:
    """The form for what this account has."""
    with database.reading() as session:
        steps = steps_of(session, current_actor())
    g.steps = steps
    return CodeForm(**values) if steps.any else ProveForm(**values)


def _page(form: CodeForm | ProveForm, status: int = 200) -> Response:
    return page("webkit/account/prove.html", form=form, steps=g.steps, status=status)


def _go_on(form: Asked) -> Response:
    if typed := kept.opened(form.kept.data, current_actor()):
        return page("webkit/account/carry_on.html", typed=typed)
    return redirect(safe(form.next.data) or "/", 303)


@account.post("/stay")
@allow(signed_in=True)
def stay() -> Response:
    """Stay signed in: the full time again."""
    actor = current_actor()
    with database.writing() as session:
        lasts = people.stay(session, actor)
    if wants_fragment():
        g.frame = framed(replace(actor, sign_in=lasts), 0)
        return make_response(render_template("webkit/account/_ending.html", stayed=True))
    if back := safe(request.referrer):
        return redirect(back, 303)
    return see_other("storefront.home")
