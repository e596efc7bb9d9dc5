"""Every write of commissioning."""

from marketplace.commissioning.operations.gaps import AskRequest, answer, ask, withdraw

__all__ = ["AskRequest", "answer", "ask", "withdraw"]
