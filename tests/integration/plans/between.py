"""A plan that a shop's people make, send, answer and look at again, so that everything has happened once."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from marketplace.foundation import database
from marketplace.people.rules import Duty, OrganisationKind
from marketplace.plans import operations as plans
from marketplace.plans.operations import DecisionRequest, LineRequest, WordsRequest
from marketplace.plans.queries import budgets_to_plan, lines_of, outcomes_of
from marketplace.plans.rules import Answer, Every
from tests import world
from tests.faces.shop import Shop


def planned(shop: Shop, words: str = "It calms me.") -> None:
    """A plan with two things, of which one is agreed, and one is not and is asked about again."""
    robin, funder = shop.person, shop.funder.at(shop.clock())
    person_id = robin.own_person_id or uuid4()
    colleague = world.member(OrganisationKind.COUNCIL, Duty.COMMISSIONER, "North", funder.organisation_id)
    offer_id = world.offer(shop.owner, title="Clay")
    with database.writing() as session:
        budget = budgets_to_plan(session, robin, person_id)[0]
        plan_id = plans.start(session, robin, uuid4(), person_id, budget.id)
        review = robin.today + timedelta(days=30)
        plans.save_words(session, robin, plan_id, WordsRequest(1, [words], words, review, 5_00, words))
        goal = outcomes_of(session, robin, plan_id)[0].id
        days = (robin.today, budget.ends)
        line = LineRequest(uuid4(), goal, words, "arts", Decimal(1), Every.ONCE, *days, 1_00, words)
        line = replace(line, account_id=shop.account_id)
        for each in (line, replace(line, key=uuid4(), offer_id=offer_id, price="session:standard")):
            plans.put_line(session, robin, plan_id, each)
        plans.send(session, robin, plan_id)
        agreed, refused = lines_of(session, robin, plan_id)
        assert agreed.sent_id
        plans.decide(session, funder, agreed.sent_id, DecisionRequest(agreed.id, Answer.AGREED))
        plans.decide(session, funder, agreed.sent_id, DecisionRequest(refused.id, Answer.REFUSED, words))
        plans.ask_again(session, robin, plan_id, refused.id, words)
        again = next(row for row in lines_of(session, robin, plan_id) if row.id == refused.id)
        assert again.sent_id
        later = colleague.at(shop.clock() + timedelta(hours=1))
        plans.decide(session, later, again.sent_id, DecisionRequest(refused.id, Answer.AGREED))
