"""Tests of the pages of invoices, of both sides."""
