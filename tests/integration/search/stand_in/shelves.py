"""The stand-in's indexes: settings, documents, and searches. No claim is made to relevance or mended slips."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from marketplace.foundation.distance import Point, metres_between
from tests.integration.search.stand_in.filters import Condition, Malformed, condition, held, normal, point_of

Row = dict[str, Any]

DEFAULTS: Mapping[str, Any] = {
    "displayedAttributes": ["*"],
    "searchableAttributes": ["*"],
    "filterableAttributes": [],
    "sortableAttributes": [],
    "rankingRules": ["words", "typo", "proximity", "attribute", "sort", "exactness"],
    "stopWords": [],
    "synonyms": {},
    "typoTolerance": {},
    "faceting": {"maxValuesPerFacet": 100},
    "pagination": {"maxTotalHits": 1000},
    "searchCutoffMs": None,
}
PARAMETERS = frozenset(
    ("indexUid", "q", "filter", "facets", "page", "hitsPerPage", "sort", "matchingStrategy", "attributesToRetrieve")
)
_ID = re.compile(r"[A-Za-z0-9_-]{1,511}")
_NEAREST = re.compile(r"_geoPoint\((-?[\d.]+), ?(-?[\d.]+)\):asc")


class Failed(Exception):
    """What a task or a search ends with: the server's code for it."""

    def __init__(self, code: str, message: str = "", status: int = 400) -> None:
        super().__init__(message or code)
        self.code, self.status = code, status


class Index:
    """One index."""

    def __init__(self) -> None:
        self.settings: dict[str, Any] = dict(DEFAULTS)
        self.rows: dict[str, Row] = {}

    def configure(self, settings: Mapping[str, Any]) -> None:
        """Take settings over those there are."""
        for name, value in settings.items():
            self.settings[name] = DEFAULTS[name] if value is None else value

    def put(self, rows: list[Row]) -> None:
        """Add or replace documents, all of them or none."""
        for row in rows:
            if "id" not in row:
                raise Failed("missing_document_id")
            if not _ID.fullmatch(str(row["id"])):
                raise Failed("invalid_document_id", str(row["id"]))
            _check_geo(row.get("_geo"))
        self.rows |= {str(row["id"]): row for row in rows}

    def condition(self, expression: Any, code: str) -> Condition:
        """What a filter asks of this index's documents."""
        try:
            return condition(expression, set(self.settings["filterableAttributes"]))
        except (Malformed, ValueError) as fault:
            raise Failed(code, str(fault)) from fault

    def search(self, query: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to one query."""
        if unknown := set(query) - PARAMETERS:
            raise Failed("bad_request", f"Unknown field {unknown}")
        asked = self.condition(query.get("filter"), "invalid_search_filter")
        found = [row for row in self.rows.values() if self._matches(row, str(query.get("q") or "")) and asked(row)]
        size, page = query["hitsPerPage"], query.get("page", 1)
        most = self.settings["pagination"]["maxTotalHits"]
        hits = self._sorted(found, query)[:most][(page - 1) * size : page * size]
        shown = query.get("attributesToRetrieve", ["*"])
        return {
            "indexUid": query["indexUid"],
            "hits": [{name: row[name] for name in shown} for row in hits],
            "query": query.get("q", ""),
            "processingTimeMs": 0,
            "hitsPerPage": size,
            "page": page,
            "totalPages": -(-min(len(found), most) // size) if size else 0,
            "totalHits": min(len(found), most),
            **self._facets(found, query.get("facets")),
        }

    def _facets(self, found: list[Row], names: list[str] | None) -> dict[str, Any]:
        if names is None:
            return {}
        if unknown := set(names) - set(self.settings["filterableAttributes"]):
            raise Failed("invalid_search_facets", f"{unknown} are not filterable")
        most = self.settings["faceting"]["maxValuesPerFacet"]
        counted = {}
        for name in names:
            numbers = Counter(value for row in found for value in dict.fromkeys(held(row, name)))
            if numbers:
                counted[name] = {str(value): numbers[value] for value in sorted(numbers)[:most]}
        return {"facetDistribution": counted, "facetStats": {}}

    def _matches(self, row: Row, words: str) -> bool:
        """Whether a row holds every word; the last may be the beginning of one."""
        *whole, last = words.split() or [""]
        if not last:
            return True
        texts = " ".join(str(row.get(name) or "") for name in self.settings["searchableAttributes"]).split()
        return set(whole) <= set(texts) and any(text.startswith(last) for text in texts)

    def _sorted(self, found: list[Row], query: Mapping[str, Any]) -> list[Row]:
        """By the rules of the index, the last first; what has no value comes last whichever way it goes."""
        for rule in reversed(self.settings["rankingRules"]):
            orders = query.get("sort") or [] if rule == "sort" else [rule] if ":" in rule else []
            for order in reversed(orders):
                if rule == "sort":
                    self._check_sortable(order)
                found = _ordered(found, order)
        return found

    def _check_sortable(self, order: str) -> None:
        name = "_geo" if order.startswith("_geoPoint(") else order.partition(":")[0]
        if name not in self.settings["sortableAttributes"]:
            raise Failed("invalid_search_sort", f"Attribute `{name}` is not sortable.")


def _ordered(found: list[Row], order: str) -> list[Row]:
    if nearest := _NEAREST.fullmatch(order):
        here = Point(float(nearest[1]), float(nearest[2]))
        known = [row for row in found if row.get("_geo")]
        known.sort(key=lambda row: metres_between(here, point_of(row)))
        return known + [row for row in found if not row.get("_geo")]
    name, _, way = order.partition(":")
    if way not in {"asc", "desc"}:
        raise Failed("invalid_search_sort", order)
    known = [row for row in found if held(row, name)]
    known.sort(key=lambda row: _comparable(row[name]), reverse=way == "desc")
    return known + [row for row in found if not held(row, name)]


def _comparable(value: Any) -> tuple[bool, float, str]:
    """Numbers before texts."""
    return (False, value, "") if isinstance(value, int | float) else (True, 0, normal(value))


def _check_geo(geo: Any) -> None:
    if geo is not None and not (abs(float(geo["lat"])) <= 90 and abs(float(geo["lng"])) <= 180):
        raise Failed("invalid_document_geo_field")
