"""Lists and requests, at the database."""
