"""A funder's own rules of what its money may buy: what holds and is coming, setting one from a day, ending one."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.budgets import operations as budgets
from marketplace.budgets.queries import own_rule, spending_rules
from marketplace.commissioner_desk import commissioner_desk
from marketplace.commissioner_desk.forms.spending import RuleEndForm, RuleForm
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people.queries import own_funder
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other


@commissioner_desk.get("/rules")
@allow(Power.COMMISSION, Power.MANAGE)
def rule_list() -> Response:
    """Every rule: what holds, since when, and its source; what is coming, and what held before."""
    actor = current_actor()
    with database.reading() as session:
        rules = spending_rules(session, actor, own_funder(session, actor).id)
    return page("commissioner_desk/rule/list.html", rules=rules, keeps=actor.may(Power.MANAGE))


@commissioner_desk.get("/rules/new")
@allow(Power.MANAGE)
def rule_new() -> Response:
    """Fill in a rule."""
    return _new(RuleForm(formdata=None), 200)


def _new(form: RuleForm, status: int) -> Response:
    with database.reading() as session:
        funder = own_funder(session, current_actor())
    return page("commissioner_desk/rule/new.html", funder=funder, form=form, status=status)


@commissioner_desk.post("/rules")
@allow(Power.MANAGE, proved=True)
def rule_plan() -> Response:
    """Set it, from a day on."""
    form, actor = RuleForm(), current_actor()
    with database.reading() as session:
        funder = own_funder(session, actor)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            budgets.plan_rule(session, actor, form.request(funder.id))
        return see_other("commissioner_desk.rule_list", "The rule is set.")
    return _new(form, 422)


@commissioner_desk.get("/rules/<uuid:rule_id>/end")
@allow(Power.MANAGE)
def rule_end(rule_id: UUID) -> Response:
    """Choose the last day of a rule."""
    return _end(rule_id, RuleEndForm(formdata=None), 200)


def _end(rule_id: UUID, form: RuleEndForm, status: int) -> Response:
    with database.reading() as session:
        row = own_rule(session, current_actor(), rule_id)
    return page("commissioner_desk/rule/end.html", row=row, form=form, status=status)


@commissioner_desk.post("/rules/<uuid:rule_id>/end")
@allow(Power.MANAGE, proved=True)
def rule_ended(rule_id: UUID) -> Response:
    """It ends after that day."""
    form = RuleEndForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            budgets.end_rule(session, current_actor(), rule_id, form.last)
        return see_other("commissioner_desk.rule_list", "The rule ends on that day.")
    return _end(rule_id, form, 422)


@commissioner_desk.post("/rules/<uuid:rule_id>/take-back")
@allow(Power.MANAGE, proved=True)
def rule_drop(rule_id: UUID) -> Response:
    """Take back a rule that does not hold yet."""
    with database.writing() as session:
        budgets.drop_rule(session, current_actor(), rule_id)
    return see_other("commissioner_desk.rule_list", "It is taken back.")
