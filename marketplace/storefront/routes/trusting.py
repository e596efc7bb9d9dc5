"""Who may act for me: giving, bounding and ending it; what was done in my name; and who looked."""

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from marketplace.budgets.queries import accounts_for
from marketplace.foundation import database
from marketplace.foundation.access import Power, Section
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.people import operations as people
from marketplace.people.queries import (
    OrganisationRow,
    agreed_before,
    brokers,
    deeds_for,
    helper,
    helpers_of,
    looks_at,
    papers,
)
from marketplace.people.queries.mandates import PAGE
from marketplace.people.rules import MandateKind
from marketplace.people.rules.mandates import GIVEN_BY_PEOPLE, KIND_WORDS
from marketplace.storefront import storefront
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.bounds import may_words
from marketplace.webkit.forms.mandate import TermsForm
from marketplace.webkit.pages import checked, page, page_number, refusals, see_other
from marketplace.webkit.trails import by_day, deed_url, deed_words, look_words


def own_person() -> UUID:
    """The person that the sign-in is: only they say who acts for them. Raises NotFound for a helper."""
    person_id = current_actor().own_person_id
    if person_id is None:
        raise NotFound
    return person_id


def _accounts() -> dict[UUID, str]:
    """One's own budget accounts that have not ended, by id with their names."""
    with database.reading() as session:
        return {row.id: row.label for row in accounts_for(session, current_actor(), own_person())}


@storefront.get("/helpers")
@allow(Power.SEE)
def mandate_list() -> Response:
    """Everybody who may act for me, and what each may do."""
    own_person()
    with database.reading() as session:
        rows = helpers_of(session, current_actor(), page_number())
        held = papers(session, current_actor(), [row.id for row in rows])
    accounts = _accounts()
    return page(
        "storefront/mandate/list.html",
        now=[row for row in rows if not row.over],
        before=[row for row in rows if row.over],
        may={row.id: may_words(row.terms, accounts) for row in rows},
        papers=held,
        kinds=KIND_WORDS,
        number=page_number(),
        more=len(rows) == PAGE,
    )


def _body(asked: str) -> OrganisationRow | None:
    """The broker body of an id; None where the public list has none such."""
    with database.reading() as session:
        return next((row for row in brokers(session, current_actor()) if str(row.id) == asked), None)


@storefront.get("/helpers/new")
@allow(Power.SEE)
def mandate_new() -> Response:
    """Choose a broker body, then say what it may do."""
    own_person()
    body = _body(request.args.get("body", ""))
    if body is None:
        with database.reading() as session:
            rows = brokers(session, current_actor())
        return page("storefront/mandate/choose.html", brokers=rows)
    form = TermsForm.fresh().offered(_accounts())
    return page("storefront/mandate/new.html", body=body, form=form)


@storefront.post("/helpers")
@allow(Power.SEE, proved=True)
def mandate_give() -> Response:
    """Let a broker body act for me, within bounds."""
    person_id = own_person()
    body, form = _body(request.form.get("body", "")), TermsForm().offered(_accounts())
    if body is None:
        return see_other("storefront.mandate_new")
    with refusals(form):
        checked(form)
        with database.writing() as session:
            mandate_id = people.give_on_terms(
                session, current_actor(), person_id, form.terms(MandateKind.BROKER), holder_organisation_id=body.id
            )
        return see_other("storefront.mandate_show", f"{body.name} can help you now.", mandate_id=mandate_id)
    return page("storefront/mandate/new.html", body=body, form=form, status=422)


@storefront.get("/helpers/<uuid:mandate_id>")
@allow(Power.SEE)
def mandate_show(mandate_id: UUID) -> Response:
    """One helper: what they may do, what they did, and what was agreed before."""
    actor, accounts = current_actor(), _accounts()
    with database.reading() as session:
        row = helper(session, actor, mandate_id)
        agreed = agreed_before(session, actor, mandate_id)
        deeds = deeds_for(session, actor, mandate_id)[:10]
        paper = papers(session, actor, [mandate_id]).get(mandate_id)
    return page(
        "storefront/mandate/show.html",
        row=row,
        paper=paper,
        may=may_words(row.terms, accounts),
        agreed=[(each, may_words(each.terms, accounts)) for each in agreed[1:]],
        deeds=[(each, deed_words(each), deed_url(each)) for each in deeds],
        may_change=not row.over and row.terms.kind in GIVEN_BY_PEOPLE,
        kinds=KIND_WORDS,
    )


@storefront.get("/helpers/<uuid:mandate_id>/change")
@allow(Power.SEE)
def mandate_edit(mandate_id: UUID) -> Response:
    """Change what a helper may do."""
    own_person()
    with database.reading() as session:
        row = helper(session, current_actor(), mandate_id)
    if row.over or row.terms.kind not in GIVEN_BY_PEOPLE:
        return see_other("storefront.mandate_show", mandate_id=mandate_id)
    form = TermsForm.showing(row.terms).offered(_accounts())
    return page("storefront/mandate/change.html", row=row, form=form)


@storefront.post("/helpers/<uuid:mandate_id>/change")
@allow(Power.SEE, proved=True)
def mandate_change(mandate_id: UUID) -> Response:
    """Agree it anew, from now on."""
    own_person()
    with database.reading() as session:
        row = helper(session, current_actor(), mandate_id)
    form = TermsForm().offered(_accounts())
    with refusals(form):
        checked(form)
        if row.over:
            raise Refusal("This has ended already, so there is nothing to change. You can let them help you again.")
        with database.writing() as session:
            people.change_terms(session, current_actor(), mandate_id, form.terms(row.terms.kind, row.terms))
        said = f"What {row.name} may do has changed, from now on."
        return see_other("storefront.mandate_show", said, mandate_id=mandate_id)
    return page("storefront/mandate/change.html", row=row, form=form, status=422)


@storefront.post("/helpers/<uuid:mandate_id>/end")
@allow(Power.SEE)
def mandate_end(mandate_id: UUID) -> Response:
    """End it at once."""
    own_person()
    with database.writing() as session:
        people.end_mandate(session, current_actor(), mandate_id)
    said = "It has ended. From this moment they can see and do nothing for you."
    return see_other("storefront.mandate_show", said, mandate_id=mandate_id)


@storefront.get("/done-for-me")
@allow(Power.SEE)
def deed_list() -> Response:
    """What was done in my name, and by whom."""
    own_person()
    number = page_number()
    with database.reading() as session:
        rows = deeds_for(session, current_actor(), page=number)
    deeds = [(row, deed_words(row), deed_url(row)) for row in rows]
    return page("storefront/deed/list.html", deeds=deeds, number=number, more=len(rows) == PAGE)


@storefront.get("/who-looked")
@allow(Power.SEE)
def look_list() -> Response:
    """Who looked at the details of the person that the sign-in speaks for, where it may read that."""
    actor, number = current_actor(), page_number()
    if actor.person_id is None or not actor.sees(Section.JOURNAL):
        raise NotFound
    with database.reading() as session:
        rows = looks_at(session, actor, actor.person_id, number)
    return page("storefront/look/list.html", days=by_day(rows), words=look_words, number=number, more=len(rows) == PAGE)
