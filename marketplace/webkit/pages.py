"""Answering: a whole page or its fragment, a redirect after a change, and refusals turned into form errors."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from typing import Any

from flask import flash, g, make_response, redirect, render_template, request, url_for
from flask_htmx import HTMX
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from marketplace.foundation.errors import NotFound, Refusal
from marketplace.webkit import layout

htmx = HTMX()


def wants_fragment() -> bool:
    """Whether htmx asked for a part of the page: not for a boosted link, nor when it restores history."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page(template: str, *, fragment: str | None = None, status: int = 200, **rows: Any) -> Response:
    """A whole page, or its fragment when htmx asked for one and there is one."""
    if fragment and wants_fragment():
        return make_response(render_template(fragment, **rows), status)
    g.frame = layout.frame()
    return make_response(render_template(template, **rows), status)


def page_number() -> int:
    """Which page of a list the address asks for: the first, where it says nothing that can be read."""
    asked = request.args.get("page", "")
    return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def month_asked() -> date | None:
    """The first day of the month that the address asks for; None where it asks for none.

    Raises NotFound for what is no month.
    """
    asked = request.args.get("month", "")
    try:
        return date.fromisoformat(f"{asked}-01") if asked else None
    except ValueError:
        raise NotFound from None


def csv_file(name: str, text: str) -> Response:
    """CSV to save as a file with a name."""
    named = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(text, content_type="text/csv; charset=utf-8", headers=named)


def see_other(endpoint: str, said: str = "", **values: Any) -> Response:
    """Go and see another page after a change; ``said`` is shown there once, as a success."""
    if said:
        flash(said, "success")
    return redirect(url_for(endpoint, **values), 303)


class Unfinished(Refusal):
    """The form has fields to mend; each says how."""

    def __init__(self) -> None:
        super().__init__("Some answers need another look.")


@contextmanager
def refusals(form: FlaskForm) -> Generator[None]:
    """Turn a refusal into an error of the form, at its field if it names one; what was typed stays in the form."""
    try:
        yield
    except Unfinished:
        pass
    except Refusal as refused:
        add_error(form, refused)


def add_error(form: FlaskForm, refused: Refusal) -> None:
    """Show a refusal in a form: at the field that it names, else at the top."""
    field = form[refused.field] if refused.field and refused.field in form else None
    if field is not None:
        field.errors = [*field.errors, refused.message]
    elif refused.message not in form.form_errors:
        form.form_errors.append(refused.message)


def errors(form: FlaskForm) -> list[dict[str, str]]:
    """What the error summary lists: each field's first error with a link to it, then what concerns the whole form."""
    of_fields = [{"text": str(field.errors[0]), "href": f"#{field.id}"} for field in form if field.errors]
    return of_fields + [{"text": str(error)} for error in form.form_errors]


def checked(form: FlaskForm) -> None:
    """Raises Unfinished when a posted form has fields to mend."""
    if not form.validate():
        raise Unfinished
