"""The routes of the storefront."""

from marketplace.storefront.routes import finding, helping, home, money, notices, ordering, orders, saying

__all__ = ["finding", "helping", "home", "money", "notices", "ordering", "orders", "saying"]
