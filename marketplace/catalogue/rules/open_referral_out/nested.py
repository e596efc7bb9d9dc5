"""The records inside a service: when and where it is given, what it costs, who to ask."""

from datetime import UTC, datetime
from urllib.parse import quote
from uuid import UUID

from marketplace.catalogue.rules.open_referral import told
from marketplace.catalogue.rules.open_referral_out.ids import at_place, derived
from marketplace.catalogue.rules.open_referral_out.published import PublishedDate, PublishedPrice, PublishedService
from marketplace.catalogue.rules.open_referral_out.terms import Json, Taxonomy, attributes, unit_words
from marketplace.catalogue.rules.postcodes import outward_point
from marketplace.catalogue.rules.vocabulary import (
    ACCESS_WORDS,
    DAY_WORDS,
    LANGUAGE_WORDS,
    LEVEL_WORDS,
    PART_WORDS,
    Access,
    Day,
    Language,
    Level,
    Part,
    Place,
)
from marketplace.foundation.clock import LONDON
from marketplace.foundation.money import Pence

_ATTENDING = {Place.VENUE: "At the venue", Place.HOME: "In your home", Place.ONLINE: "Online"}
_STATISTICS = "http://statistics.data.gov.uk/id/statistical-geography/"


def instant(moment: datetime) -> str:
    """An instant as RFC 3339 in UTC, with milliseconds: ``2026-09-01T09:30:00.000Z``."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def amount(pence: Pence) -> float | int:
    """Pence as a number of pounds, whole where it is."""
    return pence // 100 if pence % 100 == 0 else pence / 100


def schedules(service: PublishedService) -> list[Json]:
    """The days and parts of the day that it is given on, then the dates of a group, the soonest first."""
    return [*_week(service), *(_date(service, each) for each in service.dates)]


def _week(service: PublishedService) -> list[Json]:
    if not service.days and not service.parts:
        return []
    own = derived("schedule", service.id)
    words = [DAY_WORDS[Day(day)] for day in service.days], [PART_WORDS[Part(part)].lower() for part in service.parts]
    return [
        {
            "id": own,
            "service_id": service.id,
            "valid_from": service.starts.isoformat(),
            "freq": "WEEKLY" if service.days else None,
            "interval": 1 if service.days else None,
            "byday": ",".join(service.days),
            "description": ": ".join(", ".join(each) for each in words if each),
            "attending_type": _ATTENDING[Place(service.place)],
            "attributes": attributes(own, Taxonomy.PART, service.parts),
        }
    ]


def _date(service: PublishedService, held: PublishedDate) -> Json:
    """One date as a schedule of one day: no frequency, and the times of London with their offset."""
    starts, ends = held.starts_at.astimezone(LONDON), held.ends_at.astimezone(LONDON)
    day = starts.date().isoformat()
    return {
        "id": held.id,
        "service_id": service.id,
        "valid_from": day,
        "valid_to": day,
        "dtstart": day,
        "opens_at": starts.isoformat(timespec="minutes")[11:],
        "closes_at": ends.isoformat(timespec="minutes")[11:],
        "attending_type": _ATTENDING[Place(service.place)],
    }


def areas(service: PublishedService) -> list[Json]:
    """The areas that it serves, with the address of each code."""
    return [
        {
            "id": derived("service_area", service.id, code),
            "service_id": service.id,
            "name": name,
            "service_area": name,
            "uri": _STATISTICS + quote(code, safe=""),
        }
        for code, name in sorted(service.areas.items())
    ]


def costs(service: PublishedService) -> list[Json]:
    """Its published prices, the cheapest first; nought is free."""
    return [_cost(service, price) for price in service.prices]


def _cost(service: PublishedService, price: PublishedPrice) -> Json:
    own = derived("cost_option", service.id, price.unit, price.level)
    level = LEVEL_WORDS[Level(price.level)]
    free = price.pence == 0
    return {
        "id": own,
        "service_id": service.id,
        "valid_from": service.starts.isoformat(),
        "option": ("Free" if price.level == Level.STANDARD else f"{level}: free") if free else level,
        "amount": amount(price.pence),
        "amount_description": unit_words(price.unit),
        "currency": "GBP",
        "attributes": attributes(own, Taxonomy.UNIT, [price.unit]),
    }


def languages(service: PublishedService) -> list[Json]:
    """The languages that it is given in; the UK profile left no field for which, so name and code are extras."""
    return [
        {
            "id": derived("language", service.id, code),
            "service_id": service.id,
            "name": LANGUAGE_WORDS[Language(code)],
            "code": code,
        }
        for code in service.languages
    ]


def contacts(service: PublishedService) -> list[Json]:
    """Who to ask: what the organisation published of itself, never a person."""
    organisation, own = service.organisation, derived("contact", service.id)
    email = told.email(organisation.email)
    phones = numbers(service.organisation.phone, "contact", own)
    if not email and not phones:
        return []
    held: Json = {"id": own, "service_id": service.id, "organization_id": organisation.id, "name": organisation.name}
    return [held | {"email": email, "phones": phones}]


def numbers(phone: str, holder: str, holder_id: UUID) -> list[Json]:
    """A telephone number as the list of one, or of none."""
    number = told.one_line(phone)
    own = derived("phone", holder, holder_id)
    return [{"id": own, f"{holder}_id": holder_id, "number": number, "type": "voice"}] if number else []


def at_locations(service: PublishedService, address: str) -> list[Json]:
    """Where it is given; nowhere, for what is given in the person's home. ``address``: of its page here."""
    location = _location(service, address)
    if location is None:
        return []
    own = {"id": at_place(service.id), "service_id": service.id, "location_id": location["id"]}
    return [own | {"location": location}]


def _location(service: PublishedService, address: str) -> Json | None:
    if service.place == Place.ONLINE:
        own = derived("location", service.id, "online")
        return {"id": own, "location_type": "virtual", "name": "Online", "url": address}
    venue = told.one_line(service.venue, told.LONG)
    if service.place != Place.VENUE or not venue:
        return None
    own = derived("location", service.organisation.id, venue, *service.access, *filter(None, [service.outward]))
    point = outward_point(service.outward)
    return {
        "id": own,
        "location_type": "physical",
        "name": venue,
        "organization_id": service.organisation.id,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "accessibility": _accessibility(service, own),
    }


def _accessibility(service: PublishedService, location_id: UUID) -> list[Json]:
    if not service.access:
        return []
    own = derived("accessibility", location_id)
    words = ", ".join(ACCESS_WORDS[Access(code)] for code in service.access)
    needs = attributes(own, Taxonomy.ACCESS, service.access)
    held: Json = {"id": own, "location_id": location_id, "description": words}
    return [held | {"accessibility": words, "attributes": needs}]
