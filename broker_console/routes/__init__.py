"""The routes of the broker console."""

from broker_console.routes import (
    asking,
    clients,
    finding,
    listing,
    ordering,
    orders,
    planning,
    questions,
    saying,
    together,
)

__all__ = [
    "asking",
    "clients",
    "finding",
    "listing",
    "ordering",
    "orders",
    "planning",
    "questions",
    "saying",
    "together",
]
