"""The routes of the provider's portal."""

from provider_portal.routes import bookings, cards, costs, dates, funds, gaps, home, invoices, offers, orders, saying

__all__ = ["bookings", "cards", "costs", "dates", "funds", "gaps", "home", "invoices", "offers", "orders", "saying"]
