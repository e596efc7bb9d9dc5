"""Setting up, seeing and taking away one's second step of signing in."""

from uuid import UUID

import pyotp
import segno
from flask import jsonify
from markupsafe import Markup
from werkzeug.wrappers import Response

from marketplace.foundation import database, sealing
from marketplace.foundation.access import Actor
from marketplace.people import operations as people
from marketplace.people.queries import StepsRow, steps_of
from marketplace.people.rules.steps import PasskeyRefused, Site
from marketplace.webkit.account import account
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.steps import NewCodeForm, NewPasskeyForm
from marketplace.webkit.pages import checked, page, refusals, see_other
from marketplace.webkit.sites import site

NAME = "Ownpath"


def _steps() -> StepsRow:
    with database.reading() as session:
        return steps_of(session, current_actor())


@account.get("/second-step")
@allow(signed_in=True)
def second_step() -> Response:
    """What shows that it is you, beside the password."""
    return page("webkit/account/second_step.html", steps=_steps())


@account.get("/second-step/code")
@allow(proved=True)
def code_new() -> Response:
    """Set up an app that shows codes."""
    return _code_page(NewCodeForm(formdata=None, secret=_sealed(pyotp.random_base32())))


@account.post("/second-step/code")
@allow(proved=True)
def code_add() -> Response:
    """The app is set up when it shows a code that fits."""
    form, actor = NewCodeForm(), current_actor()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.add_code_device(session, actor, _secret(form), "".join(form.code.data.split()))
            if not steps_of(session, actor).paper_left:
                return _codes_page(people.fresh_recovery_codes(session, actor))
        return see_other("account.second_step", "Your app is set up. We ask for its code when you sign in.")
    return _code_page(form, status=422)


@account.post("/second-step/code/remove")
@allow(proved=True)
def code_remove() -> Response:
    """Take the app away."""
    with database.writing() as session:
        people.remove_code_device(session, current_actor())
    return see_other("account.second_step", "The codes of that app count no more.")


@account.post("/second-step/paper")
@allow(proved=True)
def paper_renew() -> Response:
    """New codes on paper; they are shown once."""
    with database.writing() as session:
        codes = people.fresh_recovery_codes(session, current_actor())
    return _codes_page(codes)


@account.get("/second-step/passkey")
@allow(proved=True)
def passkey_new() -> Response:
    """Make a passkey, with the browser's help."""
    form = NewPasskeyForm(formdata=None)
    return page("webkit/account/passkey.html", form=form, possible=site() is not None)


@account.post("/second-step/passkey/begin")
@allow(proved=True)
def passkey_begin() -> Response:
    """What the browser needs to make one, as JSON."""
    with database.writing() as session:
        return jsonify(people.begin_making(session, current_actor(), here()))


@account.post("/second-step/passkey")
@allow(proved=True)
def passkey_add() -> Response:
    """Keep the passkey that the browser made."""
    form, actor = NewPasskeyForm(), current_actor()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.add_passkey(session, actor, here(), form.answer, form.called.data)
            if not steps_of(session, actor).paper_left:
                return _codes_page(people.fresh_recovery_codes(session, actor))
        return see_other("account.second_step", "Your passkey is kept. You can sign in with it alone.")
    return page("webkit/account/passkey.html", form=form, possible=site() is not None, status=422)


@account.post("/second-step/passkeys/<uuid:passkey_id>/remove")
@allow(proved=True)
def passkey_remove(passkey_id: UUID) -> Response:
    """Take a passkey away."""
    with database.writing() as session:
        people.remove_passkey(session, current_actor(), passkey_id)
    return see_other("account.second_step", "That passkey counts no more.")


def here() -> Site:
    """This installation. Raises PasskeyRefused where it is reached by a bare number."""
    found = site()
    if found is None:
        raise PasskeyRefused
    return found


def _purpose(actor: Actor) -> bytes:
    return b"new code device:" + (actor.account_id.bytes if actor.account_id else b"")


def _sealed(secret: str) -> str:
    return sealing.sealed(_purpose(current_actor()), secret.encode())


def _secret(form: NewCodeForm) -> str:
    """The secret that the page carries; a fresh one, which no code fits, where it was changed on its way."""
    try:
        return sealing.opened(_purpose(current_actor()), form.secret.data or "").decode()
    except sealing.Unreadable:
        form.secret.data = _sealed(pyotp.random_base32())
        return pyotp.random_base32()


def _code_page(form: NewCodeForm, status: int = 200) -> Response:
    secret, actor = _secret(form), current_actor()
    address = pyotp.TOTP(secret).provisioning_uri(name=actor.name, issuer_name=NAME)
    drawn = segno.make(address).svg_inline(scale=5, border=4, dark="#0b0c0c", light="#ffffff", title="Code to scan")
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    rows = {"drawn": Markup(drawn), "groups": groups}  # noqa: S704 - drawn from our own text
    return page("webkit/account/code.html", form=form, status=status, **rows)


def _codes_page(codes: list[str]) -> Response:
    return page("webkit/account/paper.html", codes=codes)
