"""The form of an answer to a query about a line of an invoice."""

from flask_wtf import FlaskForm

from marketplace.webkit.forms.fields import Needed
from marketplace.webkit.forms.invoices import LineWords


class LineForm(FlaskForm):
    """Why the provider stands by a line, or takes it off."""

    words = LineWords(
        "What do you say?",
        description="The funder reads this. Say what you checked. Please do not name anybody.",
        validators=[Needed("Write what you say, so that the funder can follow.")],
    )
