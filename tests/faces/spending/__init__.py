"""Faces of what money may buy."""
