"""Somebody acts for a person: deputies and authorised persons, the papers they act on, and ending it."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.budgets.queries import AccountRow, accounts_funded
from marketplace.budgets.rules import HOLDING_WORDS, Holding
from marketplace.commissioner_desk import commissioner_desk
from marketplace.commissioner_desk.forms.deputies import HINTS, DeputyForm
from marketplace.commissioner_desk.routes.people import named_us
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people import operations as people
from marketplace.people.queries import DeputyRow, PersonRow, deputies_of, deputy_of, picture_of_paper
from marketplace.people.rules.mandates import KIND_WORDS
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.bodies import takes
from marketplace.webkit.forms.pictures import ChooseAgain
from marketplace.webkit.headers import FILE_POLICY
from marketplace.webkit.pages import add_error, checked, page, refusals, see_other
from marketplace.webkit.pictures import MOST_BYTES
from marketplace.webkit.words import short_day


def _named(account: AccountRow) -> str:
    return f"{account.name}, {HOLDING_WORDS[Holding(account.holding)]}, until {short_day(account.ends)}"


def _accounts(person_id: UUID) -> list[AccountRow]:
    with database.reading() as session:
        return accounts_funded(session, current_actor(), person_id)


def _form(person_id: UUID) -> DeputyForm:
    """The form, with the direct payments of this funder that have not ended."""
    today = current_actor().today
    direct = [row for row in _accounts(person_id) if row.holding == Holding.DIRECT and row.ends >= today]
    return DeputyForm().offered({row.id: _named(row) for row in direct})


@commissioner_desk.get("/people/<uuid:person_id>/deputies")
@allow(Power.COMMISSION)
def deputy_list(person_id: UUID) -> Response:
    """Who acts or acted for a person because of a paper."""
    row = named_us(person_id)
    with database.reading() as session:
        rows = deputies_of(session, current_actor(), person_id)
    return page(
        "commissioner_desk/deputy/list.html",
        person=row,
        now=[each for each in rows if each.holds],
        before=[each for each in rows if not each.holds],
        accounts={account.id: _named(account) for account in _accounts(person_id)},
        kinds=KIND_WORDS,
    )


@commissioner_desk.get("/people/<uuid:person_id>/deputies/new")
@allow(Power.COMMISSION, proved=True)
def deputy_new(person_id: UUID) -> Response:
    """Fill in who, and by which paper; proved first, so that no picture waits for it."""
    return _fill(named_us(person_id), _form(person_id), 200)


def _fill(person: PersonRow, form: DeputyForm, status: int) -> Response:
    return page("commissioner_desk/deputy/new.html", person=person, form=form, hints=HINTS, status=status)


@commissioner_desk.post("/people/<uuid:person_id>/deputies")
@allow(Power.COMMISSION, proved=True)
@takes(MOST_BYTES)
def deputy_appoint(person_id: UUID) -> Response:
    """Let them act from now on, with the paper on file."""
    row, form = named_us(person_id), _form(person_id)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.appoint(session, current_actor(), form.request(person_id))
        said = f"They can act for {row.name} now. {row.name}, they and those who help are told."
        return see_other("commissioner_desk.deputy_list", said, person_id=person_id)
    if not form.picture.errors:
        add_error(form, ChooseAgain())
    return _fill(row, form, 422)


def _held(person_id: UUID, mandate_id: UUID) -> DeputyRow:
    with database.reading() as session:
        return deputy_of(session, current_actor(), person_id, mandate_id)


@commissioner_desk.get("/people/<uuid:person_id>/deputies/<uuid:mandate_id>")
@allow(Power.COMMISSION)
def deputy_show(person_id: UUID, mandate_id: UUID) -> Response:
    """Who acts, on which paper, and its picture."""
    row, held = named_us(person_id), _held(person_id, mandate_id)
    accounts = {account.id: _named(account) for account in _accounts(person_id)}
    return page("commissioner_desk/deputy/show.html", person=row, row=held, accounts=accounts, kinds=KIND_WORDS)


@commissioner_desk.get("/people/<uuid:person_id>/deputies/<uuid:mandate_id>/end")
@allow(Power.COMMISSION)
def deputy_ending(person_id: UUID, mandate_id: UUID) -> Response:
    """What ending it does, with the button."""
    row, held = named_us(person_id), _held(person_id, mandate_id)
    return page("commissioner_desk/deputy/ending.html", person=row, row=held, kinds=KIND_WORDS)


@commissioner_desk.post("/people/<uuid:person_id>/deputies/<uuid:mandate_id>/end")
@allow(Power.COMMISSION, proved=True)
def deputy_end(person_id: UUID, mandate_id: UUID) -> Response:
    """End it at once."""
    row, held = named_us(person_id), _held(person_id, mandate_id)
    with database.writing() as session:
        people.revoke(session, current_actor(), mandate_id)
    said = f"It has ended. From this moment {held.name} can see and do nothing for {row.name} as this."
    return see_other("commissioner_desk.deputy_list", said, person_id=person_id)


@commissioner_desk.get("/people/<uuid:person_id>/deputies/<uuid:mandate_id>/paper")
@allow(Power.COMMISSION)
def evidence_show(person_id: UUID, mandate_id: UUID) -> Response:
    """The picture of the paper: a JPEG and nothing else, which no page of another site can show."""
    named_us(person_id)
    with database.reading() as session:
        picture = picture_of_paper(session, current_actor(), person_id, mandate_id)
    answer = Response(picture, content_type="image/jpeg")
    answer.headers["Content-Disposition"] = 'inline; filename="paper.jpg"'
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
