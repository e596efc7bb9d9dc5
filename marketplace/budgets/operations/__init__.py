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
from marketplace.budgets.operations.fund_nights import funds_to_settle, settle_fund
from marketplace.budgets.operations.funds import (
    HoldRequest,
    TermsRequest,
    answer_ask,
    ask_holder,
    give_notice,
    set_terms,
    stop_fund,
)
from marketplace.budgets.operations.giving import BudgetRequest, Share, credit_due, due_to_credit, give, receive

__all__ = [
    "BankRequest",
    "BudgetRequest",
    "DrawRequest",
    "HoldRequest",
    "Share",
    "TermsRequest",
    "answer_ask",
    "ask_holder",
    "bank",
    "banks_over",
    "credit_due",
    "draw",
    "due_to_credit",
    "funds_to_settle",
    "give",
    "give_notice",
    "lapse_bank",
    "ledger",
    "receive",
    "set_terms",
    "settle_fund",
    "stop_fund",
    "warn_of_banks",
]
