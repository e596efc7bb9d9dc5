"""Every read of the catalogue."""

from marketplace.catalogue.queries.entries import (
    EntryCard,
    EntryRow,
    FeedRow,
    entries_indexed,
    entry,
    entry_cards,
    feeds_read,
)
from marketplace.catalogue.queries.force import PriceRow
from marketplace.catalogue.queries.offers import (
    OfferCard,
    OfferRow,
    SessionRow,
    alternatives,
    anything_to_find,
    cards,
    offer,
    offers_changing,
    offers_indexed,
    places_left,
    sessions_of,
)
from marketplace.catalogue.queries.own import (
    OwnOfferRow,
    VersionRow,
    own_offer,
    own_offers,
    own_session,
    own_sessions,
    versions_of,
)
from marketplace.catalogue.queries.terms import TermsRow, sessions_named, terms

__all__ = [
    "EntryCard",
    "EntryRow",
    "FeedRow",
    "OfferCard",
    "OfferRow",
    "OwnOfferRow",
    "PriceRow",
    "SessionRow",
    "TermsRow",
    "VersionRow",
    "alternatives",
    "anything_to_find",
    "cards",
    "entries_indexed",
    "entry",
    "entry_cards",
    "feeds_read",
    "offer",
    "offers_changing",
    "offers_indexed",
    "own_offer",
    "own_offers",
    "own_session",
    "own_sessions",
    "places_left",
    "sessions_named",
    "sessions_of",
    "terms",
    "versions_of",
]
