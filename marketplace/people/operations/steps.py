"""Writes of the second step: adding and removing what shows that it is you, and showing it."""

from hmac import compare_digest
from uuid import UUID, uuid4

import pyotp
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from marketplace.foundation import journals, sealing, tokens
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, CodeDevice, Membership, Passkey, RecoveryCode
from marketplace.people.operations.guessing import guarded, key_of
from marketplace.people.operations.notices import Telling, tell
from marketplace.people.operations.sign_ins import sign_out_everywhere, stepped
from marketplace.people.queries.scope import still_member
from marketplace.people.queries.steps import has_step
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.signing_in import Slowed, WrongGuess
from marketplace.people.rules.steps import (
    CODE_EVERY,
    FREE_CODES,
    RECOVERY_CODES,
    LastStep,
    WrongCode,
    new_recovery_code,
)
from marketplace.people.rules.telling import SAID, News


def secret_purpose(account_id: UUID) -> bytes:
    """For what the secret of an account's app is sealed."""
    return b"code device:" + account_id.bytes


def add_code_device(session: Session, actor: Actor, secret: str, code: str) -> None:
    """The actor's app shows codes from now on, in the place of one that did before; ``secret`` is base32.

    Raises WrongCode unless a code of it is given, and NotFound for somebody who is not signed in.
    """
    account_id = _own(actor)
    if (step := _step_of(secret, code, actor, last=0)) is None:
        raise WrongCode
    session.execute(delete(CodeDevice).where(CodeDevice.account_id == account_id))
    kept = sealing.sealed(secret_purpose(account_id), secret.encode())
    session.execute(insert(CodeDevice).values(account_id=account_id, secret=kept, made_at=actor.now, last_step=step))
    added(session, actor, News.APP_ADDED)


def remove_code_device(session: Session, actor: Actor) -> None:
    """The app's codes count no more. Raises LastStep, and NotFound when there is none."""
    gone = delete(CodeDevice).where(CodeDevice.account_id == _own(actor)).returning(CodeDevice.account_id)
    if session.execute(gone).one_or_none() is None:
        raise NotFound
    removed(session, actor, News.APP_REMOVED)


def fresh_recovery_codes(session: Session, actor: Actor) -> list[str]:
    """Ten new codes on paper; the old ones count no more. They are shown now and never again."""
    account_id = _own(actor)
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    codes = [new_recovery_code() for _ in range(RECOVERY_CODES)]
    rows = [
        {
            "id": uuid4(),
            "account_id": account_id,
            "code_hash": tokens.kept(tokens.read(code)),
            "made_at": actor.now,
        }
        for code in codes
    ]
    session.execute(insert(RecoveryCode), rows)
    journals.audit(session, actor, [journals.move("account", account_id, "made recovery codes")])
    return codes


def show_code(session: Session, actor: Actor, account_id: UUID, typed: str) -> UUID | WrongGuess | Slowed:
    """The account, when a code of its app or on its paper was typed, or why not: a value, so that it is kept.

    No code counts twice.
    """

    def check() -> UUID | None:
        code = tokens.read(typed)
        fits = _takes_app(session, actor, account_id, code) or _takes_paper(session, actor, account_id, code)
        return account_id if fits else None

    return guarded(session, actor, {key_of("step", str(account_id)): FREE_CODES}, check)


def prove_by_code(session: Session, actor: Actor, typed: str) -> UUID | WrongGuess | Slowed:
    """The owner of the sign-in proves again that it is they, by a code: a value, as with a password."""
    found = show_code(session, actor, _own(actor), typed)
    if isinstance(found, UUID):
        stepped(session, actor)
    return found


def reset_second_step(session: Session, actor: Actor, account_id: UUID) -> None:
    """Take all second steps of somebody else's account away, for who has lost them; they are told.

    Raises NotFound unless the back office asks, and for one's own.
    """
    if not actor.may(Power.ADMINISTER) or account_id == actor.account_id:
        raise NotFound
    for table in (Passkey, CodeDevice, RecoveryCode):
        session.execute(delete(table).where(table.account_id == account_id))
    sign_out_everywhere(session, actor, account_id)
    journals.audit(session, actor, [journals.move("account", account_id, "second step reset")])
    _say(session, actor, account_id, News.STEP_RESET)


def added(session: Session, actor: Actor, what: News) -> None:
    """Something that shows who the actor is was added: the sign-in counts as shown, and the account is told."""
    account_id = _own(actor)
    if actor.sign_in is not None:
        stepped(session, actor)
    journals.audit(session, actor, [journals.move("account", account_id, what.value)])
    _say(session, actor, account_id, what)


def removed(session: Session, actor: Actor, what: News) -> None:
    """Something that showed who the actor is was removed. Raises LastStep where they need it."""
    account_id = _own(actor)
    session.execute(select(Account.id).where(Account.id == account_id).with_for_update())  # one removal at a time
    works = select(func.count()).where(Membership.account_id == account_id, still_member(actor))
    if not has_step(session, actor, account_id):
        if session.scalars(works).one():
            raise LastStep
        session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    journals.audit(session, actor, [journals.move("account", account_id, what.value)])
    _say(session, actor, account_id, what)


def _say(session: Session, actor: Actor, account_id: UUID, what: News) -> None:
    tell(session, actor, [account_id], Telling(*SAID[what], "account", None, f"step:{uuid4()}", NoticeKind.SECURITY))


def _own(actor: Actor) -> UUID:
    if actor.account_id is None:
        raise NotFound
    return actor.account_id


def _step_of(secret: str, code: str, actor: Actor, last: int) -> int | None:
    """The half minute that a code stands for: this one, or the one before or after; None for no code of those."""
    app = pyotp.TOTP(secret, interval=CODE_EVERY)
    if not code.isascii():
        return None
    this = int(actor.now.timestamp()) // CODE_EVERY
    fits = [step for step in (this - 1, this, this + 1) if compare_digest(app.generate_otp(step), code)]
    return next((step for step in fits if step > last), None)


def _takes_app(session: Session, actor: Actor, account_id: UUID, code: str) -> bool:
    """Whether a code is one of the app's that was not taken yet; it is taken now."""
    held = session.scalars(select(CodeDevice).where(CodeDevice.account_id == account_id).with_for_update())
    device = held.one_or_none()
    if device is None:
        return False
    try:
        secret = sealing.opened(secret_purpose(account_id), device.secret).decode()
    except sealing.Unreadable:  # the installation's secret was taken away: the code on paper still opens
        return False
    if (step := _step_of(secret, code, actor, device.last_step)) is None:
        return False
    session.execute(update(CodeDevice).where(CodeDevice.account_id == account_id).values(last_step=step))
    return True


def _takes_paper(session: Session, actor: Actor, account_id: UUID, code: str) -> bool:
    """Whether a code is one of those on paper that was not taken yet; it is taken now, and the account is told."""
    paper = update(RecoveryCode).where(
        RecoveryCode.account_id == account_id,
        RecoveryCode.code_hash == tokens.kept(code),
        RecoveryCode.used_at.is_(None),
    )
    if session.execute(paper.values(used_at=actor.now).returning(RecoveryCode.id)).one_or_none() is None:
        return False
    _say(session, actor, account_id, News.PAPER_USED)
    return True
