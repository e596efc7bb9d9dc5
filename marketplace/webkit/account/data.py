"""What is kept about oneself: taking it along, and asking for it to be put right or erased."""

import io
import json
import zipfile
from collections.abc import Sequence
from html import escape
from uuid import uuid4

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.keeping import operations as keeping
from marketplace.keeping.queries import Section, own_data_requests
from marketplace.keeping.rules.asking import KIND_WORDS, STATE_WORDS
from marketplace.webkit.account import account
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.keeping import DataAskForm
from marketplace.webkit.pages import checked, page, refusals, see_other


@account.get("/data")
@allow(signed_in=True)
def data_show() -> Response:
    """The download, what was asked, and by whom and when it is answered."""
    with database.reading() as session:
        requests = own_data_requests(session, current_actor())
    return page("webkit/account/data.html", requests=requests, kinds=KIND_WORDS, states=STATE_WORDS)


@account.post("/data/download")
@allow(proved=True)
def data_download() -> Response:
    """Everything about oneself, in one file."""
    with database.writing() as session:
        sections = keeping.take_data(session, current_actor())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as into:
        into.writestr("index.html", _index(sections))
        for section in sections:
            into.writestr(f"{section.name}.json", json.dumps(section.rows, indent=1, ensure_ascii=False))
    named = {"Content-Disposition": 'attachment; filename="my-ownpath-data.zip"'}
    return Response(file.getvalue(), content_type="application/zip", headers=named)


def _index(sections: Sequence[Section]) -> str:
    """A page in plain words that says what is where."""
    rows = "".join(
        f'<li><a href="{escape(each.name)}.json">{escape(each.name)}.json</a>: {escape(each.words)} '
        f"({len(each.rows)})</li>"
        for each in sections
    )
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>What Ownpath keeps about you</title></head>'
        "<body><h1>What Ownpath keeps about you</h1>"
        "<p>Each line names one file, what is in it, and how many things. The files are JSON: a plain text that other "
        "programs can read. Money is in pence. Times are in UTC. Long codes with dashes are our own numbers for things."
        f"</p><ul>{rows}</ul>"
        "<p>Your password is not here: we keep it only in a form that nobody can read.</p></body></html>"
    )


@account.get("/data/ask")
@allow(signed_in=True)
def data_ask() -> Response:
    """The form to ask."""
    return page("webkit/account/data_ask.html", form=DataAskForm(formdata=None, key=uuid4()))


@account.post("/data/ask")
@allow(signed_in=True)
def data_asked() -> Response:
    """Ask, or say what is missing with what was typed still there."""
    form = DataAskForm()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            keeping.ask_about_data(session, current_actor(), form.request())
        return see_other("account.data_show", "We have it. You see here who has it, and by when they answer.")
    return page("webkit/account/data_ask.html", form=form, status=422)
