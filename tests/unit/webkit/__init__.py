"""Tests of webkit."""
