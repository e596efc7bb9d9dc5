"""Every write of budgets."""

from marketplace.budgets.operations import ledger
from marketplace.budgets.operations.giving import BudgetRequest, Share, credit_due, due_to_credit, give, receive

__all__ = ["BudgetRequest", "Share", "credit_due", "due_to_credit", "give", "ledger", "receive"]
