"""Every write of plans."""

from marketplace.plans.operations.deciding import DecisionRequest, decide
from marketplace.plans.operations.sending import ask_again, change, end, send
from marketplace.plans.operations.writing import (
    LineRequest,
    WordsRequest,
    drop_line,
    put_line,
    save_words,
    start,
)

__all__ = [
    "DecisionRequest",
    "LineRequest",
    "WordsRequest",
    "ask_again",
    "change",
    "decide",
    "drop_line",
    "end",
    "put_line",
    "save_words",
    "send",
    "start",
]
