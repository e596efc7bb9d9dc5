"""Every write of buying."""

from marketplace.purchasing.operations.agreeing import agree
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
from marketplace.purchasing.operations.gathering import gather, gather_months, to_gather
from marketplace.purchasing.operations.placing import place
from marketplace.purchasing.operations.querying import query, stand_by, take_off
from marketplace.purchasing.operations.quoting import quote
from marketplace.purchasing.operations.remitting import close_payment, remit
from marketplace.purchasing.operations.requests import OrderRequest, PricedOccasion, Quote
from marketplace.purchasing.operations.telling import TELL, tell_of

__all__ = [
    "TELL",
    "OrderRequest",
    "PricedOccasion",
    "Quote",
    "RecordRequest",
    "accept",
    "agree",
    "call_off",
    "cancel",
    "close_payment",
    "confirm",
    "confirm_by_silence",
    "decide",
    "decline",
    "dispute",
    "gather",
    "gather_months",
    "lapse",
    "place",
    "query",
    "quote",
    "record",
    "remit",
    "silent",
    "stand_by",
    "take_back",
    "take_off",
    "tell_of",
    "to_gather",
    "unanswered",
]
