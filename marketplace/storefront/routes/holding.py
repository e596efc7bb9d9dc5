"""Individual Service Funds: asking somebody to hold money, how it stands, moving it, and ending it."""

from uuid import UUID, uuid4

from flask import request
from werkzeug.wrappers import Response

from marketplace.budgets import operations as budgets
from marketplace.budgets.queries import HolderRow, SourceRow, fund_for, holders, sources_for
from marketplace.budgets.rules.funds import FundState
from marketplace.foundation import database
from marketplace.foundation.access import Power, Section
from marketplace.foundation.errors import NotFound
from marketplace.storefront import storefront
from marketplace.storefront.forms.holding import HoldForm
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other

STOPPED = {
    FundState.TAKEN_BACK: "It is taken back. Nothing has changed for the money.",
    FundState.ENDED: "The fund has ended. What was left goes back to whoever pays it.",
}


@storefront.get("/money/funds/new")
@allow(Power.SPEND)
def fund_new() -> Response:
    """The form to ask somebody to hold money; the address may name the money."""
    sources, rows = _choices()
    form = HoldForm(formdata=None, key=uuid4(), account_id=request.args.get("account_id"))
    return _new(form.offered(sources, rows), sources, rows, 200)


@storefront.post("/money/funds")
@allow(Power.SPEND, proved=True)
def fund_ask() -> Response:
    """Ask them, or say what to mend with what was chosen still there."""
    sources, rows = _choices()
    form = HoldForm().offered(sources, rows)
    with refusals(form):
        checked(form)
        asked = form.request()
        with database.writing() as session:
            fund_id = budgets.ask_holder(session, current_actor(), asked)
        return see_other("storefront.fund_show", "They are asked. We tell you what they say.", fund_id=fund_id)
    return _new(form, sources, rows, 422)


@storefront.get("/money/funds/<uuid:fund_id>")
@allow(Power.SEE)
def fund_show(fund_id: UUID) -> Response:
    """One fund: who has it and by when, what both signed, and what is in it."""
    actor = current_actor()
    with database.reading() as session:
        fund = fund_for(session, actor, fund_id)
    return page("storefront/fund/show.html", fund=fund, may_act=actor.may(Power.SPEND), today=actor.today)


@storefront.post("/money/funds/<uuid:fund_id>/stop")
@allow(Power.SPEND, proved=True)
def fund_stop(fund_id: UUID) -> Response:
    """Take a question back, or end a fund."""
    with database.writing() as session:
        became = budgets.stop_fund(session, current_actor(), fund_id)
    return see_other("storefront.fund_show", STOPPED[became], fund_id=fund_id)


def _choices() -> tuple[list[SourceRow], list[HolderRow]]:
    """The money that the actor may hand over, and who holds money. Raises NotFound for whoever acts for nobody."""
    actor = current_actor()
    if actor.person_id is None or not actor.sees(Section.MONEY):
        raise NotFound
    with database.reading() as session:
        return [row for row in sources_for(session, actor, actor.person_id) if row.whole], holders(session, actor)


def _new(form: HoldForm, sources: list[SourceRow], rows: list[HolderRow], status: int) -> Response:
    return page("storefront/fund/new.html", form=form, sources=sources, holders=rows, status=status)
