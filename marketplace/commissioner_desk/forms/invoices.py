"""The forms of a funder's invoices: asking about a line, sending what was paid, and closing what does not fit."""

from flask_wtf import FlaskForm

from marketplace.purchasing.rules.remittances import MOST_BYTES
from marketplace.webkit.forms.fields import Needed, PenceShown
from marketplace.webkit.forms.files import OneFile
from marketplace.webkit.forms.invoices import LineWords


class AgreeForm(FlaskForm):
    """The sum that the page showed."""

    expected = PenceShown()


class QueryForm(FlaskForm):
    """What the funder asks about a line."""

    words = LineWords(
        "What do you ask?",
        description="The provider reads this. Say what they should check. Please do not name anybody.",
        validators=[Needed("Write what you ask, so that the provider can answer.")],
    )


class RemittanceFile(OneFile):
    """The file that says what was paid."""

    most = MOST_BYTES
    missing = "Choose the file that says what you paid."


class RemittanceForm(FlaskForm):
    """What the funder paid, as a file."""

    file = RemittanceFile("The file", description="A CSV file of up to 1 MB, with the columns that are told below.")


class ClosingForm(FlaskForm):
    """What was done about a payment that does not fit."""

    words = LineWords(
        "What did you do about it?",
        description="For example, what the bank said, or which file has the right sum.",
        validators=[Needed("Write what you did about it, so that others can follow.")],
    )
