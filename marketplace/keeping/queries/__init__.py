"""Every read of keeping."""

from marketplace.keeping.queries.asking import DataRequestRow, data_request, data_requests, own_data_requests
from marketplace.keeping.queries.closing import Ending, OrderStanding, Working, ending
from marketplace.keeping.queries.export import Section, own_data, whose
from marketplace.keeping.queries.work import Waiting, WorkRow, takers, work_for, work_item

__all__ = [
    "DataRequestRow",
    "Ending",
    "OrderStanding",
    "Section",
    "Waiting",
    "WorkRow",
    "Working",
    "data_request",
    "data_requests",
    "ending",
    "own_data",
    "own_data_requests",
    "takers",
    "whose",
    "work_for",
    "work_item",
]
