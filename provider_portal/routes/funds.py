"""The Individual Service Funds that the provider holds: its terms, who asks, and each fund with its statement."""

from collections.abc import Callable
from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.budgets import operations as budgets
from marketplace.budgets.queries import fund_held, funds_held, own_terms, statement
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, month_asked, page, refusals, see_other
from provider_portal import provider_portal
from provider_portal.forms.fund import TermsForm, WhyForm


@provider_portal.get("/funds")
@allow(Power.LIST)
def fund_list() -> Response:
    """What people ask, what is held, and on what terms."""
    actor = current_actor()
    with database.reading() as session:
        rows, terms = funds_held(session, actor), own_terms(session, actor)
    return page("provider_portal/fund/list.html", funds=rows, terms=terms)


@provider_portal.get("/funds/terms")
@allow(Power.LIST)
def terms_edit() -> Response:
    """The form of the terms, as they are."""
    with database.reading() as session:
        terms = own_terms(session, current_actor())
    offered = ("yes" if terms.offered else "no") if terms else None
    return _terms(TermsForm(formdata=None, obj=terms, offered=offered) if terms else TermsForm(formdata=None), 200)


@provider_portal.post("/funds/terms")
@allow(Power.LIST)
def terms_save() -> Response:
    """Keep them, or say what to mend."""
    form = TermsForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            budgets.set_terms(session, current_actor(), form.request())
        return see_other("provider_portal.fund_list", "Your terms are kept. Funds that were agreed keep theirs.")
    return _terms(form, 422)


def _terms(form: TermsForm, status: int) -> Response:
    return page("provider_portal/fund/terms.html", form=form, status=status)


@provider_portal.get("/funds/<uuid:fund_id>")
@allow(Power.LIST)
def fund_show(fund_id: UUID) -> Response:
    """One fund: what was signed, what is in it, and what moved in a month."""
    return _show(fund_id, WhyForm(formdata=None), 200)


@provider_portal.post("/funds/<uuid:fund_id>/agree")
@allow(Power.LIST, proved=True)
def fund_agree(fund_id: UUID) -> Response:
    """Sign: the money is handed over."""
    with database.writing() as session:
        budgets.answer_ask(session, current_actor(), fund_id, agree=True)
    said = "You have signed too. The money is in the fund as soon as it is paid to you."
    return see_other("provider_portal.fund_show", said, fund_id=fund_id)


@provider_portal.post("/funds/<uuid:fund_id>/decline")
@allow(Power.LIST)
def fund_decline(fund_id: UUID) -> Response:
    """Say no, and why."""

    def decline(why: str) -> None:
        with database.writing() as session:
            budgets.answer_ask(session, current_actor(), fund_id, agree=False, reason=why)

    return _worded(fund_id, decline, "You have said no. The person is told why.")


@provider_portal.post("/funds/<uuid:fund_id>/notice")
@allow(Power.LIST, proved=True)
def fund_notice(fund_id: UUID) -> Response:
    """Stop, with the notice that was signed."""

    def give(why: str) -> None:
        with database.writing() as session:
            budgets.give_notice(session, current_actor(), fund_id, why)

    return _worded(fund_id, give, "You have given notice. The person is told, and by when.")


def _worded(fund_id: UUID, act: Callable[[str], None], said: str) -> Response:
    """Do what needs a word to the person, or show the page again with what to mend."""
    form = WhyForm()
    with database.reading() as session:
        fund_held(session, current_actor(), fund_id)
    with refusals(form):
        checked(form)
        act(form.words.data or "")
        return see_other("provider_portal.fund_show", said, fund_id=fund_id)
    return _show(fund_id, form, 422)


def _show(fund_id: UUID, form: WhyForm, status: int) -> Response:
    actor, month = current_actor(), month_asked()
    with database.reading() as session:
        fund = fund_held(session, actor, fund_id)
        moved = statement(session, actor, fund.account_id, month) if fund.account_id else None
    return page("provider_portal/fund/show.html", fund=fund, statement=moved, form=form, status=status)
