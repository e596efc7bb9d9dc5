"""What one may do for others, and giving that back."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.people import operations as people
from marketplace.people.queries import helped_by, papers
from marketplace.people.rules.mandates import KIND_WORDS
from marketplace.webkit.account import account
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.bounds import may_words
from marketplace.webkit.pages import page, see_other


@account.get("/helping")
@allow(signed_in=True)
def helping_list() -> Response:
    """Everybody for whom one may act, and what one may do for each."""
    with database.reading() as session:
        rows = helped_by(session, current_actor())
        held = papers(session, current_actor(), [row.id for row in rows])
    may = {row.id: may_words(row.terms, theirs=True) for row in rows}
    return page("webkit/account/helping.html", rows=rows, may=may, papers=held, kinds=KIND_WORDS)


@account.post("/helping/<uuid:mandate_id>/end")
@allow(signed_in=True)
def helping_end(mandate_id: UUID) -> Response:
    """Help somebody no more."""
    with database.writing() as session:
        people.give_back(session, current_actor(), mandate_id)
    return see_other("account.helping_list", "You have given it back. You act for them no more.")
