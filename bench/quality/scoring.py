"""How good the answers of search are: nDCG@10, and how often a right answer is in the first three."""

import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2, sqrt
from typing import NamedTuple

from bench.quality import Query

FIRST, TEN = 3, 10
CERTAIN = 1.96  # of the normal distribution: 95 %
SEED, DRAWS = 20261123, 2_000


class Interval(NamedTuple):
    """A figure between 0 and 1 with its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def words(self) -> str:
        """The figure with its interval."""
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


@dataclass(frozen=True, slots=True)
class Score:
    """One query: its nDCG@10, and whether one of the first three is a right answer."""

    query: Query
    ndcg: float
    right: bool


def scored(query: Query, found: Sequence[str]) -> Score:
    """The score of what was found, best first, by keys of the demo world."""
    gained = _gain([query.right.get(key, 0) for key in found[:TEN]])
    best = _gain(sorted(query.right.values(), reverse=True)[:TEN])
    return Score(query, gained / best, bool(query.good & set(found[:FIRST])))


def share_right(scores: Sequence[Score]) -> Interval:
    """The share of queries with a right answer in the first three, with Wilson's interval."""
    number, share = len(scores), statistics.fmean(score.right for score in scores)
    middle = share + CERTAIN**2 / (2 * number)
    around = CERTAIN * sqrt(share * (1 - share) / number + CERTAIN**2 / (4 * number**2))
    over = 1 + CERTAIN**2 / number
    return Interval(share, (middle - around) / over, (middle + around) / over)


def mean_ndcg(scores: Sequence[Score]) -> Interval:
    """The mean nDCG@10, with the interval of a bootstrap from a fixed seed."""
    values = [score.ndcg for score in scores]
    draw = random.Random(SEED)  # noqa: S311 - not for secrets
    means = sorted(statistics.fmean(draw.choices(values, k=len(values))) for _ in range(DRAWS))
    return Interval(statistics.fmean(values), means[round(0.025 * DRAWS)], means[round(0.975 * DRAWS) - 1])


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(at + 2) for at, grade in enumerate(grades))
