"""The form of an answer to a query about a line of an invoice."""

from flask_wtf import FlaskForm

from marketplace.purchasing.rules.invoices import MOST_WORDS
from marketplace.webkit.forms.fields import CountedWords, Needed


class Said(CountedWords):
    """Words about a line, which both sides keep."""

    most = MOST_WORDS


class LineForm(FlaskForm):
    """Why the provider stands by a line, or takes it off."""

    words = Said(
        "What do you say?",
        description="The funder reads this. Say what you checked. Please do not name anybody.",
        validators=[Needed("Write what you say, so that the funder can follow.")],
    )
