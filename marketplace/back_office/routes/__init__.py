"""The routes of the back office."""

from marketplace.back_office.routes import deciding, home, running

__all__ = ["deciding", "home", "running"]
