"""The routes of the back office."""

from marketplace.back_office.routes import accounts, deciding, home, organisations, roles, running, work

__all__ = ["accounts", "deciding", "home", "organisations", "roles", "running", "work"]
