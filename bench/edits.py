"""From an edited offer to found by search, with the worker running as a process."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from bench import web
from bench.catalogue import words
from bench.ground import Ground, NotAsItShouldBe
from bench.people import ident
from bench.report import Figure, p50, p95
from marketplace.catalogue import operations as catalogue
from marketplace.foundation import database
from marketplace.foundation.access import Actor, ActorKind, Power, anonymous
from marketplace.foundation.clock import now
from search_index.engine import SearchRequest
from search_index.search import search

LOOK_EVERY = 0.005  # seconds between two searches
MOST_SECONDS = 30
PAUSE = 0.2  # seconds: how long the worker rests when there is nothing to do; edits come at every part of it
# words that are in no other offer, and none like another, so that no search mends one to another
NEW_WORDS = (
    "amaranth", "bassoon", "cuttlefish", "dirigible", "escapement", "falconry", "gondola", "heptagon", "isthmus",
    "jacaranda", "kaleidoscope", "limerick", "marmalade", "nightjar", "obelisk", "periwinkle", "quicksilver",
    "rhododendron", "saxifrage", "tambourine", "ukulele", "viaduct", "windmill", "xylophone", "yachting", "zeppelin",
)  # fmt: skip


def measure(ground: Ground) -> list[Figure]:
    """Seconds from the beginning of an edit to the first search that finds its new word; p50 and p95."""
    url = ground.copy("bench_edits")
    with (
        tempfile.TemporaryDirectory(prefix="ownpath-bench-", dir="/tmp") as folder,
        web.running(web.worker(), url, Path(folder) / "log"),
    ):
        _wait_for_worker(url)
        database.connect(url)
        times = list(_edits(ground))
    ground.drop("bench_edits")
    print(f"edit_to_found: {len(times)} edits. The aim is under a second.", flush=True)
    return [
        Figure("edit_to_found/p50", p50(times), "seconds"),
        Figure("edit_to_found/p95", p95(times), "seconds"),
    ]


def _wait_for_worker(url: str) -> None:
    """The worker has begun once it has done the first night's job, which it asks for itself."""
    ends = time.monotonic() + web.READY_SECONDS
    with psycopg.connect(url, autocommit=True) as connection:
        while time.monotonic() < ends:
            done = connection.execute("SELECT count(*), count(done_at) FROM outbox").fetchone()
            if done and done[0] and done[0] == done[1]:
                return
            time.sleep(0.1)
    raise web.DidNotStart("The worker did not begin, or did not do the night's job.")


def _edits(ground: Ground) -> Iterator[float]:
    """Edit one offer after the other, each at another moment of the worker's rest."""
    for number, word in enumerate(NEW_WORDS[: ground.sizes.edits]):
        time.sleep(1 + (number * 0.618 % 1) * PAUSE)
        yield _edit(number, ground.sizes.providers, word)


def _edit(number: int, providers: int, word: str) -> float:
    """Put a word into an offer's title, and search for it until it is found; how many seconds that took."""
    provider = number % providers
    actor = Actor(
        ActorKind.ACCOUNT,
        now(),
        ident("account:provider", provider),
        ident("provider", provider),
        powers=frozenset({Power.LIST, Power.DELIVER}),
    )
    said = words(number, datetime.now(UTC).date())
    changed = replace(said, title=f"{said.title} {word}", starts=actor.today)
    offer_id = ident("offer", number)
    began = time.perf_counter()
    with database.writing() as session:
        catalogue.edit(session, actor, offer_id, changed)
    while time.perf_counter() - began < MOST_SECONDS:
        found = search(anonymous(now()), SearchRequest(word))
        if not found.mended and any(card.id == offer_id for card in found.results):
            return time.perf_counter() - began
        time.sleep(LOOK_EVERY)
    raise NotAsItShouldBe(f"The offer was not found by {word} within {MOST_SECONDS} seconds.")
