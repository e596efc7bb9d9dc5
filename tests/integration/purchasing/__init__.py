"""Tests of buying and its invoices."""
