"""A client's plan, with their consent: writing it, sending it, and where it is."""

from uuid import UUID

from werkzeug.wrappers import Response

from broker_console import broker_console
from broker_console.routes.listing import desk
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.plans.queries import plan_of
from marketplace.webkit import planning
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import see_other


@broker_console.get("/clients/<uuid:person_id>/plan")
@allow(Power.BROKER)
def plan_list(person_id: UUID) -> Response:
    """Where plans are, and a way to begin one."""
    return planning.list_all(desk(person_id))


@broker_console.post("/clients/<uuid:person_id>/plan")
@allow(Power.BROKER)
def plan_begin(person_id: UUID) -> Response:
    """Begin a plan."""
    return planning.start(desk(person_id))


@broker_console.get("/clients/<uuid:person_id>/plan/<uuid:plan_id>")
@allow(Power.BROKER)
def plan_show(person_id: UUID, plan_id: UUID) -> Response:
    """One plan: what is in it, what it costs, where it is and what was decided."""
    return planning.show(desk(person_id), plan_id)


@broker_console.post("/clients/<uuid:person_id>/plan/<uuid:plan_id>")
@allow(Power.BROKER)
def plan_save(person_id: UUID, plan_id: UUID) -> Response:
    """Save its own words."""
    return planning.save(desk(person_id), plan_id)


@broker_console.post("/clients/<uuid:person_id>/plan/<uuid:plan_id>/move")
@allow(Power.BROKER)
def plan_move(person_id: UUID, plan_id: UUID) -> Response:
    """Send it, take it back, end it, or ask to look again."""
    return planning.move(desk(person_id), plan_id)


@broker_console.get("/clients/<uuid:person_id>/plan/<uuid:plan_id>/line")
@allow(Power.BROKER)
def plan_line(person_id: UUID, plan_id: UUID) -> Response:
    """Fill in one thing."""
    return planning.line_edit(desk(person_id), plan_id)


@broker_console.post("/clients/<uuid:person_id>/plan/<uuid:plan_id>/line")
@allow(Power.BROKER)
def plan_put(person_id: UUID, plan_id: UUID) -> Response:
    """Put it in."""
    return planning.line_save(desk(person_id), plan_id)


@broker_console.get("/plan/<uuid:plan_id>")
@allow(Power.BROKER)
def plan_found(plan_id: UUID) -> Response:
    """From a plan alone, as a notice names it, to its page under the client's address."""
    with database.reading() as session:
        row = plan_of(session, current_actor(), plan_id)
    return see_other("broker_console.plan_show", person_id=row.person_id, plan_id=plan_id)
