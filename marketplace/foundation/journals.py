"""The journals: the audit of every move, and the journal of who looked at whose data."""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.foundation.models import Audit, Looked

Sight = dict[UUID, str]  # person -> "opened" or "listed"
_AUDIT = insert(database.table_of(Audit))
_seen: ContextVar[Sight | None] = ContextVar("seen", default=None)


def move(
    subject: str, subject_id: UUID, action: str, was: str | None = None, became: str | None = None
) -> dict[str, object]:
    """One move of one record, to hand to audit()."""
    return {"subject": subject, "subject_id": subject_id, "action": action, "was": was, "became": became}


def audit(
    session: Session,
    actor: Actor,
    moves: Iterable[dict[str, object]],
    why: str | None = None,
    person_id: UUID | None = None,
) -> None:
    """Write moves to the audit trail, in the transaction that makes them; ``person_id`` says whose matter they are."""
    by = {
        "person_id": person_id,
        "at": actor.now,
        "actor_kind": actor.kind.value,
        "account_id": actor.account_id,
        "organisation_id": actor.organisation_id,
        "why": why,
    }
    session.execute(_AUDIT, [by | each for each in moves])


@contextmanager
def watching() -> Generator[Sight]:
    """Collect whose data the queries inside the block hand out."""
    sight: Sight = {}
    token = _seen.set(sight)
    try:
        yield sight
    finally:
        _seen.reset(token)


def saw(actor: Actor, people: Iterable[UUID], how: str = "listed") -> None:
    """Queries say here whose data they hand out; oneself is not somebody else, and opening outranks listing."""
    sight = _seen.get()
    if sight is None or not actor.signed_in:
        return
    for person_id in people:
        if person_id != actor.own_person_id:
            sight[person_id] = "opened" if how == "opened" else sight.get(person_id, how)


def write_looked(actor: Actor, sight: Sight, page: str) -> None:
    """One row for each person seen, in one INSERT and a transaction of its own."""
    if not sight:
        return
    by = {"at": actor.now, "account_id": actor.account_id, "organisation_id": actor.organisation_id, "page": page}
    reasons = dict(actor.emergencies)
    rows = [by | {"person_id": p, "how": how, "reason": reasons.get(p)} for p, how in sight.items()]
    with database.writing() as session:
        session.execute(insert(Looked).values(rows))
