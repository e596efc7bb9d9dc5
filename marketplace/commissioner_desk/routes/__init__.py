"""The routes of the commissioner desk."""

from marketplace.commissioner_desk.routes import deciding, emergencies, gaps, giving, home, orders, people, together

__all__ = ["deciding", "emergencies", "gaps", "giving", "home", "orders", "people", "together"]
