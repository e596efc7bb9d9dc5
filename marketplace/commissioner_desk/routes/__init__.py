"""The routes of the commissioner desk."""

from marketplace.commissioner_desk.routes import (
    concerns,
    deciding,
    deputies,
    emergencies,
    gaps,
    giving,
    home,
    leads,
    orders,
    people,
    settings,
    together,
    work,
)

__all__ = [
    "concerns",
    "deciding",
    "deputies",
    "emergencies",
    "gaps",
    "giving",
    "home",
    "leads",
    "orders",
    "people",
    "settings",
    "together",
    "work",
]
