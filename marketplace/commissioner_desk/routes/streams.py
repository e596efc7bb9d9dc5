"""A stream while it runs: what this funder did with it, and changing, suspending, resuming or ending it from a day."""

from uuid import UUID, uuid4

from werkzeug.wrappers import Response

from marketplace.budgets import operations as budgets
from marketplace.budgets.queries import AccountRow, accounts_funded, changes_of
from marketplace.commissioner_desk import commissioner_desk
from marketplace.commissioner_desk.forms.streams import StreamForm
from marketplace.commissioner_desk.routes.people import named_us
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.errors import NotFound
from marketplace.people.queries import PersonRow, own_funder, settings_of
from marketplace.people.rules import SettingName
from marketplace.people.rules.settings import CHANGE_DAYS
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import checked, page, refusals, see_other


def _account(person_id: UUID, account_id: UUID) -> tuple[PersonRow, AccountRow]:
    """A person who named this funder, and an account of theirs that it gave. Raises NotFound."""
    actor, row = current_actor(), named_us(person_id)
    with database.reading() as session:
        accounts = accounts_funded(session, actor, person_id)
    account = next((each for each in accounts if each.id == account_id), None)
    if account is None:
        raise NotFound
    return row, account


def _show(person: PersonRow, account: AccountRow, form: StreamForm, status: int) -> Response:
    actor = current_actor()
    with database.reading() as session:
        changes = changes_of(session, actor, account.id)
        funder = own_funder(session, actor)
        row = settings_of(session, actor, [funder.id]).get((funder.id, SettingName.CHANGE_DAYS))
    return page(
        "commissioner_desk/stream/show.html",
        person=person,
        account=account,
        changes=changes,
        notice=row.value if row else CHANGE_DAYS,
        form=form,
        status=status,
    )


@commissioner_desk.get("/people/<uuid:person_id>/accounts/<uuid:account_id>/changes")
@allow(Power.COMMISSION)
def stream_show(person_id: UUID, account_id: UUID) -> Response:
    """What was done with it, and the form to do something."""
    return _show(*_account(person_id, account_id), StreamForm(formdata=None, key=uuid4()), 200)


@commissioner_desk.post("/people/<uuid:person_id>/accounts/<uuid:account_id>/changes")
@allow(Power.COMMISSION, proved=True)
def stream_change(person_id: UUID, account_id: UUID) -> Response:
    """Do it, from a day on: once, however often the form is sent."""
    person, account = _account(person_id, account_id)
    form = StreamForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            budgets.change_stream(session, current_actor(), form.request(person_id, account_id))
        said = f"It is done. {person.name} is told."
        return see_other("commissioner_desk.stream_show", said, person_id=person_id, account_id=account_id)
    return _show(person, account, form, 422)
