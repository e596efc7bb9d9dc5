"""What people ask for and cannot find: the area, the kind of thing and their words, and no name."""

from flask import request
from werkzeug.wrappers import Response

from marketplace.commissioning.queries import PAGE, gaps_told
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.finding import area_names
from marketplace.webkit.pages import page, page_number
from provider_portal import provider_portal


@provider_portal.get("/asked")
@allow(Power.DELIVER)
def gap_list() -> Response:
    """The requests of all areas, or of one."""
    names, number = area_names(), page_number()
    area = request.args.get("area", "")
    area = area if area in names else ""
    with database.reading() as session:
        gaps = gaps_told(session, current_actor(), area, number)
    more = len(gaps) == PAGE
    return page("provider_portal/gap/list.html", gaps=gaps, areas=names, area=area, number=number, more=more)
