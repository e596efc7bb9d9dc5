"""Filling the index afresh from the catalogue, beside loading the same finished rows in bulk."""

import time

import psycopg
from psycopg import sql

from bench.ground import Ground
from bench.report import Figure
from marketplace.foundation import database
from marketplace.foundation.clock import now
from search_index.postgres import slots
from search_index.worker import rebuild

LIMIT = 3
ROUNDS = 3


def measure(ground: Ground) -> list[Figure]:
    """Seconds of a rebuild and of the bare load of what it made, in turn; the median of each."""
    url = ground.copy("bench_rebuild")
    database.connect(url)
    product, floor = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        held = rebuild(now)
        product.append(time.perf_counter() - began)
        floor.append(_load_again(url))
    ground.drop("bench_rebuild")
    print(f"rebuild: {held:,} documents, {ROUNDS} times, in turn.", flush=True)
    middle = ROUNDS // 2
    return [Figure("rebuild", sorted(product)[middle], "s", sorted(floor)[middle], LIMIT)]


def _load_again(url: str) -> float:
    """Seconds to copy the rows of the live slot, documents and words, into the other, with the same indexes."""
    with database.reading() as session:
        live = slots.live(session)
    spare = slots.other(live)
    pairs = [(live.documents.name, spare.documents.name), (live.words.name, spare.words.name)]
    took = 0.0
    with psycopg.connect(url, autocommit=True) as connection:
        for source, target in pairs:
            with connection.cursor() as cursor:
                with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(source))) as copying:
                    rows = b"".join(bytes(part) for part in copying)
                cursor.execute(sql.SQL("TRUNCATE {}").format(sql.Identifier(target)))
                began = time.perf_counter()
                with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(target))) as copying:
                    copying.write(rows)
                cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(target)))
                took += time.perf_counter() - began
    return took
