"""Schemas of the records as they go out. None allows a property that it does not name."""

from marketplace.catalogue.rules.open_referral_out import LICENCE, VERSION, Json, Taxonomy
from marketplace.catalogue.rules.vocabulary import Language

TEXT: Json = {"type": "string", "minLength": 1}
WHOLE: Json = {"type": "integer", "minimum": 0}
YES_NO: Json = {"type": "boolean"}
UUID: Json = {"type": "string", "format": "uuid"}
URI: Json = {"type": "string", "format": "uri"}
EMAIL: Json = {"type": "string", "format": "email"}
DAY: Json = {"type": "string", "format": "date"}
CLOCK: Json = {"type": "string", "pattern": r"^\d\d:\d\d[+-]\d\d:\d\d$"}
INSTANT: Json = {"type": "string", "format": "date-time", "pattern": r"\.\d{3}Z$"}


def ref(name: str) -> Json:
    """A schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def many(name: str) -> Json:
    """A list of records that is left out when it would be empty."""
    return {"type": "array", "items": ref(name), "minItems": 1}


def record(about: str, required: Json, optional: Json | None = None) -> Json:
    """An object with these properties and no other; what has no value is left out."""
    return {
        "type": "object",
        "description": about,
        "properties": required | (optional or {}),
        "required": list(required),
        "additionalProperties": False,
    }


_KNOWN: Json = {"id": UUID, "name": TEXT, "description": TEXT}
_OF_SERVICE: Json = {"id": UUID, "service_id": UUID}
_FLAT: Json = {
    "id": UUID,
    "organization_id": UUID,
    "name": TEXT,
    "url": URI | {"description": "The page of the service here."},
    "status": {"const": "active"},
    "last_modified": INSTANT,
}
_FLAT_MORE: Json = {"description": TEXT, "email": EMAIL, "fees_description": TEXT}
_WHOLE: Json = _FLAT | {"attributes": many("attribute")}
_WHOLE_MORE: Json = _FLAT_MORE | {
    "schedules": many("schedule"),
    "service_areas": many("service_area"),
    "service_at_locations": many("service_at_location"),
    "languages": many("language"),
    "cost_options": many("cost_option"),
    "contacts": many("contact"),
    "phones": many("phone"),
}
_ORGANISATION_MORE: Json = {"email": EMAIL, "attributes": many("attribute")}
_PLACED: Json = _OF_SERVICE | {"location_id": UUID, "location": ref("location")}

NESTED: Json = {
    "taxonomy_term": record(
        "A term of one of our own taxonomies.",
        _KNOWN | {"taxonomy": TEXT, "taxonomy_id": UUID, "term": TEXT, "code": TEXT},
    ),
    "attribute": record(
        "A term that a record carries.",
        {
            "id": UUID,
            "link_id": UUID,
            "link_type": {"enum": [each.value for each in Taxonomy]},
            "taxonomy_term_id": UUID,
            "taxonomy_term": ref("taxonomy_term"),
        },
    ),
    "schedule": record(
        "Days and parts of the day that it is given on, or one date of a group (``valid_from`` to ``valid_to``).",
        _OF_SERVICE | {"valid_from": DAY, "attending_type": TEXT},
        {
            "valid_to": DAY,
            "dtstart": DAY,
            "freq": {"const": "WEEKLY"},
            "interval": {"const": 1},
            "byday": {"type": "string", "pattern": "^(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$"},
            "description": TEXT,
            "opens_at": CLOCK,
            "closes_at": CLOCK,
            "attributes": many("attribute"),
        },
    ),
    "service_area": record("An area that it serves.", _OF_SERVICE | {"name": TEXT, "service_area": TEXT, "uri": URI}),
    "language": record(
        "A language that it is given in: ISO 639.",
        _OF_SERVICE | {"name": TEXT, "code": {"enum": [each.value for each in Language]}},
    ),
    "cost_option": record(
        "A published price, in pounds, VAT included.",
        _OF_SERVICE
        | {
            "valid_from": DAY,
            "option": TEXT,
            "amount": {"type": "number", "minimum": 0},
            "amount_description": TEXT,
            "currency": {"const": "GBP"},
            "attributes": many("attribute"),
        },
    ),
    "phone": record(
        "A telephone number.",
        {"id": UUID, "number": TEXT, "type": {"const": "voice"}},
        {"service_id": UUID, "contact_id": UUID, "organization_id": UUID},
    ),
    "contact": record(
        "Who to ask: the organisation, never a person.",
        _OF_SERVICE | {"organization_id": UUID, "name": TEXT},
        {"email": EMAIL, "phones": many("phone")},
    ),
    "accessibility": record(
        "What the place provides for.",
        {"id": UUID, "location_id": UUID, "description": TEXT, "accessibility": TEXT, "attributes": many("attribute")},
    ),
    "location": record(
        "A place, or online.",
        {"id": UUID, "location_type": {"enum": ["physical", "virtual"]}, "name": TEXT},
        {
            "url": URI,
            "organization_id": UUID,
            "latitude": {"type": "number", "minimum": -90, "maximum": 90},
            "longitude": {"type": "number", "minimum": -180, "maximum": 180},
            "accessibility": many("accessibility"),
        },
    ),
}

RECORDS: Json = NESTED | {
    "organization": record("A provider.", _KNOWN, _ORGANISATION_MORE),
    "service_minimal": record("Which service, and when it last changed.", {"id": UUID, "last_modified": INSTANT}),
    "service_flat": record("A service as lists hold it.", _FLAT | {"organization": ref("organization")}, _FLAT_MORE),
    "service": record("A service with everything inside.", _WHOLE | {"organization": ref("organization")}, _WHOLE_MORE),
    "service_of_organization_flat": record("A service inside its organisation.", _FLAT, _FLAT_MORE),
    "service_of_organization": record("The same with everything inside.", _WHOLE, _WHOLE_MORE),
    "organization_whole": record(
        "A provider with its services.",
        _KNOWN,
        _ORGANISATION_MORE
        | {
            "phones": many("phone"),
            "services": {"anyOf": [many("service_of_organization_flat"), many("service_of_organization")]},
        },
    ),
    "service_at_location": record("The place that a service is given at.", _PLACED),
    "service_at_location_whole": record(
        "The same with the service, when it is given there, and who to ask.",
        _PLACED | {"service": ref("service_flat")},
        {"schedules": many("schedule"), "service_areas": many("service_area"), "contacts": many("contact")},
    ),
    "taxonomy": record("One of our taxonomies.", _KNOWN),
    "taxonomy_whole": record("The same with its terms.", _KNOWN | {"taxonomy_terms": many("taxonomy_term")}),
    "api_details": record(
        "Which standard this is, and under which licence.",
        {name: {"const": words} for name, words in VERSION.items()}
        | {"license": {"const": LICENCE}, "documentation": URI, "own_openapi_url": URI},
    ),
    "error": record("What went wrong, and what would be right.", {"error": TEXT, "message": TEXT}),
}


def page_of(*names: str) -> Json:
    """A page of a list, which holds records of one of these kinds."""
    kinds = [{"type": "array", "items": ref(name)} for name in names]
    return record(
        "A page of a list.",
        {
            "total_items": WHOLE,
            "total_pages": {"type": "integer", "minimum": 1},
            "page_number": {"type": "integer", "minimum": 1},
            "size": WHOLE | {"description": "How many are on this page."},
            "first_page": YES_NO,
            "last_page": YES_NO,
            "empty": YES_NO,
            "contents": kinds[0] if len(kinds) == 1 else {"anyOf": kinds},
        },
    )
