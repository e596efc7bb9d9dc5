"""Asking a funder first, for the faces that buy: a person for themselves, and a broker for a client."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import request
from werkzeug.wrappers import Response

from marketplace.budgets import operations as budgets
from marketplace.budgets.queries import (
    AccountRow,
    Bought,
    QuestionRow,
    accounts_for,
    accounts_to_spend,
    question,
    said_of,
)
from marketplace.budgets.rules.spending import EFFECT_WORDS, Allowed, Effect, Rule
from marketplace.catalogue.queries import OfferRow, offer
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence, pounds
from marketplace.people.queries import settings_of
from marketplace.people.rules import SettingName
from marketplace.people.rules.settings import ASK_FIRST_DAYS
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.forms.questions import QuestionForm, ReplyForm
from marketplace.webkit.ordering import Desk
from marketplace.webkit.pages import checked, page, refusals, see_other


@dataclass(frozen=True, slots=True)
class PayerRow:
    """What the rules of one account's funder say of an offer: can pay, ask first or cannot, by which rule.

    ``can_ask``: its funder may say yes, or yes to more.
    """

    id: UUID
    label: str
    funder_id: UUID
    effect: Effect
    rule: Rule | None
    can_ask: bool
    said: str


def payers(accounts: Sequence[AccountRow], row: OfferRow) -> list[PayerRow]:
    """What each of one person's accounts may pay of an offer today, where the actor may spend from it."""
    if not accounts or not any(price.pence for price in row.prices):
        return []
    actor = current_actor()
    bought = Bought(row.id, (row.category,))
    with database.reading() as session:
        found = accounts_to_spend(session, actor, accounts[0].person_id, [each.id for each in accounts], bought)
    result = []
    for account in found:
        now, verdict = (
            account.verdict([(actor.today, row.category)]),
            account.verdict_ahead(row.category, actor.today),
        )
        rule = None if isinstance(verdict, Allowed) else verdict.rule
        yes = account.permitted([actor.today]) if rule and not rule.national else ()
        said = EFFECT_WORDS[now.effect].lower()
        if yes:
            said = f"they said yes to {pounds(yes[0].most)} in all, until {yes[0].ends:%-d %B %Y}"
        elif rule and verdict != now:
            said += f", and from {rule.starts:%-d %B %Y} on: {EFFECT_WORDS[verdict.effect].lower()}"
        can_ask = rule is not None and not rule.national
        label = f"{account.name} ({account.funder})"
        result.append(PayerRow(account.id, label, account.funder_id, verdict.effect, rule, can_ask, said))
    return result


def _askable(desk: Desk, offer_id: UUID) -> tuple[OfferRow, list[PayerRow], dict[UUID, int]]:
    """An offer on sale, the accounts whose funders can be asked, and within how many working days each answers."""
    actor = current_actor()
    with database.reading() as session:
        row = offer(session, actor, offer_id)
        if not row.on_sale:
            raise NotFound
        accounts = [a for a in accounts_for(session, actor, desk.person_id, Power.SPEND) if a.holding in row.takes]
    asked = [payer for payer in payers(accounts, row) if payer.can_ask]
    with database.reading() as session:
        set_days = settings_of(session, actor, {payer.funder_id for payer in asked})
    rows = {payer.funder_id: set_days.get((payer.funder_id, SettingName.ASK_FIRST_DAYS)) for payer in asked}
    return row, asked, {funder_id: found.value if found else ASK_FIRST_DAYS for funder_id, found in rows.items()}


def new(desk: Desk, offer_id: UUID) -> Response:
    """The form; which money and how much stand in it already, where the address says so."""
    data = {"account_id": request.args.get("account", ""), "pence": _pence(request.args.get("pence", ""))}
    return _fill(desk, offer_id, QuestionForm(formdata=None, data=data | {"key": uuid4()}), 200)


def _pence(text: str) -> Pence | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _fill(desk: Desk, offer_id: UUID, form: QuestionForm, status: int) -> Response:
    row, asked, days = _askable(desk, offer_id)
    form.offered([(payer.id, payer.label) for payer in asked])
    return page("webkit/question/new.html", desk=desk, offer=row, asked=asked, days=days, form=form, status=status)


def ask(desk: Desk, offer_id: UUID) -> Response:
    """Ask: once, however often the form is sent."""
    _, asked, _ = _askable(desk, offer_id)
    form = QuestionForm().offered([(payer.id, payer.label) for payer in asked])
    with refusals(form):
        checked(form)
        with database.writing() as session:
            wanted = form.request(desk.person_id, offer_id)
            question_id = budgets.ask_first(session, current_actor(), wanted)
        return see_other(f"{desk.face}.question_show", "You have asked.", question_id=question_id, **desk.values)
    return _fill(desk, offer_id, form, 422)


def _question(desk: Desk, question_id: UUID) -> QuestionRow:
    """One question about this person's money. Raises NotFound."""
    with database.reading() as session:
        row = question(session, current_actor(), question_id)
    if row.person_id != desk.person_id:
        raise NotFound
    return row


def show(desk: Desk, question_id: UUID, *, may_spend: bool, back: tuple[str, str]) -> Response:
    """One question: who has it and by when, what was said, and what can be done now."""
    return _show(desk, _question(desk, question_id), ReplyForm(formdata=None), back, may_spend=may_spend)


def _show(desk: Desk, row: QuestionRow, form: ReplyForm, back: tuple[str, str], *, may_spend: bool) -> Response:
    with database.reading() as session:
        said, allowed = said_of(session, current_actor(), row.id)
    return page(
        "webkit/question/show.html",
        desk=desk,
        row=row,
        said=said,
        allowed=allowed,
        form=form,
        may_spend=may_spend,
        back=back,
        status=422 if form.errors else 200,
    )


def answer(desk: Desk, question_id: UUID, *, back: tuple[str, str]) -> Response:
    """Answer what the funder asked back, or say what to mend."""
    row, form = _question(desk, question_id), ReplyForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            budgets.reply(session, current_actor(), question_id, form.words.data or "")
        return see_other(f"{desk.face}.question_show", "Your answer is sent.", question_id=row.id, **desk.values)
    return _show(desk, _question(desk, question_id), form, back, may_spend=True)


def withdraw(desk: Desk, question_id: UUID) -> Response:
    """Take it back."""
    row = _question(desk, question_id)
    with database.writing() as session:
        budgets.withdraw_question(session, current_actor(), row.id)
    return see_other(f"{desk.face}.question_show", "You took it back.", question_id=row.id, **desk.values)
