"""What rules say of what is bought: the strictest that holds on the day, and national ones before a funder's own."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from marketplace.budgets.rules import asking
from marketplace.budgets.rules.asking import Permission, QuestionMove, QuestionState
from marketplace.budgets.rules.spending import (
    ABOUT_WORDS,
    NATIONAL,
    Allowed,
    Effect,
    NeedsAsking,
    NotAllowed,
    NotBackInTime,
    Rule,
    RuleRefused,
    SpendingRefused,
    allowed,
    check_rule,
    national,
    strictest,
)
from marketplace.catalogue.rules import CATEGORY_WORDS
from marketplace.foundation.errors import IllegalMove

DAY = date(2026, 3, 2)
ASKS = Rule("arts", Effect.ASK, "Ask us.", "Policy", DAY, DAY + timedelta(days=9))
NEVER = Rule("arts", Effect.NOT_ALLOWED, "Not from this money.", "Policy", DAY + timedelta(days=10))


def test_the_rule_that_holds_on_the_day_of_the_booking_decides() -> None:
    own = (ASKS, NEVER, Rule("music", Effect.ALLOWED, "Yes.", "Policy", DAY))
    for days, verdict in ((-1, Allowed()), (0, NeedsAsking(ASKS)), (9, NeedsAsking(ASKS)), (10, NotAllowed(NEVER))):
        assert allowed(own, {"arts"}, DAY + timedelta(days=days)) == verdict
    assert allowed(own, {"music"}, DAY) == allowed(own, {"sport"}, DAY) == Allowed()
    assert allowed(own, {"music", "arts"}, DAY) == NeedsAsking(ASKS)
    assert strictest([Allowed(), NotAllowed(NEVER), NeedsAsking(ASKS)]) == NotAllowed(NEVER)


def test_what_the_law_forbids_no_funder_allows() -> None:
    assert {rule.about for rule in national("nhs")} == {
        *("alcohol", "tobacco", "gambling", "debt", "illegal", "emergency_care", "primary_care")
    }
    assert national("provider") == ()
    for kind, rules in NATIONAL.items():
        for rule in rules:
            own = replace(rule, effect=Effect.ALLOWED, national=False)
            assert allowed([own, *national(kind)], {rule.about}, DAY) == NotAllowed(rule)
            refused = SpendingRefused("North", uuid4(), uuid4(), NotAllowed(rule))
            assert not refused.can_ask
            assert rule.source in refused.message
            assert "link" not in refused.message
    assert set(CATEGORY_WORDS) < set(ABOUT_WORDS)


@pytest.mark.parametrize(
    ("rule", "error", "field"),
    [
        (replace(NEVER, starts=DAY - timedelta(days=1)), NotBackInTime, "starts"),
        (replace(NEVER, ends=DAY), RuleRefused, "ends"),
        (replace(NEVER, about="nonsense"), RuleRefused, "about"),
        (replace(NEVER, starts=DAY), RuleRefused, "starts"),  # one begins on that day already
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_where_to_mend_it(rule: Rule, error: type, field: str) -> None:
    with pytest.raises(error) as refused:
        check_rule(rule, DAY, [ASKS])
    assert refused.value.field == field


def test_a_question_moves_as_its_table_says_and_a_yes_has_bounds() -> None:
    for state in QuestionState:
        for move in QuestionMove:
            if move in asking.MOVES[state]:
                assert asking.next_state(state, move) is asking.BECOMES[move]
            else:
                with pytest.raises(IllegalMove):
                    asking.next_state(state, move)
    for move in (QuestionMove.NO, QuestionMove.ASK_BACK, QuestionMove.REPLY):
        with pytest.raises(asking.QuestionRefused):
            asking.check_said(move, " ")
    for pence, until, field in (
        (0, DAY, "pence"),
        (None, DAY, "pence"),
        (1, None, "until"),
        (1, date(2027, 1, 1), "until"),
    ):
        with pytest.raises(asking.QuestionRefused) as refused:
            asking.check_yes(pence, until, DAY, date(2026, 12, 31))
        assert refused.value.field == field
    yes = Permission(uuid4(), 24_00, DAY, DAY + timedelta(days=9))
    asking.within(yes, 12_00, 12_00)
    with pytest.raises(asking.OverPermission):
        asking.within(yes, 12_00, 12_01)
    assert yes.covers([DAY])
    assert not yes.covers([DAY, DAY + timedelta(days=10)])
