"""Requests as queries of the server, and its results as answers. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from marketplace.catalogue.rules import Place
from search_index import synonyms
from search_index.documents import Facet
from search_index.engine import ALL_OF, Answer, Asks, Near, Part, SearchRequest, Sort
from search_index.meilisearch.layout import hit_of
from search_index.stops import STOPS
from search_index.words import runs_in

MOST_WORDS_TYPED = 10  # the server leaves out what comes after them
MOST_WORDS_READ = 32  # of what was typed, common ones and small ones included
LONGEST_RUN = 80  # characters; a sentence in a script without spaces has fewer

Query = dict[str, Any]
Words = tuple[str, ...]


def typed(text: str) -> Words:
    """The words to search by: none that is too common or says nothing, and no sign that would be read as an operator.

    They are taken out here since the server would look for things that begin with one if it came last.
    """
    terms = synonyms.terms_of(runs_in(text)[:MOST_WORDS_READ])
    words = (word[:LONGEST_RUN] for term in terms for word in term.words if word not in STOPS)
    return tuple(dict.fromkeys(words))[:MOST_WORDS_TYPED]


def queries_of(index: str, words: Words, request: SearchRequest) -> list[Query]:
    """A query for the page, and one for each facet whose own choice is lifted for its counts."""
    lifted = _lifted(request)
    page = _query(index, words, _narrowing(request)) | {
        "facets": [facet.value for facet in Facet if facet not in lifted],
        "page": request.page,
        "hitsPerPage": request.size,
        "sort": _order(request),
    }
    return [page, *(_query(index, words, _narrowing(request, facet)) | {"facets": [facet.value]} for facet in lifted)]


def queries_without(index: str, words: Words, request: SearchRequest, parts: Iterable[Part]) -> list[Query]:
    """A query for each part of a request that counts what there would be without it."""
    return [
        _query(index, () if part.what is Asks.WORDS else words, _narrowing(request.without(part))) for part in parts
    ]


def query_for(index: str, words: Words = ()) -> Query:
    """A query that counts what holds all of some words, or all there is, whatever is chosen."""
    return _query(index, words, [])


def query_among(index: str, ids: Sequence[str]) -> Query:
    """A query for those of some ids that an index holds."""
    return _query(index, (), [_one_of("id", ids)]) | {"hitsPerPage": len(ids)}


def total_of(result: Mapping[str, Any]) -> int:
    """How many were found, all pages together."""
    return int(result["totalHits"])


def ids_of(result: Mapping[str, Any]) -> list[str]:
    """The ids of what is on a page."""
    return [hit["id"] for hit in result["hits"]]


def answer_of(request: SearchRequest, results: Sequence[Mapping[str, Any]]) -> Answer:
    """What the queries of a request found."""
    page, *others = results
    counts = dict(page["facetDistribution"])
    for facet, result in zip(_lifted(request), others, strict=True):
        counts[facet.value] = result["facetDistribution"].get(facet.value, {})
    return Answer(
        hits=tuple(hit_of(document_id) for document_id in ids_of(page)),
        total=total_of(page),
        facets={facet: {value: int(n) for value, n in counts.get(facet.value, {}).items()} for facet in Facet},
    )


def _query(index: str, words: Words, conditions: list[str]) -> Query:
    """A query that finds nothing but numbers; all its words must match."""
    return {
        "indexUid": index,
        "q": " ".join(words),
        "filter": conditions,
        "matchingStrategy": "all",
        "hitsPerPage": 0,  # with it the total is exact
        "attributesToRetrieve": ["id"],
    }


def _lifted(request: SearchRequest) -> list[Facet]:
    """The facets whose own choice does not apply to their counts."""
    return [facet for facet in Facet if facet in request.chosen and facet not in ALL_OF]


def _order(request: SearchRequest) -> list[str]:
    """What comes first; by fit nothing is said, and the rules of the index decide. What is not known comes last."""
    first = {
        Sort.RELEVANCE: "",
        Sort.PRICE: "price:asc",
        Sort.RATING: "rating:desc",
        Sort.SOONEST: "soonest:asc",
        Sort.DISTANCE: _nearest(request.near) if request.near else "",
    }[request.sort]
    return [first, "tie:asc", "id:asc"] if first else []


def _nearest(near: Near) -> str:
    return f"_geoPoint({_degrees(near.point.latitude)}, {_degrees(near.point.longitude)}):asc"


def _narrowing(request: SearchRequest, lifted: Facet | None = None) -> list[str]:
    """The conditions that a record must meet, all of them, when the choice in one facet is lifted."""
    conditions = [f"price >= {request.price_least}"] if request.price_least is not None else []
    conditions += [f"price <= {request.price_most}"] if request.price_most is not None else []
    conditions += [_reach(request.within)] if request.within else []
    for facet, values in request.chosen.items():
        if facet in ALL_OF:
            conditions += [f"{facet} = {_quoted(value)}" for value in values]
        elif facet is not lifted:
            conditions.append(_one_of(facet, values))
    return conditions


def _reach(near: Near) -> str:
    """So far as the crow flies, or online, or at the homes of the area."""
    here = f"_geoRadius({_degrees(near.point.latitude)}, {_degrees(near.point.longitude)}, {near.metres})"
    online, home = (f"{Facet.PLACE} = {_quoted(place)}" for place in (Place.ONLINE, Place.HOME))
    return f"({here} OR {online} OR ({home} AND {Facet.AREAS} = {_quoted(near.area)}))"


def _one_of(attribute: str, values: Iterable[str]) -> str:
    return f"{attribute} IN [{', '.join(map(_quoted, values))}]"


def _quoted(value: str) -> str:
    """A value that ends where we end it, whatever is in it."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _degrees(number: float) -> str:
    """A number without an exponent, which the server does not read."""
    return f"{number:.7f}"
