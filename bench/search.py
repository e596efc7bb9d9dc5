"""The search page over HTTP, beside the engine's query and the same template with constant rows over HTTP."""

from collections.abc import Sequence
from urllib.parse import parse_qs

from werkzeug.datastructures import MultiDict

from bench.ground import Ground, NotAsItShouldBe
from bench.report import Figure, timed
from bench.sizes import Sizes
from bench.web import serving
from marketplace.foundation import database
from marketplace.foundation.access import anonymous
from marketplace.foundation.clock import now
from marketplace.people.queries import areas
from marketplace.webkit.forms.choices import Known
from marketplace.webkit.forms.search import asked
from search_index.engine import PAGE_SIZE
from search_index.search import in_use

LIMIT = 2
WARM_UP = 3
LEAST, MOST = 0.01, 0.05  # of all documents: what each query matches

# words that are typed, and two filters; every page counts all facets
QUERIES = (
    "q=gardening&days=MO&place=venue",
    "q=painting&group_kind=group&days=FR",
    "q=peer+support&place=venue&days=TH",
    "q=swimming&place=venue&days=SU",
    "q=counselling&days=TU&group_kind=group",
    "q=computer+lessons&tags=has_places&takes=direct",
    "q=company&access=step_free&group_kind=group",
    "q=help+at+home&place=home&days=WE",
    "q=music&place=home&days=SA",
    "q=river&days=FR&group_kind=group",
    "q=young+people&parts=evening&place=venue",
    "q=beginners&areas=B00000003&areas=B00000004&group_kind=group",
)


def measure(ground: Ground) -> list[Figure]:
    """One client that is not signed in asks product and floor in turn; p50 and p95 of a page."""
    url = ground.copy("bench_search")
    database.connect(url)
    _say_shares(quick=ground.sizes.quick)
    database.disconnect()
    product, floor = in_turn(url, QUERIES, ground.sizes)
    ground.drop("bench_search")
    print(f"search_page: {len(product)} pages of each side, {len(QUERIES)} queries, one client, in turn.", flush=True)
    return timed("search_page", product, floor, LIMIT)


def in_turn(url: str, queries: Sequence[str], sizes: Sizes, page: str = "/search") -> tuple[list[float], list[float]]:
    """Seconds of each page of the product and of the floor over one database, both asked by one client in turn.

    The ideas for who is typing come as a part of a page.
    """
    part = {} if page == "/search" else {"HX-Request": "true"}
    product: list[float] = []
    floor: list[float] = []
    with serving("wsgi:app", url) as ours, serving("bench.floor_app:app", url) as bare:
        for time in range(WARM_UP + sizes.searches):
            for number, query in enumerate(queries):
                sides = [(ours, product), (bare, floor)]
                if (time + number) % 2:
                    sides.reverse()
                for client, times in sides:
                    took, text = client.get(f"{page}?{query}", part)
                    if time >= WARM_UP:
                        times.append(took)
                    elif time == 0:
                        _check_ideas(query, text) if part else _check(query, text, quick=sizes.quick)
    return product, floor


def _say_shares(*, quick: bool) -> None:
    """Print the share of the documents that each query matches. Raises NotAsItShouldBe outside of 1 to 5 %."""
    engine = in_use()
    with database.reading() as session:
        known = Known({area.code: area for area in areas(session, anonymous(now()))})
    all_of_them = engine.count()
    print("Search queries, and the share of documents that each matches:")
    wrong = []
    for query in QUERIES:
        found = engine.search(asked(MultiDict(parse_qs(query)), known).request)
        share = found.total / all_of_them
        print(f"  {share:6.2%}  {query}")
        if not LEAST <= share <= MOST or found.mended or found.partly:
            wrong.append(query)
    if wrong and not quick:
        raise NotAsItShouldBe(f"These queries do not match 1 to 5 % of the documents: {', '.join(wrong)}")


def _check(query: str, text: str, *, quick: bool) -> None:
    """Both sides must show rows, 20 of them where there is enough data, and facets with counts."""
    rows, counts = text.count('<li class="op-card">'), text.count("op-count-beside")
    if (rows != PAGE_SIZE and not (quick and rows)) or counts < PAGE_SIZE:
        raise NotAsItShouldBe(f"/search?{query} shows {rows} rows and {counts} counts")


def _check_ideas(query: str, text: str) -> None:
    """There must be ideas."""
    if "op-count-beside" not in text:
        raise NotAsItShouldBe(f"{query} gives no ideas: {text[:200]}")
