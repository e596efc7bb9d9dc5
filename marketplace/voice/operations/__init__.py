"""Every write of voice."""

from marketplace.voice.operations.ratings import RatingRequest, rate
from marketplace.voice.operations.worries import WorryRequest, answer, say

__all__ = ["RatingRequest", "WorryRequest", "answer", "rate", "say"]
