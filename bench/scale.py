"""The search page with five filters, and ideas for who types, over ten thousand offers and over ten times as many."""

from collections.abc import Iterator
from dataclasses import replace

from bench.catalogue import FIRST_WORD
from bench.ground import Ground
from bench.report import Figure, timed
from bench.search import LIMIT, in_turn
from bench.sizes import Sizes

MORE = 10  # times the offers
MOST_SLOWER = 3  # with MORE offers, of which the same number matches

# five filters each; every page counts all facets
_WEEK = "days=MO&days=TU&days=WE&days=TH&days=FR"
_AREAS = "&".join(f"areas=B0000000{number}" for number in range(1, 7))
FILTERS = (
    f"{_WEEK}&{_AREAS}&place=venue&group_kind=group&takes=direct",
    f"{_WEEK}&{_AREAS}&units=session&tags=has_places&parts=morning&parts=afternoon",
    f"{_AREAS}&languages=en&units=session&takes=direct&price=30",
    f"{_WEEK}&place=venue&units=session&takes=notional&price=25",
)
TYPED = (
    "gar",
    "gardening f",
    "coun",
    "wood",
    "comp",
    "peer su",
    "watercolour p",
    "ben",
    "swim",
    "lunch c",
    "walking",
    "tra",
)
WORDS = ("gardening", "support", "beginners", "young people", "walk", "learn")


def measure(ground: Ground) -> list[Figure]:
    """p50 and p95 of a page at both sizes beside the floor, and of queries that match the same number beside fewer."""
    figures: list[Figure] = []
    same: dict[int, list[float]] = {}
    queries = [f"q={words.replace(' ', '+')}&{filters}" for words in WORDS for filters in FILTERS]
    for each, url in _both(ground):
        product, floor = in_turn(url, queries, each)
        figures += timed(f"search_five/{each.offers:,} offers", product, floor, LIMIT)
        marked = [query.replace("&", f"+{FIRST_WORD}&", 1) for query in queries]
        same[each.offers], _ = in_turn(url, marked, each)
    print(
        f"search_five: {len(queries)} queries of five filters, {len(product)} pages of each side, in turn.", flush=True
    )
    fewer, more = same
    name = f"search_five/{more:,} over {fewer:,} offers, the same number matched"
    return figures + timed(name, same[more], same[fewer], MOST_SLOWER)


def measure_typing(ground: Ground) -> list[Figure]:
    """p50 and p95 of the ideas for what is typed so far, at both sizes beside the floor."""
    figures: list[Figure] = []
    queries = [f"q={typed.replace(' ', '+')}" for typed in TYPED]
    for each, url in _both(ground):
        ideas = in_turn(url, queries, each, "/search/suggest")
        figures += timed(f"as_you_type/{each.offers:,} offers", *ideas, LIMIT)
    return figures


def _both(ground: Ground) -> Iterator[tuple[Sizes, str]]:
    """Both sizes, each with the address of a database of so many offers. They are read and not changed."""
    sizes = replace(ground.sizes, searches=max(3, ground.sizes.searches // 5))
    many = replace(sizes, offers=MORE * sizes.offers)
    yield sizes, ground.copy("bench_five")
    ground.drop("bench_five")
    yield many, ground.loaded("bench_many", many)
