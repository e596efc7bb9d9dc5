"""How the index lies on the server: its settings, and documents as it stores them. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from marketplace.catalogue.rules import OUTCOME_WORDS, Outcome
from search_index import outcomes, synonyms
from search_index.documents import Document, Facet, Kind
from search_index.engine import Hit
from search_index.stops import STOPS
from search_index.synonyms import Phrase
from search_index.words import runs_in, words_in

MOST_WORDS = 3_000  # of one text
MOST_HITS = 1_000_000  # that are counted; beside it MOST_PAGES bounds what can be leafed through
MOST_VALUES = 10_000  # of one facet
CUTOFF_MS = 700  # after which the server answers with what it has; less than we wait

GONE = "gone"  # true of a row that keeps a removed document out of an index that is being filled


def index_settings() -> dict[str, Any]:
    """What the server is told about an index before it holds anything.

    What is asked to be sorted comes before fit; where nothing is, fit decides, where a word stands before how near it
    is to another, and ties go by title and key. The words of every language are left to the server's own detection: one
    document may hold several.
    """
    return {
        "searchableAttributes": ["title", "about", "body"],  # what is found in the first counts most
        "displayedAttributes": ["id"],
        "filterableAttributes": [*(facet.value for facet in Facet), "price", "id", GONE, "_geo"],
        "sortableAttributes": ["price", "rating", "soonest", "tie", "id", "_geo"],
        "rankingRules": ["sort", "words", "typo", "attribute", "proximity", "exactness", "tie:asc", "id:asc"],
        "stopWords": sorted(STOPS),
        "synonyms": _synonyms(),
        "typoTolerance": {"enabled": True, "minWordSizeForTypos": {"oneTypo": 5, "twoTypos": 9}},
        "faceting": {"maxValuesPerFacet": MOST_VALUES},
        "pagination": {"maxTotalHits": MOST_HITS},
        "searchCutoffMs": CUTOFF_MS,
    }


def row_of(document: Document) -> dict[str, Any]:
    """A document as it is stored: its words folded as those are that somebody types, its days as whole numbers."""
    point = document.point
    place = {} if point is None else {"_geo": {"lat": point.latitude, "lng": point.longitude}}
    return {
        "id": id_of(document.key),
        "tie": f"={' '.join(words_in(document.title))}",  # never empty: what has no value comes last
        "title": _words(document.title),
        "about": _words(f"{document.about}\n{_first_outcome(document)}"),
        "body": _words(document.body),
        **{facet.value: sorted(document.facets[facet]) for facet in Facet},
        "price": document.price,
        "rating": document.rating,
        "soonest": None if document.soonest is None else document.soonest.toordinal(),
        **place,
    }


def row_gone(key: str) -> dict[str, Any]:
    """A row that says that a document is gone."""
    return {"id": id_of(key), "tie": "=", GONE: True}


def id_of(key: str) -> str:
    """A key as the server takes it: letters, digits, hyphens and underscores."""
    return key.replace(":", "-", 1)


def hit_of(document_id: str) -> Hit:
    """The record that an id names. Raises ValueError for one that is none of ours."""
    kind, _, record_id = document_id.partition("-")
    return Hit(Kind(kind), UUID(record_id))


def _words(text: str) -> str:
    """The words that a text is found by; without the common ones, so that those of a phrase of ours are neighbours."""
    return " ".join(_telling(runs_in(text))[:MOST_WORDS])


def _synonyms() -> dict[str, list[str]]:
    """The table of words that mean the same, each phrase in the singular and in the plural, as our own engine reads it.

    What people say when they mean an outcome leads to the words of it. The server looks up what was typed in phrases of
    up to three words.
    """
    told: dict[str, list[str]] = {}
    for typed, akin in (*synonyms.TABLE.items(), *_outcomes_said()):
        known = told.setdefault(_phrase(typed), [])
        known += [phrase for phrase in map(_phrase, akin) if phrase not in {"", _phrase(typed), *known}]
    told.pop("", None)  # of a phrase of common words nothing is left to look up
    leading = {typed: akin for typed, akin in told.items() if akin}  # an outcome's own words lead to no others
    plurals = {f"{typed}s": akin for typed, akin in leading.items() if not typed.endswith("s")}
    return plurals | leading


def _outcomes_said() -> Iterator[tuple[Phrase, list[Phrase]]]:
    """What people say of each outcome, with the words in which records say it."""
    for typed, meant in outcomes.TABLE.items():
        yield typed, [tuple(words_in(OUTCOME_WORDS[outcome])) for outcome in meant]


def _first_outcome(document: Document) -> str:
    """The words of what a record says first that it helps people to do: that is what it is for most."""
    first = [each for each in document.facets[Facet.OUTCOMES][:1] if each in set(Outcome)]
    return OUTCOME_WORDS[Outcome(first[0])] if first else ""


def _phrase(words: Phrase) -> str:
    return " ".join(_telling(words))


def _telling(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in STOPS]
