"""The funder's own books: the trial balance today or at the end of a financial year, and its entries as a file."""

from datetime import date

from flask import request
from werkzeug.wrappers import Response

from marketplace.budgets.queries import balance_on, book_years, entries_of_year
from marketplace.budgets.rules.books import COLUMNS, year_ends
from marketplace.commissioner_desk import commissioner_desk
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import NotFound
from marketplace.foundation.sheets import as_csv
from marketplace.people.queries import organisation
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import csv_file, page, see_other


@commissioner_desk.get("/books")
@allow(Power.COMMISSION)
def book_show() -> Response:
    """What was given, where it is, and what is owed, at the end of a day."""
    actor = current_actor()
    with database.reading() as session:
        begins = book_years(session, actor)
        asked = _asked(begins)
        day = min(year_ends(asked), actor.today) if asked else actor.today
        funder, row = organisation(session, actor), balance_on(session, actor, day)
    return page(
        "commissioner_desk/book/show.html",
        funder=funder,
        balance=row,
        day=day,
        years=[(first, year_ends(first)) for first in begins],
        today=actor.today,
    )


@commissioner_desk.get("/books/entries.csv")
@allow(Power.COMMISSION)
def book_file() -> Response:
    """The entries of one financial year, for an accountant; nobody is named."""
    actor = current_actor()
    with database.reading() as session:
        begins = _asked(book_years(session, actor))
        if begins is None:
            return see_other("commissioner_desk.book_show")
        rows = entries_of_year(session, actor, begins)
    return csv_file(f"entries-{begins.year}-{begins.year + 1}", as_csv(COLUMNS, rows))


def _asked(begins: list[date]) -> date | None:
    """The financial year in the address, by the year in which it begins. Raises NotFound for one without entries."""
    asked = request.args.get("year", "")
    if not asked:
        return None
    found = [first for first in begins if str(first.year) == asked]
    if not found:
        raise NotFound
    return found[0]
