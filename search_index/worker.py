"""What the worker does for the index: carries changed records into it, and fills it afresh."""

from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from marketplace.catalogue.operations import INDEX
from marketplace.foundation import access, database
from marketplace.foundation.clock import Clock
from marketplace.foundation.outbox import Handler, Payload
from search_index.documents import Kind, key_of
from search_index.search import in_use
from search_index.sources import all_documents, documents_of


def handlers(clock: Clock) -> dict[str, Handler]:
    """What this package does for the outbox, by topic."""
    return {INDEX: partial(sync, clock)}


def sync(clock: Clock, payload: Payload) -> None:
    """Read records of one kind afresh, and put their documents into the index or take them out.

    The locks on the records span both, so that of two workers the one that read last also sends last. They are locks of
    a transaction that changes nothing; the engine writes in its own.
    """
    kind, ids = Kind(payload["kind"]), sorted(UUID(named) for named in payload["ids"])
    with database.writing() as session:
        for record_id in ids:
            session.execute(select(func.pg_advisory_xact_lock(_lock(key_of(kind, record_id)))))
        found = documents_of(session, access.worker(clock()), kind, ids)
        gone = {key_of(kind, record_id) for record_id in ids} - {document.key for document in found}
        if found:
            in_use().put(found)
        if gone:
            in_use().remove(sorted(gone))


def rebuild(clock: Clock) -> int:
    """Fill a fresh index with every document and swap it in; returns how many it holds. Raises AlreadyRebuilding.

    What changes comes by the outbox; this is for a first index, another engine, and any doubt about the one there is.
    """
    return in_use().rebuild(all_documents(access.worker(clock())))


def _lock(key: str) -> Any:
    return func.hashtextextended(f"search_index: {key}", 0)
