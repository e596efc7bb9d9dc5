"""The twelve council areas of the North East, and the funders that cover them with their dated settings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from marketplace.demo.world.agenda import Step
from marketplace.demo.world.cast import Cast
from marketplace.foundation import access, database
from marketplace.people import operations as people
from marketplace.people.operations import OrganisationRequest
from marketplace.people.rules import OrganisationKind, SettingName

DUR, DAR, GHD, HPL = "E06000047", "E06000005", "E08000037", "E06000001"
MID, NCL, NTY, NBL = "E06000002", "E08000021", "E08000022", "E06000057"
RED, STY, STK, SUN = "E06000003", "E08000023", "E06000004", "E08000024"
TYNE = (NCL, GHD, NTY, STY)
TEES = (MID, STK, RED, HPL, DAR)

# code -> name, latitude and longitude of its centre
AREAS: dict[str, tuple[str, float, float]] = {
    DUR: ("County Durham", 54.69, -1.84),
    DAR: ("Darlington", 54.54, -1.57),
    GHD: ("Gateshead", 54.93, -1.69),
    HPL: ("Hartlepool", 54.68, -1.27),
    MID: ("Middlesbrough", 54.54, -1.21),
    NCL: ("Newcastle upon Tyne", 55.0, -1.66),
    NTY: ("North Tyneside", 55.03, -1.51),
    NBL: ("Northumberland", 55.3, -2.08),
    RED: ("Redcar and Cleveland", 54.57, -1.01),
    STY: ("South Tyneside", 54.97, -1.45),
    STK: ("Stockton-on-Tees", 54.56, -1.31),
    SUN: ("Sunderland", 54.86, -1.47),
}
EVERYWHERE = tuple(AREAS)

HEALTH = "nhs"
HEALTH_NAME = "NHS Northern Dales and Coast Integrated Care Board"


@dataclass(frozen=True, slots=True)
class Setting:
    """A funder's setting: days before the anchor on which it began, and where the number comes from."""

    funder: str
    name: SettingName
    value: int
    days_ago: int
    source: str


_GUIDE = "Direct payment guide (made up for the demo)"
SETTINGS = (
    Setting(NCL, SettingName.SILENCE_DAYS, 7, 500, f"{_GUIDE}, page 4"),
    Setting(NCL, SettingName.SILENCE_DAYS, 14, 150, f"{_GUIDE}, second edition, page 4"),
    Setting(NCL, SettingName.BANK_PERCENT, 30, 500, f"{_GUIDE}, page 11"),
    Setting(DUR, SettingName.SILENCE_DAYS, 10, 400, f"{_GUIDE}, section 6"),
    Setting(
        DUR, SettingName.SPEND_AHEAD, 1, 400, f"{_GUIDE}, section 9: money for the year may be booked from day one"
    ),
    Setting(GHD, SettingName.SILENCE_DAYS, 7, 400, f"{_GUIDE}, section 3"),
    Setting(NBL, SettingName.SILENCE_DAYS, 14, 300, f"{_GUIDE}, rural notes"),
    Setting(HPL, SettingName.SILENCE_DAYS, 10, 300, f"{_GUIDE}, page 11"),
    Setting(HEALTH, SettingName.SILENCE_DAYS, 10, 400, "Personal health budget policy (made up for the demo), part 5"),
)


def funder_name(key: str) -> str:
    """A funder by its key: the code of a council's area, or the NHS body. No council stands behind these figures."""
    return HEALTH_NAME if key == HEALTH else f"{AREAS[key][0]} demo council"


def steps(cast: Cast) -> Iterator[Step]:
    """Areas and their funders long ago, and each setting on its day."""
    began = cast.calendar.before(600)
    yield Step(began, partial(_areas, began))
    for funder in (*AREAS, HEALTH):
        yield Step(began, partial(_funder, cast, funder, began))
    for setting in SETTINGS:
        at = cast.calendar.before(setting.days_ago)
        yield Step(at, partial(_setting, cast, setting, at))


def _areas(at: datetime) -> None:
    with database.writing() as session:
        for code, (name, latitude, longitude) in AREAS.items():
            people.declare_area(session, access.worker(at), code, name, latitude, longitude)


def _funder(cast: Cast, funder: str, at: datetime) -> None:
    """Register a funder and the areas that it covers."""
    actor = access.worker(at)
    kind = OrganisationKind.NHS if funder == HEALTH else OrganisationKind.COUNCIL
    with database.writing() as session:
        organisation_id = people.register_organisation(
            session, actor, OrganisationRequest(kind, funder_name(funder), "Made up for the demo.")
        )
        for code in EVERYWHERE if funder == HEALTH else (funder,):
            people.cover_area(session, actor, organisation_id, code, actor.today)
    cast.organisations[funder] = organisation_id


def _setting(cast: Cast, setting: Setting, at: datetime) -> None:
    with database.writing() as session:
        people.set_setting(
            session,
            access.worker(at),
            cast.organisations[setting.funder],
            setting.name,
            setting.value,
            setting.source,
        )
