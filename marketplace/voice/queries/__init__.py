"""Every read of voice."""

from marketplace.voice.queries.concerns import ConcernRow, HolderRow, concern, concerns_to, holders_of
from marketplace.voice.queries.ratings import (
    RatingRow,
    Score,
    StatementRow,
    rating_for,
    ratings_in,
    ratings_with,
    scores_of,
    statements_by_offer,
    statements_of,
)
from marketplace.voice.queries.worries import WorryRow, answered_by, worries_of, worries_to, worry

__all__ = [
    "ConcernRow",
    "HolderRow",
    "RatingRow",
    "Score",
    "StatementRow",
    "WorryRow",
    "answered_by",
    "concern",
    "concerns_to",
    "holders_of",
    "rating_for",
    "ratings_in",
    "ratings_with",
    "scores_of",
    "statements_by_offer",
    "statements_of",
    "worries_of",
    "worries_to",
    "worry",
]
