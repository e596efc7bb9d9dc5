"""What may happen to a stream while it runs: each reason has its rule, and less money needs notice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from marketplace.budgets.rules.streams import (
    REASONS,
    Change,
    ChangeKind,
    ChangeReason,
    ChangeRefused,
    Running,
    Turn,
    check_change,
    shut_on,
)

DAY = date(2026, 3, 2)
LATER = DAY + timedelta(days=28)
RUNS = Running(date(2026, 12, 31), (), 28, 500_00)
PAUSED = replace(RUNS, turns=(Turn(ChangeKind.SUSPEND, DAY, "Casey"),))
CUT = Change(ChangeKind.AMOUNT, LATER, ChangeReason.REASSESSED, "We assessed you again.", 80_00)
PAUSE = Change(ChangeKind.SUSPEND, LATER, ChangeReason.HOSPITAL, "You are in hospital.")
END = Change(ChangeKind.END, LATER, ChangeReason.ELSEWHERE, "The NHS pays now.", back=50_00, back_by=LATER)


def test_days_are_shut_from_a_pause_until_it_goes_on_and_after_an_end() -> None:
    turns = [
        Turn(kind, DAY + timedelta(days=days), "Casey")
        for days, kind in ((0, ChangeKind.SUSPEND), (7, ChangeKind.RESUME), (20, ChangeKind.END))
    ]
    shut = [days for days in range(-2, 30) if shut_on(turns, DAY + timedelta(days=days))]
    assert shut == [*range(7), *range(20, 30)]


@pytest.mark.parametrize("change", [CUT, PAUSE, END, replace(CUT, pence=120_00, reason=ChangeReason.RISE, starts=DAY)])
def test_what_keeps_to_the_rules_may_be_done(change: Change) -> None:
    check_change(change, RUNS, DAY, 100_00)


@pytest.mark.parametrize(
    ("change", "stream", "field"),
    [
        (replace(CUT, starts=LATER - timedelta(days=1)), RUNS, "starts"),  # too little notice
        (replace(CUT, starts=DAY - timedelta(days=1)), RUNS, "starts"),
        (replace(CUT, starts=date(2027, 1, 1)), RUNS, "starts"),
        (replace(CUT, reason=ChangeReason.CONDITIONS), RUNS, "reason"),
        (replace(CUT, reason=ChangeReason.RISE), RUNS, "reason"),  # a rise that is a cut
        (replace(CUT, pence=100_00), RUNS, "pence"),
        (replace(CUT, pence=None), RUNS, "pence"),
        (replace(CUT, pence=0), RUNS, "pence"),
        (replace(CUT, words=" "), RUNS, "words"),
        (replace(PAUSE, kind=ChangeKind.END), RUNS, "reason"),  # a hospital stay does not end a direct payment
        (PAUSE, PAUSED, "kind"),
        (replace(PAUSE, kind=ChangeKind.RESUME, reason=ChangeReason.SETTLED), RUNS, "kind"),
        (replace(END, kind=ChangeKind.SUSPEND, reason=ChangeReason.RISK), RUNS, "back"),
        (replace(END, back=500_01), RUNS, "back"),
        (replace(END, back=None), RUNS, "back"),
        (replace(END, back_by=DAY), RUNS, "back_by"),
        (END, replace(RUNS, turns=(Turn(ChangeKind.END, DAY, "Casey"),)), "kind"),
        (END, replace(RUNS, turns=(Turn(ChangeKind.SUSPEND, LATER + timedelta(days=1), "Casey"),)), "starts"),
    ],
)
def test_what_breaks_a_rule_is_refused_where_to_mend_it(change: Change, stream: Running, field: str) -> None:
    with pytest.raises(ChangeRefused) as refused:
        check_change(change, stream, DAY, 100_00)
    assert refused.value.field == field


def test_no_payment_to_come_is_no_payment_to_change_and_every_thing_has_a_reason() -> None:
    with pytest.raises(ChangeRefused):
        check_change(CUT, RUNS, DAY, None)
    assert set(REASONS) == set(ChangeReason)
    assert {kind for rule in REASONS.values() for kind in rule.kinds} == set(ChangeKind)
