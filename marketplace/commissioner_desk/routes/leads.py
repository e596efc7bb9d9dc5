"""Who leads safeguarding in which area, for whoever manages the funder."""

from werkzeug.wrappers import Response

from marketplace.commissioner_desk import commissioner_desk
from marketplace.commissioner_desk.forms.settings import LeadForm
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people import operations as people
from marketplace.people.queries import colleagues, covered, own_funder, own_leads
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other


def _page(form: LeadForm, status: int) -> Response:
    actor = current_actor()
    with database.reading() as session:
        funder, leads = own_funder(session, actor), own_leads(session, actor)
        areas, able = covered(session, actor), colleagues(session, actor, Power.SAFEGUARD)
    unled = [area for area in areas if not any(lead.area_code == area.code for lead in leads)]
    return page(
        "commissioner_desk/lead/list.html",
        funder=funder,
        leads=leads,
        areas=areas,
        able=able,
        unled=unled,
        form=form.offered(areas, able),
        status=status,
    )


@commissioner_desk.get("/leads")
@allow(Power.MANAGE)
def lead_list() -> Response:
    """The leads by area, and naming another."""
    return _page(LeadForm(formdata=None), 200)


@commissioner_desk.post("/leads")
@allow(Power.MANAGE, proved=True)
def lead_name() -> Response:
    """Name who leads in an area from now on."""
    form, actor = LeadForm(), current_actor()
    with database.reading() as session:
        funder = own_funder(session, actor)
        form.offered(covered(session, actor), colleagues(session, actor, Power.SAFEGUARD))
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.name_lead(session, actor, form.request(funder.id))
        return see_other("commissioner_desk.lead_list", "They are named. What waits there goes to them.")
    return _page(form, 422)
