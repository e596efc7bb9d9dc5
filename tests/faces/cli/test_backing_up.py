"""The drill: a busy world is backed up and comes back into an empty database, whole, or it is said what is wrong."""

import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from click.testing import Result
from flask import Flask
from psycopg import sql
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from marketplace.app import create_app
from marketplace.foundation import database, dumping, restoring, schema
from marketplace.foundation.dumping import CannotDump
from marketplace.settings import ROOT, Settings
from tests.conftest import address, clone
from tests.faces.conftest import FACES, Client, TestClock, signed_in
from tests.faces.shop import Shop, says
from tests.integration.attempts import busy

PASSPHRASE = "two lamps and a river"
_numbers = count()


class Place:
    """A database of its own, with the product pointed at it."""

    def __init__(self, name: str, passphrase: str = "") -> None:
        self.name, self.passphrase = name, passphrase
        with psycopg.connect(address("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def app(self) -> Flask:
        """The product, on this database from now on."""
        return made(address(self.name), self.passphrase)

    def run(self, *args: object) -> Result:
        """A command of the product."""
        return self.app().test_cli_runner().invoke(args=[str(each) for each in args])

    def alone(self) -> None:
        """End whoever else is connected, and wait until they are gone."""
        with psycopg.connect(address("postgres"), autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity WHERE datname = %s", [self.name]
            )

    def held(self) -> tuple[bool, bool]:
        """Whether it holds anything, and whether it is marked as half restored."""
        self.app()
        with database.reading() as session:
            return restoring.holds_anything(session), restoring.is_marked(session)


def made(url: str, passphrase: str = "") -> Flask:
    """The product on a database."""
    settings = Settings(
        database_url=url,
        secret_key="a key for tests alone",
        argon2_memory_kib=8,
        argon2_rounds=1,
        demo=True,
        backup_passphrase=passphrase,
    )
    app = create_app(settings, [face.FACE for face in FACES], {}, TestClock())
    app.test_client_class = Client
    return app


class Source:
    """A world in which everything has happened once, and its backup."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.file = url, folder / "ownpath.backup"
        self.app = made(url)
        busy()
        self.rows = rows(url)
        self.ended = self.run("backup", self.file)

    def run(self, *args: object) -> Result:
        """A command of the product, on this database."""
        return made(self.url).test_cli_runner().invoke(args=[str(each) for each in args])


@pytest.fixture(scope="module")
def source(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Source:
    """Made once for these tests, which leave it as it is."""
    found = Source(clone(f"source_{worker_id}"), tmp_path_factory.mktemp("source"))
    database.disconnect()
    assert found.ended.exit_code == 0, found.ended.output
    return found


@pytest.fixture
def backed_up(source: Source, file: Path) -> Path:
    """A copy of the backup, to do with as a test likes."""
    return Path(shutil.copy2(source.file, file))


@pytest.fixture
def place(worker_id: str) -> Iterator[Place]:
    """An empty database, gone after the test."""
    yield from _place(worker_id)


@pytest.fixture
def old_place(worker_id: str) -> Iterator[Place]:
    """Another one."""
    yield from _place(worker_id)


def _place(worker_id: str) -> Iterator[Place]:
    there = Place(f"restored_{worker_id}_{next(_numbers)}")
    yield there
    database.disconnect()
    with psycopg.connect(address("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(there.name)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup goes."""
    return tmp_path / "ownpath.backup"


def rows(url: str) -> dict[str, int]:
    """How many rows each table of a database has, but for the index, which is filled afresh."""
    names = sorted(name for name in database.Base.metadata.tables if not name.startswith("search_"))
    with psycopg.connect(url) as connection:
        asked = sql.SQL("SELECT count(*) FROM {}")
        return {name: connection.execute(asked.format(sql.Identifier(name))).fetchone()[0] for name in names}  # type: ignore[index]


def altered(path: Path, **manifest: object) -> None:
    """Give the manifest of a backup other values."""
    with zipfile.ZipFile(path) as kept:
        dump, told = kept.read("database.dump"), json.loads(kept.read("manifest.json"))
    with zipfile.ZipFile(path, "w") as fresh:
        fresh.writestr("database.dump", dump)
        fresh.writestr("manifest.json", json.dumps(told | manifest))


def test_the_drill(source: Source, place: Place) -> None:
    says(source.ended.stdout, "not sealed")
    assert source.file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in source.file.parent.iterdir()] == [source.file.name]
    ended = place.run("restore", source.file)
    assert ended.exit_code == 0, ended.output
    says(ended.stdout, "are back, and everything agrees")
    app = place.app()
    assert rows(address(place.name)) == source.rows
    assert place.run("ledger", "verify").stdout == "Everything agrees.\n"
    says(app.test_client().get("/search?q=allotment").text, "Allotment mornings")
    says(signed_in(app, Shop.PERSON).page("/orders"), "Allotment mornings")
    assert app.test_client().get("/ready").get_json()["data"] == "ok"
    with pytest.raises(IntegrityError, match="is kept as it was written"), database.writing() as session:
        session.execute(text("DELETE FROM ledger_entry"))


def test_it_is_written_whole_or_not_at_all(
    source: Source, backed_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = source.run("backup", backed_up)
    assert (again.exit_code, again.stderr) == (1, "Error: There is a file of that name already. Choose another name.\n")
    says(source.run("backup", tmp_path / "no folder" / "file").stderr, "The file cannot be written")
    breaks = tmp_path / "breaks"
    breaks.write_text("#!/bin/sh\nprintf PGDMP\necho 'the disk is full' >&2\nexit 1\n")
    breaks.chmod(0o700)
    monkeypatch.setattr(dumping, "program", lambda *_: breaks)
    ended = source.run("backup", tmp_path / "other")
    assert (ended.exit_code, ended.stderr) == (1, "Error: pg_dump failed: the disk is full\n")
    assert {each.name for each in tmp_path.iterdir()} == {backed_up.name, breaks.name}
    database.disconnect()


def test_programs_older_than_the_server_are_refused(source: Source, tmp_path: Path) -> None:
    with pytest.raises(CannotDump, match="The server is PostgreSQL 99, and pg_dump must not be older"):
        dumping.program("pg_dump", 99)


@pytest.mark.parametrize("where", [0, 0.3, 0.6, 0.99])
def test_a_file_with_one_byte_changed_touches_nothing(backed_up: Path, place: Place, where: float) -> None:
    whole = bytearray(backed_up.read_bytes())
    whole[int(where * len(whole))] ^= 1
    backed_up.write_bytes(whole)
    ended = place.run("restore", backed_up)
    assert ended.exit_code == 1
    says(ended.stderr, "altered", "Take another copy of it")
    assert place.held() == (False, False)


@pytest.mark.parametrize("kept", [0, 1000, -1, -500])
def test_a_file_that_was_cut_off_touches_nothing(backed_up: Path, place: Place, kept: int) -> None:
    backed_up.write_bytes(backed_up.read_bytes()[:kept])
    ended = place.run("restore", backed_up)
    assert ended.exit_code == 1
    says(ended.stderr, "It is not a backup, or it was cut off")
    assert place.held() == (False, False)


def test_what_does_not_fit_is_refused_before_anything_is_touched(
    source: Source, backed_up: Path, place: Place, tmp_path: Path
) -> None:
    says(source.run("restore", backed_up).stderr, "This database is not empty")
    says(place.run("restore", tmp_path / "nothing").stderr, "There is no such file")
    for manifest, words in (
        ({"revision": "9999"}, "does not know"),
        ({"server": 99}, "comes from PostgreSQL 99"),
        ({"format": 2}, "has format 2"),
    ):
        altered(backed_up, **({"revision": "0001", "server": 15, "format": 1} | manifest))
        ended = place.run("restore", backed_up)
        assert ended.exit_code == 1
        says(ended.stderr, words)
    assert place.held() == (False, False)


def test_too_few_rows_are_named_and_not_served(backed_up: Path, place: Place) -> None:
    with zipfile.ZipFile(backed_up) as kept:
        tables = json.loads(kept.read("manifest.json"))["tables"]
    altered(backed_up, tables=tables | {"orders": tables["orders"] + 1})
    says(place.run("restore", backed_up).stderr, "Rows are missing or too many in orders.", "half restored")
    assert place.held() == (True, True)
    ready = place.app().test_client().get("/ready")
    assert (ready.status_code, ready.get_json()["data"]) == (503, "half restored")
    for refused in (("restore", backed_up), ("backup", backed_up.with_name("other")), ("worker", "--once")):
        says(place.run(*refused).stderr, "This database is half restored")


def test_an_older_backup_is_brought_up_to_date(place: Place, old_place: Place, file: Path) -> None:
    engine = create_engine(address(old_place.name))
    with engine.connect() as connection:
        config = Config(ROOT / "alembic.ini")
        config.attributes["connection"] = connection
        command.upgrade(config, "0014")
        connection.execute(text("INSERT INTO area VALUES ('E08000021', 'Newcastle upon Tyne', 54.98, -1.61)"))
        connection.commit()
    engine.dispose()
    assert old_place.run("backup", file).exit_code == 0
    ended = place.run("restore", file)
    assert ended.exit_code == 0, ended.output
    with database.reading() as session:
        assert schema.is_newest(session)
        assert session.execute(text("SELECT name FROM area")).scalar_one() == "Newcastle upon Tyne"


def test_a_sealed_backup_opens_with_its_passphrase_alone(source: Source, place: Place, file: Path) -> None:
    sealing = made(source.url, PASSPHRASE).test_cli_runner()
    says(sealing.invoke(args=["backup", str(file)]).stdout, "sealed with your passphrase")
    with zipfile.ZipFile(file) as kept:
        assert not kept.read("database.dump").startswith(b"PGDMP")
    says(place.run("restore", file).stderr, "It is sealed. Set OWNPATH_BACKUP_PASSPHRASE")
    place.passphrase = "another"
    says(place.run("restore", file).stderr, "OWNPATH_BACKUP_PASSPHRASE is not the passphrase")
    assert place.held() == (False, False)
    place.passphrase = PASSPHRASE
    assert place.run("restore", file).exit_code == 0
    signed_in(place.app(), Shop.PERSON)


KILLED = """
import os, signal, sys
from marketplace.foundation import backups, restoring

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def half(path, manifest, passphrase):
    with_all = b"".join(whole(path, manifest, passphrase))
    yield with_all[: len(with_all) // 2]
    die()

whole = backups.dumped
if sys.argv[1] == "loading":
    backups.dumped = half
else:
    restoring.counts = die
sys.argv = ["flask", "--app", "wsgi", "restore", sys.argv[2]]
from flask.cli import main
main()
"""


def killed(place: Place, when: str, file: Path) -> None:
    """Restore in a process that is killed at a point, and wait until nothing of it is left."""
    told = {
        "DATABASE_URL": address(place.name),
        "OWNPATH_SECRET_KEY": "a key",
        "OWNPATH_PUBLIC_URL": "http://own.example",
    }
    command = [sys.executable, "-c", KILLED, when, str(file)]
    ended = subprocess.run(command, cwd=ROOT, env=os.environ | told, capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr[-2000:]
    place.alone()


def test_killed_while_it_loads_it_leaves_nothing_and_can_be_begun_again(backed_up: Path, place: Place) -> None:
    killed(place, "loading", backed_up)
    assert place.held() == (False, True)
    assert place.app().test_client().get("/ready").get_json()["data"] == "half restored"
    assert place.run("restore", backed_up).exit_code == 0
    assert place.held() == (True, False)


def test_killed_before_it_was_checked_it_says_so_and_is_not_served(backed_up: Path, place: Place) -> None:
    killed(place, "checking", backed_up)
    assert place.held() == (True, True)
    ready = place.app().test_client().get("/ready")
    assert (ready.status_code, ready.get_json()["data"]) == (503, "half restored")
    says(place.run("restore", backed_up).stderr, "Drop it, make an empty one, and restore again")
