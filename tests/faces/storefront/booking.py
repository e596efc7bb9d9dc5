"""Booking through the pages as a person does: choose, check, place; and the two kinds of offer that are booked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import text
from werkzeug.test import TestResponse

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.rules import OfferState
from marketplace.foundation import database
from tests import world
from tests.faces.conftest import Client
from tests.faces.shop import Shop
from tests.faces.storefront.sheet import Sheet, sheet

MONDAYS: Mapping[str, object] = {"first_day": ("9", "3", "2026"), "at": "10am", "times": "2"}  # £24 of Shop's £500


@dataclass(frozen=True)
class Stall:
    """One person's browser at one offer of the shop."""

    robin: Client
    shop: Shop
    offer_id: UUID

    @property
    def address(self) -> str:
        """Where the offer is booked."""
        return f"/offers/{self.offer_id}/orders"

    def choices(self) -> Sheet:
        """The form in which dates and money are chosen."""
        return sheet(self.robin.page(f"{self.address}/new"), self.address)

    def dates(self) -> list[str]:
        """The dates of a group that can be chosen, the soonest first."""
        return re.findall(r'name="sessions"[^>]*value="([^"]+)"', self.robin.page(f"{self.address}/new"))

    def choose(self, **typed: object) -> TestResponse:
        """Ask what it would cost."""
        return self.choices().send(self.robin, **(typed or MONDAYS))

    def checked(self, **typed: object) -> Sheet:
        """The form of the check page."""
        answer = self.choose(**typed)
        assert answer.status_code == 200, answer.text[-3000:]
        return sheet(answer.text, self.address)

    def edit(self, **changed: object) -> None:
        """The provider changes the offer, from today on."""
        with database.writing() as session:
            words = replace(world.WORDS, starts=self.shop.clock().date(), **changed)  # type: ignore[arg-type]
            catalogue.edit(session, self.shop.provider, self.offer_id, words)

    def become(self, state: OfferState) -> None:
        """The provider pauses or withdraws the offer."""
        with database.writing() as session:
            catalogue.set_state(session, self.shop.provider, self.offer_id, state)


def count(table: str) -> int:
    """How many rows a table holds."""
    with database.reading() as session:
        return session.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()
