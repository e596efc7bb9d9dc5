"""Writes of funders' dated settings: what holds from a day on, and taking back what has not begun."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import FunderSetting, Organisation
from marketplace.people.operations.members import hold, keeps
from marketplace.people.rules import FUNDERS, SettingName, check_setting
from marketplace.people.rules.settings import check_planned


@dataclass(frozen=True, slots=True)
class SettingRequest:
    """A value that is to hold for a funder from a day on, and where it comes from."""

    funder_id: UUID
    name: SettingName
    value: int
    starts: date
    source: str


def plan_setting(session: Session, actor: Actor, request: SettingRequest) -> None:
    """A setting holds from a day on, today or later; another value from the same day takes its place.

    Whoever manages the funder may, and the back office. Raises NotFound, SettingRefused, NotBackInTime, SourceNeeded.
    """
    may_set(session, actor, request.funder_id)
    check_setting(request.name, request.value)
    check_planned(request.starts, actor.today, request.source)
    which = (
        FunderSetting.funder_id == request.funder_id,
        FunderSetting.name == request.name,
        FunderSetting.starts == request.starts,
    )
    before = session.scalars(select(FunderSetting.value).where(*which)).one_or_none()
    fresh = insert(FunderSetting).values(
        id=uuid4(),
        funder_id=request.funder_id,
        name=request.name,
        value=request.value,
        starts=request.starts,
        source=request.source.strip(),
    )
    session.execute(
        fresh.on_conflict_do_update(
            index_elements=["funder_id", "name", "starts"],
            set_={"value": fresh.excluded.value, "source": fresh.excluded.source},
        )
    )
    later = "" if request.starts == actor.today else f" from {request.starts}"
    action = f"set {request.name} to {request.value}{later}"
    was = None if before is None else str(before)
    move = journals.move("organisation", request.funder_id, action, was, str(request.value) if was else None)
    journals.audit(session, actor, [move])


def set_setting(session: Session, actor: Actor, funder_id: UUID, name: SettingName, value: int, source: str) -> None:
    """A funder's setting holds from the actor's day on; the source says where the number comes from.

    Raises NotFound for anybody but the back office and the funder's manager, and SettingRefused, SourceNeeded.
    """
    plan_setting(session, actor, SettingRequest(funder_id, SettingName(name), value, actor.today, source))


def drop_setting(session: Session, actor: Actor, setting_id: UUID) -> None:
    """Take back a setting that has not begun. Raises NotFound for one that has, or that is not the funder's own."""
    row = session.execute(
        select(FunderSetting.funder_id, FunderSetting.name, FunderSetting.value, FunderSetting.starts).where(
            FunderSetting.id == setting_id, FunderSetting.starts > actor.today
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    may_set(session, actor, row.funder_id)
    session.execute(delete(FunderSetting).where(FunderSetting.id == setting_id))
    move = journals.move("organisation", row.funder_id, f"took back {row.name} from {row.starts}", str(row.value))
    journals.audit(session, actor, [move])


def may_set(session: Session, actor: Actor, funder_id: UUID) -> None:
    """Raises NotFound for anybody but the product itself, the back office, and whoever manages that funder."""
    if actor.kind is ActorKind.WORKER or actor.may(Power.ADMINISTER):
        if session.scalars(select(Organisation.kind).where(Organisation.id == funder_id)).one_or_none() in FUNDERS:
            return
        raise NotFound
    if actor.organisation_id != funder_id:
        raise NotFound
    kind = hold(session, actor, funder_id)
    if kind not in FUNDERS or not keeps(session, actor, funder_id, kind):
        raise NotFound
