"""The providers of the demo world, with those who sign in for them."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from marketplace.demo.world.agenda import Step
from marketplace.demo.world.cast import Cast
from marketplace.demo.world.providers.north import NORTH
from marketplace.demo.world.providers.sheet import Provider
from marketplace.demo.world.providers.south import SOUTH
from marketplace.foundation import access, database
from marketplace.people import operations as people
from marketplace.people.operations import OrganisationRequest
from marketplace.people.rules import Duty, OrganisationKind

PROVIDERS: dict[str, Provider] = {provider.key: provider for provider in (*NORTH, *SOUTH)}

__all__ = ["PROVIDERS", "Provider", "steps"]


def steps(cast: Cast) -> Iterator[Step]:
    """The providers register, ten a day."""
    for number, provider in enumerate(PROVIDERS.values()):
        at = cast.calendar.before(200 - number // 10, "11:20")
        yield Step(at, partial(_register, cast, provider, at))


def _register(cast: Cast, provider: Provider, at: datetime) -> None:
    """Register a provider, with accounts for its owner and, where it has one, a worker."""
    request = OrganisationRequest(
        OrganisationKind.PROVIDER,
        provider.name,
        provider.about,
        f"{provider.key.replace('-', '')}@example.org",
        provider.phone,
        provider.user_led,
        provider.small,
    )
    with database.writing() as session:
        cast.organisations[provider.key] = people.register_organisation(session, access.worker(at), request)
    cast.join(provider.owner, provider.key, Duty.OWNER, at)
    if provider.worker:
        cast.join(provider.worker, provider.key, Duty.WORKER, at)
