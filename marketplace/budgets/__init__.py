"""Personal budgets: funding streams, budget accounts, and the ledger that every penny goes through."""
