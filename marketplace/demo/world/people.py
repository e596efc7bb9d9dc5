"""People with support needs, those who help them, brokers, commissioners and the back office: all made up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from marketplace.demo.world.agenda import Step
from marketplace.demo.world.areas import DAR, DUR, GHD, HEALTH, HPL, MID, NBL, NCL, NTY, RED, STK, STY, SUN
from marketplace.demo.world.cast import Cast
from marketplace.foundation import access, database
from marketplace.foundation.access import Power
from marketplace.people import operations as people
from marketplace.people.operations import MandateRequest, OrganisationRequest
from marketplace.people.rules import Duty, MandateKind, OrganisationKind

# key -> name and the area they live in; the key is how the other tables name them
PEOPLE: dict[str, tuple[str, str]] = {
    "maureen": ("Maureen Thirlwell", NCL),
    "callum": ("Callum Brankston", NCL),
    "farida": ("Farida Rahimzai", NCL),
    "stephen": ("Stephen Ovington", NCL),
    "joyce": ("Joyce Embleton", NCL),
    "nasreen": ("Nasreen Hoult", NCL),
    "piotr": ("Piotr Zawalski", NCL),
    "denise": ("Denise Fawdon", NCL),
    "bisi": ("Bisi Olatunde", NTY),
    "gary": ("Gary Skelhorn", GHD),
    "limei": ("Li Mei Fong", NCL),
    "angela": ("Angela Harbottle", DUR),
    "terry": ("Terry Ushaw", DUR),
    "bethany": ("Bethany Lumsdale", DUR),
    "harpreet": ("Harpreet Sandhar", DUR),
    "colin": ("Colin Merrington", DUR),
    "sylvia": ("Sylvia Croxdale", DUR),
    "jordan": ("Jordan Tindale", DUR),
    "hazel": ("Hazel Quarrington", DAR),
    "marek": ("Marek Dudzik", DUR),
    "ruth": ("Ruth Kelloe", DUR),
    "samira": ("Samira Haddou", MID),
    "dylan": ("Dylan Carlbury", STK),
    "patricia": ("Patricia Seatoller", HPL),
    "owen": ("Owen Brotton", RED),
    "rukhsana": ("Rukhsana Chowdrey", STY),
    "neil": ("Neil Hylton", SUN),
    "christine": ("Christine Amblecote", NBL),
    "eilidh": ("Eilidh Rothley", NBL),
    "ada": ("Ada Whitburn", NCL),
    "leon": ("Leon Marsden", NTY),
}

SEES = frozenset({Power.SEE})
SPENDS = frozenset({Power.SEE, Power.SPEND})
ALL = frozenset({Power.SEE, Power.PLAN, Power.SPEND})

# the person they help, their name, what they may do
SUPPORTERS = (
    ("maureen", "Moira Thirlwell", SPENDS),
    ("rukhsana", "Tanvir Chowdrey", ALL),
    ("christine", "Gill Farnham", SEES),
)

BROKER_BODIES = {
    "waymark": ("Waymark Support Brokers", "We help you plan and buy support. We sell none of our own."),
    "kittiwake": ("Kittiwake Planning Co-operative", "Planners from the dales to the sea, owned by those we work for."),
}
BROKERS = {
    "Imran Tasker": "waymark",
    "Lorna Dipple": "waymark",
    "Fiona Alwent": "kittiwake",
    "Dev Raithby": "kittiwake",
}
# the person, the broker or the whole body, what they may do
CLIENTS = (
    ("bisi", "Imran Tasker", ALL),
    ("nasreen", "Imran Tasker", SPENDS),
    ("gary", "Lorna Dipple", SPENDS),
    ("limei", "Lorna Dipple", SEES),
    ("hazel", "Fiona Alwent", ALL),
    ("harpreet", "Fiona Alwent", SPENDS),
    ("neil", "Dev Raithby", SPENDS),
    ("samira", "Dev Raithby", SEES),
    ("owen", "kittiwake", SPENDS),
)

COMMISSIONERS = {NCL: "Helen Stokoe", DUR: "Alan Petrie", HEALTH: "Yvonne Larkhill"}
ADMINISTRATOR = "Priya Nettleton"
OFFICE = "ownpath"


@dataclass(frozen=True, slots=True)
class _Trust:
    """A mandate to give: who gives it, to which account or organisation, as what."""

    person: str
    holder: str
    kind: MandateKind
    powers: frozenset[Power]


def steps(cast: Cast) -> Iterator[Step]:
    """Offices first, then people, then whom they trust; whom they name as their funder is told with the money."""
    yield from _offices(cast)
    for number, person in enumerate(PEOPLE):
        at = cast.calendar.before(140 - number // 8, "13:40")
        yield Step(at, partial(_register, cast, person, at))
    for number, (person, name, powers) in enumerate(SUPPORTERS):
        at = cast.calendar.before(108 - number, "16:10")
        yield Step(at, partial(cast.open, name, at))
        yield Step(at, partial(give, cast, _Trust(person, name, MandateKind.SUPPORTER, powers), at))
    for number, (person, holder, powers) in enumerate(CLIENTS):
        at = cast.calendar.before(104 - number, "11:30")
        yield Step(at, partial(give, cast, _Trust(person, holder, MandateKind.BROKER, powers), at))


def trust_in_funder(person: str, funder: str) -> _Trust:
    """The mandate by which somebody names who funds them."""
    return _Trust(person, funder, MandateKind.FUNDER, SEES)


def _offices(cast: Cast) -> Iterator[Step]:
    """The broker bodies and the platform with their members, and the funders' commissioners."""
    at = cast.calendar.before(250)
    for key, (name, about) in BROKER_BODIES.items():
        request = OrganisationRequest(OrganisationKind.BROKER, name, about, f"{key}@example.org", "01632 960301")
        yield Step(at, partial(_organise, cast, key, request, at))
    yield Step(at, partial(_organise, cast, OFFICE, OrganisationRequest(OrganisationKind.PLATFORM, "Ownpath"), at))
    yield Step(at, partial(cast.join, ADMINISTRATOR, OFFICE, Duty.ADMINISTRATOR, at))
    for broker, body in BROKERS.items():
        yield Step(at, partial(cast.join, broker, body, Duty.BROKER, at))
    for funder, commissioner in COMMISSIONERS.items():
        yield Step(at, partial(cast.join, commissioner, funder, Duty.COMMISSIONER, at))


def _organise(cast: Cast, key: str, request: OrganisationRequest, at: datetime) -> None:
    with database.writing() as session:
        cast.organisations[key] = people.register_organisation(session, access.worker(at), request)


def _register(cast: Cast, person: str, at: datetime) -> None:
    """Open somebody's account, and register them as a person."""
    name, area = PEOPLE[person]
    cast.open(name, at)
    with database.writing() as session:
        cast.people[person] = people.register_person(session, access.worker(at), name, area, cast.accounts[name])


def give(cast: Cast, trust: _Trust, at: datetime) -> None:
    """A person gives a mandate, from that day on."""
    giver = cast.actor(PEOPLE[trust.person][0], at)
    request = MandateRequest(
        cast.people[trust.person],
        trust.kind,
        trust.powers,
        giver.today,
        holder_account_id=cast.accounts.get(trust.holder),
        holder_organisation_id=cast.organisations.get(trust.holder),
    )
    with database.writing() as session:
        people.give_mandate(session, giver, request)
