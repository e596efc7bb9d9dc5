"""The routes of the commissioner desk."""

from marketplace.commissioner_desk.routes import deciding, gaps, giving, home, orders, people, together

__all__ = ["deciding", "gaps", "giving", "home", "orders", "people", "together"]
