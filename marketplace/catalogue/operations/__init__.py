"""Every write of the catalogue."""

from marketplace.catalogue.operations.entries import FeedBusy, Imported, ImportRequest, Outcome, import_entries
from marketplace.catalogue.operations.offers import (
    INDEX,
    SessionsRequest,
    add_sessions,
    close_session,
    draft,
    edit,
    index_jobs,
    reindex,
    set_places,
    set_state,
)

__all__ = [
    "INDEX",
    "FeedBusy",
    "ImportRequest",
    "Imported",
    "Outcome",
    "SessionsRequest",
    "add_sessions",
    "close_session",
    "draft",
    "edit",
    "import_entries",
    "index_jobs",
    "reindex",
    "set_places",
    "set_state",
]
