"""The records of our feed: a service, its organisation, and the place it is given at, flat or with all inside."""

from collections.abc import Sequence
from uuid import UUID

from marketplace.catalogue.rules.open_referral import told
from marketplace.catalogue.rules.open_referral_out import nested
from marketplace.catalogue.rules.open_referral_out.published import PublishedOrganisation, PublishedService
from marketplace.catalogue.rules.open_referral_out.terms import Json, Taxonomy, attributes, unit_words
from marketplace.foundation.money import pounds


def compact(value: object) -> object:
    """A value without what has no value: null, empty words, lists and objects are left out; ids become words."""
    if isinstance(value, dict):
        kept = ((key, each if isinstance(each, str) else compact(each)) for key, each in value.items())
        return {key: each for key, each in kept if each or isinstance(each, int | float)}
    if isinstance(value, list):
        return [compact(each) for each in value]
    return str(value) if isinstance(value, UUID) else value


def organisation(held: PublishedOrganisation) -> Json:
    """A provider: only what it published of itself."""
    kinds = [name for name, said in (("user_led", held.user_led), ("small", held.small)) if said]
    return {
        "id": held.id,
        "name": held.name,
        "description": held.about or held.name,
        "email": told.email(held.email),
        "attributes": attributes(held.id, Taxonomy.MAKER, kinds),
    }


def whole_organisation(held: PublishedOrganisation, services: Sequence[Json]) -> Json:
    """A provider with its telephone and the services given."""
    phones = nested.numbers(held.phone, "organization", held.id)
    return organisation(held) | {"phones": phones, "services": list(services)}


def minimal(service: PublishedService) -> Json:
    """Only which service, and when it last changed."""
    return {"id": service.id, "last_modified": nested.instant(service.modified_at)}


def flat(service: PublishedService, address: str) -> Json:
    """A service as lists hold it: its own fields and its organisation. ``address``: of its page here."""
    return {
        "id": service.id,
        "organization_id": service.organisation.id,
        "name": service.title,
        "description": "\n\n".join(part for part in (service.summary, service.description) if part),
        "url": address,
        "email": told.email(service.organisation.email),
        "status": "active",
        "last_modified": nested.instant(service.modified_at),
        "fees_description": "; ".join(_price_words(each.pence, each.unit) for each in service.prices),
        "organization": organisation(service.organisation),
    }


def _price_words(pence: int, unit: str) -> str:
    return f"{pounds(pence)} {unit_words(unit)}" if pence else "Free"


def whole(service: PublishedService, address: str) -> Json:
    """A service with everything inside."""
    return flat(service, address) | {
        "schedules": nested.schedules(service),
        "service_areas": nested.areas(service),
        "service_at_locations": nested.at_locations(service, address),
        "languages": nested.languages(service),
        "cost_options": nested.costs(service),
        "contacts": nested.contacts(service),
        "phones": nested.numbers(service.organisation.phone, "service", service.id),
        "attributes": _attributes(service),
    }


def _attributes(service: PublishedService) -> list[Json]:
    size = "group" if service.group else "one_to_one"
    held = {
        Taxonomy.CATEGORY: [service.category],
        Taxonomy.PAYMENT: service.takes,
        Taxonomy.ACCESS: service.access,
        Taxonomy.PLACE: [service.place],
        Taxonomy.SIZE: [size],
        Taxonomy.OUTCOME: service.outcomes,
        Taxonomy.CULTURE: service.culture,
        Taxonomy.WORKER: service.workers,
    }
    return [each for taxonomy, codes in held.items() for each in attributes(service.id, taxonomy, codes)]


def is_placed(service: PublishedService) -> bool:
    """Whether a service has a place of its own, or is online."""
    return bool(nested.at_locations(service, ""))


def at_location(service: PublishedService, address: str, *, full: bool) -> Json:
    """The place of a service that has one; ``full``: with when it is given there, the areas and who to ask."""
    found = nested.at_locations(service, address)[0]
    if not full:
        return found
    return found | {
        "service": flat(service, address),
        "schedules": nested.schedules(service),
        "service_areas": nested.areas(service),
        "contacts": nested.contacts(service),
    }
