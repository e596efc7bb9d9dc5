"""Rules of commissioning."""
