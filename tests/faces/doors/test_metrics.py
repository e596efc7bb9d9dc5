"""Metrics: for whoever brings the token, with nothing in them that names anybody."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine, text

from marketplace.app import create_app
from marketplace.foundation import database, outbox
from marketplace.settings import ROOT, Settings
from tests import world
from tests.faces.conftest import FACES, Client, TestClock
from tests.faces.doors.test_health import shut

TOKEN = "a token for tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def measured(db: Engine, database_url: str) -> Flask:
    """The product, with a token set."""
    settings = Settings(
        database_url=database_url,
        secret_key="a key for tests alone",
        argon2_memory_kib=8,
        argon2_rounds=1,
        demo=True,
        metrics_token=TOKEN,
    )
    app = create_app(settings, [face.FACE for face in FACES], {}, TestClock())
    app.test_client_class = Client
    return app


def told(app: Flask) -> dict[tuple[str, tuple[str, ...]], float]:
    """Every sample by its name and the values of its labels, in the order of their names."""
    answer = app.test_client().get("/metrics", headers=BEARER)
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    families = list(text_string_to_metric_families(answer.text))
    return {
        (one.name, tuple(one.labels[name] for name in sorted(one.labels))): one.value
        for family in families
        for one in family.samples
    }


def test_without_a_token_there_is_no_such_page(app: Flask, measured: Flask) -> None:
    assert app.test_client().get("/metrics", headers=BEARER).status_code == 404
    client = measured.test_client()
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": f"Bearer {TOKEN}x"}, {"Authorization": TOKEN}):
        assert client.get("/metrics", headers=headers).status_code == 404


def test_requests_are_counted_by_endpoint_method_and_class(measured: Flask) -> None:
    client = measured.test_client()
    for path in ("/help", "/help", "/nothing/here?q=Robin", "/orders"):
        client.get(path)
    client.open("/help", method="ROBIN")
    found = told(measured)
    assert found["ownpath_requests_total", ("storefront.help_page", "GET", "2xx")] == 2
    assert found["ownpath_requests_total", ("none", "GET", "4xx")] == 1
    assert found["ownpath_requests_total", ("storefront.order_list", "GET", "3xx")] == 1
    assert found["ownpath_request_seconds_count", ("storefront.help_page",)] == 2
    assert "obin" not in str(found)
    assert "ROBIN" not in str(found)


def test_the_outbox_and_the_pool_are_told(measured: Flask) -> None:
    with database.writing() as session:
        outbox.enqueue(session, world.system(), [("mail", {"notice": "robin@example.org"}), ("mail", {}), ("tell", {})])
        session.execute(text("UPDATE outbox SET attempts = 8 WHERE topic = 'tell'"))
    measured.extensions["ownpath.clock"].forward(seconds=90)
    found = told(measured)
    assert found["ownpath_outbox_lag_seconds", ()] == 90
    assert found["ownpath_outbox_jobs", ("due", "mail")] == 2
    assert found["ownpath_outbox_jobs", ("given up", "tell")] == 1
    assert found["ownpath_database_up", ()] == 1
    assert ("ownpath_database_connections", ("ready",)) in found
    assert not any("robin" in str(name) for name in found)


def test_without_a_database_it_says_so_and_still_tells_the_rest(measured: Flask, db: Engine) -> None:
    measured.test_client().get("/help")
    with shut(db):
        found = told(measured)
    assert found["ownpath_database_up", ()] == 0
    assert found["ownpath_requests_total", ("storefront.help_page", "GET", "2xx")] == 1
    assert ("ownpath_outbox_lag_seconds", ()) not in found


SHARED = """
import sys
from marketplace.app import create_app
from marketplace.settings import Settings
from tests.faces.conftest import FACES
settings = Settings(secret_key="x", demo=True, metrics_token="t")
client = create_app(settings, [face.FACE for face in FACES]).test_client()
client.get("/health")
print(client.get("/metrics", headers={"Authorization": "Bearer t"}).text)
"""


def test_several_processes_count_together_in_a_folder(database_url: str, tmp_path: Path) -> None:
    told = {"DATABASE_URL": database_url, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "PATH": "/usr/bin"}
    command = [sys.executable, "-c", SHARED]
    for number in (1, 2):
        ran = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr[-2000:]
        counted = f'ownpath_requests_total{{endpoint="doors.health",method="GET",status="2xx"}} {number}.0'
        assert counted in ran.stdout
