"""Every write of commissioning."""

from marketplace.commissioning.operations.gaps import AskRequest, answer, ask, withdraw
from marketplace.commissioning.operations.work import give_back, hand_over, take

__all__ = ["AskRequest", "answer", "ask", "give_back", "hand_over", "take", "withdraw"]
