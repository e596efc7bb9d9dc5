"""Writes of a funder's own rules of what its money may buy: from a day on, never back in time."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from marketplace.budgets.models import SpendingRule
from marketplace.budgets.rules.spending import Effect, NotBackInTime, Rule, RuleRefused, check_rule, ends_before
from marketplace.foundation import journals
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people.operations import may_set


@dataclass(frozen=True, slots=True)
class RuleRequest:
    """What a funder wants to hold of a category or kind, from a day on, and perhaps to a day."""

    funder_id: UUID
    about: str
    effect: Effect
    words: str
    source: str
    starts: date
    ends: date | None = None

    @property
    def rule(self) -> Rule:
        """The rule that is asked for."""
        return Rule(self.about, self.effect, self.words, self.source, self.starts, self.ends)


def plan_rule(session: Session, actor: Actor, request: RuleRequest) -> UUID:
    """A rule holds from a day on; the one about the same thing that held until then ends the day before. Its id.

    Whoever manages the funder may, and the back office. Raises NotFound, NotBackInTime, RuleRefused.
    """
    may_set(session, actor, request.funder_id)
    if actor.account_id is None:
        raise NotFound
    known = session.execute(
        select(
            SpendingRule.id,
            SpendingRule.effect,
            SpendingRule.words,
            SpendingRule.source,
            SpendingRule.starts,
            SpendingRule.ends,
        ).where(SpendingRule.funder_id == request.funder_id, SpendingRule.about == request.about)
    ).all()
    others = {row.id: Rule(request.about, Effect(row.effect), *row[2:]) for row in known}
    check_rule(request.rule, actor.today, list(others.values()))
    last = ends_before(request.rule)
    for rule_id, rule in others.items():
        if rule.starts < request.starts and (rule.ends is None or rule.ends > last):
            session.execute(update(SpendingRule).where(SpendingRule.id == rule_id).values(ends=last))
    rule_id = uuid4()
    session.execute(
        insert(SpendingRule).values(
            id=rule_id,
            funder_id=request.funder_id,
            about=request.about,
            effect=request.effect,
            words=request.words,
            source=request.source,
            starts=request.starts,
            ends=request.ends,
            made_by=actor.account_id,
            made_at=actor.now,
        )
    )
    action = f"rule of {request.about} from {request.starts}"
    journals.audit(session, actor, [journals.move("organisation", request.funder_id, action, None, request.effect)])
    return rule_id


def end_rule(session: Session, actor: Actor, rule_id: UUID, last: date) -> None:
    """A rule holds for the last time on a day, today or later. Raises NotFound, NotBackInTime, RuleRefused."""
    row = _own(session, actor, rule_id)
    if last < actor.today:
        raise NotBackInTime("ends")
    if last < row.starts:
        raise RuleRefused("It does not hold yet on that day. Take it back, or choose a later day.", "ends")
    if row.ends is not None and row.ends < last:
        raise RuleRefused(f"It ends on {row.ends:%-d %B %Y} already. Choose that day or an earlier one.", "ends")
    session.execute(update(SpendingRule).where(SpendingRule.id == rule_id).values(ends=last))
    action = f"ended rule of {row.about} on {last}"
    journals.audit(session, actor, [journals.move("organisation", row.funder_id, action, row.effect)])


def drop_rule(session: Session, actor: Actor, rule_id: UUID) -> None:
    """Take back a rule that has not begun. Raises NotFound for one that has, or that is not the funder's own."""
    row = _own(session, actor, rule_id)
    if row.starts <= actor.today:
        raise NotFound
    session.execute(delete(SpendingRule).where(SpendingRule.id == rule_id))
    action = f"took back rule of {row.about} from {row.starts}"
    journals.audit(session, actor, [journals.move("organisation", row.funder_id, action, row.effect)])


def _own(session: Session, actor: Actor, rule_id: UUID) -> SpendingRule:
    """A rule that has not ended, of a funder that the actor sets rules for, as it is once nobody else changes it."""
    funder_id = session.scalar(select(SpendingRule.funder_id).where(SpendingRule.id == rule_id))
    if funder_id is None:
        raise NotFound
    may_set(session, actor, funder_id)  # it locks the funder
    row = session.scalars(select(SpendingRule).where(SpendingRule.id == rule_id)).one_or_none()
    if row is None or (row.ends is not None and row.ends < actor.today):
        raise NotFound
    return row
