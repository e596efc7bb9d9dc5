"""Seeded random histories."""
