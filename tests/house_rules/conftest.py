"""The scene of the house rules: made once for each test worker, and brought back for each test."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from tests.faces.conftest import TestClock, app, clock, product, work
from tests.house_rules.scene import Scene, make

__all__ = ["app", "clock", "product", "work"]


@pytest.fixture
def scene(app: Flask, clock: TestClock, once: Callable[..., Any]) -> Scene:
    """A record of every kind, an owner for each, and strangers of the same kinds."""
    kept: Scene = once(make, app, clock)
    return replace(kept, ids=dict(kept.ids))
