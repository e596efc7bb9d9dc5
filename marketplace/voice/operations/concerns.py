"""Writes of safeguarding leads: saying that they have a worry about harm, deciding on it, and moving it on."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, select, update
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import IllegalMove, NotFound, Refusal
from marketplace.people.models import WorkTaken
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import leads_in, own_leads
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.safeguarding import WorkKind
from marketplace.voice import rules
from marketplace.voice.models import Worry
from marketplace.voice.queries.concerns import led_to
from marketplace.voice.rules import Outcome, WorryState

Locked = Row[*tuple[Any, ...]]


def _own(session: Session, actor: Actor, worry_id: UUID) -> Locked:
    """A worry that the actor leads on, locked. Raises NotFound."""
    found = session.execute(
        select(Worry.state, Worry.said_by, Worry.order_id, Worry.desk_id, Worry.area_code, Worry.acknowledged_at)
        .where(Worry.id == worry_id, led_to(actor))
        .with_for_update(key_share=True)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def acknowledge(session: Session, actor: Actor, worry_id: UUID) -> None:
    """The lead says that they have it; saying so again changes nothing. Raises NotFound, IllegalMove."""
    found = _own(session, actor, worry_id)
    rules.may_answer(WorryState(found.state))
    if found.acknowledged_at is not None:
        return
    session.execute(update(Worry).where(Worry.id == worry_id).values(acknowledged_at=actor.now))
    journals.audit(session, actor, [journals.move("concern", worry_id, "acknowledged")])
    telling = Telling(
        "Your worry is being looked at",
        "Somebody whose job it is to keep people safe has read what you told us. They will tell you what they decide.",
        "order",
        found.order_id,
        f"concern acknowledged {worry_id}",
        NoticeKind.ANSWERS,
    )
    tell(session, actor, {found.said_by}, telling)


def decide_concern(session: Session, actor: Actor, worry_id: UUID, outcome: Outcome, words: str) -> None:
    """The lead decides, in words that whoever said it reads; deciding at once acknowledges too.

    Raises NotFound, IllegalMove.
    """
    found = _own(session, actor, worry_id)
    rules.may_answer(WorryState(found.state))
    session.execute(
        update(Worry)
        .where(Worry.id == worry_id)
        .values(
            state=WorryState.ANSWERED,
            outcome=outcome,
            answer=words,
            answered_at=actor.now,
            acknowledged_at=found.acknowledged_at or actor.now,
        )
    )
    move = journals.move("concern", worry_id, f"decided {outcome}", found.state, WorryState.ANSWERED)
    journals.audit(session, actor, [move])
    telling = Telling(
        "Your worry was answered",
        "You told us that something was wrong. There is an answer for you with the order.",
        "order",
        found.order_id,
        f"worry answered {worry_id}",
        NoticeKind.ANSWERS,
    )
    tell(session, actor, {found.said_by}, telling)


def move_on(session: Session, actor: Actor, worry_id: UUID, area_code: str, why: str) -> None:
    """The lead moves it on, with a reason, to those who lead in another area of the same funder; the clock goes on.

    Raises NotFound, IllegalMove, and Refusal where nobody else leads.
    """
    found = _own(session, actor, worry_id)
    if WorryState(found.state) is not WorryState.OPEN:
        raise IllegalMove("This has been decided already.")
    if area_code not in {lead.area_code for lead in own_leads(session, actor)} - {found.area_code}:
        raise Refusal("Choose one of the other areas with a lead.", "area_code")
    session.execute(update(Worry).where(Worry.id == worry_id).values(area_code=area_code, acknowledged_at=None))
    session.execute(
        delete(WorkTaken).where(WorkTaken.kind == WorkKind.CONCERN, WorkTaken.record_id == worry_id)
    )  # whoever had taken it cannot see it any more
    moved = journals.move("concern", worry_id, "moved on", found.area_code, area_code)
    journals.audit(session, actor, [moved], why)
    leads = {lead.account_id for lead in leads_in(session, actor, found.desk_id, area_code)}
    telling = Telling(
        "A worry about harm needs you",
        "Somebody may be at risk. It was moved on to you. Please open it now and act on it.",
        "concern",
        worry_id,
        f"concern moved {worry_id} {actor.now}",
        NoticeKind.HARM,
    )
    tell(session, actor, leads, telling)
