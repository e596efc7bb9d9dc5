"""Where the benchmarks run: a durable PostgreSQL of their own, with one loaded database that each gets a copy of."""

import os
import platform
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from bench import catalogue, people
from bench.sizes import Sizes
from marketplace.budgets.queries import findings as of_ledger
from marketplace.foundation import access, database, schema
from marketplace.foundation.clock import now
from marketplace.foundation.embedded import Cluster, forget
from marketplace.purchasing.queries import findings as of_orders
from marketplace.settings import Settings
from search_index.worker import rebuild

LOADED = "bench_loaded"
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


class NotAsItShouldBe(Exception):
    """What was loaded or measured does not stand up to a check; the message says what."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The server, and how much is in its loaded database."""

    cluster: Cluster
    sizes: Sizes

    def copy(self, name: str) -> str:
        """A fresh copy of the loaded database, and its address. Nothing may be connected to the loaded one."""
        database.disconnect()
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(LOADED))
        self.run(made)
        return self.cluster.database_url(name)

    def load(self, name: str, sizes: Sizes) -> str:
        """A database that is migrated, loaded by SQL, indexed and verified, and its address."""
        url = self.cluster.database_url(name)
        self.run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        schema.migrate(url)
        with psycopg.connect(url) as connection:
            people.load(connection, sizes)
            catalogue.load(connection, sizes)
        database.connect(url)
        indexed = rebuild(now)
        verify()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")
            _say(connection, sizes, indexed)
        database.disconnect()
        return url

    def loaded(self, name: str, sizes: Sizes) -> str:
        """The same, loaded by whoever asks first; whoever asks again finds it as it was left."""
        with psycopg.connect(self.cluster.url) as connection:
            there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        return self.cluster.database_url(name) if there else self.load(name, sizes)

    def drop(self, name: str) -> None:
        """Remove a copy."""
        database.disconnect()
        self.run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def settle(self, name: str) -> None:
        """Tell the planner what a copy holds by now, as autovacuum would in its time.

        A plan that a connection made while a table was empty reads the whole table, whichever side made it.
        """
        with psycopg.connect(self.cluster.database_url(name), autocommit=True) as connection:
            connection.execute("ANALYZE")

    def run(self, statement: sql.Composed) -> None:
        """Run a statement about databases."""
        with psycopg.connect(self.cluster.url, autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def ground(sizes: Sizes) -> Generator[Ground]:
    """A server with fsync on, and a database that is migrated, loaded by SQL and verified; both gone afterwards."""
    data = Settings().data
    data.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=data))
    try:
        with Cluster(folder, durable=True) as cluster:
            made = Ground(cluster, sizes)
            made.load(LOADED, sizes)
            yield made
            database.disconnect()
    finally:
        forget(folder)


def verify() -> None:
    """Raises NotAsItShouldBe unless money, orders and places agree in the database that is connected to."""
    worker = access.worker(now())
    with database.reading() as session:
        found = [*of_ledger(session, worker), *of_orders(session, worker)]
    if found:
        raise NotAsItShouldBe(f"{len(found)} things do not agree: {'; '.join(found[:5])}")


def _say(connection: psycopg.Connection, sizes: Sizes, indexed: int) -> None:
    """Print the machine, the server and the data, and make sure that the server is as durable as we say."""

    def one(statement: str) -> str:
        row = connection.execute(statement.encode()).fetchone()
        return str(row[0]) if row else ""

    settings = {name: one(f"SHOW {name}") for name in DURABLE}
    if settings != DURABLE:
        raise NotAsItShouldBe(f"The server is not durable: {settings}")
    print(f"Machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    durable = ", ".join(f"{name} {value}" for name, value in settings.items())
    print(f"PostgreSQL {one('SHOW server_version')}: {durable}")
    counts = {
        "offers": "offer",
        "versions": "offer_version",
        "dated sessions": "offer_session",
        "directory entries": "directory_entry",
        "budgets": "budget",
    }
    told = ", ".join(f"{int(one(f'SELECT count(*) FROM {table}')):,} {what}" for what, table in counts.items())
    quick = " (quick: too small to judge by)" if sizes.quick else ""
    print(f"Data{quick}: {told}; {indexed:,} documents in the index.")
    print("Verified: money, orders and places agree (no findings).", flush=True)
