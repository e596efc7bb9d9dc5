"""My lists: what I choose between, kept as I saw it, and shared with whom I say."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.foundation.access import Power
from marketplace.storefront import storefront
from marketplace.storefront.routes.ordering import desk
from marketplace.webkit import listing
from marketplace.webkit.allowing import allow


@storefront.get("/lists")
@allow(Power.SEE)
def shortlist_list() -> Response:
    """The lists, with a form to begin one."""
    return listing.list_all(desk())


@storefront.post("/lists")
@allow(Power.PLAN)
def shortlist_begin() -> Response:
    """Begin a list."""
    return listing.start(desk())


@storefront.get("/lists/save")
@allow(Power.PLAN)
def saving_new() -> Response:
    """Choose on which list to keep something."""
    return listing.keep_new(desk())


@storefront.post("/lists/save")
@allow(Power.PLAN)
def saving_keep() -> Response:
    """Keep it."""
    return listing.keep(desk())


@storefront.get("/lists/<uuid:list_id>")
@allow(Power.SEE)
def shortlist_show(list_id: UUID) -> Response:
    """One list, with what changed since and who sees it."""
    return listing.show(desk(), list_id)


@storefront.post("/lists/<uuid:list_id>/end")
@allow(Power.PLAN)
def shortlist_end(list_id: UUID) -> Response:
    """End a list."""
    return listing.end(desk(), list_id)


@storefront.get("/lists/<uuid:list_id>/items/<uuid:item_id>")
@allow(Power.SEE)
def item_show(list_id: UUID, item_id: UUID) -> Response:
    """One thing on a list: what changed since, and the note."""
    return listing.item_show(desk(), list_id, item_id)


@storefront.post("/lists/<uuid:list_id>/items/<uuid:item_id>")
@allow(Power.PLAN)
def item_note(list_id: UUID, item_id: UUID) -> Response:
    """Write the note anew."""
    return listing.item_note(desk(), list_id, item_id)


@storefront.post("/lists/<uuid:list_id>/items/<uuid:item_id>/drop")
@allow(Power.PLAN)
def item_drop(list_id: UUID, item_id: UUID) -> Response:
    """Take it off the list."""
    return listing.item_drop(desk(), list_id, item_id)


@storefront.post("/lists/<uuid:list_id>/items/<uuid:item_id>/renew")
@allow(Power.PLAN)
def item_renew(list_id: UUID, item_id: UUID) -> Response:
    """Keep it as it is told now."""
    return listing.item_renew(desk(), list_id, item_id)


@storefront.post("/lists/<uuid:list_id>/share")
@allow(Power.PLAN)
def shortlist_share(list_id: UUID) -> Response:
    """Let somebody who helps see a list."""
    return listing.share(desk(), list_id)


@storefront.post("/lists/<uuid:list_id>/shares/<uuid:mandate_id>/end")
@allow(Power.PLAN)
def shortlist_unshare(list_id: UUID, mandate_id: UUID) -> Response:
    """Somebody sees it no more, in one step."""
    return listing.unshare(desk(), list_id, mandate_id)
