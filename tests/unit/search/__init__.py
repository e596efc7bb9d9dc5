"""The pure parts of the search index."""
