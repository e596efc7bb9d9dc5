"""What both sides write about invoices."""

from marketplace.purchasing.rules.invoices import MOST_WORDS
from marketplace.webkit.forms.fields import CountedWords


class LineWords(CountedWords):
    """Words about a line, which both sides keep."""

    most = MOST_WORDS
