"""Rules of choosing."""
