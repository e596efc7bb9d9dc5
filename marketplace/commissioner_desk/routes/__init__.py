"""The routes of the commissioner desk."""

from marketplace.commissioner_desk.routes import (
    concerns,
    deciding,
    gaps,
    giving,
    home,
    leads,
    orders,
    people,
    settings,
    work,
)

__all__ = ["concerns", "deciding", "gaps", "giving", "home", "leads", "orders", "people", "settings", "work"]
