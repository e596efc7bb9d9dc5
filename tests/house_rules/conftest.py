"""The scene of the house rules: made once for each test worker, and copied for each test."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import psycopg
import pytest
from flask import Flask
from psycopg import sql

from marketplace.foundation import database
from tests import world
from tests.conftest import address, clone
from tests.faces.conftest import TestClock, app, clock, product, work
from tests.house_rules.scene import Scene, make

__all__ = ["app", "clock", "product", "work"]
_copies = count()


@pytest.fixture(scope="session")
def made(worker_id: str, product: tuple[Flask, TestClock]) -> tuple[Scene, str]:
    """The scene, and the name of the database that holds it."""
    name = f"scene_{worker_id}"
    product[1].instant = world.NOW
    database.connect(clone(name), pool_size=60)
    scene = make(*product)
    database.disconnect()
    return scene, name


@pytest.fixture
def scene(made: tuple[Scene, str], clock: TestClock) -> Iterator[Scene]:
    """A record of every kind, an owner for each, and strangers of the same kinds, in a copy of their own."""
    kept, name = made
    copy = f"{name}_{next(_copies)}"
    named = sql.Identifier(copy), sql.Identifier(name)
    with psycopg.connect(address("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(*named))
    database.connect(address(copy), pool_size=60)
    yield replace(kept, ids=dict(kept.ids))
    database.disconnect()
    with psycopg.connect(address("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {}").format(named[0]))
