"""Tests of the faces, through requests."""
