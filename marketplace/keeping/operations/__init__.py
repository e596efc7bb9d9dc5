"""Every write of keeping."""

from marketplace.keeping.operations.asking import (
    AnswerRequest,
    AskRequest,
    answer_data_request,
    ask_about_data,
    take_data,
)
from marketplace.keeping.operations.closing import GONE, StillNeeded, close_account
from marketplace.keeping.operations.deleting import MOST, delete_due, take_names_off
from marketplace.keeping.operations.renewing import SEALED, Sealed, renew
from marketplace.keeping.operations.work import give_back, hand_over, take

__all__ = [
    "GONE",
    "MOST",
    "SEALED",
    "AnswerRequest",
    "AskRequest",
    "Sealed",
    "StillNeeded",
    "answer_data_request",
    "ask_about_data",
    "close_account",
    "delete_due",
    "give_back",
    "hand_over",
    "renew",
    "take",
    "take_data",
    "take_names_off",
]
