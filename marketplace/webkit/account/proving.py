"""Proving again that it is you, before what is risky; and staying signed in."""

from dataclasses import replace

from flask import g, make_response, render_template, request
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput
from werkzeug.utils import redirect
from werkzeug.wrappers import Response
from wtforms import HiddenField, PasswordField
from wtforms.validators import InputRequired

from marketplace.foundation import database
from marketplace.people import operations as people
from marketplace.people.rules.signing_in import Slowed, WrongGuess
from marketplace.webkit import kept
from marketplace.webkit.account import account
from marketplace.webkit.account.signing_in import caller, safe, why_not
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.layout import framed
from marketplace.webkit.pages import page, see_other, wants_fragment


class ProveForm(kept.KeptForm):
    """The password again, and what is to be gone on with."""

    password = PasswordField(
        "Password",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter your password")],
    )
    next = HiddenField()


@account.get("/prove")
@allow(signed_in=True)
def prove() -> Response:
    """Ask for the password again."""
    form = ProveForm(formdata=None, **kept.waiting())
    return page("webkit/account/prove.html", form=form)


@account.post("/prove")
@allow(signed_in=True)
def prove_check() -> Response:
    """Go on with what was asked for, or say why not."""
    form, actor = ProveForm(), current_actor()
    if form.validate():
        with database.writing() as session:
            found = people.prove(session, actor, form.password.data, caller().address)
        if not isinstance(found, WrongGuess | Slowed):
            if typed := kept.opened(form.kept.data, actor):
                return page("webkit/account/carry_on.html", typed=typed)
            return redirect(safe(form.next.data) or "/", 303)
        wrong = "That is not the password of this account. Check it and try again."
        form.form_errors.append(wrong if isinstance(found, WrongGuess) else why_not(found))
    return page("webkit/account/prove.html", form=form, status=422)


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
