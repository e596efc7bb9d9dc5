"""The routes of the commissioner desk."""

from marketplace.commissioner_desk.routes import deciding, giving, home, orders, people

__all__ = ["deciding", "giving", "home", "orders", "people"]
