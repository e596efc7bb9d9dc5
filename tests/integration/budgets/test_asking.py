"""A yes is for a sum in all, whoever books at once; and a rule counts on the day of the booking."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from marketplace.budgets import operations as budgets
from marketplace.budgets.rules.asking import NothingToAsk, OverPermission, Scope
from marketplace.budgets.rules.spending import Effect, SpendingRefused
from marketplace.catalogue.rules import Level, Unit
from marketplace.foundation import database
from marketplace.foundation.errors import NotFound
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import OrderRequest
from marketplace.purchasing.rules import Occasion
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop
from tests.integration.budgets import asking
from tests.integration.test_concurrency import at_once


@pytest.fixture
def shop(db: Engine) -> Shop:
    """A shop whose funder asks to be asked first about arts from a week on, and never pays for music then."""
    made = Shop(TestClock())
    manager, later = asking.manager(made), made.person.today + timedelta(days=7)
    with database.writing() as session:
        budgets.plan_rule(session, manager, asking.rule(made, starts=later))
        budgets.plan_rule(session, manager, asking.rule(made, Effect.NOT_ALLOWED, "music", later))
    return made


def test_a_yes_is_never_overspent_and_what_is_called_off_comes_back_to_it(shop: Shop) -> None:
    arts = asking.offered(shop)
    with pytest.raises(SpendingRefused):
        shop.ordered(arts)
    asking.answered(shop, asking.asked(shop, arts), scope=Scope.CATEGORY)
    other = asking.offered(shop)  # of the same category

    def book(number: int) -> object:
        start = world.NOW + timedelta(days=10 + number)
        offer_id = (arts, other)[number % 2]
        request = OrderRequest(
            key=uuid4(),
            person_id=shop.robin.own_person_id or uuid4(),
            offer_id=offer_id,
            version_id=None,
            unit=Unit.SESSION,
            level=Level.STANDARD,
            quantity=Decimal(1),
            times=(Occasion(start, start + timedelta(hours=1)),),
            account_id=shop.account_id,
        )
        with database.reading() as session:
            quote = purchasing.quote(session, shop.person, request)
        asked = replace(request, version_id=quote.version_id, expected=quote.total)
        with database.writing() as session:
            return purchasing.place(session, shop.person, asked)

    ended = at_once([lambda number=number: book(number) for number in range(8)])
    assert sum(isinstance(end, OverPermission) for end in ended) == 6
    assert shop.account().promised == 24_00
    placed = next(end for end in ended if not isinstance(end, OverPermission))
    with database.writing() as session:
        purchasing.cancel(session, shop.person, shop.order(placed).bookings[0].id, 0)  # type: ignore[arg-type]
    book(9)


def test_who_may_ask_and_what_there_is_to_ask(shop: Shop) -> None:
    music, nature = asking.offered(shop, "music"), asking.offered(shop, "nature")
    asking.answered(shop, asking.asked(shop, music))  # a no of the funder's own can become a yes
    shop.ordered(music)
    with pytest.raises(NothingToAsk):
        asking.asked(shop, nature)
    with pytest.raises(NotFound), database.writing() as session:
        budgets.plan_rule(session, shop.funder, asking.rule(shop))  # a commissioner who is no manager
    with pytest.raises(NotFound), database.writing() as session:
        budgets.withdraw_question(session, shop.owner, uuid4())
