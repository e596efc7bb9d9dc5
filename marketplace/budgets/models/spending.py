"""Tables of what a funder's money may buy: its dated rules, questions that are asked first, and what was allowed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.budgets.rules.asking import QuestionMove, QuestionState
from marketplace.budgets.rules.spending import ABOUT_WORDS, Effect
from marketplace.catalogue.rules import Category
from marketplace.foundation.database import Base, one_of

_ABOUT = ", ".join(f"'{about}'" for about in ABOUT_WORDS)


class SpendingRule(Base):
    """What a funder says of a category or a kind of thing, from a day on, in plain words and with its source."""

    __tablename__ = "spending_rule"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    funder_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    about: Mapped[str]
    effect: Mapped[str]
    words: Mapped[str]
    source: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date | None]
    made_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(f"about IN ({_ABOUT})", name="about_known"),
        one_of("effect", Effect),
        CheckConstraint("char_length(words) BETWEEN 1 AND 500", name="words_in_range"),
        CheckConstraint("char_length(source) BETWEEN 1 AND 500", name="source_in_range"),
        CheckConstraint("ends IS NULL OR ends >= starts", name="dates_in_order"),
        ExcludeConstraint(
            ("funder_id", "="),
            ("about", "="),
            (text("daterange(starts, ends, '[]')"), "&&"),
            name="ex_spending_rule_one_at_a_time",
            using="gist",
        ),
    )


class SpendingQuestion(Base):
    """Somebody asks a funder first whether an account may pay for an offer: why it helps, and how much (pence)."""

    __tablename__ = "spending_question"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    request_hash: Mapped[str]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("budget_account.id"))
    funder_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id"))
    title: Mapped[str]
    category: Mapped[str]
    pence: Mapped[int]
    why: Mapped[str]
    rule_words: Mapped[str]  # the rule as it stood when it was asked
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    answer_by: Mapped[date]
    state: Mapped[str]

    __table_args__ = (
        one_of("state", QuestionState),
        one_of("category", Category),
        CheckConstraint("pence > 0", name="pence_positive"),
        CheckConstraint("char_length(why) BETWEEN 1 AND 2000", name="why_in_range"),
        Index(
            "uq_spending_question_waiting",
            "person_id",
            "funder_id",
            "offer_id",
            unique=True,
            postgresql_where=text("state IN ('open', 'asked_back')"),
        ),
        Index("ix_spending_question_open", "funder_id", "answer_by", postgresql_where=text("state = 'open'")),
    )


class SpendingWord(Base):
    """What was said of a question, by whom and when."""

    __tablename__ = "spending_word"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    question_id: Mapped[UUID] = mapped_column(ForeignKey("spending_question.id"), index=True)
    move: Mapped[str]
    words: Mapped[str]
    said_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    said_at: Mapped[datetime]

    __table_args__ = (
        one_of("move", QuestionMove),
        CheckConstraint("char_length(words) <= 2000", name="words_in_range"),
    )


class SpendingPermission(Base):
    """A funder's yes to a person, from a day to a day: for one offer or a category, up to so many pence in all."""

    __tablename__ = "spending_permission"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    question_id: Mapped[UUID] = mapped_column(ForeignKey("spending_question.id"), unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    funder_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    offer_id: Mapped[UUID | None] = mapped_column(ForeignKey("offer.id"))
    category: Mapped[str | None]
    pence: Mapped[int]
    starts: Mapped[date]
    ends: Mapped[date]

    __table_args__ = (
        one_of("category", Category),
        CheckConstraint("num_nonnulls(offer_id, category) = 1", name="for_one_thing"),
        CheckConstraint("pence > 0", name="pence_positive"),
        CheckConstraint("ends >= starts", name="dates_in_order"),
    )
