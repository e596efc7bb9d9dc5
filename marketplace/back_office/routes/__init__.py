"""The routes of the back office."""

from marketplace.back_office.routes import checking, deciding, home, running

__all__ = ["checking", "deciding", "home", "running"]
