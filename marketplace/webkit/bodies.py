"""How much a request may carry: little, but for the routes that say that they take more."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., object])
ROOM = 5_000_000  # beside a file: one that is a little too large is still answered at its field
_most: dict[Callable[..., object], int] = {}


def takes(most: int) -> Callable[[View], View]:
    """Say that a route takes a file of so many bytes; what is typed is bounded as everywhere."""

    def mark(view: View) -> View:
        _most[view] = most + ROOM
        return view

    return mark


def install(app: Flask) -> None:
    """Widen the bound for those routes, before anything reads what was sent."""

    @app.url_value_preprocessor
    def _widen(endpoint: str | None, _values: Mapping[str, Any] | None) -> None:
        view = current_app.view_functions.get(endpoint or "")
        if view is not None and view in _most:
            request.max_content_length = _most[view]
