"""Where one is signed in, and ending it there."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.people import operations as people
from marketplace.people.queries import sign_ins_open
from marketplace.webkit.account import account
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page, see_other


@account.get("/sign-ins")
@allow(signed_in=True)
def sign_in_list() -> Response:
    """Every device on which one is signed in."""
    with database.reading() as session:
        rows = sign_ins_open(session, current_actor())
    return page("webkit/account/sign_ins.html", rows=rows)


@account.post("/sign-ins/<uuid:sign_in_id>/end")
@allow(signed_in=True)
def sign_in_end(sign_in_id: UUID) -> Response:
    """Sign out on one device."""
    with database.writing() as session:
        people.sign_out_of(session, current_actor(), sign_in_id)
    return see_other("account.sign_in_list", "That device is signed out.")


@account.post("/sign-ins/end")
@allow(signed_in=True)
def sign_in_end_others() -> Response:
    """Sign out everywhere but here."""
    actor = current_actor()
    with database.writing() as session:
        if actor.account_id is not None and actor.sign_in is not None:
            people.sign_out_everywhere(session, actor, actor.account_id, but=actor.sign_in.id)
    return see_other("account.sign_in_list", "You are signed out everywhere but here.")
