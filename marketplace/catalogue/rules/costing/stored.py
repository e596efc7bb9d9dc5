"""A sheet as it is stored, a JSON document of text, whole numbers and lists; and read again exactly as it was."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from marketplace.catalogue.rules.costing.heads import Key
from marketplace.catalogue.rules.costing.sheet import Cost, Extra, Service, Sheet, Staff
from marketplace.catalogue.rules.vocabulary import Level

Document = dict[str, Any]
_SERVICE = ("sessions", "hours", "expected", "workers", "floor", "a_day")
_STAFF = ("hours", "between", "leave", "on_costs")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value if value is None or isinstance(value, (bool, int)) else str(value)


def as_document(sheet: Sheet) -> Document:
    """What is stored of a sheet: its numbers with parts as text, so that none is changed by it."""
    return _plain(asdict(sheet))


def from_document(document: Document) -> Sheet:
    """The sheet that was stored."""
    return Sheet(
        day=date.fromisoformat(document["day"]),
        weeks=Decimal(document["weeks"]),
        services=tuple(_service(said) for said in document["services"]),
        costs=tuple(_cost(said) for said in document["costs"]),
        staff=tuple(Staff(**_decimals(said, _STAFF)) for said in document["staff"]),
        reserve=Decimal(document["reserve"]),
        surplus=Decimal(document["surplus"]),
    )


def _decimals(said: Mapping[str, Any], names: tuple[str, ...]) -> Document:
    return {**said, **{name: Decimal(said[name]) for name in names}}


def _cost(said: Document) -> Cost:
    made: Document = {**said, "key": Key(said["key"])}
    return Cost(**made)


def _service(said: Document) -> Service:
    extras = tuple(Extra(Level(extra["level"]), Decimal(extra["hours"]), extra["why"]) for extra in said["extras"])
    made: Document = {**_decimals(said, _SERVICE), "extras": extras}
    return Service(**made)
