"""Buying: orders, their bookings, what was delivered, and what it drew from which account."""
