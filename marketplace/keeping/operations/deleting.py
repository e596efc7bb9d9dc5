"""Deleting what is old enough, a bounded number of rows at a time; and taking the names off what stays."""

from sqlalchemy import Interval, cast, delete, exists, func, select, update
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor
from marketplace.keeping.operations.closing import GONE
from marketplace.keeping.queries.whose import table_called
from marketplace.keeping.rules.schedule import NAME_YEARS, Kept, years_before
from marketplace.people.models import Account, Evidence, Mandate, Person
from marketplace.purchasing.models import Booking, Delivery, Order

MOST = 500  # rows of one batch


def delete_due(session: Session, actor: Actor, kept: Kept, most: int = MOST) -> int:
    """Delete rows of one line of the schedule that are old enough; how many, at most a batch."""
    table = table_called(kept.table)
    (key,) = table.primary_key
    column = table.c[kept.column]
    due = select(key).where(column < kept.before(actor.now)).order_by(column, key).limit(most)
    if kept.held:  # by the database's own clock too, which its trigger asks
        due = due.where(column < func.now() - cast(f"{kept.years} years", Interval))
    if kept.only:
        due = due.where(table.c[kept.only[0]].in_(kept.only[1]))
    for name, by in kept.unless:
        due = due.where(~exists().where(table_called(name).c[by] == key))
    ids = session.scalars(due.with_for_update(skip_locked=True)).all()
    if ids:
        for name, by in kept.children:
            child = table_called(name)
            session.execute(delete(child).where(child.c[by].in_(ids)))
        session.execute(delete(table).where(key.in_(ids)))
    return len(ids)


def take_names_off(session: Session, actor: Actor, most: int = MOST) -> int:
    """Accounts and people that left years ago lose their names, and their orders the words; how many, at most a batch.

    The money, the dates and the prices stay, and say nothing of whose they were.
    """
    before = years_before(actor.now, NAME_YEARS)
    left = select(Person.id).where(Person.left_at < before, Person.name != GONE).limit(most)
    people = session.scalars(left.with_for_update(skip_locked=True)).all()
    if people:
        theirs = select(Order.id).where(Order.person_id.in_(people))
        for table, which in ((Booking, Booking.order_id), (Delivery, Delivery.order_id)):
            words = {"reason": ""} if table is Booking else {"dispute": "", "decision": ""}
            session.execute(update(table).where(which.in_(theirs)).values(**words))
        session.execute(update(Order).where(Order.id.in_(theirs)).values(reason=""))
        session.execute(update(Order).where(Order.id.in_(theirs), Order.message != "").values(message=""))
        papers = Evidence.mandate_id.in_(select(Mandate.id).where(Mandate.person_id.in_(people)))
        session.execute(delete(Evidence).where(papers))
        session.execute(update(Person).where(Person.id.in_(people)).values(name=GONE))
    closed = select(Account.id).where(Account.closed_at < before, Account.name != GONE).limit(most)
    accounts = session.scalars(closed.with_for_update(skip_locked=True)).all()
    if accounts:
        session.execute(update(Account).where(Account.id.in_(accounts)).values(name=GONE))
    return max(len(people), len(accounts))
