"""The face of commissioners, as they use it."""
