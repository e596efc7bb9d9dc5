"""Somebody signed in, a page that fails, a database that is down."""

from collections.abc import Callable, Iterator
from typing import NoReturn

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Engine, event

from marketplace.storefront.routes import helping
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in

EMAIL = "robin@example.org"
SECRET = "Robin Vale owes twelve pounds"


@pytest.fixture
def robin(app: Flask, clock: TestClock) -> Client:
    """Somebody signed in."""
    world.areas()
    world.person(email=EMAIL)
    return signed_in(app, EMAIL)


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], str]:
    """Make one page fail with an exception; its address."""

    def make(failure: Exception) -> str:
        def fail(*_: object, **__: object) -> NoReturn:
            raise failure

        monkeypatch.setattr(helping, "page", fail)
        return "/help"

    return make


@pytest.fixture
def down(db: Engine) -> Iterator[list[str]]:
    """The database does not answer; each time that somebody asked it."""
    asked: list[str] = []

    def refuse(*_: object) -> NoReturn:
        asked.append("asked")
        raise psycopg.OperationalError("connection refused")

    db.dispose()
    event.listen(db, "do_connect", refuse)
    yield asked
    event.remove(db, "do_connect", refuse)
