"""Figures: what was measured beside its floor and limit, as a table and as JSON."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ``value`` and ``floor`` in ``unit`` for one operation, measured in the same run.

    ``limit`` is the most that value over floor may be; where there is no floor, the most that the value may be.
    """

    name: str
    value: float
    unit: str
    floor: float | None = None
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        """Value over floor, where there is a floor."""
        return None if self.floor is None else self.value / self.floor

    @property
    def over(self) -> bool:
        """Whether it is more than it may be."""
        judged = self.value if self.ratio is None else self.ratio
        return self.limit is not None and judged > self.limit


def p50(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The value that 19 of 20 do not go over."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


STATISTICS = {"p50": p50, "p95": p95}


def timed(
    name: str, seconds: Sequence[float], floor: Sequence[float] | None = None, limit: float | None = None
) -> list[Figure]:
    """The p50 and the p95 of times in seconds, in milliseconds, each beside that of the floor's times."""
    return [
        Figure(f"{name}/{which}", 1000 * of(seconds), "ms", 1000 * of(floor) if floor else None, limit)
        for which, of in STATISTICS.items()
    ]


def write(figures: Sequence[Figure], path: Path = RESULTS) -> None:
    """Write all figures as JSON, numbers to four digits after the point."""
    rows = [
        {
            "name": figure.name,
            "value": _short(figure.value),
            "unit": figure.unit,
            "floor": _short(figure.floor),
            "ratio": _short(figure.ratio),
            "limit": figure.limit,
        }
        for figure in figures
    ]
    path.write_text(json.dumps(rows, indent=2) + "\n")


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def show(figures: Sequence[Figure]) -> None:
    """Print a table of figures; of counts of statements, which have a list of their own, only those over the limit."""
    figures = [figure for figure in figures if figure.over or figure.unit != "statements"]
    width = max((len(figure.name) for figure in figures), default=0)
    print(f"\n{'':<{width}}  {'value':>9} {'unit':<10} {'floor':>9} {'ratio':>6} {'limit':>6}")
    for each in figures:
        verdict = "" if each.limit is None else "OVER" if each.over else "ok"
        print(
            f"{each.name:<{width}}  {_told(each.value):>9} {each.unit:<10} {_told(each.floor):>9} "
            f"{_told(each.ratio):>6} {_told(each.limit):>6} {verdict}".rstrip(),
            flush=True,
        )


def _told(value: float | None) -> str:
    if value is None:
        return "-"
    return str(int(value)) if float(value).is_integer() else f"{value:.2f}"
