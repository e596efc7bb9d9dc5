"""The search form: from an address to a search request, and back to an address."""

from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from marketplace.foundation.money import Pence, parse_pounds, pounds
from marketplace.webkit.forms.choices import Known
from marketplace.webkit.forms.nearness import Nearness, nearness
from search_index.documents import Facet
from search_index.engine import MOST_PAGES, SearchRequest, Sort

MOST_WORDS = 200
MOST_CHOSEN = 40  # values of one facet
LONGEST_PRICE = 30  # characters
SORTS = {
    Sort.RELEVANCE: "Best match",
    Sort.DISTANCE: "Nearest",
    Sort.PRICE: "Lowest price",
    Sort.SOONEST: "Soonest",
    Sort.RATING: "Best rated",
}
UNREADABLE = "Enter a price in pounds, such as 10 or 12.50."
CROSSED = "The price from is higher than the price to. Change one of them. We left both out."
NO_PLACE = "To see the nearest first, say where you look from, in the box “Near”."


@dataclass(frozen=True, slots=True)
class Prices:
    """What was typed as the least and the most that it may cost, and what is wrong with either; pence if nothing is."""

    least: str = ""
    most: str = ""
    least_error: str = ""
    most_error: str = ""
    least_pence: Pence | None = None
    most_pence: Pence | None = None

    @property
    def wrong(self) -> bool:
        """Whether there is something to mend."""
        return bool(self.least_error or self.most_error)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for, and what in it could not be read.

    ``cut`` says that more words were typed than are used. ``unknown`` are the facets of which it asks a value that they
    do not have; such values are not in the request. ``placeless`` says that the nearest first was asked from nowhere.
    """

    request: SearchRequest
    words: str
    prices: Prices = field(default_factory=Prices)
    near: Nearness = field(default_factory=Nearness)
    cut: bool = False
    unknown: tuple[Facet, ...] = ()
    placeless: bool = False

    def address(self, request: SearchRequest | None = None) -> dict[str, list[str]]:
        """What an address says to ask this again, or another request that has some of it."""
        shown = request or self.request
        named = {
            "q": [self.words] if shown.words else [],
            **{facet.value: list(values) for facet, values in shown.chosen.items()},
            "price_from": _kept(self.prices.least, self.prices.least_pence, shown.price_least),
            "price": _kept(self.prices.most, self.prices.most_pence, shown.price_most),
            **(self.near.address(shown.near.metres) if shown.near else {}),
            "sort": [shown.sort.value] if shown.sort is not Sort.RELEVANCE else [],
        }
        return {name: values for name, values in named.items() if values}


def asked(args: MultiDict[str, str], known: Known) -> Asked:
    """Read a search from an address; what cannot be read is left out, and what is told says so."""
    prices, near = _prices(typed_in(args, "price_from"), typed_in(args, "price")), nearness(args, known.areas)
    chosen = {facet: _values(args, facet) for facet in Facet}
    sort = Sort(args["sort"]) if args.get("sort") in set(Sort) else Sort.RELEVANCE
    placeless = sort is Sort.DISTANCE and near.point is None
    request = SearchRequest(
        words=words_asked(args),
        price_least=prices.least_pence,
        price_most=prices.most_pence,
        near=near.near,
        sort=Sort.RELEVANCE if placeless else sort,
        page=_page(args.get("page", "1")),
    )
    there = {facet: tuple(v for v in values if v in known.words_of(facet)) for facet, values in chosen.items()}
    return Asked(
        replace(request, chosen={facet: values for facet, values in there.items() if values}),
        request.words,
        prices,
        near,
        cut=len(typed_in(args, "q")) > MOST_WORDS,
        unknown=tuple(facet for facet in Facet if len(there[facet]) < len(chosen[facet])),
        placeless=placeless,
    )


def words_asked(args: MultiDict[str, str]) -> str:
    """The words to search by, as they were typed."""
    return typed_in(args, "q")[:MOST_WORDS].strip()


def typed_in(args: MultiDict[str, str], name: str) -> str:
    """What was typed in one box, without what no page can show."""
    return args.get(name, "").replace("\0", " ").strip()


def _values(args: MultiDict[str, str], facet: Facet) -> tuple[str, ...]:
    """The values of a facet that an address asks for, each once."""
    return tuple(dict.fromkeys(filter(None, args.getlist(facet.value))))[:MOST_CHOSEN]


def _prices(least: str, most: str) -> Prices:
    """Both prices, read; where they contradict each other neither counts."""
    least_pence, least_error = _price(least)
    most_pence, most_error = _price(most)
    if least_pence is not None and most_pence is not None and least_pence > most_pence:
        return Prices(least, most, CROSSED)
    return Prices(least, most, least_error, most_error, least_pence, most_pence)


def _price(typed: str) -> tuple[Pence | None, str]:
    """The pence that were typed, or what is wrong."""
    if not typed:
        return None, ""
    pence = parse_pounds(typed) if len(typed) < LONGEST_PRICE else None
    return pence, UNREADABLE if pence is None else ""


def _kept(typed: str, pence: Pence | None, shown: Pence | None) -> list[str]:
    """What an address says of a price: as it was typed, unless it is another one now."""
    if shown == pence:
        return [typed] if typed else []
    return [] if shown is None else [pounds(shown).removeprefix("£").replace(",", "")]


def _page(said: str) -> int:
    """The page that an address asks for; one far out is as good as the last that there can be."""
    if not (said.isascii() and said.isdigit()):
        return 1
    return int(said) if len(said) < 6 else MOST_PAGES
