"""The search page with five filters over ten thousand offers and over ten times as many."""

from dataclasses import replace

from bench.catalogue import FIRST_WORD
from bench.ground import Ground
from bench.report import Figure, timed
from bench.search import LIMIT, in_turn

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
    sizes = replace(ground.sizes, searches=max(3, ground.sizes.searches // 5))
    many = replace(sizes, offers=MORE * sizes.offers)
    figures: list[Figure] = []
    same: dict[int, list[float]] = {}
    for each, url in ((sizes, ground.copy("bench_five")), (many, ground.load("bench_many", many))):
        queries = [f"q={words.replace(' ', '+')}&{filters}" for words in WORDS for filters in FILTERS]
        product, floor = in_turn(url, queries, each)
        figures += timed(f"search_five/{each.offers:,} offers", product, floor, LIMIT)
        ideas = in_turn(url, [f"q={typed.replace(' ', '+')}" for typed in TYPED], each, "/search/suggest")
        figures += timed(f"as_you_type/{each.offers:,} offers", *ideas, LIMIT)
        marked = [query.replace("&", f"+{FIRST_WORD}&", 1) for query in queries]
        same[each.offers], _ = in_turn(url, marked, each)
    ground.drop("bench_five")
    ground.drop("bench_many")
    print(
        f"search_five: {len(queries)} queries of five filters, {len(product)} pages of each side, in turn.", flush=True
    )
    name = f"search_five/{many.offers:,} over {sizes.offers:,} offers, the same number matched"
    return figures + timed(name, same[many.offers], same[sizes.offers], MOST_SLOWER)
