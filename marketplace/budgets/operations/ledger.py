"""The ledger: lock accounts in one order, then post entries that sum to zero. Nothing else moves money."""

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, BigInteger, Text, Uuid, cast, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, LedgerAccount, LedgerEntry, LedgerTransaction
from marketplace.budgets.rules import AccountKind, Entry
from marketplace.foundation.access import Actor
from marketplace.foundation.money import Pence


def lock(session: Session, _actor: Actor, account_ids: Iterable[UUID]) -> dict[UUID, Pence]:
    """Lock budget accounts in the order of their ids, and return what is available in each, in pence.

    The lock leaves room for the key locks that foreign keys take on the same rows, else two orders would wait on each
    other.
    """
    locked = session.execute(
        select(BudgetAccount.id, BudgetAccount.available)
        .where(BudgetAccount.id.in_(sorted(set(account_ids))))
        .order_by(BudgetAccount.id)
        .with_for_update(key_share=True)
    )
    return {row.id: row.available for row in locked}


def post(
    session: Session, actor: Actor, what: str, key: str, entries: Sequence[Entry], transaction_id: UUID | None = None
) -> UUID:
    """Post entries that sum to zero as one transaction, in one statement, and return its id.

    The database refuses an unbalanced set, a pot below zero, and a key that was used before (IntegrityError).
    Budget accounts must be locked first where more than one is touched.
    """
    transaction_id = transaction_id or uuid4()
    leg = (
        func.unnest(
            cast([entry.account_id for entry in entries], ARRAY(Uuid())),
            cast([entry.pot.value for entry in entries], ARRAY(Text())),
            cast([entry.pence for entry in entries], ARRAY(BigInteger())),
        )
        .table_valued("account_id", "pot", "pence", name="leg")
        .render_derived()
    )
    posted = insert(LedgerTransaction).values(
        id=transaction_id, key=key, what=what, at=actor.now, account_id=actor.account_id
    )
    session.execute(
        insert(LedgerEntry)
        .from_select(
            ["transaction_id", "account_id", "pot", "pence"],
            select(literal(transaction_id), leg.c.account_id, leg.c.pot, leg.c.pence),
        )
        .add_cte(posted.cte("posted"))
    )
    return transaction_id


def account_of(
    session: Session, _actor: Actor, kind: AccountKind, *, person: UUID | None = None, organisation: UUID | None = None
) -> UUID:
    """The one ledger account of a kind that a person or an organisation owns, opened when it is first needed."""
    owner = (LedgerAccount.person_id == person) if person else (LedgerAccount.organisation_id == organisation)
    found = session.scalar(select(LedgerAccount.id).where(LedgerAccount.kind == kind, owner))
    if found:
        return found
    session.execute(
        insert(LedgerAccount)
        .values(id=uuid4(), kind=kind, person_id=person, organisation_id=organisation)
        .on_conflict_do_nothing()
    )
    return session.scalars(select(LedgerAccount.id).where(LedgerAccount.kind == kind, owner)).one()
