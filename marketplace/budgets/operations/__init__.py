"""Every write of budgets."""

from marketplace.budgets.operations import ledger
from marketplace.budgets.operations.banking import (
    BankRequest,
    DrawRequest,
    bank,
    banks_over,
    draw,
    lapse_bank,
    warn_of_banks,
)
from marketplace.budgets.operations.giving import BudgetRequest, Share, credit_due, due_to_credit, give, receive

__all__ = [
    "BankRequest",
    "BudgetRequest",
    "DrawRequest",
    "Share",
    "bank",
    "banks_over",
    "credit_due",
    "draw",
    "due_to_credit",
    "give",
    "lapse_bank",
    "ledger",
    "receive",
    "warn_of_banks",
]
