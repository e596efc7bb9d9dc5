"""Invented services in the shape of Open Referral UK feeds, with the oddities that real ones have."""

import json
from datetime import date
from typing import Any

from hypothesis import strategies as st

from marketplace.catalogue.rules import EntryRecord, Reading, open_feed, read_records

TODAY = date(2026, 3, 2)
Json = dict[str, Any]


def service(**changed: object) -> Json:
    """A thin service as lists hold it, the same in both versions; a value of ``...`` leaves its field out."""
    told: Json = {
        "id": "6a6a5a52-0000-4000-8000-000000000001",
        "name": "Lantern walks",
        "description": "<p>Walk by the river with a small group.</p>",
        "url": "https://lantern.example/walks",
        "email": "walks@lantern.example",
        "status": "active",
        "assured_date": "2026-02-01",
        "organization": {"id": "6a6a5a52-0000-4000-8000-0000000000aa", "name": "Lantern Trust", "description": ""},
    }
    return {name: value for name, value in (told | changed).items() if value is not ...}


def page_v3(*services: object, pages: int = 1, page: int = 1) -> Json:
    """A page in the envelope of version 3."""
    return {"total_items": 9, "total_pages": pages, "page_number": page, "size": len(services), "contents": services}


def page_v1(*services: object, pages: int = 1, page: int = 1) -> Json:
    """A page in the envelope of version 1."""
    return {"totalElements": 9, "totalPages": pages, "number": page, "first": page == 1, "content": services}


def in_bytes(document: object) -> bytes:
    """A document as a file holds it."""
    return json.dumps(document).encode()


def read(*services: object) -> Reading:
    """What is read of services in a bare list."""
    return read_records(open_feed(in_bytes(list(services))).items, TODAY)


def record(**changed: object) -> EntryRecord:
    """The record of one service."""
    (found,) = read(service(**changed)).records
    return found


def schedule(**told: object) -> Json:
    """One weekly schedule."""
    return {"id": "6a6a5a52-0000-4000-8000-0000000000bb", "freq": "WEEKLY"} | told


def at_place(**location: object) -> list[Json]:
    """One place that a service is given at."""
    return [{"id": "6a6a5a52-0000-4000-8000-0000000000cc", "location": {"location_type": "physical"} | location}]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    max_leaves=20,
)  # any JSON, and what Python writes as JSON besides
NAMES = st.sampled_from(
    [
        *("id", "name", "organization", "description", "url", "email", "status", "fees", "assured_date", "pc_metadata"),
        *("cost_options", "amount", "option", "amount_description", "valid_to", "currency", "attending_type"),
        *("schedules", "byday", "opens_at", "closes_at", "freq", "interval", "service_areas", "uri"),
        *("service_at_locations", "location", "location_type", "addresses", "accessibility", "city"),
        *("languages", "code", "attributes", "taxonomy_term", "pc_targetAudience", "eligibilitys"),
        *("minimum_age", "maximum_age", "contacts", "phones", "number"),
    ]
)
WORDS = st.sampled_from(
    ["MO,-1FR", "DAILY", "09:30Z", "2026-01-01", "physical", "Free", "www.a.example", "\x00\ud800<p>"]
)
SHAPED = st.recursive(
    VALUES | WORDS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(NAMES, inside, max_size=6),
    max_leaves=30,
)
SERVICES = st.dictionaries(NAMES, SHAPED).map(
    lambda changed: service(**changed)
)  # any shape, under names that are read
