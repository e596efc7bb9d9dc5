"""Accounts, persons, organisations, memberships, mandates, the areas they stand in, and what they are told."""
