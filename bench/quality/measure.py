"""The quality of search over the demo world: what the ranking was tuned on and what was held out, told apart."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from psycopg import sql

from bench.ground import Ground, NotAsItShouldBe
from bench.quality import Query, load
from bench.quality.scoring import TEN, Interval, Score, mean_ndcg, scored, share_right
from bench.report import Figure
from marketplace.catalogue.queries import offers_indexed
from marketplace.catalogue.rules import OfferState
from marketplace.demo.world import areas, offers, providers
from marketplace.demo.world.agenda import run
from marketplace.demo.world.calendar import Calendar
from marketplace.demo.world.cast import Cast
from marketplace.demo.world.offers import OFFERS
from marketplace.foundation import access, database, passwords, schema
from marketplace.foundation.clock import now
from search_index.documents import Facet, Kind
from search_index.engine import SearchRequest
from search_index.search import in_use
from search_index.worker import rebuild

NAME = "bench_quality"
ANCHOR = date(2026, 11, 23)
LEAST_RIGHT = 0.8  # of what was held out


def measure(ground: Ground, *, held_out: bool = False) -> list[Figure]:
    """nDCG@10 and the share right in the first three, of the two thirds tuned on, and of the third held out if asked.

    Whoever tunes does not ask for it: of what is held out there is one figure, at the end.
    """
    ground.run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
    url = ground.cluster.database_url(NAME)
    schema.migrate(url)
    database.connect(url)
    keys = world()
    figures = _figures("tuned_on", [answer(query, keys) for query in load() if not query.held_out])
    if held_out:
        figures += _figures("held_out", [answer(query, keys) for query in load() if query.held_out])
    ground.drop(NAME)
    return figures


def world() -> dict[UUID, str]:
    """Make the offers of the demo world in the database that is connected to, index them, and return their keys."""
    passwords.configure(8, 1)
    cast = Cast(Calendar(ANCHOR))
    run([step for noun in (areas, providers, offers) for step in noun.steps(cast)], lambda _done, _total: None, None)
    rebuild(now)
    with database.reading() as session:
        there = {row.id for row in offers_indexed(session, access.worker(now()))}
    keys = {cast.offers[key]: key for key in OFFERS if cast.offers[key] in there}
    if len(keys) != sum(offer.state is OfferState.PUBLISHED for offer in OFFERS.values()):
        raise NotAsItShouldBe(f"{len(keys)} offers of the demo world can be found")
    return keys


def answer(query: Query, keys: Mapping[UUID, str]) -> Score:
    """The score of the engine that is in use."""
    chosen = {Facet.AREAS: (query.area,)} if query.area else {}
    hits = in_use().search(SearchRequest(query.q, chosen, size=TEN)).hits
    return scored(query, [keys.get(hit.record_id, "") for hit in hits if hit.kind is Kind.OFFER])


def table(scores: Sequence[Score]) -> list[tuple[str, int, Interval, Interval]]:
    """Both figures of each kind of query."""
    kinds = defaultdict(list)
    for score in scores:
        kinds[score.query.kind].append(score)
    return [(kind, len(held), mean_ndcg(held), share_right(held)) for kind, held in sorted(kinds.items())]


def _figures(name: str, scores: Sequence[Score]) -> list[Figure]:
    ndcg, right = mean_ndcg(scores), share_right(scores)
    print(f"quality, {name}: {len(scores)} queries. nDCG@10 {ndcg.words}; right in three {right.words}.", flush=True)
    if name == "tuned_on":
        for kind, number, of_ndcg, of_right in table(scores):
            print(f"  {kind:10} {number:3}  {of_ndcg.words}  {of_right.words}")
    missed = None if name == "tuned_on" else 1 - LEAST_RIGHT
    return [
        Figure(f"quality/{name}/ndcg@10", ndcg.value, ""),
        Figure(f"quality/{name}/not_right_in_three", 1 - right.value, "", limit=missed),
    ]
