"""A funder accredits a provider between days: who may, what is refused, and what it says of whom."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import AccreditationRequest
from marketplace.catalogue.queries import AccreditationRow, accreditations, accredited_by
from marketplace.catalogue.rules.accreditation import (
    AccreditationRefused,
    AccreditedAlready,
    NotAFunder,
    NotAProvider,
)
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound, Refusal
from tests import world

TODAY = world.NOW.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def org(actor: Actor) -> UUID:
    """The organisation that somebody acts for."""
    assert actor.organisation_id
    return actor.organisation_id


@pytest.fixture
def provider(db: Engine) -> Actor:
    """A provider in a world with two areas."""
    world.areas()
    return world.provider()


@pytest.fixture
def funder(db: Engine) -> Actor:
    """A council's commissioner."""
    return world.commissioner()


def accredit(by: Actor, provider: Actor, funder: Actor, starts: date = TODAY, ends: date | None = None) -> UUID:
    """Accredit a provider."""
    with database.writing() as session:
        return catalogue.accredit(session, by, AccreditationRequest(org(provider), org(funder), starts, ends))


def end(by: Actor, accreditation_id: UUID, ends: date = TODAY) -> None:
    """End an accreditation."""
    with database.writing() as session:
        catalogue.end_accreditation(session, by, accreditation_id, ends, "They closed.")


def held(provider: Actor, day: date) -> tuple[UUID, ...]:
    """The funders that stand by a provider on a day."""
    with database.reading() as session:
        anybody = world.system(world.NOW + (day - TODAY))
        return accredited_by(session, anybody, [org(provider)]).get(org(provider), ())


def listed(actor: Actor) -> list[AccreditationRow]:
    """What somebody is shown of accreditations."""
    with database.reading() as session:
        return accreditations(session, actor)


def test_it_holds_between_its_days_and_is_written_down(db: Engine, provider: Actor, funder: Actor) -> None:
    accreditation_id = accredit(funder, provider, funder, TODAY, TOMORROW)
    assert [held(provider, TODAY + timedelta(days=n)) for n in (-1, 0, 1, 2)] == [(), *[(org(funder),)] * 2, ()]
    end(funder, accreditation_id)
    assert (held(provider, TODAY), held(provider, TOMORROW)) == ((org(funder),), ())
    with database.reading() as session:
        told = text("SELECT action, why, account_id FROM audit WHERE subject = 'accreditation' ORDER BY id")
        assert [tuple(row) for row in session.execute(told)] == [
            ("accredited", None, funder.account_id),
            ("ends on 2 March 2026", "They closed.", funder.account_id),
        ]


def test_the_back_office_may_for_any_funder_and_nobody_else(provider: Actor, funder: Actor) -> None:
    for actor in (provider, world.person(), world.broker(), world.commissioner("South Council")):
        with pytest.raises(NotFound):
            accredit(actor, provider, funder)
    accreditation_id = accredit(world.administrator(), provider, funder)
    for actor in (provider, world.person(), world.broker(), world.commissioner("West Council")):
        with pytest.raises(NotFound):
            end(actor, accreditation_id)
        assert listed(actor) == []
    assert [row.id for row in listed(world.administrator())] == [accreditation_id]
    (row,) = listed(funder)
    assert (row.id, row.provider, row.funder, row.starts, row.ends) == (
        *(accreditation_id, "Green Shoots", "North Council", TODAY, None),
    )
    end(world.administrator(), accreditation_id)
    with pytest.raises(NotFound):
        end(funder, uuid4())


@pytest.mark.parametrize(("provider_of", "refusal"), [("funder", NotAProvider), ("nobody", NotAProvider)])
def test_only_a_provider_is_accredited(funder: Actor, provider_of: str, refusal: type[Refusal]) -> None:
    provider_id = org(funder) if provider_of == "funder" else uuid4()
    with pytest.raises(refusal) as refused, database.writing() as session:
        catalogue.accredit(session, funder, AccreditationRequest(provider_id, org(funder), TODAY))
    assert refused.value.field == "provider"


def test_only_a_funder_accredits(provider: Actor) -> None:
    office = world.administrator()
    for funder_id in (org(provider), uuid4()):
        request = AccreditationRequest(org(provider), funder_id, TODAY)
        with pytest.raises(NotAFunder), database.writing() as session:
            catalogue.accredit(session, office, request)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(YESTERDAY, None), (YESTERDAY, TODAY), (TODAY, TODAY), (TOMORROW, None), (TODAY + timedelta(days=9), None)],
)
def test_once_on_any_day(provider: Actor, funder: Actor, starts: date, ends: date | None) -> None:
    accredit(funder, provider, funder, TODAY)
    with pytest.raises(AccreditedAlready):
        accredit(funder, provider, funder, starts, ends)
    accredit(funder, provider, funder, YESTERDAY - timedelta(days=9), YESTERDAY)
    other = world.commissioner("South Council")
    accredit(other, provider, other, starts, ends)


def test_of_two_at_once_one_is_refused_kindly(provider: Actor, funder: Actor) -> None:
    def attempt(_: int) -> bool:
        try:
            accredit(funder, provider, funder)
        except AccreditedAlready:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(attempt, range(4))) == [False, False, False, True]


def test_days_in_order_and_never_in_the_past(provider: Actor, funder: Actor) -> None:
    with pytest.raises(AccreditationRefused, match="before the first"):
        accredit(funder, provider, funder, TODAY, YESTERDAY)
    coming = accredit(funder, provider, funder, TOMORROW)
    with pytest.raises(AccreditationRefused, match="before the first"):
        end(funder, coming, TODAY)
    with pytest.raises(AccreditationRefused, match="can be today, 2 March 2026, or later"):
        end(funder, coming, YESTERDAY)
    over = accredit(funder, provider, funder, YESTERDAY - timedelta(days=9), YESTERDAY)
    with pytest.raises(AccreditationRefused, match="ended on 1 March 2026 already"):
        end(funder, over, TOMORROW)
    end(funder, coming, TOMORROW)
