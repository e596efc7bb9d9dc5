"""Writes of data requests: asking, answering, and having one's own data."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import KeyReused, NotFound
from marketplace.keeping.models import DataRequest
from marketplace.keeping.operations.closing import close_account
from marketplace.keeping.queries import Section, own_data
from marketplace.keeping.rules.asking import MOST_OPEN, RequestKind, RequestState, TooManyOpen, due_by, may_answer
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import accounts_of_office


@dataclass(frozen=True, slots=True)
class AskRequest:
    """What to do with what is kept about one, in own words; the key makes the same form twice one request."""

    key: UUID
    kind: RequestKind
    words: str


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """The answer to a request: how it ended, in words; ``close``: with it the account is closed and erased."""

    request_id: UUID
    state: RequestState
    words: str
    close: bool = False


def take_data(session: Session, actor: Actor) -> list[Section]:
    """Everything about the actor's own account; that it was taken is written down. Raises NotFound."""
    sections = list(own_data(session, actor))
    if actor.account_id is not None:
        journals.audit(session, actor, [journals.move("account", actor.account_id, "took its data")])
    return sections


def ask_about_data(session: Session, actor: Actor, request: AskRequest) -> UUID:
    """Ask; the request's id. Raises NotFound unless signed in, TooManyOpen, KeyReused."""
    if actor.account_id is None:
        raise NotFound
    mine = select(func.count()).where(
        DataRequest.account_id == actor.account_id,
        DataRequest.state == RequestState.OPEN,
        DataRequest.key != request.key,
    )
    if (session.scalar(mine) or 0) >= MOST_OPEN:
        raise TooManyOpen
    made = session.scalar(
        insert(DataRequest)
        .values(
            id=uuid4(),
            key=request.key,
            account_id=actor.account_id,
            kind=request.kind,
            words=request.words,
            asked_at=actor.now,
            due_on=due_by(actor.today),
            state=RequestState.OPEN,
        )
        .on_conflict_do_nothing(index_elements=[DataRequest.key])
        .returning(DataRequest.id)
    )
    if made is None:
        return _asked_before(session, actor, request)
    journals.audit(session, actor, [journals.move("data_request", made, "asked", None, RequestState.OPEN)])
    telling = Telling(
        "Somebody asks about their data",
        "Somebody asks us to do something with what we keep about them. The law gives us one month. Please open it.",
        "data_request",
        made,
        f"data request {made}",
    )
    tell(session, actor, accounts_of_office(session, actor), telling)
    return made


def _asked_before(session: Session, actor: Actor, request: AskRequest) -> UUID:
    """The request that this form's key already made. Raises KeyReused when it asked something else."""
    before = session.scalar(
        select(DataRequest.id).where(
            DataRequest.key == request.key,
            DataRequest.account_id == actor.account_id,
            DataRequest.kind == request.kind,
            DataRequest.words == request.words,
        )
    )
    if before is None:
        raise KeyReused
    return before


def answer_data_request(session: Session, actor: Actor, answer: AnswerRequest) -> None:
    """The back office answers; with ``close`` the account is closed. Raises NotFound, IllegalMove, StillNeeded."""
    if not actor.may(Power.ADMINISTER):
        raise NotFound
    found = session.execute(
        select(DataRequest.state, DataRequest.kind, DataRequest.account_id)
        .where(DataRequest.id == answer.request_id)
        .with_for_update(key_share=True)
    ).one_or_none()
    if found is None:
        raise NotFound
    may_answer(RequestState(found.state))
    session.execute(
        update(DataRequest)
        .where(DataRequest.id == answer.request_id)
        .values(state=answer.state, answer=answer.words, answered_at=actor.now, answered_by=actor.account_id)
    )
    moved = journals.move("data_request", answer.request_id, "answered", found.state, answer.state)
    journals.audit(session, actor, [moved])
    if answer.close and found.kind == RequestKind.ERASE and answer.state is not RequestState.REFUSED:
        close_account(session, actor, found.account_id)
        return
    telling = Telling(
        "Your request about your data was answered",
        "You asked us to do something with what we keep about you. There is an answer for you.",
        "data",
        None,
        f"data request answered {answer.request_id}",
    )
    tell(session, actor, {found.account_id}, telling)
