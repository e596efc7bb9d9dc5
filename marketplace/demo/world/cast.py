"""Who and what has been made so far, by the keys of the tables, and how to act as one of them at an instant."""

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

import pyotp

from marketplace.demo.world.calendar import Calendar
from marketplace.foundation import access, database
from marketplace.foundation.access import Actor, ActorKind
from marketplace.people import operations as people
from marketplace.people.queries import actor_for
from marketplace.people.rules import Duty
from marketplace.purchasing.queries import BookingRow

PASSWORD = "only a demo passphrase"  # noqa: S105 - everybody in the demo is made up, and the guide shows it


def email_of(name: str) -> str:
    """The address that somebody of the demo signs in with."""
    return f"{name.lower().replace(' ', '.').replace(chr(39), '')}@example.org"


def secret_of(email: str) -> str:
    """The secret of the app that shows codes to somebody who works for an organisation: the guide shows them too."""
    return base64.b32encode(hashlib.sha256(f"urn:ownpath:demo:{email}".encode()).digest()[:20]).decode()


@dataclass(slots=True)
class Cast:
    """What has been made: ids, and bookings as they were placed. Accounts are known by the name of their holder."""

    calendar: Calendar
    accounts: dict[str, UUID] = field(default_factory=dict)
    organisations: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    offers: dict[str, UUID] = field(default_factory=dict)
    sessions: dict[tuple[str, date], UUID] = field(default_factory=dict)
    orders: dict[str, UUID] = field(default_factory=dict)
    bookings: dict[tuple[str, int], BookingRow] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def key(self, what: str) -> UUID:
        """The key of a form: the same each time for the same world."""
        return uuid5(NAMESPACE_URL, f"urn:ownpath:demo:{self.calendar.anchor}:{what}")

    def open(self, name: str, at: datetime) -> None:
        """Open an account for somebody."""
        with database.writing() as session:
            self.accounts[name] = people.open_account(session, access.worker(at), email_of(name), name, PASSWORD)

    def join(self, name: str, organisation: str, duty: Duty, at: datetime) -> None:
        """Open an account for a member of an organisation."""
        self.open(name, at)
        with database.writing() as session:
            people.join(session, access.worker(at), self.accounts[name], self.organisations[organisation], [duty])
            owner = Actor(ActorKind.ACCOUNT, at, self.accounts[name], name=name)
            secret = secret_of(email_of(name))
            people.add_code_device(session, owner, secret, pyotp.TOTP(secret).at(at))

    def actor(self, name: str, at: datetime) -> Actor:
        """Somebody with an account, as the actor that they are, at an instant."""
        if name not in self._actors:
            with database.reading() as session:
                found = actor_for(session, access.anonymous(at), self.accounts[name])
            if found is None:
                raise KeyError(name)
            self._actors[name] = found
        return self._actors[name].at(at)
