"""Open Referral UK feeds, version 3 and version 1: from bytes to records, and the words of entries."""

from marketplace.catalogue.rules.open_referral.envelope import (
    MOST_BYTES,
    MOST_RECORDS,
    FeedPage,
    FeedRefused,
    feed_name,
    open_feed,
    open_record,
)
from marketplace.catalogue.rules.open_referral.markup import cut_markup, plain_words, summary_of
from marketplace.catalogue.rules.open_referral.prices import PriceTold
from marketplace.catalogue.rules.open_referral.record import EntryRecord, Reading, RejectedRecord, read_records
from marketplace.catalogue.rules.open_referral.told import Told, one_line
from marketplace.catalogue.rules.open_referral.where import AreaTold, area_codes, area_words

__all__ = [
    "MOST_BYTES",
    "MOST_RECORDS",
    "AreaTold",
    "EntryRecord",
    "FeedPage",
    "FeedRefused",
    "PriceTold",
    "Reading",
    "RejectedRecord",
    "Told",
    "area_codes",
    "area_words",
    "cut_markup",
    "feed_name",
    "one_line",
    "open_feed",
    "open_record",
    "plain_words",
    "read_records",
    "summary_of",
]
