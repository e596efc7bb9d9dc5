"""The ledger: lock accounts in one order, then post entries that sum to zero. Nothing else moves money."""

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, BigInteger, Text, Uuid, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, LedgerAccount, LedgerEntry, LedgerTransaction
from marketplace.budgets.rules import AccountKind, Entry
from marketplace.foundation.access import Actor
from marketplace.foundation.database import table_of
from marketplace.foundation.money import Pence

# The statements of this file are built once, since building one takes longer than running it.
_LOCK = (
    select(BudgetAccount.id, BudgetAccount.available)
    .where(BudgetAccount.id == any_(bindparam("ids", type_=ARRAY(Uuid()))))
    .order_by(BudgetAccount.id)
    .with_for_update(key_share=True)
)
_LEG = (
    func.unnest(
        bindparam("accounts", type_=ARRAY(Uuid())),
        bindparam("pots", type_=ARRAY(Text())),
        bindparam("pence", type_=ARRAY(BigInteger())),
    )
    .table_valued("account_id", "pot", "pence", name="leg")
    .render_derived()
)
_POST = (
    insert(table_of(LedgerEntry))
    .from_select(
        ["transaction_id", "account_id", "pot", "pence"],
        select(bindparam("posted", type_=Uuid()), _LEG.c.account_id, _LEG.c.pot, _LEG.c.pence),
    )
    .add_cte(
        insert(table_of(LedgerTransaction))
        .values(
            id=bindparam("posted"),
            key=bindparam("key_used"),
            what=bindparam("reason"),
            at=bindparam("posted_at"),
            account_id=bindparam("posted_by"),
        )
        .cte("posted")
    )
)


def lock(session: Session, _actor: Actor, account_ids: Iterable[UUID]) -> dict[UUID, Pence]:
    """Lock budget accounts in the order of their ids, and return what is available in each, in pence.

    The lock leaves room for the key locks that foreign keys take on the same rows, else two orders would wait on each
    other.
    """
    locked = session.execute(_LOCK, {"ids": sorted(set(account_ids))})
    return {row.id: row.available for row in locked}


def post(
    session: Session, actor: Actor, what: str, key: str, entries: Sequence[Entry], transaction_id: UUID | None = None
) -> UUID:
    """Post entries that sum to zero as one transaction, in one statement, and return its id.

    The database refuses an unbalanced set, a pot below zero, and a key that was used before (IntegrityError).
    Budget accounts must be locked first where more than one is touched.
    """
    transaction_id = transaction_id or uuid4()
    session.execute(
        _POST,
        {
            "accounts": [entry.account_id for entry in entries],
            "pots": [entry.pot.value for entry in entries],
            "pence": [entry.pence for entry in entries],
            "posted": transaction_id,
            "key_used": key,
            "reason": what,
            "posted_at": actor.now,
            "posted_by": actor.account_id,
        },
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
