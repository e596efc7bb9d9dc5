"""The forms of a funder's invoices: asking about a line, sending what was paid, and closing what does not fit."""

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovFileInput
from werkzeug.datastructures import FileStorage
from wtforms import Field
from wtforms.validators import StopValidation

from marketplace.purchasing.rules.invoices import MOST_WORDS
from marketplace.purchasing.rules.remittances import MOST_BYTES
from marketplace.webkit.forms.fields import CountedWords, Needed, PenceShown


class About(CountedWords):
    """Words about a line, which both sides keep."""

    most = MOST_WORDS


class AgreeForm(FlaskForm):
    """The sum that the page showed."""

    expected = PenceShown()


class QueryForm(FlaskForm):
    """What the funder asks about a line."""

    words = About(
        "What do you ask?",
        description="The provider reads this. Say what they should check. Please do not name anybody.",
        validators=[Needed("Write what you ask, so that the provider can answer.")],
    )


class RemittanceFile(Field):
    """One file; its data are its bytes, up to one more than is allowed."""

    widget = GovFileInput()

    def _value(self) -> bool:
        return False  # no browser takes it

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Take the first file that was sent; anything else is nothing."""
        sent = next((each for each in valuelist if isinstance(each, FileStorage) and each.filename), None)
        self.data = sent.stream.read(MOST_BYTES + 1) if sent is not None else None

    def pre_validate(self, form: object) -> None:
        """Raises StopValidation when there is none."""
        del form
        if self.data is None:
            raise StopValidation("Choose the file that says what you paid.")


class RemittanceForm(FlaskForm):
    """What the funder paid, as a file."""

    file = RemittanceFile("The file", description="A CSV file of up to 1 MB, with the columns that are told below.")


class ClosingForm(FlaskForm):
    """What was done about a payment that does not fit."""

    words = About(
        "What did you do about it?",
        description="For example, what the bank said, or which file has the right sum.",
        validators=[Needed("Write what you did about it, so that others can follow.")],
    )
