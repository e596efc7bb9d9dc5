"""A client's lists: those that they share with the broker, and those that the broker begins for them."""

from uuid import UUID

from werkzeug.wrappers import Response

from broker_console import broker_console
from broker_console.routes.clients import client
from marketplace.choosing.queries import person_of_list
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.webkit import listing
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.ordering import Desk
from marketplace.webkit.pages import see_other


def desk(person_id: UUID) -> Desk:
    """Choosing for a client. Raises NotFound for anybody else."""
    return Desk("broker_console", person_id, whom=client(person_id).row.name, values={"person_id": person_id})


@broker_console.get("/clients/<uuid:person_id>/lists")
@allow(Power.BROKER)
def shortlist_list(person_id: UUID) -> Response:
    """The lists, with a form to begin one."""
    return listing.list_all(desk(person_id))


@broker_console.post("/clients/<uuid:person_id>/lists")
@allow(Power.BROKER)
def shortlist_begin(person_id: UUID) -> Response:
    """Begin a list."""
    return listing.start(desk(person_id))


@broker_console.get("/clients/<uuid:person_id>/lists/save")
@allow(Power.BROKER)
def saving_new(person_id: UUID) -> Response:
    """Choose on which list to keep something."""
    return listing.keep_new(desk(person_id))


@broker_console.post("/clients/<uuid:person_id>/lists/save")
@allow(Power.BROKER)
def saving_keep(person_id: UUID) -> Response:
    """Keep it."""
    return listing.keep(desk(person_id))


@broker_console.get("/lists/<uuid:list_id>")
@allow(Power.BROKER)
def shortlist_found(list_id: UUID) -> Response:
    """From a list alone, as a notice names it, to its page under the client's address."""
    with database.reading() as session:
        person_id = person_of_list(session, current_actor(), list_id)
    return see_other("broker_console.shortlist_show", person_id=person_id, list_id=list_id)


@broker_console.get("/clients/<uuid:person_id>/lists/<uuid:list_id>")
@allow(Power.BROKER)
def shortlist_show(person_id: UUID, list_id: UUID) -> Response:
    """One list, with what changed since and who sees it."""
    return listing.show(desk(person_id), list_id)


@broker_console.post("/clients/<uuid:person_id>/lists/<uuid:list_id>/end")
@allow(Power.BROKER)
def shortlist_end(person_id: UUID, list_id: UUID) -> Response:
    """End a list."""
    return listing.end(desk(person_id), list_id)


@broker_console.get("/clients/<uuid:person_id>/lists/<uuid:list_id>/items/<uuid:item_id>")
@allow(Power.BROKER)
def item_show(person_id: UUID, list_id: UUID, item_id: UUID) -> Response:
    """One thing on a list: what changed since, and the note."""
    return listing.item_show(desk(person_id), list_id, item_id)


@broker_console.post("/clients/<uuid:person_id>/lists/<uuid:list_id>/items/<uuid:item_id>")
@allow(Power.BROKER)
def item_note(person_id: UUID, list_id: UUID, item_id: UUID) -> Response:
    """Write the note anew."""
    return listing.item_note(desk(person_id), list_id, item_id)


@broker_console.post("/clients/<uuid:person_id>/lists/<uuid:list_id>/items/<uuid:item_id>/drop")
@allow(Power.BROKER)
def item_drop(person_id: UUID, list_id: UUID, item_id: UUID) -> Response:
    """Take it off the list."""
    return listing.item_drop(desk(person_id), list_id, item_id)


@broker_console.post("/clients/<uuid:person_id>/lists/<uuid:list_id>/items/<uuid:item_id>/renew")
@allow(Power.BROKER)
def item_renew(person_id: UUID, list_id: UUID, item_id: UUID) -> Response:
    """Keep it as it is told now."""
    return listing.item_renew(desk(person_id), list_id, item_id)
