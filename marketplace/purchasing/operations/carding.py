"""Who can be paid by card, and the cards that are kept: what was asked of the card company, and what it answered."""

from dataclasses import asdict
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, insert, select, true, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount
from marketplace.budgets.rules import Holding
from marketplace.foundation import journals, outbox
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Organisation
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import accounts_of_organisation
from marketplace.people.rules.contact import NoticeKind
from marketplace.purchasing.models import CardEvent, CardPayee, PaymentCard
from marketplace.purchasing.queries.cards import account_with_card
from marketplace.purchasing.rules.cards import CardAsked, CardState, PayeeNow, PayeeState
from marketplace.purchasing.rules.cards import CardEvent as Told

LOOK_AT_CARD = "card_look"  # one card that was asked for: payload {"card": id}
EVENT = "card_event"  # one event that was stored: payload {"event": id}
SOON = timedelta(minutes=5)  # after this the card company is asked, should it not have told


def by_worker(actor: Actor) -> ColumnElement[bool]:
    """What the card company says reaches every record, and only the worker brings it. Raises NotFound."""
    if actor.kind not in {ActorKind.WORKER, ActorKind.CLOCK}:
        raise NotFound
    return true()


def payee_to_be(session: Session, actor: Actor) -> tuple[UUID, str, str | None]:
    """The actor's own organisation, its name, and its account with the card company if there is. Raises NotFound."""
    found = session.execute(
        select(Organisation.id, Organisation.name, CardPayee.account)
        .outerjoin(CardPayee, CardPayee.organisation_id == Organisation.id)
        .where((Organisation.id == actor.organisation_id) & actor.may(Power.LIST))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1], found[2]


def begin_payee(session: Session, actor: Actor, account: str) -> None:
    """A provider begins to be paid by card, with the account that was made for it; beginning twice is once."""
    organisation_id, _, before = payee_to_be(session, actor)
    if before is not None:
        return
    session.execute(
        upsert(CardPayee)
        .values(
            organisation_id=organisation_id,
            account=account,
            state=PayeeState.BEGUN,
            made_at=actor.now,
            checked_at=actor.now,
        )
        .on_conflict_do_nothing()
    )
    journals.audit(session, actor, [journals.move("card_payee", organisation_id, "begun", None, PayeeState.BEGUN)])


def store_payee(session: Session, actor: Actor, now: PayeeNow) -> None:
    """Keep how a payee stands; one that could be paid and cannot any more is told. For the worker alone."""
    row = session.execute(
        select(CardPayee.organisation_id, CardPayee.state)
        .where(CardPayee.account == now.account, by_worker(actor))
        .with_for_update(key_share=True)
    ).one_or_none()
    if row is None:
        return
    named = CardPayee.organisation_id == row.organisation_id
    session.execute(update(CardPayee).where(named).values(state=now.state, checked_at=actor.now))
    if row.state == now.state:
        return
    moved = journals.move("card_payee", row.organisation_id, "moved", row.state, now.state)
    journals.audit(session, actor, [moved])
    if row.state == PayeeState.CAN_BE_PAID:
        telling = Telling(
            "You cannot be paid by card now",
            "The card company needs something from you. Until then nobody new can pay you by card. Open it to go on.",
            "card_payee",
            None,
            f"payee lapsed {actor.now}",
            NoticeKind.TASKS,
            organisation_id=row.organisation_id,
        )
        tell(session, actor, accounts_of_organisation(session, actor, row.organisation_id, Power.LIST), telling)


def ask_card(session: Session, actor: Actor, account_id: UUID) -> tuple[UUID, str | None]:
    """Somebody asks to add a card to a direct payment; its id, and whose the cards before were.

    Raises NotFound.
    """
    account_with_card(session, actor, account_id, Power.SPEND)
    card_id = uuid4()
    session.execute(
        insert(PaymentCard).values(
            id=card_id,
            account_id=account_id,
            state=CardState.ASKED,
            asked_by=actor.account_id,
            asked_at=actor.now,
        )
    )
    outbox.enqueue(session, actor, [(LOOK_AT_CARD, {"card": str(card_id)})], due=[actor.now + SOON])
    before = select(PaymentCard.customer).where(PaymentCard.account_id == account_id, PaymentCard.customer.is_not(None))
    return card_id, session.scalar(before.limit(1))


def begin_card(session: Session, actor: Actor, card_id: UUID, page: str, customer: str) -> None:
    """Keep the page on which a card is added, and whose it is. For the worker alone."""
    named = (PaymentCard.id == card_id) & by_worker(actor)
    session.execute(
        update(PaymentCard).where(named, PaymentCard.session.is_(None)).values(session=page, customer=customer)
    )


def card_page(session: Session, actor: Actor, card_id: UUID) -> str | None:
    """The page on which a card that is still asked for is added; None for any other. For the worker alone."""
    named = (PaymentCard.id == card_id) & by_worker(actor)
    return session.scalar(select(PaymentCard.session).where(named, PaymentCard.state == CardState.ASKED))


def store_card(session: Session, actor: Actor, asked: CardAsked) -> list[str]:
    """Keep a card once it was added, in place of the one before; the methods to let go of. For the worker alone."""
    row = session.execute(
        select(PaymentCard.id, PaymentCard.account_id, BudgetAccount.person_id)
        .join(BudgetAccount, BudgetAccount.id == PaymentCard.account_id)
        .where(PaymentCard.session == asked.session, PaymentCard.state == CardState.ASKED, by_worker(actor))
        .with_for_update(of=BudgetAccount, key_share=True)
    ).one_or_none()
    if row is None or (asked.card is None and not asked.over):
        return []
    if asked.card is None:
        session.execute(update(PaymentCard).where(PaymentCard.id == row.id).values(state=CardState.REMOVED))
        return []
    before = _let_go(session, row.account_id)
    kept = update(PaymentCard).where(PaymentCard.id == row.id, PaymentCard.state == CardState.ASKED)
    session.execute(kept.values(state=CardState.KEPT, **asdict(asked.card)))
    moved = journals.move("payment_card", row.id, "kept", CardState.ASKED, CardState.KEPT)
    journals.audit(session, actor, [moved], person_id=row.person_id)
    return before


def remove_card(session: Session, actor: Actor, account_id: UUID) -> list[str]:
    """Somebody removes the card of an account; the methods to let go of. Raises NotFound."""
    row = account_with_card(session, actor, account_id, Power.SPEND)
    removed = _let_go(session, account_id)
    if row.card is not None:
        moved = journals.move("payment_card", row.card.id, "removed", CardState.KEPT, CardState.REMOVED)
        journals.audit(session, actor, [moved], person_id=row.person_id)
    return removed


def _let_go(session: Session, account_id: UUID) -> list[str]:
    """The card that is kept for an account is not any more."""
    direct = select(BudgetAccount.id).where(BudgetAccount.id == account_id, BudgetAccount.holding == Holding.DIRECT)
    gone = session.scalars(
        update(PaymentCard)
        .where(PaymentCard.account_id.in_(direct), PaymentCard.state == CardState.KEPT)
        .values(state=CardState.REMOVED)
        .returning(PaymentCard.method)
    )
    return [method for method in gone if method]


def store_event(session: Session, actor: Actor, event: Told) -> bool:
    """Store an event that was signed, once by its id, and ask for it to be worked; whether it is new."""
    stored = session.scalar(
        upsert(CardEvent)
        .values(id=event.id, kind=event.kind, about=event.about, received_at=actor.now)
        .on_conflict_do_nothing()
        .returning(CardEvent.id)
    )
    if stored is not None:
        outbox.enqueue(session, actor, [(EVENT, {"event": event.id})], dedupe=f"{EVENT}:{event.id}")
    return stored is not None


def event_stored(session: Session, actor: Actor, event_id: str) -> Told:
    """An event that was stored. For the worker alone."""
    row = session.execute(
        select(CardEvent.id, CardEvent.kind, CardEvent.about).where(CardEvent.id == event_id, by_worker(actor))
    ).one()
    return Told(*row)
