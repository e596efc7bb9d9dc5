"""Reads of a funder's own dated settings: what holds, what is coming, and what held before."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people.models import FunderSetting
from marketplace.people.queries.people import OrganisationRow, organisation
from marketplace.people.rules import FUNDERS, SettingName
from marketplace.people.rules.settings import SETTING_WORDS, SettingWords


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One value of a setting from a day on, with its source."""

    id: UUID
    value: int
    starts: date
    source: str


@dataclass(frozen=True, slots=True)
class SettingHistory:
    """One setting of a funder: what holds (None: the platform's own number), what is coming, and what held before."""

    name: SettingName
    words: SettingWords
    now: DatedRow | None
    coming: tuple[DatedRow, ...]
    past: tuple[DatedRow, ...]

    @property
    def value(self) -> int:
        """The number that holds today, whoever set it."""
        return self.now.value if self.now else self.words.default


def own_funder(session: Session, actor: Actor) -> OrganisationRow:
    """The funder that the actor acts for. Raises NotFound when it acts for none."""
    found = organisation(session, actor)
    if found.kind not in FUNDERS:
        raise NotFound
    return found


def settings_over_time(session: Session, actor: Actor) -> list[SettingHistory]:
    """Every setting that there is, as the actor's own funder has it. Raises NotFound for others than funders."""
    funder = own_funder(session, actor)
    rows = session.execute(
        select(FunderSetting.name, FunderSetting.id, FunderSetting.value, FunderSetting.starts, FunderSetting.source)
        .where(FunderSetting.funder_id == funder.id)
        .order_by(FunderSetting.starts)
    ).all()
    return [_history(name, [DatedRow(*row[1:]) for row in rows if row.name == name], actor) for name in SettingName]


def _history(name: SettingName, rows: list[DatedRow], actor: Actor) -> SettingHistory:
    begun = [row for row in rows if row.starts <= actor.today]
    coming = tuple(row for row in rows if row.starts > actor.today)
    return SettingHistory(name, SETTING_WORDS[name], begun[-1] if begun else None, coming, tuple(reversed(begun[:-1])))
