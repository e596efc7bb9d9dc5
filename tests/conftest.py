"""One PostgreSQL for the whole run, one migrated template, one clone of it and one browser for each test worker."""

import fcntl
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright
from psycopg import sql
from sqlalchemy import Engine

from marketplace.foundation import database, passwords, schema, sealing
from marketplace.foundation.embedded import Cluster
from tests import browser
from tests.fake_stripe import FakeStripe, served
from tests.keeping import Once, empty

SOCKET = "OWNPATH_TEST_SOCKET"
RUN_FOLDER = "OWNPATH_TEST_FOLDER"
TEMPLATE = "ownpath_template"


def address(name: str) -> str:
    """The address of one database on the run's server."""
    return f"postgresql://postgres@/{name}?host={os.environ[SOCKET]}"


def pytest_configure(config: pytest.Config) -> None:
    """The controlling process starts the server and migrates the template; the workers inherit its address."""
    if hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="ownpath-test-", dir="/tmp"))
    folder.chmod(0o755)
    cluster = Cluster(folder, durable=False)
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    cluster.__enter__()
    config.add_cleanup(cluster.stop)
    os.environ[SOCKET] = str(cluster.socket)
    os.environ[RUN_FOLDER] = str(folder)
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
    schema.migrate(address(TEMPLATE))


def pytest_collection_finish() -> None:
    """What was imported stays for the whole run: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def clone(name: str) -> str:
    """A fresh copy of the template, and its address."""
    with psycopg.connect(address("postgres"), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(1)")  # a template is copied by one at a time
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE))
        )
    return address(name)


@pytest.fixture(scope="session")
def fake_stripe() -> Iterator[FakeStripe]:
    """What stands in for Stripe, started once for each test worker."""
    with served() as fake:
        yield fake


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The name of this test worker; ``main`` when there is one only."""
    workerinput = getattr(request.config, "workerinput", None)
    return workerinput["workerid"] if workerinput else "main"


@pytest.fixture(scope="session")
def database_url(worker_id: str) -> str:
    """This worker's own database."""
    passwords.configure(8, 1)
    sealing.configure(["a key for tests alone"])
    return clone(f"test_{worker_id}")


@pytest.fixture(scope="session", autouse=True)
def _disconnected() -> Iterator[None]:
    """Close what the tests of this worker opened."""
    yield
    database.disconnect()


@pytest.fixture
def db(database_url: str) -> Iterator[Engine]:
    """An empty database that commits for real, with reading() and writing() pointed at it."""
    engine = database.connect(database_url, pool_size=60)
    yield engine
    empty(engine)


@pytest.fixture(scope="session")
def worlds() -> Once:
    """The worlds that this worker has made so far."""
    return Once()


@pytest.fixture
def once(db: Engine, worlds: Once) -> Callable[..., Any]:
    """Ask for a world by its maker: ``once(Shop, clock)``; it is made once for each test worker."""
    return partial(worlds, db)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """One browser for each test worker; unpacked once for the run."""
    folder = Path(os.environ[RUN_FOLDER])
    with (folder / "browser-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = browser.find(folder)
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(browser.NODE)  # the driver's own needs libraries that may be missing
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=found.program, env=dict(found.environment), args=list(browser.QUIET)
        )
        yield launched
        launched.close()
