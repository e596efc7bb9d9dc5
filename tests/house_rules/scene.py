"""One scene with a record of every kind, an owner for each, and strangers of the same kinds."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import text

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BankRequest, BudgetRequest, Share
from marketplace.budgets.queries import instalments_funded
from marketplace.budgets.rules import Holding, Paid
from marketplace.budgets.rules.banking import BankReason
from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import ImportRequest
from marketplace.catalogue.queries import offer
from marketplace.catalogue.rules import EntryRecord, Level, OfferState, PriceLine, Unit, read_records
from marketplace.catalogue.rules import open_referral_out as out
from marketplace.choosing import operations as choosing
from marketplace.choosing.operations import ListRequest, SaveRequest
from marketplace.commissioning import operations as commissioning
from marketplace.commissioning.operations import AskRequest
from marketplace.foundation import database, outbox
from marketplace.foundation.access import Actor, Power
from marketplace.people import operations as people
from marketplace.people.rules import Duty, MandateKind, OrganisationKind
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import OrderRequest, RecordRequest
from marketplace.purchasing.queries import order
from marketplace.purchasing.rules import DeliveryKind, Occasion
from marketplace.voice import operations as voice
from marketplace.voice.operations import RatingRequest, WorryRequest
from marketplace.voice.rules import Statement, WorryKind
from search_index.worker import rebuild
from tests import world
from tests.faces.conftest import Client, TestClock, signed_in
from tests.house_rules.trust.making import STEPS

EARLY = world.NOW - timedelta(days=25)
ROLES = ("anonymous", "person", "supporter", "provider", "worker", "broker", "commissioner", "administrator")
ROLES += ("manager", "lead")  # of a council: its members and settings, and its worries about harm
SERVICE = {
    "id": "11111111-2222-4333-8444-555555555555",
    "name": "Walking group",
    "status": "active",
    "description": "<p>A slow walk and a chat.</p>",
    "organization": {"id": "21111111-2222-4333-8444-555555555555", "name": "The walkers", "description": "Walkers"},
}
TOLD: dict[str, Any] = {  # all that an offer can say to be found by
    "outcomes": ("home", "people", "myself"),
    "workers": ("woman", "man"),
    "culture": ("halal_food", "women_only"),
    "trial": True,
    "wait_weeks": 3,
    "outward": "NE1",
}


@dataclass
class Scene:
    """Who is there, by role, their strangers, the ids of what is theirs, by name."""

    app: Flask
    actors: dict[str, Actor]
    strangers: dict[str, Actor]
    ids: dict[str, UUID]
    days: dict[str, date] = field(default_factory=dict)
    emails: dict[UUID | None, str] = field(default_factory=dict)

    def client(self, role: str, *, stranger: bool = False) -> Client:
        """Somebody of a role with a browser, signed in unless anonymous."""
        if role == "anonymous":
            return self.app.test_client()  # type: ignore[return-value]
        actor = (self.strangers if stranger else self.actors)[role]
        return signed_in(self.app, self.emails[actor.account_id])


def _email(name: str) -> str:
    return f"{name}@example.org"


def _people() -> tuple[dict[str, Actor], dict[str, Actor]]:
    """Everybody, made through the operations."""
    robin = world.person("Robin Vale", email=_email("robin"))
    supporter_account = world.account("Sue Vale", _email("sue"))
    green = world.provider("Green Shoots", email=_email("green"))
    actors = {
        "person": robin,
        "provider": green,
        "worker": world.member(
            OrganisationKind.PROVIDER, Duty.WORKER, "Green Shoots", green.organisation_id, _email("worker")
        ),
        "broker": world.broker(email=_email("broker")),
        "commissioner": world.commissioner(email=_email("north")),
        "administrator": world.administrator(email=_email("office")),
    }
    world.trusts(robin, Actor(robin.kind, robin.now, supporter_account), MandateKind.SUPPORTER, TRUSTED)
    actors["supporter"] = world.actor(supporter_account)
    world.trusts(robin, actors["broker"], MandateKind.BROKER, TRUSTED)
    sam = world.person("Sam Other", world.OTHER_AREA, email=_email("sam"))
    strangers = {
        "person": sam,
        "supporter": sam,
        "provider": world.provider("Another provider", email=_email("other")),
        "broker": world.broker("Other brokers", email=_email("broker2")),
        "commissioner": world.commissioner("South Council", email=_email("south")),
    }
    strangers["worker"] = strangers["provider"]
    strangers["administrator"] = strangers["commissioner"]
    return actors, strangers


TRUSTED = frozenset({Power.SEE, Power.PLAN, Power.SPEND})


class Maker:
    """Makes the records of a scene."""

    def __init__(self, actors: dict[str, Actor], strangers: dict[str, Actor]) -> None:
        self.actors, self.strangers, self.ids = actors, strangers, {}

    def budgets(self) -> None:
        """Robin's and Sam's money; one direct instalment is still to be paid."""
        person, north = self.actors["person"], self.actors["commissioner"]
        self.ids["account"] = world.budget(person, north, 800_00)
        with database.writing() as session:
            put_by = BankRequest(uuid4(), self.ids["account"], BankReason.BREAK, "", 20_00, date(2026, 12, 1))
            self.ids["bank"] = budgets.bank(session, person, put_by)
        self.ids["stranger_account"] = world.budget(self.strangers["person"], self.strangers["commissioner"], 800_00)
        request = BudgetRequest(
            key=uuid4(),
            person_id=person.own_person_id,
            starts=date(2026, 2, 1),
            ends=date(2026, 7, 31),
            stream="Personal health",
            shares=(Share(Holding.DIRECT, 600_00),),
            paid=Paid.FOUR_WEEKLY,
            plan_agreed_on=date(2026, 1, 20),
            plan_reference="",
        )
        with database.writing() as session:
            budgets.give(session, north, request)
            due = [row for row in instalments_funded(session, north, person.own_person_id) if not row.credited]
        self.ids["direct_account"], self.due_on = due[0].account_id, due[0].due_on

    def offers(self) -> None:
        """A group, an agreed time, a draft, one that is withdrawn, one that is free, and a directory entry."""
        green, old = self.actors["provider"].at(EARLY), {"starts": EARLY.date()}
        group = world.group(green, title="Gardening together", places=6, dates=8, **old)
        self.ids |= {"group": group.offer_id, "session": group.sessions[0], "free_session": group.sessions[7]}
        self.ids["offer"] = world.offer(green, title="Allotment mornings", **TOLD, **old)
        self.ids["draft"] = world.offer(green, published=False, title="Not yet", **old)
        free = (PriceLine(Unit.SESSION, Level.STANDARD, 0),)
        self.ids["free"] = world.offer(green, title="Tea and talk", prices=free, **old)
        self.ids["ended"] = world.offer(green, title="No longer", **old)
        with database.writing() as session:
            catalogue.set_state(session, green, self.ids["ended"], OfferState.WITHDRAWN)
        self.ids |= {
            "provider": green.organisation_id,
            "feed_place": out.at_place(self.ids["offer"]),
            "feed_term": out.TERMS[0].id,
            "feed_taxonomy": out.taxonomies(whole=False)[0]["id"],
        }
        self.ids["stranger_offer"] = world.offer(self.strangers["provider"], title="Pottery")
        reading = read_records([SERVICE], world.NOW.date())
        assert isinstance(reading.records[0], EntryRecord)
        with database.writing() as session:
            catalogue.import_entries(session, world.system(), ImportRequest("The walkers' list", "", reading.records))
            self.ids["entry"] = session.execute(text("SELECT id FROM directory_entry")).scalar_one()

    def place(
        self, offer_id: UUID, days: list[int], actor: Actor | None = None, account: str | None = "account"
    ) -> UUID:
        """An order placed early, for days counted from now."""
        person = (actor or self.actors["person"]).at(EARLY)
        times = tuple(Occasion(world.NOW + timedelta(days=d), world.NOW + timedelta(days=d, hours=2)) for d in days)
        with database.writing() as session:
            version = offer(session, self.actors["provider"].at(world.NOW), offer_id)
            request = OrderRequest(
                key=uuid4(),
                person_id=person.own_person_id,
                offer_id=offer_id,
                version_id=version.version_id,
                unit=Unit.SESSION,
                level=Level.STANDARD,
                quantity=Decimal(1),
                times=times,
                account_id=self.ids[account] if account else None,
                expected=len(times) * version.lowest.pence,
            )
            return purchasing.place(session, person, request)

    def accepted(self, name: str, order_id: UUID, person: Actor) -> list[UUID]:
        """Accept an order, and name its bookings."""
        with database.writing() as session:
            purchasing.accept(session, self.actors["provider"].at(EARLY), order_id)
        with database.reading() as session:
            bookings = [booking.id for booking in order(session, person, order_id).bookings]
        self.ids[name] = order_id
        return bookings

    def record(self, booking: UUID, days_ago: int = 3) -> None:
        """Record a booking as delivered."""
        provider = self.actors["provider"].at(world.NOW - timedelta(days=days_ago))
        with database.writing() as session:
            purchasing.record(session, provider, RecordRequest(booking, DeliveryKind.DELIVERED, Decimal(1)))

    def orders(self) -> None:
        """Orders and bookings in every state that a page or a button asks for."""
        robin, green = self.actors["person"], self.actors["provider"]
        self.ids["placed"] = self.place(self.ids["offer"], [9, 16])
        names = ("confirmed", "waiting", "disputed", "begun", "future")
        bookings = self.accepted("order", self.place(self.ids["offer"], [-20, -15, -10, -5, 5]), robin)
        self.ids |= dict(zip(names, bookings, strict=True))
        for name in ("confirmed", "waiting", "disputed"):
            self.record(self.ids[name])
        with database.writing() as session:
            purchasing.confirm(session, robin, self.ids["confirmed"])
            purchasing.dispute(session, robin, self.ids["disputed"], "It was an hour short.")
        again = self.accepted("rated", self.place(self.ids["offer"], [-24]), robin)
        self.record(again[0])
        with database.writing() as session:
            purchasing.confirm(session, robin, again[0])
            voice.rate(session, robin, RatingRequest(self.ids["rated"], {Statement.AGAIN: 4}, "Good."))
        sam = self.strangers["person"]
        free = self.accepted("free_order", self.place(self.ids["free"], [-9], sam, None), sam)
        self.record(free[0])
        with database.writing() as session:
            purchasing.dispute(session, sam, free[0], "Nobody came.")
        self.ids["free_disputed"] = free[0]
        self.ids["stranger_order"] = self.place(self.ids["offer"], [12], sam, "stranger_account")
        assert green.organisation_id

    def worries(self) -> None:
        """A problem, harm with a funder, and harm without one."""
        robin = self.actors["person"]
        pat = world.person("Pat Free", email=_email("pat"))
        pats = self.place(self.ids["free"], [8], pat, None)
        with database.writing() as session:
            for name, actor, order_id, kind in (
                ("problem", robin, self.ids["order"], WorryKind.PROBLEM),
                ("harm", robin, self.ids["order"], WorryKind.HARM),
                ("office_harm", pat, pats, WorryKind.HARM),
            ):
                request = WorryRequest(uuid4(), order_id, kind, "Something is not right.")
                self.ids[name] = voice.say(session, actor, request)

    def _list(self, actor: Actor, offer_id: UUID) -> tuple[UUID, UUID]:
        """A list of somebody's own with one thing on it."""
        with database.writing() as session:
            list_id = choosing.start(session, actor, ListRequest(uuid4(), actor.own_person_id, "For the spring"))
            return list_id, choosing.save(session, actor, SaveRequest(list_id, offer_id, "Near the bus."))

    def _gap(self, actor: Actor, asker: Actor) -> UUID:
        """Something that is missing, asked for a person."""
        with database.writing() as session:
            return commissioning.ask(
                session, asker, AskRequest(uuid4(), actor.own_person_id, "An accordion group.", world.AREA)
            )

    def choices(self) -> None:
        """Lists, one of them shared with the broker, and requests for what is missing."""
        robin, sam, broker = self.actors["person"], self.strangers["person"], self.actors["broker"]
        north = self.actors["commissioner"]
        self.ids["shortlist"], self.ids["item"] = self._list(robin, self.ids["group"])
        self.ids["stranger_list"], self.ids["stranger_item"] = self._list(sam, self.ids["stranger_offer"])
        named = text("SELECT id FROM mandate WHERE person_id = :p ORDER BY kind <> 'broker', kind LIMIT 1")
        with database.writing() as session:
            for name, actor in (("mandate", robin), ("stranger_mandate", sam)):
                self.ids[name] = session.execute(named, {"p": actor.own_person_id}).scalar_one()
            choosing.share(session, robin, self.ids["shortlist"], self.ids["mandate"])
            for entry in ("entry", "ended"):
                choosing.save(session, robin, SaveRequest(self.ids["shortlist"], self.ids[entry]))
            people.cover_area(session, world.system(), north.organisation_id, world.AREA, EARLY.date())
        self.ids["gap"], self.ids["stranger_gap"] = self._gap(robin, broker), self._gap(sam, sam)
        self.ids["answered_gap"] = self._gap(robin, robin)
        with database.writing() as session:
            commissioning.answer(session, north, self.ids["answered_gap"], "We have asked two groups.")


def make(app: Flask, clock: TestClock) -> Scene:
    """Make the scene in an empty database, tell everybody, and index it."""
    world.areas()
    actors, strangers = _people()
    maker = Maker(actors, strangers)
    for step in (maker.budgets, maker.offers, maker.orders, maker.worries, maker.choices):
        step()
    for add in STEPS:
        add(maker.actors, maker.strangers, maker.ids)
    outbox.work(app.extensions["ownpath.handlers"], clock)
    rebuild(clock)
    with database.reading() as session:
        emails: dict[Any, str] = dict(tuple(row) for row in session.execute(text("SELECT id, email FROM account")))
        maker.ids["notice"] = session.execute(
            text("SELECT id FROM notice WHERE account_id = :id LIMIT 1"), {"id": actors["person"].account_id}
        ).scalar_one()
        maker.ids["person"] = actors["person"].own_person_id or uuid4()
    return Scene(app, actors, strangers, maker.ids, {"due_on": maker.due_on}, emails)
