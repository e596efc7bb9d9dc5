"""The one statement of a search: the page, how many there are, and how many of each value; and one for what is few.

It is written as SQL because that is what it is, and because building it out of objects took longer than running it.
Only names of our own are put into its text; what people type and choose is always bound.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import TextClause, text

from marketplace.catalogue.rules import Place
from marketplace.foundation.distance import EARTH
from search_index.documents import Facet
from search_index.engine import ALL_OF, Asks, Part, SearchRequest, Sort
from search_index.postgres.lexemes import Query, Stems, title_query
from search_index.postgres.slots import Slot

# The slot that answers (to be sure it is still this one), the total, the page as [kind, id], and the counts as
# [facet, value, number]. Equal sets of values are counted before they are taken apart, since there are few different
# ones, and all facets in one pass: each row of it has the set of one facet and no other, and one has none: the total.
#
# With words, what matches them is read once and says of each choice whether it keeps it (kept_...): what keeps all is a
# hit, and a facet whose choice is lifted counts what keeps the others. Choices are not looked up in the index then:
# where many records hold a value, its list is longer than the records that match. Without words the choices are looked
# up, and nothing that may be all there is is kept in memory.
_ANSWER = """
WITH found AS {materialized} (
    SELECT key, kind, record_id, title, price, rating, soonest, {facets}{kept}, {metres} AS metres, {rank} AS rank
    FROM {documents} WHERE {conditions}
), hits AS NOT MATERIALIZED (
    SELECT * FROM found WHERE {all_kept}
), page AS (
    SELECT kind, record_id FROM hits ORDER BY {order} LIMIT :size OFFSET :skipped
), alike AS (
    SELECT {facets}, count(*) AS number FROM hits GROUP BY GROUPING SETS ((), {grouped})
), sets (facet, held, number) AS (
    {sets}
), counted AS (
    SELECT facet, value, sum(number) AS number FROM sets CROSS JOIN unnest(held) AS value GROUP BY facet, value
)
SELECT
    (SELECT live FROM search_live),
    (SELECT number FROM alike WHERE num_nonnulls({facets}) = 0),
    (SELECT json_agg(json_build_array(kind, record_id)) FROM page),
    (SELECT json_agg(json_build_array(facet, value, number)) FROM counted)
"""
_SETS_OF_HITS = "SELECT '{facet}', {facet}, number FROM alike WHERE {facet} IS NOT NULL"
_SETS_LIFTED = "SELECT '{facet}', {facet}, count(*) FROM {source} WHERE {conditions} GROUP BY {facet}"
_NUMBERS = "SELECT (SELECT live FROM search_live), ARRAY[{numbers}]"
_NUMBER = "(SELECT count(*) FROM {documents} WHERE {conditions})"

# How well a record matches the words, by what a word is worth in body, about and title (the first number is for words
# without a weight, and there are none); half words and words that mean the same add a little. Nothing else counts: not
# whether it is free, and not its kind.
_RANK = """
    ts_rank('{0, 0.1, 0.4, 1}', words, CAST(:typed AS tsquery))
    + 0.6 * ts_rank('{0, 0.1, 0.4, 1}', words, CAST(:any_of AS tsquery))
"""
_ORDER = {
    Sort.RELEVANCE: "rank DESC, title, key",
    Sort.PRICE: "price NULLS LAST, title, key",
    Sort.RATING: "rating DESC NULLS LAST, title, key",
    Sort.DISTANCE: "metres NULLS LAST, title, key",
    Sort.SOONEST: "soonest NULLS LAST, title, key",
}
# As the crow flies, in metres, of what has a place of its own; the sphere that rules of distance reckon with.
_METRES = f"""
    CASE WHEN latitude IS NOT NULL THEN {2 * EARTH} * asin(sqrt(least(1,
        sin(radians(latitude - :latitude) / 2) ^ 2
        + cos(radians(:latitude)) * cos(radians(latitude)) * sin(radians(longitude - :longitude) / 2) ^ 2
    ))) END
"""
_NEAR = (
    f"(place && '{{{Place.ONLINE}}}' OR place && '{{{Place.HOME}}}' AND areas && ARRAY[CAST(:near_area AS text)] "
    f"OR {_METRES} <= :"
)
_BOUND = {"price_most": "price_most", "metres": "metres"}  # what can be widened, and the name that it is bound under
_WIDENED: Mapping[Facet | Asks, str] = {Asks.PRICE: "price_most", Asks.DISTANCE: "metres"}
_FACETS = ", ".join(Facet)
_GROUPED = ", ".join(f"({facet})" for facet in Facet)
# For somebody who types: the words of titles weigh A. Of what matches only so many are looked at, so that one letter
# costs no more than ten. A title that begins with what was typed comes first.
_TITLED = """
    SELECT kind, record_id FROM (
        SELECT key, kind, record_id, title FROM {documents}
        WHERE words @@ CAST(:asked AS tsquery) AND kind <> 'gone' LIMIT {looked_at}
    ) AS held ORDER BY starts_with(title, :typed) DESC, title, key LIMIT :most
"""
LOOKED_AT = 200


def answer_to(slot: Slot, query: Query, request: SearchRequest) -> tuple[TextClause, dict[str, Any]]:
    """The statement that answers a request, and what is bound to it."""
    any_of = [facet for facet in request.chosen if facet not in ALL_OF]
    marked = any_of if query.terms else []
    looked_up = [facet for facet in request.chosen if facet not in marked]
    sort = Sort.RELEVANCE if request.sort is Sort.DISTANCE and not request.near else request.sort
    ranked = query.terms and sort is Sort.RELEVANCE
    statement = _ANSWER.format(
        materialized="MATERIALIZED" if query.terms else "NOT MATERIALIZED",
        facets=_FACETS,
        grouped=_GROUPED,
        kept="".join(f", {_choice(facet, facet)} AS kept_{facet}" for facet in marked),
        metres=_METRES if sort is Sort.DISTANCE else "0",
        rank=_rank(query, marked) if ranked else "0",
        documents=slot.documents,
        conditions=_conditions(query, request, looked_up),
        all_kept=_all_of(f"kept_{facet}" for facet in marked),
        order=_ORDER[sort],
        sets=" UNION ALL ".join(_sets(slot, query, request, facet) for facet in Facet),
    )
    shown = {"typed": query.typed, "size": request.size, "skipped": (request.page - 1) * request.size}
    return text(statement), _values(query, request) | shown


def _rank(query: Query, marked: Sequence[Facet]) -> str:
    """How well a record that keeps the choices matches the words."""
    kept, rank = _all_of(_choice(facet, facet) for facet in marked), "" if query.partly is None else f"{_held(query)} +"
    return f"CASE WHEN {kept} THEN {rank} {_RANK} END"


def _sets(slot: Slot, query: Query, request: SearchRequest, facet: Facet) -> str:
    """Each set of values that records hold in a facet, and how many do."""
    if facet in ALL_OF or facet not in request.chosen:
        return _SETS_OF_HITS.format(facet=facet)
    others = [other for other in request.chosen if other is not facet]
    if query.terms:
        source, conditions = "found", _all_of(f"kept_{other}" for other in others if other not in ALL_OF)
    else:
        source, conditions = slot.documents.name, _conditions(query, request, others)
    return _SETS_LIFTED.format(facet=facet, source=source, conditions=conditions)


def _conditions(query: Query, request: SearchRequest, facets: Sequence[Facet]) -> str:
    """Which records match the words and the bounds, and hold what is chosen in these facets."""
    return _all_of([*_matching(query), *_narrowing({facet: facet.value for facet in facets}, request)])


def _all_of(conditions: Iterable[str]) -> str:
    return " AND ".join(conditions) or "true"


def _choice(facet: Facet, name: str) -> str:
    """Whether a record has what is chosen in a facet, bound under a name."""
    return f"{facet} {'@>' if facet in ALL_OF else '&&'} CAST(:{name} AS text[])"


def titled(slot: Slot, words: Sequence[str], stems: Stems, most: int) -> tuple[TextClause, dict[str, Any]]:
    """The statement that finds records by the words of their titles, the last of which may be half a word."""
    statement = _TITLED.format(documents=slot.documents, looked_at=LOOKED_AT)
    asked = title_query(words, stems)
    return text(statement), {"asked": asked, "typed": " ".join(words), "most": most}


def numbers_without(
    slot: Slot, query: Query, request: SearchRequest, parts: Sequence[Part]
) -> tuple[TextClause, dict[str, Any]]:
    """The statement that gives the slot that answers, and how many there are without each part, and what is bound."""
    numbers, values = [], _values(query, request)
    for n, part in enumerate(parts):
        less = request.without(part)
        names = {facet: facet.value for facet in less.chosen}
        if part.what in names:  # some of its values are left
            names[Facet(part.what)] = f"left_{n}"
            values[f"left_{n}"] = list(less.chosen[Facet(part.what)])
        bound = dict(_BOUND)
        if part.values and part.what in _WIDENED:
            bound[_WIDENED[part.what]] = f"wider_{n}"
            values[f"wider_{n}"] = int(part.values[0])
        conditions = [] if part.what is Asks.WORDS else _matching(query)
        conditions += _narrowing(names, less, bound)
        numbers.append(_NUMBER.format(documents=slot.documents, conditions=_all_of(conditions)))
    return text(_NUMBERS.format(numbers=", ".join(numbers))), values


def _values(query: Query, request: SearchRequest) -> dict[str, Any]:
    """What is bound to the conditions of a request."""
    return {
        **{facet.value: list(held) for facet, held in request.chosen.items()},
        **{f"term_{n}": term for n, term in enumerate(query.terms)},
        **_worth(query),
        "all_of": query.all_of,
        "any_of": query.any_of,
        **_bounds(request),
    }


def _worth(query: Query) -> dict[str, Any]:
    """What is bound to match a part of the words."""
    if query.partly is None:
        return {}
    return {"least": query.partly.least, **{f"worth_{n}": worth for n, worth in enumerate(query.partly.terms)}}


def _bounds(request: SearchRequest) -> dict[str, Any]:
    """What is bound for prices and distance."""
    values: dict[str, Any] = {"price_least": request.price_least, "price_most": request.price_most}
    if request.near:
        values |= request.near.point._asdict() | {"metres": request.near.metres, "near_area": request.near.area}
    return values


def _narrowing(
    names: Mapping[Facet, str], request: SearchRequest, bound: Mapping[str, str] = MappingProxyType(_BOUND)
) -> list[str]:
    """Whether a record has what is chosen, of each facet and bound by the name that it is bound under."""
    bounds = ["price >= :price_least"] if request.price_least is not None else []
    bounds += [f"price <= :{bound['price_most']}"] if request.price_most is not None else []
    bounds += [f"{_NEAR}{bound['metres']})"] if request.within else []
    return bounds + [_choice(facet, name) for facet, name in names.items()]


def _matching(query: Query) -> list[str]:
    """Whether a record matches the words: all terms, or with ``partly`` about as much as any record does."""
    if not query.terms:
        return []
    if query.partly is None:
        return ["words @@ CAST(:all_of AS tsquery)"]
    return ["words @@ CAST(:any_of AS tsquery)", f"{_held(query)} >= :least"]


def _held(query: Query) -> str:
    """What a record holds of the words, by what each of them tells."""
    return " + ".join(
        f"CASE WHEN words @@ CAST(:term_{n} AS tsquery) THEN CAST(:worth_{n} AS float) ELSE 0 END"
        for n in range(len(query.terms))
    )
