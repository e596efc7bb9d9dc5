"""Reads of ratings: what is shown of an offer once enough people spoke, and what a person said themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Float, Subquery, and_, cast, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor
from marketplace.purchasing.models import Order
from marketplace.purchasing.queries import seen_by_person, with_provider
from marketplace.voice.models import Rating, RatingWording
from marketplace.voice.rules import ENOUGH_PEOPLE, STATEMENT_WORDS, Statement

PAGE = 50
_COLUMNS = {statement: getattr(RatingWording, statement.value) for statement in Statement}
_CURRENT = and_(RatingWording.rating_id == Rating.id, RatingWording.number == Rating.number)


@dataclass(frozen=True, slots=True)
class Score:
    """What enough people said of an offer: the mean over their statements, 1 to 4, and how many they are."""

    mean: float
    people: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """How one statement was answered: how many people said yes (3 or 4), of how many who answered it."""

    words: str
    yes: int
    people: int


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One rating as it counts now, without a name: scores 1 to 4 by statement, own words, when."""

    id: UUID
    order_id: UUID
    number: str
    title: str
    provider: str
    at: datetime
    words: str
    changed: bool
    scores: dict[str, int]

    @property
    def mean(self) -> float:
        """The mean of the statements that were answered."""
        return sum(self.scores.values()) / len(self.scores)


def _voices(offer_ids: Iterable[UUID]) -> Subquery:
    """What each person says of each offer now: their newest words, however often they bought it."""
    return (
        select(Rating.offer_id, Rating.person_id, *_COLUMNS.values())
        .join(RatingWording, _CURRENT)
        .where(Rating.offer_id.in_(list(offer_ids)))
        .ext(distinct_on(Rating.offer_id, Rating.person_id))
        .order_by(Rating.offer_id, Rating.person_id, RatingWording.at.desc(), Rating.id)
        .subquery("voices")
    )


def scores_of(session: Session, _actor: Actor, offer_ids: Iterable[UUID]) -> dict[UUID, Score]:
    """The score of each offer that enough people have rated; the others are left out. Public."""
    voices = _voices(offer_ids)
    scores = [voices.c[statement.value] for statement in Statement]
    total = sum((func.coalesce(score, 0) for score in scores[1:]), start=func.coalesce(scores[0], 0))
    rows = session.execute(
        select(voices.c.offer_id, cast(func.sum(total), Float) / func.sum(func.num_nonnulls(*scores)), func.count())
        .group_by(voices.c.offer_id)
        .having(func.count() >= ENOUGH_PEOPLE)
    )
    return {offer_id: Score(mean, count) for offer_id, mean, count in rows}


def statements_of(session: Session, actor: Actor, offer_id: UUID) -> list[StatementRow]:
    """How each statement was answered for an offer; one that too few people answered is left out. Public."""
    return statements_by_offer(session, actor, [offer_id]).get(offer_id, [])


def statements_by_offer(session: Session, _actor: Actor, offer_ids: Iterable[UUID]) -> dict[UUID, list[StatementRow]]:
    """How each statement was answered for each of some offers, under the same rule. Public."""
    voices = _voices(offer_ids)
    scores = [voices.c[statement.value] for statement in Statement]
    rows = session.execute(
        select(
            voices.c.offer_id,
            *(func.count().filter(score >= 3) for score in scores),
            *(func.count(score) for score in scores),
        ).group_by(voices.c.offer_id)
    )
    return {row[0]: _statements(row[1 : len(scores) + 1], row[len(scores) + 1 :]) for row in rows}


def _statements(yes: Sequence[int], people: Sequence[int]) -> list[StatementRow]:
    """The statements that enough people answered."""
    answers = zip(Statement, yes, people, strict=True)
    return [
        StatementRow(STATEMENT_WORDS[said], agreed, all_) for said, agreed, all_ in answers if all_ >= ENOUGH_PEOPLE
    ]


def ratings_in(
    session: Session, reach: ColumnElement[bool], order_id: UUID | None = None, most: int = PAGE
) -> list[RatingRow]:
    """The ratings of orders in reach, newest first: the shared part of the scoped reads here and above."""
    asked = (
        select(
            Rating.id,
            Rating.order_id,
            Order.number,
            Order.title,
            Order.provider_name,
            RatingWording.at,
            RatingWording.words,
            Rating.number > 1,
            *_COLUMNS.values(),
        )
        .join(RatingWording, _CURRENT)
        .join(Order, Order.id == Rating.order_id)
        .where(reach)
        .order_by(RatingWording.at.desc(), Rating.id)
        .limit(most)
    )
    if order_id is not None:
        asked = asked.where(Rating.order_id == order_id)
    return [
        RatingRow(
            *row[:8], scores={s.value: score for s, score in zip(_COLUMNS, row[8:], strict=True) if score is not None}
        )
        for row in session.execute(asked)
    ]


def rating_for(session: Session, actor: Actor, order_id: UUID) -> RatingRow | None:
    """What was said of one order of a person whom the actor may see, or None."""
    return next(iter(ratings_in(session, seen_by_person(actor), order_id, 1)), None)


def ratings_with(session: Session, actor: Actor, order_id: UUID | None = None) -> list[RatingRow]:
    """What was said of the orders of the actor's own organisation as a provider, newest first."""
    return ratings_in(session, with_provider(actor), order_id)
