"""Every read of the catalogue."""

from marketplace.catalogue.queries.accreditation import AccreditationRow, accreditations, accredited_by
from marketplace.catalogue.queries.changing import anything_to_find, offers_changing
from marketplace.catalogue.queries.comparing import RangeRow, offers_named, price_ranges, session_minutes
from marketplace.catalogue.queries.entries import (
    EntryCard,
    EntryRow,
    FeedRow,
    entries_indexed,
    entry,
    entry_cards,
    feeds_read,
)
from marketplace.catalogue.queries.feed import (
    FeedAsk,
    Found,
    feed_dates,
    feed_organisation,
    feed_organisations,
    feed_service,
    feed_services,
)
from marketplace.catalogue.queries.force import PriceRow
from marketplace.catalogue.queries.naming import NamesRow, names_begun
from marketplace.catalogue.queries.offers import (
    OfferCard,
    OfferRow,
    SessionRow,
    alternatives,
    cards,
    offer,
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
    "AccreditationRow",
    "EntryCard",
    "EntryRow",
    "FeedAsk",
    "FeedRow",
    "Found",
    "NamesRow",
    "OfferCard",
    "OfferRow",
    "OwnOfferRow",
    "PriceRow",
    "RangeRow",
    "SessionRow",
    "TermsRow",
    "VersionRow",
    "accreditations",
    "accredited_by",
    "alternatives",
    "anything_to_find",
    "cards",
    "entries_indexed",
    "entry",
    "entry_cards",
    "feed_dates",
    "feed_organisation",
    "feed_organisations",
    "feed_service",
    "feed_services",
    "feeds_read",
    "names_begun",
    "offer",
    "offers_changing",
    "offers_indexed",
    "offers_named",
    "own_offer",
    "own_offers",
    "own_session",
    "own_sessions",
    "places_left",
    "price_ranges",
    "session_minutes",
    "sessions_named",
    "sessions_of",
    "terms",
    "versions_of",
]
