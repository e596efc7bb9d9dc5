"""The import command as whoever runs an installation has it, and a server to read from."""

from collections.abc import Iterator

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine, text

from marketplace.cli.feeds import feeds
from marketplace.settings import Settings
from tests.faces.cli.hostile import Server


class Run:
    """The command line of an app that has the command and nothing else."""

    def __init__(self, db: Engine, *, private: bool = False) -> None:
        app = Flask("feeds")
        app.extensions["ownpath.settings"] = Settings(feeds_private=private)
        app.cli.add_command(feeds)
        self.runner = app.test_cli_runner()
        self.db = db

    def __call__(self, *args: object) -> Result:
        return self.runner.invoke(args=["feeds", "import", *map(str, args)])

    def refused(self, *args: object) -> str:
        """The one sentence of a command that ends with 1 and leaves nothing behind."""
        result = self(*args)
        assert result.exit_code == 1, (result.output, result.exception)
        assert result.stderr.startswith("Error: ")
        assert len(result.stderr.splitlines()) == 1, result.stderr
        assert listed(self.db) == []
        return result.stderr.removeprefix("Error: ").rstrip("\n")


def listed(db: Engine) -> list[tuple[str, str, str]]:
    """Feed, title and licence of every entry."""
    with db.connect() as connection:
        rows = connection.execute(text("SELECT feed, title, licence FROM directory_entry ORDER BY feed, title"))
        return [tuple(row) for row in rows]


def table(result: Result) -> dict[str, int]:
    """The counts as printed."""
    words = (line.split() for line in result.stdout.splitlines()[:5])
    return {name: int(count.replace(",", "")) for name, count in words}


@pytest.fixture
def run(db: Engine) -> Run:
    """The command, on an empty database."""
    return Run(db)


@pytest.fixture
def inside(db: Engine) -> Run:
    """The command where the setting allows private networks, such as this machine's own."""
    return Run(db, private=True)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on loopback."""
    with Server() as serving:
        yield serving
