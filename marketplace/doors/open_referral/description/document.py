"""The document: the endpoints, what may be asked of each, and what it answers."""

from functools import cache

from marketplace.catalogue.rules.open_referral_out import LICENCE, Json
from marketplace.doors.open_referral.asking import MOST_MINIMAL, MOST_PAGE, MOST_SEARCH, MOST_SIZE, MOST_WORDS
from marketplace.doors.open_referral.description.schemas import RECORDS, UUID, YES_NO, page_of, ref

ORIGIN: Json = {"description": "Every site's script may read it.", "required": True, "schema": {"const": "*"}}
TAG: Json = {"description": "To ask again with If-None-Match.", "required": True, "schema": {"type": "string"}}
OPEN: Json = {"Access-Control-Allow-Origin": ORIGIN}


def _asked(name: str, schema: Json, about: str) -> Json:
    return {"name": name, "in": "query", "description": about, "schema": schema}


_WORD = r"[^\s\u0000-\u001f\u007f-\u009f]+"
PARAMETERS: Json = {
    str(each["name"]): each
    for each in (
        _asked("page", {"type": "integer", "minimum": 1, "maximum": MOST_PAGE, "default": 1}, "Which page."),
        _asked(
            "per_page",
            {"type": "integer", "minimum": 1, "maximum": MOST_SIZE, "default": 50},
            f"How many on a page; up to {MOST_MINIMAL} of services where minimal is asked for.",
        ),
        _asked(
            "search",
            {
                "type": "string",
                "maxLength": MOST_SEARCH,
                "pattern": rf"^\s*({_WORD}(\s+{_WORD}){{0,{MOST_WORDS - 1}}}\s*)?$",
            },
            f"At most {MOST_WORDS} words, all of which the record must hold.",
        ),
        _asked("format", {"enum": ["json"], "default": "json"}, "There is no other."),
        _asked("organization_id", UUID, "Of this organisation."),
        _asked("taxonomy_term_id", UUID, "That carry this term."),
        _asked("taxonomy_id", UUID, "That carry a term of this taxonomy, or that are its terms."),
        _asked("parent_id", UUID, "The children of a term; ours have none."),
        _asked(
            "modified_after",
            {"type": "string", "format": "date-time"},
            "Changed at this instant or later; the years 1 to 9999.",
        ),
        _asked("minimal", YES_NO | {"default": False}, "Only ids and dates."),
        _asked("full", YES_NO | {"default": False}, "With everything inside."),
        _asked("full_service", YES_NO | {"default": False}, "With everything inside the services."),
        _asked("top_only", YES_NO | {"default": False}, "Terms without children, as all of ours are."),
    )
}
PAGING = ("page", "per_page", "search", "format")
FILTERS = (*PAGING, "organization_id", "taxonomy_term_id", "taxonomy_id", "modified_after")

# path: its tag, what it answers, the schema of that, and the parameters
PATHS: dict[str, tuple[str, str, Json, tuple[str, ...]]] = {
    "/": ("about", "Which standard this is, and under which licence.", ref("api_details"), ()),
    "/services": (
        "services",
        "What is on sale: flat, with all inside (full), or only ids and dates (minimal).",
        page_of("service_flat", "service", "service_minimal"),
        (*FILTERS, "minimal", "full"),
    ),
    "/services/{service_id}": ("services", "One service with all inside.", ref("service"), ()),
    "/service_at_locations": (
        "places",
        "The places that services are given at.",
        page_of("service_at_location", "service_at_location_whole"),
        (*FILTERS, "full"),
    ),
    "/service_at_locations/{place_id}": ("places", "One service at its place.", ref("service_at_location_whole"), ()),
    "/organizations": (
        "organisations",
        "The providers; with their services (full), and all inside those (full_service).",
        page_of("organization", "organization_whole"),
        (*FILTERS, "full", "full_service"),
    ),
    "/organizations/{organisation_id}": (
        "organisations",
        "One provider with its services.",
        ref("organization_whole"),
        ("full_service",),
    ),
    "/taxonomies": (
        "words",
        "Our taxonomies.",
        page_of("taxonomy", "taxonomy_whole"),
        (*FILTERS, "full"),
    ),
    "/taxonomies/{taxonomy_id}": ("words", "One taxonomy with its terms.", ref("taxonomy_whole"), ()),
    "/taxonomy_terms": (
        "words",
        "The terms of our taxonomies.",
        page_of("taxonomy_term"),
        (*FILTERS, "parent_id", "top_only"),
    ),
    "/taxonomy_terms/{term_id}": ("words", "One term.", ref("taxonomy_term"), ()),
}
ABOUT = (
    "What is on sale here, for anybody, as Open Referral UK version 3. Read only, without a key. "
    "What has no value is left out. Pages keep their order while they are read."
)


def description(address: str) -> Json:
    """The OpenAPI document of the feed at an address."""
    return _unplaced() | {"servers": [{"url": address}]}


@cache
def _unplaced() -> Json:
    """The same without where it is, which is all that differs between installations."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Ownpath open feed",
            "version": "3.0",
            "description": ABOUT,
            "license": {"name": "Open Government Licence 3.0", "url": LICENCE},
        },
        "paths": {path: {"get": _endpoint(path)} for path in PATHS},
        "components": {"schemas": RECORDS, "parameters": PARAMETERS},
    }


def _endpoint(path: str) -> Json:
    tag, about, schema, parameters = PATHS[path]
    named = path.partition("{")[2].rstrip("}")
    where: list[Json] = [{"name": named, "in": "path", "required": True, "schema": UUID}] if named else []
    where += [{"$ref": f"#/components/parameters/{name}"} for name in parameters]
    refused = {400: "Something in the address cannot be read."} if parameters else {}
    refused |= {404: "There is no such record."} if named else {}
    return {
        "tags": [tag],
        "summary": about,
        "parameters": where,
        "responses": {"200": _answer(about, schema, OPEN | {"ETag": TAG})}
        | {"304": {"description": "It is as it was when that tag was given.", "headers": OPEN}}
        | {str(status): _answer(words, ref("error"), OPEN) for status, words in refused.items()},
    }


def _answer(about: str, schema: Json, headers: Json) -> Json:
    return {"description": about, "headers": headers, "content": {"application/json": {"schema": schema}}}
