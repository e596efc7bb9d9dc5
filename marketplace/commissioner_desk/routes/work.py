"""What waits on the commissioner's desk, and who has it."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.commissioner_desk import commissioner_desk
from marketplace.foundation.access import Power
from marketplace.webkit import working
from marketplace.webkit.allowing import allow

FACE = "commissioner_desk"


@commissioner_desk.get("/worklist")
@allow(Power.COMMISSION, Power.SAFEGUARD)
def work_list() -> Response:
    """The list."""
    return working.work_list(FACE)


@commissioner_desk.post("/worklist/<uuid:record_id>/take")
@allow(Power.COMMISSION, Power.SAFEGUARD)
def work_take(record_id: UUID) -> Response:
    """Take something."""
    return working.work_take(FACE, record_id)


@commissioner_desk.post("/worklist/<uuid:record_id>/give-back")
@allow(Power.COMMISSION, Power.SAFEGUARD)
def work_give_back(record_id: UUID) -> Response:
    """Let it wait for somebody again."""
    return working.work_give_back(FACE, record_id)


@commissioner_desk.get("/worklist/<uuid:record_id>/over")
@allow(Power.COMMISSION, Power.SAFEGUARD)
def work_over(record_id: UUID) -> Response:
    """Choose who is to have it."""
    return working.work_over(FACE, record_id)


@commissioner_desk.post("/worklist/<uuid:record_id>/over")
@allow(Power.COMMISSION, Power.SAFEGUARD)
def work_hand_over(record_id: UUID) -> Response:
    """Hand it over."""
    return working.work_hand_over(FACE, record_id)
