"""The vocabularies of our feed: what Open Referral UK has no field for is told as terms of our own taxonomies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from uuid import UUID

from marketplace.catalogue.rules.open_referral_out.ids import derived
from marketplace.catalogue.rules.vocabulary import (
    ACCESS_WORDS,
    CATEGORY_WORDS,
    CULTURE_WORDS,
    OUTCOME_WORDS,
    PART_WORDS,
    PLACE_WORDS,
    UNIT_WORDS,
    Unit,
    Worker,
)

Json = dict[str, object]


class Taxonomy(StrEnum):
    """One of our taxonomies, by the ``link_type`` that its attributes carry."""

    CATEGORY = "service_type"
    PAYMENT = "payment_route"
    ACCESS = "access_need"
    PLACE = "attending_type"
    PART = "part_of_day"
    SIZE = "group_size"
    OUTCOME = "outcome"
    CULTURE = "faith_and_culture"
    WORKER = "worker_gender"
    UNIT = "price_unit"
    MAKER = "organization_type"


@dataclass(frozen=True, slots=True)
class Term:
    """One term: the code that our records hold, and its plain words."""

    taxonomy: Taxonomy
    code: str
    words: str
    about: str = ""

    @property
    def id(self) -> UUID:
        """Its id in the feed."""
        return _term_id(self.taxonomy, self.code)


@cache
def _term_id(taxonomy: Taxonomy, code: str) -> UUID:
    return derived("taxonomy_term", taxonomy, code)


def unit_words(unit: str) -> str:
    """The unit of a price as importers read it: ``per hour``; ``each`` for an item."""
    return "each" if unit == Unit.EACH else f"per {UNIT_WORDS[Unit(unit)][0]}"


NAMES: dict[Taxonomy, tuple[str, str]] = {
    Taxonomy.CATEGORY: ("Kinds of support", "What kind of thing is offered."),
    Taxonomy.PAYMENT: ("Payment routes", "With which money it can be paid for. No term says that it cannot."),
    Taxonomy.ACCESS: ("Access needs", "What the place or the worker provides for."),
    Taxonomy.PLACE: ("Where it happens", "At a place, at the person's home, or online."),
    Taxonomy.PART: ("Parts of the day", "Morning is before noon, evening is from five o'clock."),
    Taxonomy.SIZE: ("With others or alone", "Whether it is given to a group or to one person."),
    Taxonomy.OUTCOME: ("What it helps people to do", "What a person wants to change or keep in their life."),
    Taxonomy.CULTURE: (
        "Faith and culture",
        "What is given for faith and culture. No term says that it is not.",
    ),
    Taxonomy.WORKER: ("Gender of worker", "Which worker a person can ask for. No term says that they cannot."),
    Taxonomy.UNIT: ("Price unit", "What one price buys."),
    Taxonomy.MAKER: ("Kinds of organisation", "What the organisation says of itself."),
}

_WORDS: dict[Taxonomy, Mapping[str, str]] = {
    Taxonomy.CATEGORY: {code.value: words for code, words in CATEGORY_WORDS.items()},
    Taxonomy.PAYMENT: {
        "notional": "Budget held by the funder accepted",
        "direct": "Direct payments accepted",
        "third_party": "Budget held by a third party accepted",
        "isf": "Individual Service Fund accepted",
        "own": "Own money accepted",
    },
    Taxonomy.ACCESS: {code.value: words for code, words in ACCESS_WORDS.items()},
    Taxonomy.PLACE: {code.value: words for code, words in PLACE_WORDS.items()},
    Taxonomy.PART: {code.value: words for code, words in PART_WORDS.items()},
    Taxonomy.SIZE: {"group": "In a group", "one_to_one": "One to one"},
    Taxonomy.OUTCOME: {code.value: words for code, words in OUTCOME_WORDS.items()},
    Taxonomy.CULTURE: {code.value: words for code, words in CULTURE_WORDS.items()},
    Taxonomy.WORKER: {Worker.WOMAN.value: "A woman can be asked for", Worker.MAN.value: "A man can be asked for"},
    Taxonomy.UNIT: {unit.value: unit_words(unit) for unit in Unit},
    Taxonomy.MAKER: {"user_led": "Led by people who use support", "small": "Small provider"},
}

TERMS: tuple[Term, ...] = tuple(
    Term(taxonomy, code, words) for taxonomy, held in _WORDS.items() for code, words in held.items()
)
_BY_CODE = {(term.taxonomy, term.code): term for term in TERMS}
_BY_ID = {term.id: term for term in TERMS}


def taxonomy_id(taxonomy: Taxonomy) -> UUID:
    """The id of a taxonomy in the feed."""
    return derived("taxonomy", taxonomy)


_TAXONOMY_BY_ID = {taxonomy_id(taxonomy): taxonomy for taxonomy in Taxonomy}


def term_named(term_id: UUID) -> Term | None:
    """The term of an id; None when there is none."""
    return _BY_ID.get(term_id)


def terms_of(asked: UUID) -> tuple[Term, ...]:
    """The terms of the taxonomy of an id, in their order; none when there is no such taxonomy."""
    return tuple(term for term in TERMS if term.taxonomy is _TAXONOMY_BY_ID.get(asked))


def attributes(link_id: UUID, taxonomy: Taxonomy, codes: Iterable[str]) -> list[Json]:
    """The attributes that hang terms on a record; codes that have no term are left out."""
    terms = (_BY_CODE.get((taxonomy, code)) for code in codes)
    return [
        {
            "id": derived("attribute", link_id, term.id),
            "link_id": link_id,
            "link_type": taxonomy.value,
            "taxonomy_term_id": term.id,
            "taxonomy_term": term_record(term),
        }
        for term in terms
        if term
    ]


@cache
def term_record(term: Term) -> Json:
    """A taxonomy term as the feed tells it; the same object each time, since a page of the feed holds thousands."""
    return {
        "id": term.id,
        "name": term.words,
        "description": term.about or term.words,
        "taxonomy": NAMES[term.taxonomy][0],
        "taxonomy_id": taxonomy_id(term.taxonomy),
        "term": term.words,
        "code": term.code,
    }


def taxonomy_record(taxonomy: Taxonomy, *, whole: bool) -> Json:
    """A taxonomy as the feed tells it; ``whole``: with its terms."""
    name, about = NAMES[taxonomy]
    found: Json = {"id": taxonomy_id(taxonomy), "name": name, "description": about}
    if whole:
        found["taxonomy_terms"] = [term_record(term) for term in TERMS if term.taxonomy is taxonomy]
    return found


def taxonomies(*, whole: bool) -> list[Json]:
    """Every taxonomy, in a fixed order."""
    return [taxonomy_record(taxonomy, whole=whole) for taxonomy in Taxonomy]


def taxonomy_named(asked: UUID) -> Json | None:
    """One taxonomy with its terms; None when there is none of that id."""
    found = _TAXONOMY_BY_ID.get(asked)
    return taxonomy_record(found, whole=True) if found else None
