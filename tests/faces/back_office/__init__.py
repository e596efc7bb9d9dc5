"""The face of administrators, as they use it."""
