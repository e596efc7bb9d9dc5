"""The routes of the broker console."""

from broker_console.routes import clients, finding, ordering, orders, saying

__all__ = ["clients", "finding", "ordering", "orders", "saying"]
