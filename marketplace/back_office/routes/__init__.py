"""The routes of the back office."""

from marketplace.back_office.routes import checking, data, deciding, home, running

__all__ = ["checking", "data", "deciding", "home", "running"]
