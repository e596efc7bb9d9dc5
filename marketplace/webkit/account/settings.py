"""One's own name, e-mail address and password."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.people.operations.own_account import ask_for_email, change_password, rename
from marketplace.people.queries.links import own_email
from marketplace.webkit.account import account
from marketplace.webkit.account.signing_in import caller, why_not
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.joining import ChangePasswordForm, EmailForm, NameForm
from marketplace.webkit.pages import checked, page, refusals, see_other

WRONG = "That is not the password that you have now. Check it and try again."


@account.get("/name")
@allow(signed_in=True)
def name_edit() -> Response:
    """What one is called."""
    return page("webkit/account/name.html", form=NameForm(formdata=None, name=current_actor().name))


@account.post("/name")
@allow(signed_in=True)
def name_save() -> Response:
    """Be called something else."""
    form = NameForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            rename(session, current_actor(), form.name.data or "")
        return see_other("account.home", "Your name is changed.")
    return page("webkit/account/name.html", form=form, status=422)


def _now() -> str:
    """The address that one has."""
    with database.reading() as session:
        return own_email(session, current_actor())


@account.get("/email")
@allow(proved=True)
def email_edit() -> Response:
    """Another e-mail address."""
    return page("webkit/account/email.html", form=EmailForm(formdata=None), now=_now())


@account.post("/email")
@allow(proved=True)
def email_ask() -> Response:
    """Have a letter sent to the new address, and one to the old."""
    form = EmailForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            ask_for_email(session, current_actor(), form.email.data or "")
        return see_other("webkit.letter_sent")
    return page("webkit/account/email.html", form=form, now=_now(), status=422)


@account.get("/password")
@allow(signed_in=True)
def password_edit() -> Response:
    """Another password."""
    return page("webkit/account/password.html", form=ChangePasswordForm(formdata=None))


@account.post("/password")
@allow(signed_in=True)
def password_save() -> Response:
    """Change the password, and sign every other device out."""
    form = ChangePasswordForm()
    with refusals(form):
        checked(form)
        now, new = str(form.now.data), str(form.password.data)
        with database.writing() as session:
            found = change_password(session, current_actor(), now, new, caller())
        if isinstance(found, UUID):
            return see_other("account.home", "Your password is changed. Every other device is signed out.")
        form.form_errors.append(why_not(found, WRONG))
    return page("webkit/account/password.html", form=form, status=422)
