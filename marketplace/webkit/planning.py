"""Plans, for the faces that plan: a person for themselves, and a broker for a client."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from flask import request
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from marketplace.budgets.queries import AccountRow, accounts_for
from marketplace.budgets.rules.spending import EFFECT_WORDS, Allowed, Verdict
from marketplace.catalogue.queries import offer
from marketplace.foundation import database
from marketplace.foundation.access import Power, Section
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.queries import person, reach_over
from marketplace.plans import operations as plans
from marketplace.plans.queries import (
    Chances,
    LikeRow,
    LineRow,
    PlanRow,
    budgets_to_plan,
    chances,
    decisions_of,
    lines_of,
    outcomes_of,
    plan_of,
    plans_for,
    sent_for,
    sums_of,
)
from marketplace.plans.rules import Cost, Every, LineState, PlanRefused, PlanState, cost_of
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.forms.plans import NOBODY, AgainForm, LineForm, LinePage, WordsForm
from marketplace.webkit.ordering import Desk
from marketplace.webkit.pages import checked, page, refusals, see_other


@dataclass(frozen=True, slots=True)
class Saying:
    """Whether something will be agreed: in words, by which rule (None: none is against it), and like things before."""

    effect: str
    words: str
    verdict: Verdict
    like: LikeRow | None

    @property
    def rule(self) -> Any:
        """The rule that is against it, where there is one."""
        return None if isinstance(self.verdict, Allowed) else self.verdict.rule


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One account, and what a plan asks it for: pence that it asks, that there are, and that are left."""

    label: str
    asked: Pence
    has: Pence

    @property
    def left(self) -> Pence:
        """What is left; less than nothing where the plan asks for too much."""
        return self.has - self.asked


def saying(said: Chances, account_id: UUID | None, about: str, day: Any) -> Saying:
    """What the rules say of something on a day."""
    verdict = said.verdict(account_id, about, day)
    words = EFFECT_WORDS[verdict.effect] if account_id else "No budget pays for it, so nobody has to agree"
    return Saying(verdict.effect.value, words, verdict, said.liked(account_id, about))


def room(accounts: Sequence[AccountRow], lines: Sequence[LineRow]) -> list[RoomRow]:
    """What a plan asks each account for, of what is left in it and still to come."""
    asked: dict[UUID | None, Pence] = {}
    for line in lines:
        if line.state != LineState.REFUSED:
            wanted = line.agreed_pence if line.agreed_pence is not None else line.asked
            asked[line.account_id] = asked.get(line.account_id, 0) + wanted
    return [RoomRow(row.label, asked.get(row.id, 0), row.available + row.to_come) for row in accounts]


def list_all(desk: Desk, form: FlaskForm | None = None, status: int = 200) -> Response:
    """The plans, where each is, and a way to begin one."""
    actor = current_actor()
    with database.reading() as session:
        person(session, actor, desk.person_id, Power.SEE, Section.PLANS)
        rows = plans_for(session, actor, desk.person_id)
        sent = sent_for(session, actor, [row.id for row in rows])
        own = actor.own_person_id == desk.person_id
        may_plan = own or (Power.PLAN, Section.PLANS) in reach_over(session, actor, desk.person_id)
        free = budgets_to_plan(session, actor, desk.person_id) if may_plan else []
    offer_id = request.args.get("offer", "")
    shown: dict[str, Any] = {"desk": desk, "rows": rows, "sent": sent, "free": free, "offer_id": offer_id}
    return page("webkit/plan/list.html", **shown, form=form or FlaskForm(), key=uuid4(), status=status)


def _id(name: str, values: Any) -> UUID | None:
    try:
        return UUID(values.get(name, ""))
    except ValueError:
        return None


def start(desk: Desk) -> Response:
    """Begin a plan for one budget."""
    form, nobody = FlaskForm(), UUID(int=0)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            budget_id = _id("budget_id", request.form) or nobody
            key = _id("key", request.form) or uuid4()
            plan_id = plans.start(session, current_actor(), key, desk.person_id, budget_id)
        return see_other(f"{desk.face}.plan_show", "Your plan is there.", plan_id=plan_id, **desk.values)
    return list_all(desk, form, 422)


def _plan(desk: Desk, plan_id: UUID) -> PlanRow:
    """One plan of this person. Raises NotFound."""
    with database.reading() as session:
        row = plan_of(session, current_actor(), plan_id)
    if row.person_id != desk.person_id:
        raise NotFound
    return row


def show(desk: Desk, plan_id: UUID, form: FlaskForm | None = None, status: int = 200) -> Response:
    """One plan: where it is and who has it, what is in it, what it costs, and what was decided."""
    actor, row = current_actor(), _plan(desk, plan_id)
    with database.reading() as session:
        outcomes, lines = outcomes_of(session, actor, plan_id), lines_of(session, actor, plan_id)
        sent, decided = sent_for(session, actor, [plan_id]), decisions_of(session, actor, plan_id)
        accounts = accounts_for(session, actor, desk.person_id)
        said = chances(session, actor, {line.account_id for line in lines if line.account_id})
    asked = {line.account_id for line in lines}
    words = form if isinstance(form, WordsForm) else WordsForm(formdata=None).filled(row, outcomes)
    words.version.data, words.version.raw_data = row.version, None
    return page(
        "webkit/plan/show.html",
        desk=desk,
        row=row,
        outcomes={each.id: each.words for each in outcomes},
        lines=[(line, _said(said, line)) for line in lines],
        sent=sent,
        decided=decided,
        sums=sums_of(lines),
        room=room([each for each in accounts if each.id in asked], lines),
        words=words,
        form=form,
        again=form if isinstance(form, AgainForm) else AgainForm(formdata=None),
        drafting=row.state == PlanState.DRAFT and row.may_change,
        status=status,
    )


def _said(said: Chances, line: LineRow) -> Saying:
    return saying(said, line.account_id, line.about, max(line.starts, current_actor().today))


def save(desk: Desk, plan_id: UUID) -> Response:
    """Save a plan's own words, or say what to mend."""
    _plan(desk, plan_id)
    form = WordsForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            plans.save_words(session, current_actor(), plan_id, form.request())
        return see_other(f"{desk.face}.plan_show", "It is saved.", plan_id=plan_id, **desk.values)
    return show(desk, plan_id, form, 422)


def move(desk: Desk, plan_id: UUID) -> Response:
    """Send a plan, take it back to change it, end it, take something out of it, or ask to look at something again."""
    _plan(desk, plan_id)
    actor, form, line_id = current_actor(), AgainForm(), _id("line_id", request.form)
    deeds = {
        "send": ("Your plan is sent.", lambda s: plans.send(s, actor, plan_id)),
        "change": ("You can change your plan now.", lambda s: plans.change(s, actor, plan_id)),
        "end": ("Your plan has ended.", lambda s: plans.end(s, actor, plan_id)),
        "drop": ("It is taken out.", lambda s: plans.drop_line(s, actor, plan_id, line_id)),
        "again": ("You have asked.", lambda s: plans.ask_again(s, actor, plan_id, line_id, form.words.data or "")),
    }
    with refusals(form):
        checked(form)
        found = deeds.get(request.form.get("move", ""))
        if found is None:
            raise PlanRefused("Choose what you want to do with your plan.")
        with database.writing() as session:
            found[1](session)
        return see_other(f"{desk.face}.plan_show", found[0], plan_id=plan_id, **desk.values)
    return show(desk, plan_id, form, 422)


def _rows(desk: Desk, plan_id: UUID) -> LinePage:
    """What one thing in a plan is filled in from: the line or the offer that the address names. Raises NotFound."""
    actor, row = current_actor(), _plan(desk, plan_id)
    if not row.may_change:
        raise NotFound
    line_id, offer_id = _id("line", request.args), _id("offer", request.args)
    with database.reading() as session:
        line = next((each for each in lines_of(session, actor, plan_id) if each.id == line_id), None)
        if line is None and line_id is not None:
            raise NotFound
        offer_id = line.offer_id if line else offer_id
        about = offer(session, actor, offer_id) if offer_id else None
        accounts = accounts_for(session, actor, desk.person_id)
        return LinePage(row, outcomes_of(session, actor, plan_id), accounts, about, line)


def line_edit(desk: Desk, plan_id: UUID) -> Response:
    """The form of one thing in a plan."""
    rows = _rows(desk, plan_id)
    form = LineForm(formdata=None).filled(rows).offered(rows)
    return _line(desk, rows, form, 200)


def _line(desk: Desk, rows: LinePage, form: LineForm, status: int) -> Response:
    """The page, or for htmx only what the thing would cost and whether it will be agreed."""
    form.version.data, form.version.raw_data = rows.line.version if rows.line else 1, None
    shown: dict[str, Any] = {"desk": desk, "rows": rows, "form": form, "answer": _answer(rows, form)}
    return page("webkit/plan/line.html", fragment="webkit/plan/_answer.html", **shown, status=status)


def _answer(rows: LinePage, form: LineForm) -> tuple[Cost, Saying, list[RoomRow]] | None:
    """What a thing as it is filled in costs, whether it will be agreed, and what is left; None while parts lack."""
    typed: Any = (form.quantity.data, form.starts.data, form.ends.data)
    about = rows.offer.category if rows.offer else form.about.data
    unit = form.pence.data
    if rows.offer:
        prices = {f"{each.unit}:{each.level}": each.pence for each in rows.offer.prices}
        unit = prices.get(form.price.data or "")
    if None in typed or unit is None or not about or form.every.data not in set(Every):
        return None
    days = typed[1:]
    cost = cost_of(unit, typed[0], form.own.data or 0, Every(form.every.data), days)
    account_id = _id("account_id", {"account_id": form.account_id.data or NOBODY})
    actor = current_actor()
    with database.reading() as session:
        said = chances(session, actor, [account_id] if account_id else [])
        others = [each for each in lines_of(session, actor, rows.plan.id) if not rows.line or each.id != rows.line.id]
    paying = [each for each in rows.accounts if each.id == account_id]
    with_it = [replace(each, asked=each.asked + cost.whole) for each in room(paying, others)]
    return cost, saying(said, account_id if paying else None, about, max(days[0], actor.today)), with_it


def line_save(desk: Desk, plan_id: UUID) -> Response:
    """Put one thing into a plan; with ``check``, only say what it costs and whether it will be agreed."""
    rows = _rows(desk, plan_id)
    form = LineForm().offered(rows)
    if "check" in request.form:
        return _line(desk, rows, form, 200)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            plans.put_line(session, current_actor(), plan_id, form.request(rows))
        return see_other(f"{desk.face}.plan_show", "It is in your plan.", plan_id=plan_id, **desk.values)
    return _line(desk, rows, form, 422)
