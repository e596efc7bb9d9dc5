"""The routes of the commissioner desk."""

from marketplace.commissioner_desk.routes import (
    books,
    concerns,
    deciding,
    deputies,
    emergencies,
    gaps,
    giving,
    home,
    invoices,
    leads,
    orders,
    people,
    remittances,
    settings,
    together,
    work,
)

__all__ = [
    "books",
    "concerns",
    "deciding",
    "deputies",
    "emergencies",
    "gaps",
    "giving",
    "home",
    "invoices",
    "leads",
    "orders",
    "people",
    "remittances",
    "settings",
    "together",
    "work",
]
