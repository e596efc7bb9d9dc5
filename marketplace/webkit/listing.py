"""Lists of what somebody chooses between, for the faces that keep them: a person's own, and a client's."""

from typing import Any
from uuid import UUID, uuid4

from flask import request
from werkzeug.wrappers import Response

from marketplace.catalogue.queries import entries_indexed, offers_named
from marketplace.catalogue.rules import MOST_COMPARED
from marketplace.choosing import operations as choosing
from marketplace.choosing.operations import SaveRequest
from marketplace.choosing.queries import (
    ItemRow,
    ListRow,
    interests_of,
    item_of,
    items_of,
    lists_for,
    shares_of,
    shortlist,
)
from marketplace.choosing.rules import NothingThere
from marketplace.foundation import database
from marketplace.foundation.access import Power, Section
from marketplace.foundation.errors import NotFound
from marketplace.people.queries import mandates_given, reach_over
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.forms.comparing import CHOSEN, chosen_in
from marketplace.webkit.forms.listing import KeepForm, ListForm, NoteForm, ShareForm
from marketplace.webkit.ordering import Desk
from marketplace.webkit.pages import checked, page, refusals, see_other

NOTHING = UUID(int=0)  # the id of no record


def _lists(desk: Desk) -> list[ListRow]:
    with database.reading() as session:
        return lists_for(session, current_actor(), desk.person_id)


def _may_plan(desk: Desk) -> bool:
    """Whether the actor may begin lists for this person."""
    actor = current_actor()
    if actor.own_person_id == desk.person_id:
        return True
    with database.reading() as session:
        return (Power.PLAN, Section.LISTS) in reach_over(session, actor, desk.person_id)


def list_all(desk: Desk, form: ListForm | None = None, status: int = 200) -> Response:
    """The lists that the actor may see, with a form to begin one."""
    made = form or ListForm(formdata=None, key=uuid4())
    return page(
        "webkit/shortlist/list.html", desk=desk, lists=_lists(desk), form=made, may_plan=_may_plan(desk), status=status
    )


def start(desk: Desk) -> Response:
    """Begin a list, or say why not with what was typed still there."""
    form = ListForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            list_id = choosing.start(session, current_actor(), form.request(desk.person_id))
        return see_other(f"{desk.face}.shortlist_show", "Your list is there.", list_id=list_id, **desk.values)
    return list_all(desk, form, 422)


def show(desk: Desk, list_id: UUID, form: ShareForm | None = None) -> Response:
    """One list: what is on it, what changed since, who sees it; and what a fair choice needs to know."""
    actor = current_actor()
    with database.reading() as session:
        row = shortlist(session, actor, list_id, desk.person_id)
        items = items_of(session, actor, list_id)
        shares = shares_of(session, actor, list_id)
        interests = interests_of(session, actor, list_id)
        given = mandates_given(session, actor) if row.own else []
    seen = {share.mandate_id for share in shares}
    return page(
        "webkit/shortlist/show.html",
        desk=desk,
        row=row,
        items=items,
        shares=shares,
        interests=interests,
        others=[each for each in given if each.id not in seen],
        form=form,
        fair=any(item.free or not item.is_offer for item in items if item.on_sale),
        address=lambda item: _address(desk, item),
        compare=desk.url("compare", **{CHOSEN: [str(item.record_id) for item in items][:MOST_COMPARED]}),
        status=422 if form else 200,
    )


def _address(desk: Desk, item: ItemRow) -> str:
    """The page of what is on a list; none for what no directory tells any more."""
    if item.is_offer:
        return desk.url("offer_show", offer_id=item.record_id)
    return desk.url("entry_show", entry_id=item.record_id) if item.on_sale else ""


def end(desk: Desk, list_id: UUID) -> Response:
    """End a list."""
    with database.writing() as session:
        shortlist(session, current_actor(), list_id, desk.person_id)
        choosing.end(session, current_actor(), list_id)
    return see_other(f"{desk.face}.shortlist_list", "The list is gone.", **desk.values)


def _title(record_id: UUID) -> str:
    """What an offer or an entry is called; empty for what is not there."""
    actor = current_actor()
    with database.reading() as session:
        for entry in entries_indexed(session, actor, [record_id]):
            return entry.title
        found = offers_named(session, actor, [record_id]).get(record_id)
    return found.title if found else ""


def _keeping(desk: Desk, form: KeepForm) -> KeepForm:
    """The form with the lists that the actor may change. Raises NotFound for who may neither change nor begin one."""
    lists = [row for row in _lists(desk) if row.may_change]
    if not lists and not _may_plan(desk):
        raise NotFound
    return form.offered(lists)


def keep_new(desk: Desk) -> Response:
    """Choose on which list to keep what the address names."""
    record_id = next(iter(chosen_in(request.args)), NOTHING)
    title = _title(record_id)
    form = _keeping(desk, KeepForm(formdata=None, o=record_id, key=uuid4()))
    return page("webkit/shortlist/keep.html", desk=desk, form=form, title=title)


def keep(desk: Desk) -> Response:
    """Keep it, on a list there is or a new one, or say why not with what was typed still there."""
    form, actor = _keeping(desk, KeepForm()), current_actor()
    record_id = form.o.data or NOTHING
    title = _title(record_id)
    with refusals(form):
        if not title:
            raise NothingThere
        checked(form)
        form.check()
        with database.writing() as session:
            fresh = choosing.start(session, actor, form.request(desk.person_id)) if form.fresh else None
            list_id = fresh or UUID(form.list_id.data)
            choosing.save(session, actor, SaveRequest(list_id, record_id, form.note.data or ""))
        return see_other(f"{desk.face}.shortlist_show", f"{title} is on the list.", list_id=list_id, **desk.values)
    return page("webkit/shortlist/keep.html", desk=desk, form=form, title=title, status=422)


def _item(desk: Desk, list_id: UUID, item_id: UUID) -> tuple[ListRow, ItemRow]:
    """One thing on one list of this person. Raises NotFound."""
    actor = current_actor()
    with database.reading() as session:
        return shortlist(session, actor, list_id, desk.person_id), item_of(session, actor, list_id, item_id)


def _item_page(desk: Desk, found: tuple[ListRow, ItemRow], form: NoteForm, status: int) -> Response:
    row, item = found
    shown: dict[str, Any] = {"desk": desk, "row": row, "item": item, "address": _address(desk, item)}
    return page("webkit/shortlist/item.html", form=form, status=status, **shown)


def item_show(desk: Desk, list_id: UUID, item_id: UUID) -> Response:
    """One thing on a list: what changed since, and the note."""
    found = _item(desk, list_id, item_id)
    return _item_page(desk, found, NoteForm(formdata=None, note=found[1].note), 200)


def item_note(desk: Desk, list_id: UUID, item_id: UUID) -> Response:
    """Write the note anew."""
    found, form = _item(desk, list_id, item_id), NoteForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            choosing.note(session, current_actor(), item_id, form.note.data or "")
        return _to_list(desk, list_id, "Your note is kept.")
    return _item_page(desk, found, form, 422)


def item_drop(desk: Desk, list_id: UUID, item_id: UUID) -> Response:
    """Take it off the list."""
    _, item = _item(desk, list_id, item_id)
    with database.writing() as session:
        choosing.take_out(session, current_actor(), item_id)
    return _to_list(desk, list_id, f"{item.title} is off the list.")


def item_renew(desk: Desk, list_id: UUID, item_id: UUID) -> Response:
    """Keep it as it is told now."""
    _, item = _item(desk, list_id, item_id)
    with database.writing() as session:
        choosing.renew(session, current_actor(), item_id)
    return _to_list(desk, list_id, f"{item.title} is kept as it is now.")


def _to_list(desk: Desk, list_id: UUID, said: str) -> Response:
    return see_other(f"{desk.face}.shortlist_show", said, list_id=list_id, **desk.values)


def share(desk: Desk, list_id: UUID) -> Response:
    """Let somebody who helps see a list; only the person themselves can."""
    actor = current_actor()
    with database.reading() as session:
        row = shortlist(session, actor, list_id, desk.person_id)
        given = mandates_given(session, actor) if row.own else []
    if not row.own:
        raise NotFound
    form = ShareForm().offered(given)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            choosing.share(session, actor, list_id, UUID(form.mandate_id.data))
        name = next(each.name for each in given if str(each.id) == form.mandate_id.data)
        return _to_list(desk, list_id, f"{name} can see this list now.")
    return show(desk, list_id, form)


def unshare(desk: Desk, list_id: UUID, mandate_id: UUID) -> Response:
    """Somebody sees a list no more; only the person themselves can end it."""
    with database.writing() as session:
        choosing.unshare(session, current_actor(), list_id, mandate_id)
    return _to_list(desk, list_id, "They cannot see this list any more.")
