"""Tests of the demo face."""
