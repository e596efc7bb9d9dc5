"""The routes of the back office."""

from marketplace.back_office.routes import (
    accounts,
    cards,
    checking,
    data,
    deciding,
    emergencies,
    home,
    organisations,
    roles,
    running,
    work,
)

__all__ = [
    "accounts",
    "cards",
    "checking",
    "data",
    "deciding",
    "emergencies",
    "home",
    "organisations",
    "roles",
    "running",
    "work",
]
