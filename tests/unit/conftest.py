"""A unit test reaches neither a database nor the network."""

import socket
from typing import NoReturn

import psycopg
import pytest


def _refuse(*_: object, **__: object) -> NoReturn:
    pytest.fail("a unit test may not reach a database or the network")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Close both doors."""
    monkeypatch.setattr(psycopg, "connect", _refuse)
    monkeypatch.setattr(psycopg.Connection, "connect", _refuse)
    monkeypatch.setattr(socket.socket, "connect", _refuse)
