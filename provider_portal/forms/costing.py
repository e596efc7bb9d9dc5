"""The form of unit costs: services, the ten heads and costs of their own, staff; and the sheet that it tells."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import Field

from marketplace.catalogue.rules import LEVEL_WORDS, Level
from marketplace.catalogue.rules.costing import (
    HEAD_WORDS,
    KEY_WORDS,
    MOST_SERVICES,
    Cost,
    Extra,
    Key,
    Service,
    Sheet,
    Staff,
    problems,
)
from marketplace.webkit.forms.choosing import One, choices
from marketplace.webkit.forms.fields import Amount, Count, DayField, Id, Line, Needed, Pounds
from marketplace.webkit.pages import Unfinished

SERVICES = tuple(str(place) for place in range(1, MOST_SERVICES + 1))
OWN, STAFF = ("own_1", "own_2", "own_3", "own_4"), ("1", "2")
HEADS = {head.value: words for head, words in HEAD_WORDS.items()}
MORE = (Level.MORE, Level.ONE_TO_ONE)
MOVES = {"same": "The same, however many come", "moves": "More, if more people come"}
_ONLY = "only_"
SHARED = {key.value: f"By {words}" for key, words in KEY_WORDS.items() if key is not Key.ONLY} | {
    f"{_ONLY}{place}": f"Only service {place}" for place in SERVICES
}
_FIRST = {"workforce": "staff", "training": "staff"}
_SERVICE: dict[str, tuple[type[Field], str]] = {
    "name": (Line, "Name of the service"),
    "sessions": (Amount, "Sessions in a week"),
    "a_day": (Amount, "Sessions on a day, for one person"),
    "hours": (Amount, "Hours of each session"),
    "places": (Count, "Places at a session"),
    "expected": (Amount, "People who come to a usual session"),
    "workers": (Amount, "Workers at a session"),
    "floor": (Amount, "Floor that it uses, in square metres"),
    "price": (Pounds, "Your price for one session (£), if you have one"),
} | {
    f"{level.value}_{part}": (kind, f"{LEVEL_WORDS[level]}: {words}")
    for level in MORE
    for part, kind, words in (("hours", Amount, "hours more of a worker, each session"), ("why", Line, "what for"))
}
_STAFF: dict[str, tuple[type[Field], str]] = {
    "name": (Line, "Who they are"),
    "hourly": (Pounds, "Pay for an hour (£)"),
    "hours": (Amount, "Hours a week with people, all of them together"),
    "between": (Amount, "Hours a week between sessions that you pay for"),
    "leave": (Amount, "Weeks of paid leave in a year"),
    "on_costs": (Amount, "On-costs (% of pay)"),
}
_NEEDED = {
    "service": {
        "name": "Enter the name of the service.",
        "sessions": "Enter how many sessions there are in a week.",
        "hours": "Enter how many hours a session lasts.",
        "places": "Enter how many people can come at once.",
        "expected": "Enter how many people come to a usual session.",
    },
    "staff": {
        "name": "Enter who they are, such as support workers.",
        "hourly": "Enter what an hour is paid.",
        "hours": "Enter their hours a week with people.",
    },
}
_UNSAID = {"a_day": Decimal(1), "workers": Decimal(1), "price": None}


class _Name(Line):
    most = 120


class CostingForm(FlaskForm):
    """Everything that is told of costs; services, heads and staff have the fields that are hung on below."""

    key = Id()
    name = _Name("A name for these costs", description="For example, Costs of 2026.")
    day = DayField("As of which day are the costs?", description="Today or before. For example, 31 3 2026.")
    weeks = Amount("Weeks of a year that you are open", description="For example, 48.")
    reserve = Amount("Reserve (% of the costs)", description="What you put by for bad times. 0 if nothing.")
    surplus = Amount("Surplus (% of the costs)", description="What is to be left over. 0 if nothing.")

    heads, own = HEADS, OWN

    @staticmethod
    def fields_of(where: str, place: str) -> list[str]:
        """The names of the fields of a service or a kind of staff, by its place."""
        return [f"{where}_{place}_{field}" for field in (_SERVICE if where == "service" else _STAFF)]

    def sheet(self, today: date) -> Sheet:
        """What is told. Raises Unfinished, with an error at each field that needs another look."""
        places, staff = self._told("service", SERVICES, _SERVICE), self._told("staff", STAFF, _STAFF)
        heads = self._heads()
        self._missing(places, staff)
        if self.errors:
            raise Unfinished
        sheet = Sheet(
            day=self.day.data or today,
            weeks=self.weeks.data or Decimal(0),
            services=tuple(self._service(place) for place in places),
            costs=tuple(self._cost(slot, places) for slot in heads),
            staff=tuple(Staff(**self._data(f"staff_{place}_", _STAFF)) for place in staff),
            reserve=self.reserve.data or Decimal(0),
            surplus=self.surplus.data or Decimal(0),
        )
        slots = {"service": places, "cost": heads, "staff": staff}
        for problem in problems(sheet, today):
            slot = f"{problem.where}_{slots[problem.where][problem.place]}_" if problem.where else ""
            self._wrong(f"{slot}{problem.field}", problem.words)
        if self.errors:
            raise Unfinished
        return sheet

    def _told(self, where: str, places: Iterable[str], fields: Iterable[str]) -> list[str]:
        """The places of which anything is told."""
        named = {place: [self[f"{where}_{place}_{field}"] for field in fields] for place in places}
        return [place for place, row in named.items() if any(field.raw_data and field.raw_data[0] for field in row)]

    def _heads(self) -> list[str]:
        """The heads and costs of their own of which a sum is told, or a name."""
        own = [slot for slot in OWN if self[f"cost_{slot}_name"].data or self[f"cost_{slot}_pence"].data is not None]
        return [head for head in HEADS if self[f"cost_{head}_pence"].data is not None] + own

    def _missing(self, places: list[str], staff: list[str]) -> None:
        if not places:
            self._wrong("service_1_name", "Tell of at least one service.")
        for where, slots in (("service", places), ("staff", staff)):
            for slot in slots:
                for field, words in _NEEDED[where].items():
                    self._needed(f"{where}_{slot}_{field}", words)
        for slot in OWN:
            if self[f"cost_{slot}_name"].data:
                self._needed(f"cost_{slot}_pence", "Enter what it costs in a year. If it costs nothing, enter 0.")
        self._needed("day", "Enter the day that the costs are of, such as 31 3 2026.")
        self._needed("weeks", "Enter how many weeks of a year you are open, such as 48.")

    def _needed(self, name: str, words: str) -> None:
        if self[name].data in (None, "") and not self[name].errors:
            self._wrong(name, words)

    def _wrong(self, name: str, words: str) -> None:
        """Say at a field what to mend; at the first service or cost where it is of all of them."""
        name = {"services": "service_1_name", "costs": "cost_activities_pence"}.get(name, name)
        self[name].errors = [*self[name].errors, words]

    def _data(self, before: str, fields: Iterable[str]) -> dict[str, Any]:
        said = {field: self[f"{before}{field}"].data for field in fields}
        return {field: _UNSAID.get(field, Decimal(0)) if value is None else value for field, value in said.items()}

    def _service(self, place: str) -> Service:
        said = self._data(f"service_{place}_", [field for field in _SERVICE if not field.endswith(("_hours", "_why"))])
        extras = []
        for level in MORE:
            hours, why = (self[f"service_{place}_{level.value}_{part}"].data for part in ("hours", "why"))
            if hours is not None or why:
                extras.append(Extra(level, hours or Decimal(0), why or ""))
        return Service(**said, extras=tuple(extras))

    def _cost(self, slot: str, places: list[str]) -> Cost:
        key = self[f"cost_{slot}_key"].data
        only = key.removeprefix(_ONLY) if key.startswith(_ONLY) else ""
        return Cost(
            name=HEADS.get(slot) or self[f"cost_{slot}_name"].data,
            head=slot if slot in HEADS else "",
            pence=self[f"cost_{slot}_pence"].data,
            varies=self[f"cost_{slot}_moves"].data == "moves",
            key=Key.ONLY if only else Key(key),
            only=places.index(only) if only in places else len(places) if only else 0,
        )


def _hang() -> None:
    """Hang the fields of every service, head and kind of staff on the form."""
    for where, places, fields in (("service", SERVICES, _SERVICE), ("staff", STAFF, _STAFF)):
        for place in places:
            for field, (kind, words) in fields.items():
                more = "If you leave it empty, it counts as 1." if field in {"workers", "a_day"} else ""
                setattr(CostingForm, f"{where}_{place}_{field}", kind(words, description=more))
    for slot in (*HEADS, *OWN):
        if slot in OWN:
            setattr(CostingForm, f"cost_{slot}_name", Line("What is it?"))
        setattr(CostingForm, f"cost_{slot}_pence", Pounds("Cost of a year (£)"))
        setattr(CostingForm, f"cost_{slot}_moves", One("It costs", choices=choices(MOVES), default="same"))
        first = _FIRST.get(slot, "hours")
        setattr(CostingForm, f"cost_{slot}_key", One("Shared", choices=choices(SHARED), default=first))


_hang()


def said_in(sheet: Sheet) -> dict[str, Any]:
    """What a sheet says, as the data of its form."""
    said: dict[str, Any] = {name: getattr(sheet, name) for name in ("day", "weeks", "reserve", "surplus")}
    for place, service in zip(SERVICES, sheet.services, strict=False):
        said |= {f"service_{place}_{name}": getattr(service, name) for name in _SERVICE if hasattr(service, name)}
        for extra in service.extras:
            before = f"service_{place}_{extra.level.value}"
            said |= {f"{before}_hours": extra.hours, f"{before}_why": extra.why}
    for place, staff in zip(STAFF, sheet.staff, strict=False):
        said |= {f"staff_{place}_{name}": getattr(staff, name) for name in _STAFF}
    own = iter(OWN)
    for cost in sheet.costs:
        slot = cost.head or next(own)
        shared = f"{_ONLY}{cost.only + 1}" if cost.key is Key.ONLY else cost.key.value
        said |= {f"cost_{slot}_pence": cost.pence, f"cost_{slot}_key": shared}
        said |= {f"cost_{slot}_name": cost.name, f"cost_{slot}_moves": "moves" if cost.varies else "same"}
    return said


class HoldForm(FlaskForm):
    """Which offer's prices are held to which service of the costs."""

    offer = One("Which offer?", validators=[Needed("Choose one of your offers.")], default="")
    service = One("Which service of these costs?", validators=[Needed("Choose a service.")], default="0")

    def offered(self, offers: Iterable[tuple[UUID, str]], services: Iterable[str]) -> "HoldForm":
        """Fill in what can be chosen."""
        self.offer.choices = choices(dict(offers), "Choose an offer")
        self.service.choices = choices(dict(enumerate(services)))
        return self

    @property
    def offer_id(self) -> UUID:
        """The offer that was chosen."""
        return UUID(self.offer.data)
