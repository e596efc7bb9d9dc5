"""Offers: versions, states and places, on a real database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.queries import offer, own_offers, terms
from marketplace.catalogue.rules import Level, OfferState, PriceLine, Unit
from marketplace.foundation import database
from marketplace.foundation.access import anonymous
from marketplace.foundation.errors import IllegalMove, NotFound
from tests import world


def test_a_new_price_holds_from_its_day(db: Engine) -> None:
    world.areas()
    provider = world.provider()
    offer_id = world.offer(provider)
    dearer = replace(
        world.WORDS,
        prices=(PriceLine(Unit.SESSION, Level.STANDARD, 15_00),),
        starts=world.NOW.date() + timedelta(days=10),
    )
    with database.writing() as session:
        assert catalogue.edit(session, provider, offer_id, dearer) == 2
    with database.reading() as session:
        today = offer(session, anonymous(world.NOW), offer_id)
        later = offer(session, anonymous(world.NOW + timedelta(days=10)), offer_id)
        assert (today.lowest.pence, later.lowest.pence) == (12_00, 15_00)
        assert [row.pence for row in terms(session, provider, offer_id, "session", "standard")] == [15_00, 12_00]


def test_a_draft_is_seen_by_its_provider_alone(db: Engine) -> None:
    world.areas()
    provider, other = world.provider(), world.provider("Somebody else")
    offer_id = world.offer(provider, published=False)
    with database.reading() as session:
        assert offer(session, provider, offer_id).state == OfferState.DRAFT
        assert [row.id for row in own_offers(session, provider)] == [offer_id]
        for stranger in (other, anonymous(world.NOW)):
            with pytest.raises(NotFound):
                offer(session, stranger, offer_id)


def test_a_withdrawn_offer_does_not_come_back(db: Engine) -> None:
    world.areas()
    provider = world.provider()
    offer_id = world.offer(provider)
    with database.writing() as session:
        catalogue.set_state(session, provider, offer_id, OfferState.WITHDRAWN)
    with pytest.raises(IllegalMove), database.writing() as session:
        catalogue.set_state(session, provider, offer_id, OfferState.PUBLISHED)
