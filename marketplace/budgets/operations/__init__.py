"""Every write of budgets."""

from marketplace.budgets.operations import ledger
from marketplace.budgets.operations.giving import BudgetRequest, Share, credit_due, give, receive

__all__ = ["BudgetRequest", "Share", "credit_due", "give", "ledger", "receive"]
