"""The choices of the search: every facet in the order of the form, its words, and how many there are of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marketplace.budgets.rules import HOLDING_WORDS
from marketplace.catalogue import rules as catalogue
from marketplace.people.queries import AreaRow
from search_index.documents import GROUP_WORDS, STARTS_WORDS, TAG_WORDS, Facet
from search_index.engine import SearchRequest

SHOWN_FIRST = 6  # choices of a facet; two more are shown too, rather than folded away
LEGENDS: dict[Facet, str] = {
    Facet.OUTCOMES: "What you want to do",
    Facet.TAGS: "Only show",
    Facet.AREAS: "Area",
    Facet.PLACE: "Where",
    Facet.CATEGORY: "Kind of thing",
    Facet.DAYS: "Day",
    Facet.PARTS: "Time of day",
    Facet.STARTS: "How soon",
    Facet.GROUP_KIND: "With others or alone",
    Facet.ACCESS: "Access",
    Facet.LANGUAGES: "Language",
    Facet.WORKERS: "Who helps",
    Facet.CULTURE: "It has…",
    Facet.TAKES: "Money it takes",
    Facet.UNITS: "Sold by",
    Facet.ACCREDITED: "Accredited",
}
HINTS = {
    Facet.WORKERS: "This is what you ask for. We do not keep it.",
    Facet.CULTURE: "This is what you ask for. We do not keep it.",
}
_WORDS: Mapping[Facet, Mapping[Any, str]] = {
    Facet.OUTCOMES: catalogue.OUTCOME_WORDS,
    Facet.TAGS: TAG_WORDS,
    Facet.CATEGORY: catalogue.CATEGORY_WORDS,
    Facet.DAYS: catalogue.DAY_WORDS,
    Facet.PARTS: catalogue.PART_WORDS,
    Facet.STARTS: STARTS_WORDS,
    Facet.ACCESS: catalogue.ACCESS_WORDS,
    Facet.LANGUAGES: catalogue.LANGUAGE_WORDS,
    Facet.GROUP_KIND: GROUP_WORDS,
    Facet.PLACE: catalogue.PLACE_WORDS,
    Facet.WORKERS: catalogue.WORKER_WORDS,
    Facet.CULTURE: catalogue.CULTURE_WORDS,
    Facet.UNITS: {unit: words[0].capitalize() for unit, words in catalogue.UNIT_WORDS.items()},
    Facet.TAKES: {holding: words.capitalize() for holding, words in HOLDING_WORDS.items()},
}


@dataclass(frozen=True, slots=True)
class Known:
    """What a search knows beside the vocabulary: all areas by code, and the asker's funder by id, with its words.

    Only somebody whose funder is known has one; to anybody else its id is a value that does not exist.
    """

    areas: Mapping[str, AreaRow] = field(default_factory=dict)
    funders: Mapping[str, str] = field(default_factory=dict)

    def words_of(self, facet: Facet) -> Mapping[Any, str]:
        """Every value that a facet can have, in order, with its words."""
        if facet is Facet.AREAS:
            return {code: area.name for code, area in self.areas.items()}
        return self.funders if facet is Facet.ACCREDITED else _WORDS[facet]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: its words, about how many there are, and whether it is chosen."""

    value: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One facet with its choices."""

    name: str
    legend: str
    choices: tuple[Choice, ...]
    hint: str = ""

    @property
    def opened(self) -> bool:
        """Whether anything in it is chosen."""
        return any(choice.chosen for choice in self.choices)

    @property
    def first(self) -> tuple[Choice, ...]:
        """The choices that are shown at once: all of them, unless there are many."""
        return self.choices if len(self.choices) <= SHOWN_FIRST + 2 else self.choices[:SHOWN_FIRST]

    @property
    def rest(self) -> tuple[Choice, ...]:
        """The choices that are folded away."""
        return self.choices[len(self.first) :]

    @property
    def rest_opened(self) -> bool:
        """Whether anything that would be folded away is chosen."""
        return any(choice.chosen for choice in self.rest)


def groups(request: SearchRequest, counts: Mapping[Facet, Mapping[str, int]], known: Known) -> list[Group]:
    """The facets with what can be chosen in them: values that are there, and those that are chosen already."""
    shown = []
    for facet, legend in LEGENDS.items():
        chosen = set(request.chosen.get(facet, ()))
        there = counts.get(facet, {})
        choices = tuple(
            Choice(value, text, there.get(value, 0), value in chosen)
            for value, text in known.words_of(facet).items()
            if there.get(value) or value in chosen
        )
        if choices:
            shown.append(Group(facet.value, legend, choices, HINTS.get(facet, "")))
    return shown
