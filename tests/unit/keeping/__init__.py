"""The rules of keeping."""
