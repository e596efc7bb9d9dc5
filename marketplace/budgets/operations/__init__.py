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
from marketplace.budgets.operations.contribution_nights import (
    contributions_to_make,
    make_dues,
    remind_of_contributions,
)
from marketplace.budgets.operations.contributions import (
    RateRequest,
    SettleRequest,
    set_contribution,
    settle_contribution,
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
from marketplace.budgets.operations.giving import (
    BudgetRequest,
    Share,
    credit_due,
    due_to_credit,
    give,
    receive,
    tell_of_late,
)
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
    "RateRequest",
    "RuleRequest",
    "SettleRequest",
    "Share",
    "TermsRequest",
    "answer_ask",
    "answer_question",
    "ask_first",
    "ask_holder",
    "bank",
    "banks_over",
    "change_stream",
    "contributions_to_make",
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
    "make_dues",
    "plan_rule",
    "receive",
    "remind_of_contributions",
    "reply",
    "set_contribution",
    "set_terms",
    "settle_contribution",
    "settle_fund",
    "stop_fund",
    "tell_of_late",
    "warn_of_banks",
    "withdraw_question",
]
