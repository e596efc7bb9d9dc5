"""Tests of plans against a database."""
