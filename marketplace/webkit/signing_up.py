"""Signing somebody up at a desk, together with them, for the faces that do: brokers and commissioners."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.people.operations.desk import make_code, sign_up_together
from marketplace.people.queries.desk import say_so
from marketplace.people.queries.people import areas
from marketplace.people.rules.joining import SAID_WORDS
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.forms.joining import TogetherForm
from marketplace.webkit.pages import checked, page, refusals, see_other


@dataclass(frozen=True, slots=True)
class HelpDesk:
    """A face whose users sign people up: its blueprint's name, and whether they are brokers."""

    face: str
    broker: bool


def _names() -> dict[str, str]:
    with database.reading() as session:
        return {area.code: area.name for area in areas(session, current_actor())}


def new(desk: HelpDesk) -> Response:
    """Ask together what is needed."""
    data = {"key": uuid4(), "said_on": current_actor().today}
    form = TogetherForm(formdata=None, data=data).offered(_names(), broker=desk.broker)
    return page("webkit/desk/new.html", desk=desk, form=form)


def make(desk: HelpDesk) -> Response:
    """Sign them up, once, however often the form comes, and show their paper."""
    form = TogetherForm().offered(_names(), broker=desk.broker)
    with refusals(form):
        checked(form)
        with database.writing() as session:
            person_id = sign_up_together(session, current_actor(), form.request())
        return see_other(f"{desk.face}.together_show", "They are signed up.", person_id=person_id)
    return page("webkit/desk/new.html", desk=desk, form=form, status=422)


def show(desk: HelpDesk, person_id: UUID, code: str = "") -> Response:
    """The paper: what was agreed and said, what the helper may do until when, and the code if it was just made."""
    with database.reading() as session:
        row = say_so(session, current_actor(), person_id)
    return page("webkit/desk/paper.html", desk=desk, said=row, code=code, how=SAID_WORDS)


def code(desk: HelpDesk, person_id: UUID) -> Response:
    """Make a code for the paper; it is shown this once, and kept nowhere in a form that can be read."""
    with database.writing() as session:
        made = make_code(session, current_actor(), person_id)
    return show(desk, person_id, made)
