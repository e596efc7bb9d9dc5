"""Invoices as files, for the faces of both sides."""

from collections.abc import Iterable

from werkzeug.wrappers import Response

from marketplace.purchasing.queries import InvoiceLineRow, InvoiceRow, as_columns
from marketplace.purchasing.rules.invoices import as_file


def invoice_csv(name: str, lines: Iterable[tuple[InvoiceRow, InvoiceLineRow]]) -> Response:
    """Lines of invoices as a file in the published layout."""
    sent = as_file(as_columns(invoice, line) for invoice, line in lines)
    named = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(sent, content_type="text/csv; charset=utf-8", headers=named)
