"""Every read of keeping."""

from marketplace.keeping.queries.asking import DataRequestRow, data_request, data_requests, own_data_requests
from marketplace.keeping.queries.closing import Ending, OrderStanding, Working, ending
from marketplace.keeping.queries.export import Section, own_data, whose

__all__ = [
    "DataRequestRow",
    "Ending",
    "OrderStanding",
    "Section",
    "Working",
    "data_request",
    "data_requests",
    "ending",
    "own_data",
    "own_data_requests",
    "whose",
]
