"""The rules of the house, by behaviour."""
