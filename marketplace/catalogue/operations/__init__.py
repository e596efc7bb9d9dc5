"""Every write of the catalogue."""

from marketplace.catalogue.operations.accreditation import AccreditationRequest, accredit, end_accreditation
from marketplace.catalogue.operations.costing import CostingRequest, NameTaken, cost, hold_to
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
    "AccreditationRequest",
    "CostingRequest",
    "FeedBusy",
    "ImportRequest",
    "Imported",
    "NameTaken",
    "Outcome",
    "SessionsRequest",
    "accredit",
    "add_sessions",
    "close_session",
    "cost",
    "draft",
    "edit",
    "end_accreditation",
    "hold_to",
    "import_entries",
    "index_jobs",
    "reindex",
    "set_places",
    "set_state",
]
