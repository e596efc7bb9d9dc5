"""Opening the link of a letter: what it is for is shown first, and only the button on that page uses it."""

from collections.abc import Callable
from functools import partial

from flask import g, request
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from marketplace.budgets.queries import accounts_for
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people.operations.invitations import accept_invitation, bounds_are_over
from marketplace.people.operations.joining import sign_up, take_over
from marketplace.people.operations.own_account import confirm_email, reset_password
from marketplace.people.operations.sign_ins import begin
from marketplace.people.queries.invitations import OfferedRow, offered
from marketplace.people.queries.links import LinkRow, link_behind, own_email
from marketplace.people.queries.people import areas
from marketplace.people.rules.joining import BoundsOver, NotTaken, Purpose
from marketplace.webkit.account.signing_in import caller, enter, entry, sign_in
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.bounds import may_words
from marketplace.webkit.forms.joining import NewAccountForm, NewPersonForm, PasswordForm
from marketplace.webkit.pages import checked, page, refusals, see_other

GONE, FORBIDDEN = 410, 403
JOINS = {Purpose.JOIN_PERSON, Purpose.JOIN_PROVIDER}
CONFIRMED = {
    Purpose.EMAIL: "Your e-mail address is changed. Sign in with the new one from now on.",
    Purpose.INVITATION: "You have said yes. Choose “Who I act for” to begin.",
    Purpose.TAKEOVER: "This account is yours now.",
}


class _Held:
    """A link in somebody's hands: what it is for, and where its holder stands."""

    def __init__(self, token: str) -> None:
        self.token, self.actor = token, current_actor()
        with database.reading() as session:
            self.row: LinkRow = link_behind(session, self.actor, token)
            self.email = own_email(session, self.actor) if self.actor.signed_in else None
            shown = self.row.invitation_id and self.row.open and self.email in {None, self.row.email}
            self.offered: OfferedRow | None = (
                offered(session, self.actor, self.row.invitation_id) if shown and self.row.invitation_id else None
            )
        self.purpose = Purpose(self.row.purpose)
        if self.row.email is None:
            raise NotFound  # a code on paper is typed on its own page

    @property
    def stand(self) -> str:
        """What its holder can do: nothing, since it is ``spent`` or ``given_up``; else as below."""
        if not self.row.open:
            return "spent"
        return "given_up" if self.offered and not self.offered.stands else self._leads_to()

    def _leads_to(self) -> str:
        """``known`` (they have an account already), ``password``, ``sign_in`` first, ``confirm``, ``new`` or
        ``another``, who is signed in.
        """
        row = self.row
        if self.purpose in JOINS and row.has_account:
            return "known"
        if self.purpose is Purpose.PASSWORD:
            return "password"
        if self.purpose is Purpose.EMAIL:
            return self._of(row.account_id == self.actor.account_id)
        if row.has_account:
            return self._of(self.email == row.email)
        return "another" if self.actor.signed_in else "new"

    def _of(self, own: bool) -> str:  # noqa: FBT001 - private
        if not self.actor.signed_in:
            return "sign_in"
        return "confirm" if own else "another"


def _form(held: _Held) -> FlaskForm:
    """The form that a link leads to."""
    if held.stand == "password":
        return PasswordForm()
    if held.stand == "new" and held.purpose is Purpose.JOIN_PERSON:
        with database.reading() as session:
            names = {area.code: area.name for area in areas(session, held.actor)}
        return NewPersonForm().offered(names)
    return NewAccountForm() if held.stand == "new" else FlaskForm()


def _page(held: _Held, form: FlaskForm | None = None, status: int = 200) -> Response:
    """The page of a link. Its address is in no Referer: the browser tells where it comes from without the path."""
    stand = held.stand
    status = {"spent": GONE, "given_up": GONE, "known": GONE, "another": FORBIDDEN}.get(stand, status)
    answer = page(
        f"webkit/account/link_{stand}.html"
        if stand in {"confirm", "password", "new"}
        else "webkit/account/link_not.html",
        form=form,
        held=held,
        stand=stand,
        purpose=held.purpose.value,
        offered=held.offered,
        may=may_words(held.offered.terms, theirs=True) if held.offered and held.offered.terms else [],
        status=status,
    )
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer


def _show(token: str) -> Response:
    held = _Held(token)
    return _page(held, _form(held))


@entry.get("/links/<token>")
@allow()
def link_show(token: str) -> Response:
    """What a link is for. Opening it uses nothing: programs that look through mail open links too."""
    return _show(token)


@entry.get("/invited/<token>")
@allow()
def invited_show(token: str) -> Response:
    """What somebody is invited to."""
    return _show(token)


@entry.post("/links/<token>")
@allow()
def link_use(token: str) -> Response:
    """Use a link."""
    return _use(token)


@entry.post("/invited/<token>")
@allow()
def invited_accept(token: str) -> Response:
    """Say yes to an invitation."""
    return _use(token)


def _use(token: str) -> Response:
    held = _Held(token)
    uses: dict[str, Callable[[_Held, FlaskForm], Response]] = {
        "sign_in": _sign_in_first,
        "confirm": _confirm,
        "password": _reset,
        "new": _sign_up,
    }
    form = _form(held)
    if held.stand not in uses:
        return _page(held)
    with refusals(form):
        checked(form)
        return _or_spent(held, partial(uses[held.stand], held, form))
    return _page(held, form, status=422)


def _or_spent(held: _Held, use: Callable[[], Response]) -> Response:
    """Use the link; where it can give nothing any more, a page that says so and what to do."""
    try:
        return use()
    except NotTaken as refused:
        if isinstance(refused, BoundsOver) and held.row.invitation_id:
            with database.writing() as session:
                bounds_are_over(session, held.actor, held.row.invitation_id)
        answer = page(
            "webkit/account/link_refused.html", words=refused.message, purpose=held.purpose.value, status=GONE
        )
        answer.headers["Referrer-Policy"] = "strict-origin"
        return answer


def _check_money(held: _Held) -> None:
    """Raises BoundsOver where all the money that an invitation is for has ended."""
    terms, giver = (held.offered.terms, held.offered.by) if held.offered else (None, None)
    if terms is None or not terms.only_accounts or giver is None or giver.own_person_id is None:
        return
    with database.reading() as session:
        lasting = {row.id for row in accounts_for(session, giver, giver.own_person_id)}
    if not lasting & set(terms.only_accounts):
        raise BoundsOver


def _sign_in_first(_held: _Held, _form: FlaskForm) -> Response:
    """The sign-in page, which leads back here; the token is in its form, and in no other address."""
    g.wanted = request.path
    answer = sign_in()
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer


def _confirm(held: _Held, _form: FlaskForm) -> Response:
    actor: Actor = held.actor
    _check_money(held)
    with database.writing() as session:
        if held.purpose is Purpose.EMAIL:
            confirm_email(session, actor, held.token)
        elif held.purpose is Purpose.INVITATION:
            accept_invitation(session, actor, held.token, held.email or "")
        else:
            take_over(session, actor, held.token, held.email or "")
    where = "account.acting_list" if held.purpose is Purpose.INVITATION else "account.home"
    return see_other(where, CONFIRMED[held.purpose])


def _reset(held: _Held, form: FlaskForm) -> Response:
    with database.writing() as session:
        reset_password(session, held.actor, held.token, str(form["password"].data))
    return see_other("webkit.sign_in", "You have a new password. Sign in with it now.")


def _sign_up(held: _Held, form: FlaskForm) -> Response:
    if not isinstance(form, NewAccountForm):
        raise NotFound
    _check_money(held)
    with database.writing() as session:
        account_id = sign_up(session, held.actor, held.token, form.request())
        opened = begin(session, held.actor, account_id, caller().device)
    enter(opened)
    if held.purpose is Purpose.JOIN_PROVIDER:
        return see_other("account.provider_new", "You have an account now. Tell us about your organisation.")
    return see_other("account.start", "You have an account now.")
