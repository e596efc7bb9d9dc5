"""Every write of budgets."""

from marketplace.budgets.operations import ledger
from marketplace.budgets.operations.asking import (
    AnswerRequest,
    QuestionRequest,
    answer_question,
    ask_first,
    reply,
    withdraw_question,
)
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
from marketplace.budgets.operations.spending import RuleRequest, drop_rule, end_rule, plan_rule
from marketplace.budgets.operations.streaming import ChangeRequest, change_stream

__all__ = [
    "AnswerRequest",
    "BankRequest",
    "BudgetRequest",
    "ChangeRequest",
    "DrawRequest",
    "HoldRequest",
    "QuestionRequest",
    "RuleRequest",
    "Share",
    "TermsRequest",
    "answer_ask",
    "answer_question",
    "ask_first",
    "ask_holder",
    "bank",
    "banks_over",
    "change_stream",
    "credit_due",
    "draw",
    "drop_rule",
    "due_to_credit",
    "end_rule",
    "funds_to_settle",
    "give",
    "give_notice",
    "lapse_bank",
    "ledger",
    "plan_rule",
    "receive",
    "reply",
    "set_terms",
    "settle_fund",
    "stop_fund",
    "warn_of_banks",
    "withdraw_question",
]
