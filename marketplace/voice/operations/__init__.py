"""Every write of voice."""

from marketplace.voice.operations.concerns import acknowledge, decide_concern, move_on
from marketplace.voice.operations.ratings import RatingRequest, rate
from marketplace.voice.operations.worries import WorryRequest, answer, say

__all__ = ["RatingRequest", "WorryRequest", "acknowledge", "answer", "decide_concern", "move_on", "rate", "say"]
