"""What waits in the back office, and who has it."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.back_office import back_office
from marketplace.foundation.access import Power
from marketplace.webkit import working
from marketplace.webkit.allowing import allow

FACE = "back_office"


@back_office.get("/worklist")
@allow(Power.ADMINISTER)
def work_list() -> Response:
    """The list."""
    return working.work_list(FACE)


@back_office.post("/worklist/<uuid:record_id>/take")
@allow(Power.ADMINISTER)
def work_take(record_id: UUID) -> Response:
    """Take something."""
    return working.work_take(FACE, record_id)


@back_office.post("/worklist/<uuid:record_id>/give-back")
@allow(Power.ADMINISTER)
def work_give_back(record_id: UUID) -> Response:
    """Let it wait for somebody again."""
    return working.work_give_back(FACE, record_id)


@back_office.get("/worklist/<uuid:record_id>/over")
@allow(Power.ADMINISTER)
def work_over(record_id: UUID) -> Response:
    """Choose who is to have it."""
    return working.work_over(FACE, record_id)


@back_office.post("/worklist/<uuid:record_id>/over")
@allow(Power.ADMINISTER)
def work_hand_over(record_id: UUID) -> Response:
    """Hand it over."""
    return working.work_hand_over(FACE, record_id)
