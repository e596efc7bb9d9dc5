"""More of everything in the scene, so that a page that asks once for each row gives itself away."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from marketplace.catalogue.queries import offer
from marketplace.catalogue.rules import Level, Unit
from marketplace.choosing import operations as choosing
from marketplace.choosing.operations import ListRequest, SaveRequest
from marketplace.commissioning import operations as commissioning
from marketplace.commissioning.operations import AskRequest
from marketplace.foundation import database, outbox
from marketplace.foundation.access import Actor
from marketplace.people import operations as people
from marketplace.people.operations import AppointRequest
from marketplace.people.rules import MandateKind
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import OrderRequest, RecordRequest
from marketplace.purchasing.queries import order
from marketplace.purchasing.rules import DeliveryKind, Occasion
from marketplace.voice import operations as voice
from marketplace.voice.operations import RatingRequest, WorryRequest
from marketplace.voice.rules import Statement, WorryKind
from search_index.worker import rebuild
from tests import world
from tests.house_rules.scene import EARLY, TRUSTED, Scene
from tests.house_rules.trust.planning_scene import put
from tests.house_rules.trust.spending_scene import asked, crafts

MORE = 6


def multiply(scene: Scene) -> None:
    """Add people, budgets, offers, orders in several states, ratings, worries and notices."""
    green = scene.actors["provider"].at(EARLY)
    for number in range(MORE):
        offer_id = world.offer(green, title=f"More {number}", starts=EARLY.date())
        person = world.person(f"Person {number}")
        world.trusts(person, scene.actors["broker"], MandateKind.BROKER, TRUSTED)
        account_id = world.budget(person, scene.actors["commissioner"])
        for buyer, paying in ((person, account_id), (scene.actors["person"], scene.ids["account"])):
            _order(scene, buyer, offer_id, paying)
        _choose(scene, offer_id)
        asked(scene.actors["person"], scene.ids["account"], crafts(green, f"more {number}"))
        put(scene.actors["person"], scene.ids["plan"], scene.ids["account"], f"More {number}")
        _decide(scene, f"deputy.{number}@example.org")
    clock = lambda: world.NOW  # noqa: E731
    outbox.work(scene.app.extensions["ownpath.handlers"], clock)
    rebuild(clock)


def _choose(scene: Scene, offer_id: UUID) -> None:
    """One more thing on the list, one more list, and one more request."""
    robin = scene.actors["person"]
    person_id = robin.own_person_id or uuid4()
    with database.writing() as session:
        choosing.save(session, robin, SaveRequest(scene.ids["shortlist"], offer_id))
        choosing.start(session, scene.actors["broker"], ListRequest(uuid4(), person_id, "More"))
        commissioning.ask(session, robin, AskRequest(uuid4(), person_id, "More of everything", world.AREA))


def _decide(scene: Scene, email: str) -> None:
    """One more deputy of Robin's, and one more paper."""
    world.account("More Deputies", email)
    person_id, today = scene.actors["person"].own_person_id or uuid4(), world.NOW.date()
    paper = AppointRequest(person_id, MandateKind.DEPUTY, email, "More", today, b"a picture")
    with database.writing() as session:
        people.appoint(session, scene.actors["commissioner"], paper)


def _order(scene: Scene, buyer: Actor, offer_id: UUID, account_id: UUID) -> None:
    """An order of four dates: one confirmed and rated, one disputed, one waiting, one to come; with two worries."""
    provider = scene.actors["provider"]
    hours = (-200, -150, -100, 200)
    times = tuple(Occasion(world.NOW + timedelta(hours=h), world.NOW + timedelta(hours=h + 1)) for h in hours)
    with database.writing() as session:
        version = offer(session, provider, offer_id)
        request = OrderRequest(
            key=uuid4(),
            person_id=buyer.own_person_id or uuid4(),
            offer_id=offer_id,
            version_id=version.version_id,
            unit=Unit.SESSION,
            level=Level.STANDARD,
            quantity=Decimal(1),
            times=times,
            account_id=account_id,
            expected=len(times) * version.lowest.pence,
        )
        order_id = purchasing.place(session, buyer.at(EARLY), request)
        purchasing.accept(session, provider.at(EARLY), order_id)
        first, second, third, _ = order(session, buyer, order_id).bookings
        for booking in (first, second, third):
            purchasing.record(session, provider, RecordRequest(booking.id, DeliveryKind.DELIVERED, Decimal(1)))
        purchasing.confirm(session, buyer, first.id)
        purchasing.dispute(session, buyer, second.id, "Not so.")
        voice.rate(session, buyer, RatingRequest(order_id, {Statement.AGAIN: 3}, "Good."))
        for kind in WorryKind:
            voice.say(session, buyer, WorryRequest(uuid4(), order_id, kind, "Something."))
