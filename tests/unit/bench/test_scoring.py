"""The figures of the quality set, for answers whose figures can be told by hand."""

from types import MappingProxyType

import pytest

from bench.quality import Query
from bench.quality.scoring import mean_ndcg, scored, share_right

QUERY = Query("choir", "activity", MappingProxyType({"choir": 3, "singing": 2, "drums": 1}), held_out=False)


@pytest.mark.parametrize(
    ("found", "ndcg", "right"),
    [
        (["choir", "singing", "drums"], 1.0, True),
        (["choir", "singing", "drums", "bees"], 1.0, True),
        (["bees", "walks", "tea", "choir"], 0.32, False),
        (["drums", "bees", "walks"], 0.11, False),
        ([], 0.0, False),
    ],
)
def test_the_best_order_is_worth_one_and_nothing_right_nought(found: list[str], ndcg: float, right: bool) -> None:
    score = scored(QUERY, found)
    assert (round(score.ndcg, 2), score.right) == (ndcg, right)


def test_intervals_hold_the_figure_and_are_the_same_each_time() -> None:
    scores = [scored(QUERY, found) for found in (["choir"], ["bees"], ["singing"], ["drums"]) for _ in range(10)]
    assert share_right(scores).value == 0.5
    for of in (mean_ndcg, share_right):
        assert 0 < of(scores).low < of(scores).value < of(scores).high < 1
        assert of(scores) == of(scores)
