"""Tests of the face of providers."""
