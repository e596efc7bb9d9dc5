"""What the worker does for the index: carries changed records into it, fills it afresh, and sees that it is whole."""

import logging
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from marketplace.catalogue.operations import INDEX
from marketplace.foundation import access, database, outbox
from marketplace.foundation.access import Actor
from marketplace.foundation.clock import Clock
from marketplace.foundation.outbox import Handler, Payload
from search_index.breaker import Name, Short, TwoEngines
from search_index.documents import Kind, key_of
from search_index.engine import AlreadyRebuilding, Engine
from search_index.search import in_use
from search_index.sources import all_documents, documents_of

REFILL = "search_refill"  # the outbox topic: fill the search server afresh, and the database; the payload is empty

log = logging.getLogger(__name__)


class NotInUse(Exception):
    """An engine was named that this installation does not have."""


def handlers(clock: Clock) -> dict[str, Handler]:
    """What this package does for the outbox, by topic."""
    return {INDEX: partial(sync, clock), REFILL: partial(refill, clock)}


def sync(clock: Clock, payload: Payload) -> None:
    """Read records of one kind afresh, and put their documents into the index or take them out.

    The locks on the records span both, so that of two workers the one that read last also sends last. They are locks of
    a transaction that changes nothing; the engine writes in its own, and gives up on a server that does not answer
    after WRITE_SECONDS for each of the two, so that no lock and no connection is held for longer.
    """
    kind, ids = Kind(payload["kind"]), sorted(UUID(named) for named in payload["ids"])
    with database.writing() as session:
        for record_id in ids:
            session.execute(select(func.pg_advisory_xact_lock(_lock(key_of(kind, record_id)))))
        found = documents_of(session, access.worker(clock()), kind, ids)
        gone = {key_of(kind, record_id) for record_id in ids} - {document.key for document in found}
        try:
            if found:
                in_use().put(found)
        finally:  # what is off sale leaves the database's index even while another does not take what came
            if gone:
                in_use().remove(sorted(gone))


def rebuild(clock: Clock, name: Name | None = None) -> int:
    """Fill a fresh index with every document and swap it in; returns how many it holds.

    Where two engines are in use, both are filled, or the one that is named. Raises AlreadyRebuilding, NotInUse.
    What changes comes by the outbox; this is for a first index, another engine, and any doubt about the one there is.
    """
    return _named(name).rebuild(all_documents(access.worker(clock())))


def look(actor: Actor) -> None:
    """Ask for the search server to be filled afresh, once, where it is there and does not hold what it should.

    That is when it holds too little, or when jobs that it could not take were given up.
    """
    engine = in_use()
    if not isinstance(engine, TwoEngines):
        return
    behind = False
    try:
        engine.check()
    except Short:
        behind = True
    except Exception as failure:  # noqa: BLE001 - it is away, the database answers, and there will be another look
        log.warning("search server away", extra={"failure": type(failure).__name__})
        return
    with database.writing() as session:
        if behind or outbox.given_up(session, INDEX):
            dedupe = f"{REFILL}:{outbox.ended(session, REFILL)}"  # one that is not over yet is enough
            outbox.enqueue(session, actor, [(REFILL, {})], dedupe=dedupe)


def refill(clock: Clock, _payload: Payload) -> None:
    """Fill both engines afresh; what was given up before that began is in them then, and is over."""
    engine, began = in_use(), clock()
    if not isinstance(engine, TwoEngines):
        return
    with engine.breaker.passing():
        try:
            held = engine.rebuild(all_documents(access.worker(began)))
        except AlreadyRebuilding:
            return  # another does it
    with database.writing() as session:
        outbox.settle(session, INDEX, began, clock())
    log.info("search server filled", extra={"documents": held})


def _named(name: Name | None) -> Engine:
    engine = in_use()
    if isinstance(engine, TwoEngines):
        return engine.by_name[name] if name else engine
    if name not in {None, Name.POSTGRESQL}:
        raise NotInUse(name)
    return engine


def _lock(key: str) -> Any:
    return func.hashtextextended(f"search_index: {key}", 0)
