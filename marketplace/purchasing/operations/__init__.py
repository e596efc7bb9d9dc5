"""Every write of buying."""

from marketplace.purchasing.operations.answering import accept, call_off, cancel, decline, lapse, unanswered
from marketplace.purchasing.operations.delivering import (
    RecordRequest,
    confirm,
    confirm_by_silence,
    decide,
    dispute,
    record,
    silent,
    take_back,
)
from marketplace.purchasing.operations.placing import place
from marketplace.purchasing.operations.quoting import quote
from marketplace.purchasing.operations.requests import OrderRequest, PricedOccasion, Quote
from marketplace.purchasing.operations.telling import TELL, tell_of

__all__ = [
    "TELL",
    "OrderRequest",
    "PricedOccasion",
    "Quote",
    "RecordRequest",
    "accept",
    "call_off",
    "cancel",
    "confirm",
    "confirm_by_silence",
    "decide",
    "decline",
    "dispute",
    "lapse",
    "place",
    "quote",
    "record",
    "silent",
    "take_back",
    "tell_of",
    "unanswered",
]
