"""The search form: from an address to a search request, and from facet counts to the choices that are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from marketplace.budgets.rules import HOLDING_WORDS
from marketplace.catalogue import rules as catalogue
from marketplace.foundation.money import parse_pounds
from search_index.documents import GROUP_WORDS, TAG_WORDS, Facet
from search_index.engine import MOST_PAGES, SearchRequest, Sort

MOST_WORDS = 200
LEGENDS: dict[Facet, str] = {
    Facet.TAGS: "Only show",
    Facet.AREAS: "Area",
    Facet.CATEGORY: "Kind of thing",
    Facet.DAYS: "Day",
    Facet.PARTS: "Time of day",
    Facet.ACCESS: "Access",
    Facet.LANGUAGES: "Language",
    Facet.GROUP_KIND: "With others or alone",
    Facet.PLACE: "Where",
    Facet.UNITS: "Sold by",
    Facet.TAKES: "Money it takes",
}
_WORDS: Mapping[Facet, Mapping[Any, str]] = {
    Facet.TAGS: TAG_WORDS,
    Facet.CATEGORY: catalogue.CATEGORY_WORDS,
    Facet.DAYS: catalogue.DAY_WORDS,
    Facet.PARTS: catalogue.PART_WORDS,
    Facet.ACCESS: catalogue.ACCESS_WORDS,
    Facet.LANGUAGES: catalogue.LANGUAGE_WORDS,
    Facet.GROUP_KIND: GROUP_WORDS,
    Facet.PLACE: catalogue.PLACE_WORDS,
    Facet.UNITS: {unit: words[0].capitalize() for unit, words in catalogue.UNIT_WORDS.items()},
    Facet.TAKES: {holding: words.capitalize() for holding, words in HOLDING_WORDS.items()},
}
SORTS = {Sort.RELEVANCE: "Best match", Sort.PRICE: "Lowest price", Sort.RATING: "Best rated"}


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

    @property
    def opened(self) -> bool:
        """Whether anything in it is chosen."""
        return any(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for, and what in it could not be read.

    ``cut`` says that more words were typed than are used. ``unknown`` are the facets of which it asks a value that they
    do not have; such values are not in the request.
    """

    request: SearchRequest
    words: str
    price: str
    price_error: str
    cut: bool = False
    unknown: tuple[Facet, ...] = ()

    def known(self, areas: Mapping[str, str]) -> "Asked":
        """The same, less each value that its facet does not have; ``areas`` are the names of all areas by code."""
        chosen = {
            facet: tuple(value for value in dict.fromkeys(values) if value in words_of(facet, areas))
            for facet, values in self.request.chosen.items()
        }
        unknown = tuple(facet for facet, held in chosen.items() if len(held) < len(set(self.request.chosen[facet])))
        request = replace(self.request, chosen={facet: values for facet, values in chosen.items() if values})
        return replace(self, request=request, unknown=unknown)

    def address(self, request: SearchRequest | None = None) -> dict[str, list[str]]:
        """What an address says to ask this again, or another request that has some of it."""
        shown = request or self.request
        named = {
            "q": [self.words] if shown.words else [],
            **{facet.value: list(values) for facet, values in shown.chosen.items()},
            "price": [self.price] if self.price_error or shown.price_most is not None else [],
            "sort": [shown.sort.value] if shown.sort is not Sort.RELEVANCE else [],
        }
        return {name: values for name, values in named.items() if values}


def asked(args: MultiDict[str, str]) -> Asked:
    """Read a search from an address; what cannot be read is left out, and a price says so."""
    typed = _typed(args, "q")
    words = typed[:MOST_WORDS].strip()
    price = _typed(args, "price")
    most = parse_pounds(price) if len(price) < 30 else None
    sort = args.get("sort", "")
    chosen = {facet: tuple(filter(None, args.getlist(facet.value)))[:40] for facet in Facet}
    request = SearchRequest(
        words=words,
        chosen={facet: values for facet, values in chosen.items() if values},
        price_most=most,
        sort=Sort(sort) if sort in set(Sort) else Sort.RELEVANCE,
        page=_page(args.get("page", "1")),
    )
    wrong = "Enter a price in pounds, such as 10 or 12.50." if price and most is None else ""
    return Asked(request, words, price, wrong, cut=len(typed) > MOST_WORDS)


def _page(asked: str) -> int:
    """The page that an address asks for; one far out is as good as the last that there can be."""
    if not (asked.isascii() and asked.isdigit()):
        return 1
    return int(asked) if len(asked) < 6 else MOST_PAGES


def words_of(facet: Facet, areas: Mapping[str, str]) -> Mapping[Any, str]:
    """Every value that a facet can have, in order, with its words."""
    return areas if facet is Facet.AREAS else _WORDS[facet]


def _typed(args: MultiDict[str, str], name: str) -> str:
    """What was typed in one box, without what no page can show."""
    return args.get(name, "").replace("\0", " ").strip()


def groups(request: SearchRequest, counts: Mapping[Facet, Mapping[str, int]], areas: Mapping[str, str]) -> list[Group]:
    """The facets with what can be chosen in them: values that are there, and those that are chosen already."""
    shown = []
    for facet, legend in LEGENDS.items():
        chosen = set(request.chosen.get(facet, ()))
        there = counts.get(facet, {})
        choices = tuple(
            Choice(value, text, there.get(value, 0), value in chosen)
            for value, text in words_of(facet, areas).items()
            if there.get(value) or value in chosen
        )
        if choices:
            shown.append(Group(facet.value, legend, choices))
    return shown
