"""The search index: one contract for every engine, and what the product does with it."""
