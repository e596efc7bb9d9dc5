"""Writes of passkeys: beginning a ceremony, and taking what a browser answers, once (WebAuthn level 3).

An answer that is refused stores nothing, so its ceremony waits, until its time is over, for one that fits; only an
answer that is taken ends it, and whoever sends the same at that moment finds it ended.
"""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import webauthn
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Ceremony, Passkey
from marketplace.people.operations.steps import added, removed
from marketplace.people.rules.steps import CEREMONY_LASTS, PasskeyRefused, Site
from marketplace.people.rules.telling import News

Options = dict[str, Any]
NAME = "Ownpath"


def begin_making(session: Session, actor: Actor, site: Site) -> Options:
    """What a browser needs to make a passkey for the actor: ``ceremony``, an id, and ``options``, as WebAuthn has it.

    Raises NotFound for somebody who is not signed in.
    """
    if actor.account_id is None:
        raise NotFound
    email = session.scalars(select(Account.email).where(Account.id == actor.account_id)).one()
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=NAME,
        user_id=actor.account_id.bytes,
        user_name=email,
        user_display_name=actor.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=_credentials(session, actor.account_id),
    )
    return _begin(session, actor, actor.account_id, options.challenge, options_to_json(options))


def begin_showing(session: Session, actor: Actor, site: Site, account_id: UUID | None) -> Options:
    """What a browser needs to show a passkey: of one account, or with none named, whichever it holds."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        allow_credentials=_credentials(session, account_id) if account_id else [],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _begin(session, actor, account_id, options.challenge, options_to_json(options))


def add_passkey(session: Session, actor: Actor, site: Site, answer: Mapping[str, str], name: str) -> None:
    """Take the passkey that a browser made: ``answer`` has ``ceremony`` and ``credential``. Raises PasskeyRefused."""
    challenge = _take(session, actor, answer, actor.account_id)
    try:
        made = webauthn.verify_registration_response(
            credential=answer.get("credential", ""),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except WebAuthnException:
        raise PasskeyRefused from None
    if session.scalars(select(Passkey.id).where(Passkey.credential_id == made.credential_id)).one_or_none():
        raise PasskeyRefused
    session.execute(
        insert(Passkey).values(
            id=uuid4(),
            account_id=actor.account_id,
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            name=name,
            made_at=actor.now,
        )
    )
    added(session, actor, News.PASSKEY_ADDED)


def show_passkey(
    session: Session, actor: Actor, site: Site, answer: Mapping[str, str], account_id: UUID | None = None
) -> UUID:
    """The account whose passkey a browser showed, of one account if it is named. Raises PasskeyRefused."""
    challenge = _take(session, actor, answer, account_id)
    try:
        shown = base64url_to_bytes(str(json.loads(answer.get("credential", ""))["rawId"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise PasskeyRefused from None
    key = session.scalars(select(Passkey).where(Passkey.credential_id == shown).with_for_update()).one_or_none()
    if key is None or account_id not in {None, key.account_id}:
        raise PasskeyRefused
    try:
        found = webauthn.verify_authentication_response(
            credential=answer.get("credential", ""),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except WebAuthnException:
        raise PasskeyRefused from None
    counted = update(Passkey).where(Passkey.id == key.id)
    session.execute(counted.values(sign_count=found.new_sign_count, used_at=actor.now))
    return key.account_id


def remove_passkey(session: Session, actor: Actor, passkey_id: UUID) -> None:
    """One of the actor's own passkeys counts no more. Raises LastStep and NotFound."""
    gone = delete(Passkey).where(Passkey.id == passkey_id, Passkey.account_id == actor.account_id)
    if session.execute(gone.returning(Passkey.id)).one_or_none() is None:
        raise NotFound
    removed(session, actor, News.PASSKEY_REMOVED)


def _credentials(session: Session, account_id: UUID) -> list[PublicKeyCredentialDescriptor]:
    held = session.scalars(select(Passkey.credential_id).where(Passkey.account_id == account_id))
    return [PublicKeyCredentialDescriptor(id=credential) for credential in held]


def _begin(session: Session, actor: Actor, account_id: UUID | None, challenge: bytes, options: str) -> Options:
    session.execute(delete(Ceremony).where(Ceremony.ends_at < actor.now))
    ceremony_id = uuid4()
    ends_at = actor.now + CEREMONY_LASTS
    row = {"id": ceremony_id, "account_id": account_id, "challenge": challenge, "ends_at": ends_at}
    session.execute(insert(Ceremony).values(row))
    return {"ceremony": str(ceremony_id), "options": json.loads(options)}


def _take(session: Session, actor: Actor, answer: Mapping[str, str], account_id: UUID | None) -> bytes:
    """The challenge of a ceremony, which is over once this is committed.

    Raises PasskeyRefused when it is unknown, over, or too late.
    """
    try:
        ceremony_id = UUID(answer.get("ceremony", ""))
    except ValueError:
        raise PasskeyRefused from None
    begun = delete(Ceremony).where(
        Ceremony.id == ceremony_id,
        Ceremony.account_id.is_not_distinct_from(account_id),
        Ceremony.ends_at > actor.now,
    )
    challenge = session.scalars(begun.returning(Ceremony.challenge)).one_or_none()
    if challenge is None:
        raise PasskeyRefused
    return challenge
