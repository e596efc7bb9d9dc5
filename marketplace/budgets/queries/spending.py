"""Reads of what a funder's money may buy: its rules as everybody reads them, and what buying needs of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, any_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, SpendingPermission, SpendingRule
from marketplace.budgets.rules.asking import Permission
from marketplace.budgets.rules.spending import Effect, Rule, national
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Organisation
from marketplace.people.queries import ASKER, own_funder
from marketplace.people.rules import FUNDERS


@dataclass(frozen=True, slots=True)
class Bought:
    """What is bought, as rules see it: the offer, and the categories of its versions."""

    offer_id: UUID
    about: tuple[str, ...]

    @property
    def bound(self) -> dict[str, Any]:
        """What stands for it in a statement that is built once."""
        return {"bought_offer": self.offer_id, "bought_about": list(self.about)}


_ABOUT = any_(bindparam("bought_about", type_=ARRAY(Text())))
RULES_OF_ACCOUNT = (  # of the account's funder, about what is bought, today or later
    select(
        func.json_agg(
            func.json_build_array(
                SpendingRule.about,
                SpendingRule.effect,
                SpendingRule.words,
                SpendingRule.source,
                SpendingRule.starts,
                SpendingRule.ends,
            )
        )
    )
    .where(
        SpendingRule.funder_id == BudgetAccount.funder_id,
        SpendingRule.about == _ABOUT,
        or_(SpendingRule.ends.is_(None), SpendingRule.ends >= ASKER.today),
    )
    .scalar_subquery()
)
PERMISSIONS_OF_ACCOUNT = (  # of the account's funder, to its person, for what is bought
    select(
        func.json_agg(
            func.json_build_array(
                SpendingPermission.id, SpendingPermission.pence, SpendingPermission.starts, SpendingPermission.ends
            )
        )
    )
    .where(
        SpendingPermission.person_id == BudgetAccount.person_id,
        SpendingPermission.funder_id == BudgetAccount.funder_id,
        or_(
            SpendingPermission.offer_id == bindparam("bought_offer", type_=Uuid()),
            SpendingPermission.category == _ABOUT,
        ),
        SpendingPermission.ends >= ASKER.today,
    )
    .scalar_subquery()
)


def rules_read(funder_kind: str, rows: Sequence[Sequence[Any]] | None) -> tuple[Rule, ...]:
    """The rules of a kind of funder and its own, from their JSON."""
    own = [
        Rule(
            about, Effect(effect), words, source, date.fromisoformat(starts), date.fromisoformat(ends) if ends else None
        )
        for about, effect, words, source, starts, ends in rows or ()
    ]
    return (*national(funder_kind), *own)


def permissions_read(rows: Sequence[Sequence[Any]] | None) -> tuple[Permission, ...]:
    """Permissions from their JSON, the newest first."""
    read = [
        Permission(UUID(each), pence, date.fromisoformat(starts), date.fromisoformat(ends))
        for each, pence, starts, ends in rows or ()
    ]
    return tuple(sorted(read, key=lambda row: (row.starts, row.id), reverse=True))


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule of a funder's own, with its id (None: a national one)."""

    id: UUID | None
    rule: Rule


@dataclass(frozen=True, slots=True)
class FunderRules:
    """What a funder's money may buy: what holds on a day, what is coming, and what held before."""

    funder_id: UUID
    funder: str
    now: tuple[RuleRow, ...]
    coming: tuple[RuleRow, ...]
    past: tuple[RuleRow, ...]

    @property
    def by_effect(self) -> Mapping[Effect, list[RuleRow]]:
        """What holds now, the strictest first; an effect without a rule is not there."""
        found = {effect: [row for row in self.now if row.rule.effect is effect] for effect in reversed(Effect)}
        return {effect: rows for effect, rows in found.items() if rows}


def spending_rules(session: Session, actor: Actor, funder_id: UUID) -> FunderRules:
    """The rules of a funder, which everybody may read. Raises NotFound for whoever is no funder."""
    rows = session.execute(
        select(
            Organisation.name,
            Organisation.kind,
            SpendingRule.id,
            SpendingRule.about,
            SpendingRule.effect,
            SpendingRule.words,
            SpendingRule.source,
            SpendingRule.starts,
            SpendingRule.ends,
        )
        .outerjoin(SpendingRule, SpendingRule.funder_id == Organisation.id)
        .where(Organisation.id == funder_id, Organisation.kind.in_(FUNDERS))
        .order_by(SpendingRule.starts, SpendingRule.about)
    ).all()
    if not rows:
        raise NotFound
    own = [RuleRow(row.id, Rule(row.about, Effect(row.effect), *row[5:])) for row in rows if row.id]
    every = [*(RuleRow(None, rule) for rule in national(rows[0].kind)), *own]
    return FunderRules(
        funder_id,
        rows[0].name,
        tuple(row for row in every if row.rule.holds(actor.today)),
        tuple(row for row in every if row.rule.starts > actor.today),
        tuple(row for row in reversed(every) if row.rule.ends is not None and row.rule.ends < actor.today),
    )


def own_rule(session: Session, actor: Actor, rule_id: UUID) -> RuleRow:
    """One rule of the actor's own funder that has not ended. Raises NotFound."""
    rules = spending_rules(session, actor, own_funder(session, actor).id)
    found = next((row for row in (*rules.now, *rules.coming) if row.id == rule_id), None)
    if found is None:
        raise NotFound
    return found
