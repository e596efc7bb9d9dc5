"""From a draft to an answer: what is refused before it is sent, who may decide, and what stays as it was."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from marketplace.budgets.rules import NoAccount
from marketplace.foundation import database
from marketplace.foundation.errors import IllegalMove, NotFound, Refusal
from marketplace.keeping.queries import work_for
from marketplace.people import operations as people
from marketplace.people.queries import mandates_given
from marketplace.people.rules.safeguarding import WorkKind
from marketplace.plans import operations as plans
from marketplace.plans.operations import DecisionRequest
from marketplace.plans.queries import chances, plan_read, sent_for
from marketplace.plans.rules import Answer, Every, NotYoursToDecide, PlanChanged, PlanRefused
from tests import world
from tests.integration.plans.books import WORDS, Desk, open_desk


@pytest.fixture
def desk(once: Callable[..., Any]) -> Desk:
    return once(open_desk)


def test_a_plan_is_sent_only_when_it_can_be_answered(desk: Desk) -> None:
    with pytest.raises(PlanRefused, match="nothing new to decide"):
        desk.send()
    clay = desk.line("Clay", 20_00)
    line_id = desk.put(replace(clay, outcome_id=None))
    assert desk.put(replace(clay, outcome_id=None)) == line_id, "the same form puts it in once"
    with pytest.raises(PlanRefused, match="choose which of the things"):
        desk.send()
    desk.put(replace(clay, key=uuid4(), line_id=line_id), desk.broker)
    with pytest.raises(PlanChanged, match="Open Door Brokers member changed this"):
        desk.put(replace(clay, key=uuid4(), line_id=line_id, version=1))
    too_much = desk.put(desk.line("A boat", 9_000_00, every=Every.ONCE))
    with pytest.raises(PlanRefused, match="too much"):
        desk.send()
    with database.writing() as session:
        plans.drop_line(session, desk.robin, desk.plan_id, too_much)
    with database.writing() as session:
        (given,) = [row.id for row in mandates_given(session, desk.robin) if row.name == "Open Door Brokers"]
        people.end_mandate(session, desk.robin, given)
    with pytest.raises(NotFound):  # consent ended while the broker typed
        desk.put(desk.line("Late", 1_00), desk.broker)
    with pytest.raises(NoAccount):
        desk.put(replace(clay, key=uuid4(), account_id=uuid4()))
    for actor in (desk.other, desk.first, world.person("Sam")):
        with pytest.raises(NotFound):
            desk.put(clay, actor)
    with database.writing() as session, pytest.raises(PlanChanged):
        plans.save_words(session, desk.robin, desk.plan_id, WORDS)
    desk.put(replace(desk.line("A walk", 0), account_id=None))
    desk.send()
    assert {row.state for row in desk.lines().values()} == {"waiting", "own"}
    (sent,) = desk.put_to_them()
    assert (sent.route, sent.asked_pence, sent.for_me) == ("one", 11 * 20_00, True)
    assert desk.put_to_them(desk.other) == []
    with database.reading() as session, pytest.raises(NotFound):
        plan_read(session, desk.other, sent.id)
    with database.reading() as session:
        late = [row for row in work_for(session, desk.first.at(world.NOW.replace(month=8))) if row.late]
        assert [row.what.kind for row in late] == [WorkKind.PLAN]
    with pytest.raises(PlanRefused, match="not being written"):
        desk.put(clay)


def test_one_decides_small_things_and_somebody_new_looks_again(desk: Desk) -> None:
    for title in ("Clay", "Paint", "Song"):
        desk.put(desk.line(title, 20_00))
    desk.send()
    desk.decide(desk.first, "Clay", Answer.AGREED)
    assert (desk.lines()["Clay"].state, desk.row().state) == ("agreed", "sent"), "it starts while others wait"
    with pytest.raises(PlanRefused, match="Say why"):
        desk.decide(desk.first, "Paint", Answer.REFUSED)
    desk.decide(desk.first, "Paint", Answer.REFUSED, "You have paint.")
    desk.decide(desk.second, "Song", Answer.PART, "Half.", pence=110_00)
    assert (desk.row().state, desk.lines()["Song"].agreed_pence) == ("decided", 110_00)
    with pytest.raises(IllegalMove):
        desk.decide(desk.first, "Clay", Answer.REFUSED, "No.")
    paint = desk.lines()["Paint"].id
    with database.writing() as session:
        plans.ask_again(session, desk.broker, desk.plan_id, paint, "It is all dried up.")
    with pytest.raises(NotYoursToDecide):
        desk.decide(desk.first, "Paint", Answer.AGREED)
    desk.decide(desk.second, "Paint", Answer.AGREED, "Yes.")
    with database.writing() as session:
        plans.change(session, desk.robin, desk.plan_id)
    with database.reading() as session:
        sent = sent_for(session, desk.robin, [desk.plan_id])
        said = chances(session, desk.robin, [desk.account_id])
    assert [row.route for row in sent] == ["again", "one"]
    assert sent[1].content["lines"][0]["title"] == "Clay"
    assert said.liked(desk.account_id, "arts") is None, "one person could be guessed"
    assert {row.state for row in desk.lines().values()} == {"agreed", "part"}, "what is agreed stays agreed"


def test_large_things_need_a_second_pair_of_eyes(desk: Desk) -> None:
    desk.put(desk.line("A course", 2_500_00, every=Every.ONCE))
    desk.send()
    desk.decide(desk.first, "A course", Answer.PART, "Some of it.", pence=2_000_00)
    assert desk.lines()["A course"].state == "second"
    with pytest.raises(NotYoursToDecide):
        desk.decide(desk.first, "A course", Answer.AGREED, agrees=True)
    with pytest.raises(PlanRefused, match="whether you agree"):
        desk.decide(desk.second, "A course", Answer.AGREED)
    with pytest.raises(PlanRefused, match="Say why"):
        desk.decide(desk.second, "A course", Answer.AGREED, agrees=False)
    desk.decide(desk.second, "A course", Answer.AGREED, "It is too little.", agrees=False)
    with pytest.raises(PlanRefused, match="handed back"):
        desk.decide(desk.third, "A course", None, agrees=True)
    desk.decide(desk.second, "A course", Answer.AGREED)
    desk.decide(desk.third, "A course", Answer.AGREED, agrees=True)
    line = desk.lines()["A course"]
    assert (line.state, line.agreed_pence, desk.row().state) == ("agreed", 2_500_00, "decided")


def test_two_who_decide_at_once_decide_once(desk: Desk) -> None:
    desk.put(desk.line("Clay", 20_00))
    desk.send()
    line = desk.lines()["Clay"]

    def decide(actor: Any) -> str:
        try:
            with database.writing() as session:
                assert line.sent_id
                plans.decide(session, actor, line.sent_id, DecisionRequest(line.id, Answer.REFUSED, "No."))
        except Refusal as refused:
            return refused.message
        return "done"

    with ThreadPoolExecutor(2) as pool:
        done = sorted(pool.map(decide, (desk.first, desk.second)))
    assert done[1] == "done"
    assert "is not agreed, so that cannot be done now" in done[0]
    assert desk.row().state == "decided"
