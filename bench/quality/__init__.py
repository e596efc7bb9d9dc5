"""The quality set: what people ask for, and which offers of the demo world should come; README.md says how it arose."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

KINDS = frozenset(
    ("activity", "outcome", "typo", "synonym", "old_word", "place", "name", "language", "half_word", "long")
)
GRADES = {"3": 3, "2": 2, "1": 1}
GOOD = 2  # from this grade on an offer is a right answer; below it is only not wrong
QUERIES = Path(__file__).with_name("queries.toml")


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody typed, with the grade of each offer that should come, by its key in the demo world.

    ``area`` is the code of the area chosen beside the words, or nothing.
    """

    q: str
    kind: str
    right: Mapping[str, int]
    held_out: bool
    area: str = ""

    @property
    def good(self) -> frozenset[str]:
        """The offers that are a right answer: exactly what is meant, or good."""
        return frozenset(key for key, grade in self.right.items() if grade >= GOOD)


def load(path: Path = QUERIES) -> tuple[Query, ...]:
    """All queries in the order of the file; one that is badly written is refused by its words."""
    return tuple(_read(told) for told in tomllib.loads(path.read_text(encoding="utf-8"))["query"])


def _read(told: Mapping[str, Any]) -> Query:
    """One query, once what cannot be meant is ruled out."""
    graded = [(key, GRADES[grade]) for grade, keys in told["right"].items() for key in keys]
    query = Query(told["q"], told["kind"], MappingProxyType(dict(graded)), told["held_out"], told.get("area", ""))
    if query.kind not in KINDS:
        raise ValueError(f"{query.q!r}: {query.kind!r} is not a kind")
    if len(query.right) < len(graded):
        raise ValueError(f"{query.q!r}: an offer has two grades")
    if not query.good:
        raise ValueError(f"{query.q!r}: no offer is a right answer")
    return query
