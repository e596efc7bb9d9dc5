"""My money: what there is in a picture, a table and sentences; each account month by month; a sheet to print."""

from collections.abc import Mapping
from uuid import UUID

from flask import url_for
from werkzeug.wrappers import Response

from marketplace.budgets.queries import (
    LineRow,
    Statement,
    accounts_for,
    banks_for,
    changes_for,
    contributions_for,
    funds_for,
    late_for,
    movements_for,
    questions_for,
    statement,
)
from marketplace.foundation import database
from marketplace.foundation.access import Power, Section
from marketplace.foundation.errors import NotFound
from marketplace.foundation.sheets import as_csv
from marketplace.purchasing.queries import CauseRow, causes_of
from marketplace.storefront import storefront
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.money import Totals, going
from marketplace.webkit.pages import csv_file, month_asked, page

COLUMNS = ("when", "what", "for", "change in pence: left", "promised", "spent", "put by", "then left", "then put by")


def _whose() -> UUID:
    """The person whose money the sign-in may look at. Raises NotFound for whoever acts for nobody."""
    actor = current_actor()
    if actor.person_id is None or not actor.sees(Section.MONEY):
        raise NotFound
    return actor.person_id


@storefront.get("/money")
@allow(Power.SEE)
def money_show() -> Response:
    """The money of the person that the sign-in speaks for."""
    actor, person_id = current_actor(), _whose()
    with database.reading() as session:
        accounts = accounts_for(session, actor, person_id)
        banks = banks_for(session, actor, person_id)
        funds = funds_for(session, actor, person_id)
        movements = movements_for(session, actor, person_id)
        causes = causes_of(session, actor, [movement.transaction_id for movement in movements])
        questions = questions_for(session, actor, person_id)
        changes = changes_for(session, actor, person_id)
        contributions = contributions_for(session, actor, person_id)
        late = late_for(session, actor, person_id)
    return page(
        "storefront/money/show.html",
        accounts=accounts,
        totals=Totals.of(accounts),
        going={account.id: going(account, actor.today) for account in accounts},
        banks=banks,
        funds=funds,
        questions=questions,
        changes=changes,
        contributions=contributions,
        late=late,
        today=actor.today,
        movements=movements,
        causes=causes,
        order_url=lambda order_id: url_for("storefront.order_show", order_id=order_id),
        may_bank=actor.may(Power.SPEND),
    )


@storefront.get("/money/sheet")
@allow(Power.SEE)
def money_sheet() -> Response:
    """The same in large print and short sentences, to print, to read out, or to be read to."""
    actor, person_id = current_actor(), _whose()
    with database.reading() as session:
        accounts = accounts_for(session, actor, person_id)
        banks = banks_for(session, actor, person_id)
    going_on = [words for account in accounts if (words := going(account, actor.today))]
    return page(
        "storefront/money/sheet.html",
        accounts=accounts,
        totals=Totals.of(accounts),
        going=going_on,
        banks=banks,
        today=actor.today,
    )


@storefront.get("/money/accounts/<uuid:account_id>")
@allow(Power.SEE)
def statement_show(account_id: UUID) -> Response:
    """One account in one month: what there was, what happened, what there is."""
    row, causes = _statement(account_id)
    soon = going(row.account, current_actor().today)
    return page("storefront/money/statement.html", statement=row, causes=causes, going=soon)


@storefront.get("/money/accounts/<uuid:account_id>/statement.csv")
@allow(Power.SEE)
def statement_file(account_id: UUID) -> Response:
    """The same as a file for a spreadsheet: pence as whole numbers, a line for each movement, its columns named."""
    row, causes = _statement(account_id)
    return csv_file(f"statement-{row.month:%Y-%m}", as_csv(COLUMNS, (_columns(line, causes) for line in row.lines)))


def _columns(line: LineRow, causes: Mapping[UUID, CauseRow]) -> tuple[object, ...]:
    """One movement, as the file has it."""
    cause, change = causes.get(line.transaction_id), line.change
    told = (line.at, line.what, cause.title if cause else "")
    return (
        *told,
        change.available,
        change.promised,
        change.spent,
        change.banked,
        line.after.available,
        line.after.banked,
    )


def _statement(account_id: UUID) -> tuple[Statement, dict[UUID, CauseRow]]:
    """The month that the address asks for, else this month or the account's last. Raises NotFound."""
    _whose()
    actor = current_actor()
    with database.reading() as session:
        row = statement(session, actor, account_id, month_asked())
        causes = causes_of(session, actor, [line.transaction_id for line in row.lines])
    return row, causes
