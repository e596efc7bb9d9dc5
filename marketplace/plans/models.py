"""Tables of plans: the plan, its outcomes and lines, what was sent as it was read, and what was decided."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.budgets.rules.spending import ABOUT_WORDS
from marketplace.foundation.database import Base, one_of
from marketplace.plans.rules import Answer, Every, LineState, PlanState, Route, Step

_ABOUT = ", ".join(f"'{about}'" for about in ABOUT_WORDS)


class Plan(Base):
    """A person's plan for one budget period; ``version`` counts what was saved, so that nobody overwrites unseen."""

    __tablename__ = "plan"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    budget_id: Mapped[UUID] = mapped_column(ForeignKey("budget.id"))
    state: Mapped[str]
    statement: Mapped[str] = mapped_column(server_default="")
    review_on: Mapped[date | None]
    contingency_pence: Mapped[int] = mapped_column(server_default="0")
    contingency_why: Mapped[str] = mapped_column(server_default="")
    version: Mapped[int] = mapped_column(server_default="1")
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    changed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]

    __table_args__ = (
        one_of("state", PlanState),
        CheckConstraint("char_length(statement) <= 5000", name="statement_in_range"),
        CheckConstraint("contingency_pence >= 0", name="contingency_not_negative"),
        Index("uq_plan_budget", "budget_id", unique=True, postgresql_where=text("state <> 'ended'")),
    )


class PlanOutcome(Base):
    """What a person wants to be different, in their own words."""

    __tablename__ = "plan_outcome"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    place: Mapped[int]
    words: Mapped[str]

    __table_args__ = (
        UniqueConstraint("id", "plan_id"),
        CheckConstraint("char_length(words) BETWEEN 1 AND 500", name="words_in_range"),
    )


class PlanSent(Base):
    """A plan as one funder reads it: a copy that nothing changes, who decides, and by when. Append only.

    ``barred`` are the accounts that may not decide: who wrote it, and who decided about it before.
    """

    __tablename__ = "plan_sent"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    funder_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    number: Mapped[int]
    route: Mapped[str]
    asked_pence: Mapped[int]
    statement: Mapped[str]
    content: Mapped[str]  # JSON, as text: it is read whole and never asked about
    barred: Mapped[list[UUID]]
    sent_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    sent_at: Mapped[datetime]
    answer_by: Mapped[date]

    __table_args__ = (
        one_of("route", Route),
        UniqueConstraint("id", "plan_id"),
        UniqueConstraint("plan_id", "number", "funder_id"),
        Index("ix_plan_sent_funder", "funder_id", "sent_at"),
    )


class PlanLine(Base):
    """One thing in a plan: for which outcome, what, how much and how often, who pays, and where it stands.

    An offer is named by the version that was seen. Pence: a unit's price, and one's own money each time.
    """

    __tablename__ = "plan_line"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"), index=True)
    outcome_id: Mapped[UUID | None]
    sent_id: Mapped[UUID | None]
    title: Mapped[str]
    about: Mapped[str]
    offer_id: Mapped[UUID | None] = mapped_column(ForeignKey("offer.id"))
    version_id: Mapped[UUID | None] = mapped_column(ForeignKey("offer_version.id"))
    unit: Mapped[str]
    unit_pence: Mapped[int]
    quantity: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    every: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("budget_account.id"))
    own_pence: Mapped[int]
    why: Mapped[str]
    state: Mapped[str]
    agreed_pence: Mapped[int | None]
    version: Mapped[int] = mapped_column(server_default="1")
    changed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["outcome_id", "plan_id"], ["plan_outcome.id", "plan_outcome.plan_id"]),
        ForeignKeyConstraint(["sent_id", "plan_id"], ["plan_sent.id", "plan_sent.plan_id"]),
        one_of("state", LineState),
        one_of("every", Every),
        CheckConstraint(f"about IN ({_ABOUT})", name="about_known"),
        CheckConstraint("(offer_id IS NULL) = (version_id IS NULL)", name="as_it_was_seen"),
        CheckConstraint("unit_pence >= 0 AND own_pence >= 0 AND quantity > 0", name="sums_in_range"),
        CheckConstraint("ends >= starts", name="dates_in_order"),
        CheckConstraint("state NOT IN ('waiting', 'second') OR sent_id IS NOT NULL", name="waits_as_sent"),
        CheckConstraint("(state IN ('agreed', 'part')) = (agreed_pence IS NOT NULL)", name="agreed_sum"),
        Index("ix_plan_line_sent", "sent_id"),
        Index("ix_plan_line_about", "about", postgresql_where=text("state IN ('agreed', 'part', 'refused')")),
    )


class LineDecision(Base):
    """What somebody decided of a line, and why; a second reader is another account than the first. Append only."""

    __tablename__ = "line_decision"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    line_id: Mapped[UUID] = mapped_column(ForeignKey("plan_line.id"))
    sent_id: Mapped[UUID] = mapped_column(ForeignKey("plan_sent.id"))
    turn: Mapped[int]  # counts what was decided of the line
    step: Mapped[str]
    answer: Mapped[str]
    pence: Mapped[int]
    words: Mapped[str]
    decided_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime]

    __table_args__ = (
        one_of("step", Step),
        one_of("answer", Answer),
        UniqueConstraint("line_id", "turn"),
        CheckConstraint("pence >= 0", name="pence_not_negative"),
        CheckConstraint("step = 'second' OR (step = 'first' AND answer = 'agreed') OR words <> ''", name="says_why"),
        Index("ix_line_decision_sent", "sent_id"),
    )
