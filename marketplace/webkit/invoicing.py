"""Invoices as files, for the faces of both sides."""

from collections.abc import Iterable

from werkzeug.wrappers import Response

from marketplace.foundation.sheets import as_csv
from marketplace.purchasing.queries import InvoiceLineRow, InvoiceRow, as_columns
from marketplace.purchasing.rules.invoices import COLUMNS
from marketplace.webkit.pages import csv_file


def invoice_csv(name: str, lines: Iterable[tuple[InvoiceRow, InvoiceLineRow]]) -> Response:
    """Lines of invoices as a file in the published layout."""
    return csv_file(name, as_csv(COLUMNS, (as_columns(invoice, line) for invoice, line in lines)))
