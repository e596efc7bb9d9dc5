"""What a session costs: the costs that were worked out, working them out, and holding an offer's prices to them."""

from collections.abc import Iterable, Iterator
from uuid import UUID, uuid4

from flask import request
from werkzeug.wrappers import Response

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import CostingRequest
from marketplace.catalogue.queries import WholeCostingRow, costing, costings, held_under, own_offers
from marketplace.catalogue.rules.costing import Answers, answers
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import NotFound
from marketplace.foundation.sheets import as_csv
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.charts import bars
from marketplace.webkit.pages import checked, csv_file, errors, page, refusals, see_other, wants_fragment
from provider_portal import provider_portal
from provider_portal.forms.cost_files import CostFileForm, read, written
from provider_portal.forms.costing import CostingForm, HoldForm, said_in

WORK_OUT = "work out"


@provider_portal.get("/costs")
@allow(Power.LIST)
def cost_list() -> Response:
    """What was worked out, the newest first."""
    with database.reading() as session:
        rows = costings(session, current_actor())
    return page("provider_portal/cost/list.html", costings=rows)


@provider_portal.get("/costs/new")
@allow(Power.LIST)
def cost_new() -> Response:
    """Tell of costs."""
    form = CostingForm(None, data={"key": uuid4(), "day": current_actor().today})
    return page("provider_portal/cost/form.html", form=form, costing=None)


@provider_portal.post("/costs/new")
@allow(Power.LIST)
def cost_make() -> Response:
    """Work them out to look at, or keep them under a name."""
    return _kept(None)


@provider_portal.get("/costs/layout")
@allow(Power.LIST)
def cost_layout() -> Response:
    """The empty file to fill in."""
    return csv_file("costs", written(CostingForm(None, data={"day": current_actor().today})))


@provider_portal.get("/costs/read")
@allow(Power.LIST)
def cost_file_new() -> Response:
    """How to send costs as a file."""
    return page("provider_portal/cost/read.html", form=CostFileForm(None))


@provider_portal.post("/costs/read")
@allow(Power.LIST)
def cost_read() -> Response:
    """Fill the form in from a file; nothing is kept."""
    file = CostFileForm()
    with refusals(file):
        checked(file)
        said, odd = read(file.file.data or b"")
        return _worked(CostingForm(said | {"key": str(uuid4()), "csrf_token": request.form["csrf_token"]}), odd)
    return page("provider_portal/cost/read.html", form=file, status=422)


@provider_portal.get("/costs/<uuid:costing_id>")
@allow(Power.LIST)
def cost_show(costing_id: UUID) -> Response:
    """What a version comes to, by service and head; beside another version if one is asked for."""
    return _show(costing_id, HoldForm(None), 200)


@provider_portal.get("/costs/<uuid:costing_id>/file")
@allow(Power.LIST)
def cost_file(costing_id: UUID) -> Response:
    """A version as a file for a spreadsheet: what it comes to, in pence, with how; or what was told, to be changed."""
    row = _whole(costing_id, _number("version"))
    if "told" in request.args:
        told = written(CostingForm(None, data=said_in(row.sheet) | {"name": row.name}))
        return csv_file(f"costs-to-change-version-{row.version.number}", told)
    columns = ("service", "figure", "pence", "how")
    return csv_file(f"costs-version-{row.version.number}", as_csv(columns, _lines(answers(row.sheet))))


def _lines(found: Answers) -> Iterator[tuple[str, str, int | None, str]]:
    for head in found.heads:
        yield "All services", head.name, head.pence, head.working
    for each in found.services:
        name = each.service.name
        for figure in (*each.heads, *each.units.values(), each.charge, *each.levels.values()):
            yield name, figure.name, figure.pence, figure.working
        for row in each.filled:
            yield name, f"Left over in a year with {row.percent}% of places taken", row.left, row.working
        if each.even:
            people = "no number is enough" if each.even.people is None else str(each.even.people)
            yield name, f"People who must come: {people}", None, each.even.working


@provider_portal.get("/costs/<uuid:costing_id>/edit")
@allow(Power.LIST)
def cost_edit(costing_id: UUID) -> Response:
    """Change the costs: what is kept is a new version."""
    row = _whole(costing_id)
    said = said_in(row.sheet) | {"key": uuid4(), "name": row.name, "day": current_actor().today}
    return page("provider_portal/cost/form.html", form=CostingForm(None, data=said), costing=row)


@provider_portal.post("/costs/<uuid:costing_id>/edit")
@allow(Power.LIST)
def cost_save(costing_id: UUID) -> Response:
    """Work them out to look at, or keep them as a new version."""
    return _kept(_whole(costing_id))


@provider_portal.post("/costs/<uuid:costing_id>/hold")
@allow(Power.LIST)
def cost_hold(costing_id: UUID) -> Response:
    """Hold the prices of one of the organisation's offers to a service of the newest version."""
    actor, row = current_actor(), _whole(costing_id)
    form = _offered(HoldForm(), row)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            catalogue.hold_to(session, actor, form.offer_id, costing_id, int(form.service.data or 0))
        said = "Your offer now says when a price is under these costs. It never stops you."
        return see_other("provider_portal.cost_show", said, costing_id=costing_id)
    return _show(costing_id, form, 422)


def _whole(costing_id: UUID, number: int | None = None) -> WholeCostingRow:
    with database.reading() as session:
        return costing(session, current_actor(), costing_id, number)


def _number(name: str) -> int | None:
    """The number of a version that the address asks for. Raises NotFound for what is no number."""
    asked = request.args.get(name, "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 6):
        raise NotFound
    return int(asked) if asked else None


def _offered(form: HoldForm, row: WholeCostingRow) -> HoldForm:
    with database.reading() as session:
        offers = own_offers(session, current_actor())
    return form.offered([(offer.id, offer.title) for offer in offers], [s.name for s in row.sheet.services])


def _show(costing_id: UUID, form: HoldForm, status: int) -> Response:
    row, beside = _whole(costing_id, _number("version")), _number("beside")
    found = answers(row.sheet)
    with database.reading() as session:
        held = held_under(session, current_actor(), costing_id)
    other = _whole(costing_id, beside) if beside else None
    return page(
        "provider_portal/cost/show.html",
        costing=row,
        answers=found,
        picture=bars("What each head costs in a year", [(head.name, head.pence or 0) for head in found.heads]),
        other=other,
        before=answers(other.sheet) if other else None,
        held=held,
        form=_offered(form, row) if form.offer.choices is None else form,
        status=status,
    )


def _kept(row: WholeCostingRow | None) -> Response:
    """Keep what is told, or show the form again with what it comes to, or with what to mend."""
    actor, form, found = current_actor(), CostingForm(), None
    with refusals(form):
        form.validate()
        sheet = form.sheet(actor.today)
        if request.form.get("do") == WORK_OUT:
            found = answers(sheet)
        else:
            costing_id = row.id if row else None
            asked = CostingRequest(form.key.data or uuid4(), sheet, "" if row else form.name.data or "", costing_id)
            with database.writing() as session:
                kept = catalogue.cost(session, actor, asked)
            return see_other("provider_portal.cost_show", "The costs are kept.", costing_id=kept)
    return _shown(form, row, found)


def _worked(form: CostingForm, odd: list[str]) -> Response:
    """What was read from a file, in the form, with what it comes to, or with what to mend."""
    found = None
    with refusals(form):
        form.validate()
        found = answers(form.sheet(current_actor().today))
    return _shown(form, None, found, odd)


def _shown(form: CostingForm, row: WholeCostingRow | None, found: Answers | None, odd: Iterable[str] = ()) -> Response:
    return page(
        "provider_portal/cost/form.html",
        fragment="provider_portal/cost/_worked.html",
        form=form,
        costing=row,
        answers=found,
        odd=odd,
        part=wants_fragment(),
        form_errors=errors(form),
        status=200 if found else 422,
    )
