"""What a provider of the demo world worked out: its costs before and after a rise in pay, and an offer under them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import CostingRequest
from marketplace.catalogue.queries import costings
from marketplace.catalogue.rules import Level
from marketplace.catalogue.rules.costing import Cost, Extra, Head, Key, Service, Sheet, Staff
from marketplace.demo.world.agenda import Step
from marketplace.demo.world.cast import Cast
from marketplace.foundation import database

PROVIDER, NAME = "Winston Achterberg", "Allotments and bees"
HELD = ("allotment-mornings", "allotment-saturdays", "bees")  # the offers, in the order of the services
SERVICES = (
    Service(
        *("Allotment mornings", Decimal(1), Decimal(2), 12, Decimal(9), Decimal("1.5"), Decimal(400)),
        price=12_00,
        extras=(Extra(Level.MORE, Decimal("0.5"), "Somebody beside you on the paths."),),
    ),
    Service("Allotment Saturdays", Decimal(1), Decimal("3.5"), 8, Decimal(7), floor=Decimal(400), price=18_00),
    Service("Bees and honey", Decimal(1), Decimal(2), 5, Decimal(4), floor=Decimal(60), price=14_00),
)
COSTS = (
    Cost("Activities", Head.ACTIVITIES, 480_00),
    Cost("Materials", Head.MATERIALS, 900_00, varies=True, key=Key.PLACES),
    Cost("Training", Head.TRAINING, 240_00, key=Key.STAFF),
    Cost("Administration", Head.ADMINISTRATION, 780_00),
    Cost("Heating", Head.HEATING, 180_00),
    Cost("Travel", Head.TRAVEL, 150_00, key=Key.STAFF),
    Cost("Ground rent", "", 220_00, key=Key.FLOOR),
    Cost("Hives and suits", "", 540_00, key=Key.ONLY, only=2),
)
PAY, RAISED = 12_80, 13_45  # pence an hour
STAFF = Staff("Gardeners", PAY, Decimal("8.5"), Decimal("1.5"), Decimal("5.6"), Decimal(8))


def steps(cast: Cast) -> Iterator[Step]:
    """They are worked out, offers are held to them, and pay rises."""
    first, then = cast.calendar.before(48, "17:25"), cast.calendar.before(13, "17:40")
    yield Step(first, partial(_keep, cast, PAY, first))
    yield Step(then, partial(_keep, cast, RAISED, then))


def _keep(cast: Cast, hourly: int, now: datetime) -> None:
    """Keep the costs with what an hour is paid, as a version, and hold the offers to it."""
    actor = cast.actor(PROVIDER, now)
    key, sheet = cast.key(f"costs {hourly}"), _sheet(actor.today, hourly)
    with database.writing() as session:
        kept = [row.id for row in costings(session, actor)]
        request = CostingRequest(key, sheet, costing_id=kept[0]) if kept else CostingRequest(key, sheet, NAME)
        costing_id = catalogue.cost(session, actor, request)
        for service, offer in enumerate(HELD):
            catalogue.hold_to(session, actor, cast.offers[offer], costing_id, service)


def _sheet(day: date, hourly: int) -> Sheet:
    staff = (replace(STAFF, hourly=hourly),)
    return Sheet(day, Decimal(46), SERVICES, COSTS, staff, reserve=Decimal(5), surplus=Decimal(2))
