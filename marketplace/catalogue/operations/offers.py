"""Writes of offers: drafting, a new version, publishing, pausing, withdrawing, and the dates of groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import case, func, insert, select, update
from sqlalchemy.orm import Session

from marketplace.catalogue import rules
from marketplace.catalogue.models import Offer, OfferPrice, OfferSession, OfferVersion
from marketplace.catalogue.rules import OfferState, OfferWords, SessionRefused
from marketplace.foundation import journals, outbox
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.clock import day_span
from marketplace.foundation.errors import NotFound
from marketplace.foundation.outbox import Payload
from marketplace.people.queries.checking import CheckRow, own_check

INDEX = "index"  # the outbox topic: payload {"kind": "offer" or "entry", "ids": [...]}
INDEXED_AT_ONCE = 100  # records in one job, so that a large import is not a queue that everything else waits in


@dataclass(frozen=True, slots=True)
class SessionsRequest:
    """Dates for a group offer: UTC starts and ends, pairwise, and places for each."""

    offer_id: UUID
    starts: tuple[datetime, ...]
    ends: tuple[datetime, ...]
    places: int


def reindex(session: Session, actor: Actor, offer_ids: Sequence[UUID], apart: timedelta = timedelta()) -> None:
    """Ask that offers be read afresh into the search index; once is enough for each, however often it is asked.

    With ``apart`` each hundred of them falls due so long after the one before.
    """
    outbox.enqueue(session, actor, index_jobs("offer", offer_ids), apart=apart)


def index_jobs(kind: str, ids: Sequence[UUID]) -> list[tuple[str, Payload]]:
    """The jobs that read records of one kind, "offer" or "entry", afresh into the search index."""
    named = [str(record_id) for record_id in ids]
    return [
        (INDEX, {"kind": kind, "ids": named[start : start + INDEXED_AT_ONCE]})
        for start in range(0, len(named), INDEXED_AT_ONCE)
    ]


def draft(session: Session, actor: Actor, words: OfferWords) -> UUID:
    """A new offer of the actor's own organisation, seen by nobody else until it is published."""
    if actor.organisation_id is None or not actor.may(Power.LIST):
        raise NotFound
    rules.check_words(words, actor.today)
    offer_id = uuid4()
    session.execute(
        insert(Offer).values(
            id=offer_id,
            provider_id=actor.organisation_id,
            state=OfferState.DRAFT,
            made_at=actor.now,
            listed_at=actor.now,
            changed_at=actor.now,
        )
    )
    _version(session, offer_id, 1, words)
    journals.audit(session, actor, [journals.move("offer", offer_id, "drafted", None, OfferState.DRAFT)])
    return offer_id


def edit(session: Session, actor: Actor, offer_id: UUID, words: OfferWords) -> int:
    """A new version of an offer, in force from the day it names; returns its number. Orders keep what they were
    placed on.
    """
    state = _locked(session, actor, offer_id)
    if state is OfferState.WITHDRAWN:
        raise rules.CannotPublish("A withdrawn offer cannot be changed. Make a new one instead.")
    rules.check_words(words, actor.today)
    latest = session.scalar(select(func.max(OfferVersion.number)).where(OfferVersion.offer_id == offer_id)) or 0
    _version(session, offer_id, latest + 1, words)
    _changed(session, actor, offer_id)
    journals.audit(session, actor, [journals.move("offer", offer_id, f"version {latest + 1}", state, state)])
    reindex(session, actor, [offer_id])
    return latest + 1


def set_state(session: Session, actor: Actor, offer_id: UUID, asked: OfferState) -> None:
    """Publish, pause or withdraw an offer. Orders that were placed stay as they are. Raises IllegalMove."""
    was = _locked(session, actor, offer_id)
    became = rules.next_state(was, asked)
    if became is OfferState.PUBLISHED:
        _may_publish(session, actor, offer_id)
    session.execute(update(Offer).where(Offer.id == offer_id).values(state=became, **_listing(actor, was, became)))
    journals.audit(session, actor, [journals.move("offer", offer_id, "moved", was, became)])
    reindex(session, actor, [offer_id])


def _is_group(session: Session, actor: Actor, offer_id: UUID) -> bool:
    """Whether an offer is a group on the actor's day."""
    return bool(
        session.scalar(
            select(OfferVersion.group)
            .where(OfferVersion.offer_id == offer_id, OfferVersion.starts <= actor.today)
            .order_by(OfferVersion.starts.desc(), OfferVersion.number.desc())
            .limit(1)
        )
    )


def _listing(actor: Actor, was: OfferState, became: OfferState) -> dict[str, Any]:
    """The instants by which the feed is paged.

    What comes back on the day that it left has its place still; else its place is at the end, so that nobody who is
    reading page by page reads a record twice.
    """
    if became is not OfferState.PUBLISHED:
        return {"changed_at": actor.now} | ({"left_at": actor.now} if was is OfferState.PUBLISHED else {})
    today, _ = day_span(actor.today)
    return {
        "changed_at": actor.now,
        "listed_at": case((Offer.left_at >= today, Offer.listed_at), else_=actor.now),
        "left_at": None,
    }


def _changed(session: Session, actor: Actor, offer_id: UUID) -> None:
    """Note that what the feed tells of an offer is another."""
    session.execute(update(Offer).where(Offer.id == offer_id).values(changed_at=actor.now))


def _may_publish(session: Session, actor: Actor, offer_id: UUID) -> None:
    """Raises CannotPublish before the back office has checked the provider, and for a group without a date to book."""
    if waiting := own_check(session, actor):
        raise rules.CannotPublish(_unchecked(waiting))
    dates = select(OfferSession.id).where(OfferSession.offer_id == offer_id, OfferSession.starts_at > actor.now)
    if _is_group(session, actor, offer_id) and session.scalar(dates.limit(1)) is None:
        raise rules.CannotPublish("A group needs at least one date before it is published. Add its dates first.")


def _unchecked(waiting: CheckRow) -> str:
    """Who checks a provider that signed itself up, and by when, or why it was told no."""
    if waiting.declined_at is not None:
        return (
            f"The Ownpath back office could not say yes to your organisation yet: “{waiting.check_words}” "
            "Your draft is safe. Put that right, and write to them."
        )
    return (
        "Your organisation is still to be checked. The Ownpath back office does that, and tells you by "
        f"{waiting.check_by:%A %-d %B %Y}. Your draft is safe. You can publish it after that."
    )


def add_sessions(session: Session, actor: Actor, request: SessionsRequest) -> int:
    """Add dates to a group offer, and return how many were added.

    Raises SessionRefused for an offer that is no group or is withdrawn, and for a date that it has already.
    """
    state = _locked(session, actor, request.offer_id)
    rules.may_have_dates(state, group=_is_group(session, actor, request.offer_id))
    rules.check_sessions(request.starts, request.ends, request.places, actor.now)
    have = select(OfferSession.starts_at).where(
        OfferSession.offer_id == request.offer_id, OfferSession.starts_at.in_(request.starts)
    )
    if session.scalars(have).first():
        raise SessionRefused("The offer already has one of these dates.", "first_day")
    session.execute(
        insert(OfferSession),
        [
            {"id": uuid4(), "offer_id": request.offer_id, "starts_at": s, "ends_at": e, "places": request.places}
            for s, e in zip(request.starts, request.ends, strict=True)
        ],
    )
    journals.audit(session, actor, [journals.move("offer", request.offer_id, f"{len(request.starts)} dates added")])
    _changed(session, actor, request.offer_id)
    reindex(session, actor, [request.offer_id])
    return len(request.starts)


def set_places(session: Session, actor: Actor, offer_id: UUID, session_id: UUID, places: int) -> None:
    """Change the places of one date. Raises SessionRefused below what is already taken."""
    _locked(session, actor, offer_id)
    taken = session.scalar(
        select(OfferSession.taken)
        .where(OfferSession.id == session_id, OfferSession.offer_id == offer_id)
        .with_for_update(key_share=True)
    )
    if taken is None:
        raise NotFound
    rules.check_places(places, taken)
    session.execute(update(OfferSession).where(OfferSession.id == session_id).values(places=places))
    journals.audit(session, actor, [journals.move("offer_session", session_id, f"places set to {places}")])
    _changed(session, actor, offer_id)
    reindex(session, actor, [offer_id])


def close_session(session: Session, actor: Actor, offer_id: UUID, session_id: UUID) -> None:
    """Take no more bookings for one date; the places that are taken stay. Raises NotFound."""
    _locked(session, actor, offer_id)
    closed = session.scalar(
        update(OfferSession)
        .where(OfferSession.id == session_id, OfferSession.offer_id == offer_id)
        .values(places=OfferSession.taken)
        .returning(OfferSession.id)
    )
    if closed is None:
        raise NotFound
    journals.audit(session, actor, [journals.move("offer_session", session_id, "closed")])
    _changed(session, actor, offer_id)
    reindex(session, actor, [offer_id])


def _locked(session: Session, actor: Actor, offer_id: UUID) -> OfferState:
    """Lock an offer of the actor's own organisation, and return its state. Raises NotFound."""
    state = session.scalar(
        select(Offer.state)
        .where(Offer.id == offer_id, Offer.provider_id == actor.organisation_id)
        .with_for_update(key_share=True)
    )
    if state is None or actor.organisation_id is None or not actor.may(Power.LIST):
        raise NotFound
    return OfferState(state)


def _version(session: Session, offer_id: UUID, number: int, words: OfferWords) -> None:
    version_id = uuid4()
    session.execute(
        insert(OfferVersion).values(
            id=version_id,
            offer_id=offer_id,
            number=number,
            starts=words.starts,
            title=words.title,
            summary=words.summary,
            description=words.description,
            category=words.category,
            group=words.group,
            place=words.place,
            venue=words.venue,
            areas=list(words.areas),
            days=list(words.days),
            parts=list(words.parts),
            languages=list(words.languages),
            access=list(words.access),
            takes=list(words.takes),
            notice_hours=words.notice_hours,
            late_percent=words.late_percent,
            vat=words.vat,
            outcomes=list(words.outcomes),
            workers=list(words.workers),
            culture=list(words.culture),
            trial=words.trial,
            wait_weeks=words.wait_weeks,
            outward=words.outward,
        )
    )
    session.execute(
        insert(OfferPrice),
        [{"version_id": version_id, "unit": p.unit, "level": p.level, "pence": p.pence} for p in words.prices],
    )
