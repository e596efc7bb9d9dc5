"""My plan: what I want, what is in it, who has it, and what was decided."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.foundation.access import Power
from marketplace.storefront import storefront
from marketplace.storefront.routes.ordering import desk
from marketplace.webkit import planning
from marketplace.webkit.allowing import allow


@storefront.get("/plan")
@allow(Power.SEE)
def plan_list() -> Response:
    """Where plans are, and a way to begin one."""
    return planning.list_all(desk())


@storefront.post("/plan")
@allow(Power.PLAN)
def plan_begin() -> Response:
    """Begin a plan."""
    return planning.start(desk())


@storefront.get("/plan/<uuid:plan_id>")
@allow(Power.SEE)
def plan_show(plan_id: UUID) -> Response:
    """One plan: what is in it, what it costs, where it is and what was decided."""
    return planning.show(desk(), plan_id)


@storefront.post("/plan/<uuid:plan_id>")
@allow(Power.PLAN)
def plan_save(plan_id: UUID) -> Response:
    """Save its own words."""
    return planning.save(desk(), plan_id)


@storefront.post("/plan/<uuid:plan_id>/move")
@allow(Power.PLAN)
def plan_move(plan_id: UUID) -> Response:
    """Send it, take it back, end it, or ask to look again."""
    return planning.move(desk(), plan_id)


@storefront.get("/plan/<uuid:plan_id>/line")
@allow(Power.PLAN)
def plan_line(plan_id: UUID) -> Response:
    """Fill in one thing."""
    return planning.line_edit(desk(), plan_id)


@storefront.post("/plan/<uuid:plan_id>/line")
@allow(Power.PLAN)
def plan_put(plan_id: UUID) -> Response:
    """Put it in."""
    return planning.line_save(desk(), plan_id)
