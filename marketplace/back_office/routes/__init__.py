"""The routes of the back office."""

from marketplace.back_office.routes import data, deciding, home, running

__all__ = ["data", "deciding", "home", "running"]
