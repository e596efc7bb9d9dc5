"""The routes of the provider's portal."""

from provider_portal.routes import bookings, dates, gaps, home, invoices, offers, orders, saying

__all__ = ["bookings", "dates", "gaps", "home", "invoices", "offers", "orders", "saying"]
