"""Writes of lists: beginning and ending one, putting things on it as they are seen, notes, and taking things off."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.catalogue.queries import entries_indexed, offers_named
from marketplace.choosing import rules
from marketplace.choosing.models import Shortlist, ShortlistItem, ShortlistShare
from marketplace.choosing.queries import entry_price, reached_by, told_price
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.errors import KeyReused, NotFound
from marketplace.people.models import Mandate
from marketplace.people.queries import held_by, in_force, lets, person


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A list for a person; the key makes the same form twice one list."""

    key: UUID
    person_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """Something to keep on a list: an offer or a directory entry by its id, with a note."""

    list_id: UUID
    record_id: UUID
    note: str = ""


def start(session: Session, actor: Actor, request: ListRequest) -> UUID:
    """A new list of a person's; the list's id. Whoever plans for them sees the list that they begin.

    Raises NotFound unless the actor may plan for the person, TooManyLists and KeyReused.
    """
    person(session, actor, request.person_id, Power.PLAN, Section.LISTS)
    if actor.account_id is None:
        raise NotFound
    standing = select(func.count()).where(Shortlist.person_id == request.person_id, Shortlist.ended_at.is_(None))
    if (session.scalar(standing) or 0) >= rules.MOST_LISTS and not _begun(session, request):
        raise rules.TooManyLists
    list_id = session.scalar(
        insert(Shortlist)
        .values(
            id=uuid4(),
            key=request.key,
            person_id=request.person_id,
            name=request.name,
            made_by=actor.account_id,
            made_at=actor.now,
        )
        .on_conflict_do_nothing(index_elements=[Shortlist.key])
        .returning(Shortlist.id)
    )
    if list_id is None:
        before = _begun(session, request)
        if before is None:
            raise KeyReused
        return before
    journals.audit(session, actor, [journals.move("shortlist", list_id, "begun")], person_id=request.person_id)
    if request.person_id != actor.own_person_id:
        _share_with_oneself(session, actor, list_id, request.person_id)
    return list_id


def _begun(session: Session, request: ListRequest) -> UUID | None:
    """The list that this form's key has begun already, with the same answers."""
    return session.scalar(
        select(Shortlist.id).where(
            Shortlist.key == request.key, Shortlist.person_id == request.person_id, Shortlist.name == request.name
        )
    )


def _share_with_oneself(session: Session, actor: Actor, list_id: UUID, person_id: UUID) -> None:
    """Let the mandates see a list by which the actor began it."""
    plans = lets(Power.PLAN, Section.LISTS)
    mine = select(Mandate.id).where(held_by(actor), in_force(actor), Mandate.person_id == person_id, plans)
    for mandate_id in session.scalars(mine).all():
        session.execute(
            insert(ShortlistShare).values(
                id=uuid4(), shortlist_id=list_id, person_id=person_id, mandate_id=mandate_id, given_at=actor.now
            )
        )


def _held(session: Session, actor: Actor, list_id: UUID) -> UUID:
    """The person of a list that the actor may change, which is locked. Raises NotFound."""
    found = session.scalar(
        select(Shortlist.person_id)
        .where(Shortlist.id == list_id, reached_by(actor, Power.PLAN))
        .with_for_update(of=Shortlist)
    )
    if found is None:
        raise NotFound
    return found


def end(session: Session, actor: Actor, list_id: UUID) -> None:
    """A list is not needed any more; nobody sees it from now on. Raises NotFound."""
    person_id = _held(session, actor, list_id)
    session.execute(update(Shortlist).where(Shortlist.id == list_id).values(ended_at=actor.now))
    journals.audit(session, actor, [journals.move("shortlist", list_id, "ended")], person_id=person_id)


def _seen(session: Session, actor: Actor, record_id: UUID) -> dict[str, Any]:
    """An offer or an entry as it is told now, as the columns of an item. Raises NothingThere."""
    for entry in entries_indexed(session, actor, [record_id]):
        price = entry_price(entry.free, entry.price_words)
        return {"entry_id": entry.id, "content_hash": entry.content_hash, "title": entry.title, "price": price}
    offer = offers_named(session, actor, [record_id]).get(record_id)
    if offer is None:
        raise rules.NothingThere
    price = told_price(offer.prices)
    return {"offer_id": offer.id, "version_id": offer.version_id, "title": offer.title, "price": price}


def save(session: Session, actor: Actor, request: SaveRequest) -> UUID:
    """Keep something on a list as it is told now; the item's id. What is there already stays as it was seen.

    A note that comes with what is there already is added to the note it has. Raises NotFound, NothingThere, ListFull.
    """
    person_id = _held(session, actor, request.list_id)
    if actor.account_id is None:
        raise NotFound
    seen = _seen(session, actor, request.record_id)
    there = session.execute(
        select(ShortlistItem.id, ShortlistItem.note).where(
            ShortlistItem.shortlist_id == request.list_id,
            func.coalesce(ShortlistItem.offer_id, ShortlistItem.entry_id) == request.record_id,
            ShortlistItem.taken_out_at.is_(None),
        )
    ).one_or_none()
    if there:
        if request.note and request.note not in there.note:
            note(session, actor, there.id, f"{there.note}\n{request.note}".strip())
        return there.id
    _room(session, request.list_id)
    item_id = uuid4()
    session.execute(
        insert(ShortlistItem).values(
            id=item_id,
            shortlist_id=request.list_id,
            note=request.note,
            added_by=actor.account_id,
            added_at=actor.now,
            **seen,
        )
    )
    journals.audit(session, actor, [journals.move("shortlist_item", item_id, "saved")], person_id=person_id)
    return item_id


def _room(session: Session, list_id: UUID) -> None:
    """Raises ListFull when a list, which is locked, holds all that it can."""
    held = select(func.count()).where(ShortlistItem.shortlist_id == list_id, ShortlistItem.taken_out_at.is_(None))
    if (session.scalar(held) or 0) >= rules.MOST_ITEMS:
        raise rules.ListFull


def _item(session: Session, actor: Actor, item_id: UUID) -> tuple[UUID, UUID]:
    """What an item on a list that the actor may change names: the record's id, and whose it is. Raises NotFound."""
    found = session.execute(
        select(func.coalesce(ShortlistItem.offer_id, ShortlistItem.entry_id), Shortlist.person_id)
        .join(Shortlist, Shortlist.id == ShortlistItem.shortlist_id)
        .where(ShortlistItem.id == item_id, ShortlistItem.taken_out_at.is_(None), reached_by(actor, Power.PLAN))
        .with_for_update(of=ShortlistItem)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def note(session: Session, actor: Actor, item_id: UUID, words: str) -> None:
    """Write the note beside something on a list anew. Raises NotFound."""
    _, person_id = _item(session, actor, item_id)
    session.execute(update(ShortlistItem).where(ShortlistItem.id == item_id).values(note=words))
    journals.audit(session, actor, [journals.move("shortlist_item", item_id, "noted")], person_id=person_id)


def take_out(session: Session, actor: Actor, item_id: UUID) -> None:
    """Take something off its list. Raises NotFound."""
    _, person_id = _item(session, actor, item_id)
    session.execute(update(ShortlistItem).where(ShortlistItem.id == item_id).values(taken_out_at=actor.now))
    journals.audit(session, actor, [journals.move("shortlist_item", item_id, "taken out")], person_id=person_id)


def renew(session: Session, actor: Actor, item_id: UUID) -> None:
    """Keep something as it is told now, from now on. Raises NotFound, and NothingThere when it is told no more."""
    record_id, person_id = _item(session, actor, item_id)
    seen = _seen(session, actor, record_id)
    session.execute(update(ShortlistItem).where(ShortlistItem.id == item_id).values(**seen))
    journals.audit(session, actor, [journals.move("shortlist_item", item_id, "renewed")], person_id=person_id)
