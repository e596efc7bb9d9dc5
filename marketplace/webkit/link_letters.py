"""Letters that are no notices: they carry a link, or tell an address that is left behind; no name is in a subject."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from marketplace.foundation import access, database
from marketplace.foundation.clock import Clock
from marketplace.people.operations.links import Prepared, SentLetter, prepare_letter, record_letter
from marketplace.people.queries.links import organisation_inviting
from marketplace.people.rules.joining import LetterKind, Purpose
from marketplace.settings import Settings
from marketplace.webkit.posting import send

LEFT_OUT = "(the link is left out here: only the one it went to has it)"
_NOT_YOU = "If you did not ask for this, do nothing. Nobody gets in without this letter."

# what a letter is about -> its subject and words, where it carries a link; {link} is the link
LINKED: dict[Purpose, tuple[str, str]] = {
    Purpose.JOIN_PERSON: (
        "Finish joining Ownpath",
        f"You asked to join Ownpath. Open this link within two days to go on:\n\n{{link}}\n\n{_NOT_YOU}",
    ),
    Purpose.JOIN_PROVIDER: (
        "Finish joining Ownpath",
        f"You asked to join Ownpath as a provider. Open this link within two days to go on:\n\n{{link}}\n\n{_NOT_YOU}",
    ),
    Purpose.PASSWORD: (
        "Choose a new password",
        "Somebody asked for a new password for your account. Open this link within two hours to choose one:\n\n"
        "{link}\n\n"
        "If that was not you, do nothing. Your password stays as it is.",
    ),
    Purpose.EMAIL: (
        "Confirm your new e-mail address",
        f"You want to use this address on Ownpath. Sign in, and open this link within a day:\n\n{{link}}\n\n{_NOT_YOU}",
    ),
    Purpose.INVITATION: (
        "You are invited to Ownpath",
        "{who} Open this link within 14 days to see what it is, and say yes or no:\n\n{link}\n\n"
        "You need not answer. Nothing is given before you say yes. If you do not know what this is about, do nothing.",
    ),
    Purpose.TAKEOVER: (
        "Your own sign-in for Ownpath",
        "Somebody has signed up on Ownpath together with a helper, and gave this address. If that was you, open this "
        "link within 60 days to have a sign-in of your own:\n\n{link}\n\nIf it was not you, do nothing.",
    ),
}
_HAVE = (
    "You have an account already",
    "Somebody asked to use this address on Ownpath. You have an account with it already, so there is nothing to do. "
    "Sign in at {site}/sign-in\n\nIf you forgot your password, ask for a new one at {site}/password\n\nIf it was not "
    "you who asked, nothing was changed.",
)
_HAVE_NOT = (
    "You asked for a new password",
    "Somebody asked for a new password on Ownpath with this address. There is no account with it. Perhaps you used "
    "another address. You can also join at {site}/join\n\nIf it was not you, do nothing.",
)
ALONE: dict[LetterKind, tuple[str, str]] = {
    LetterKind.MOVING: (
        "A new e-mail address was asked for",
        "You asked to use another e-mail address on Ownpath. Nothing changes before it is confirmed there. If that was "
        "not you, choose a new password at once, at {site}/password",
    ),
    LetterKind.MOVED: (
        "Your e-mail address was changed",
        "Your account on Ownpath has another e-mail address now, so this is the last letter to this one. If that was "
        "not you, write to us at once.",
    ),
}


def _words(letter: Prepared, inviting: str | None) -> tuple[str, str]:
    """The subject and the words of a letter."""
    if letter.purpose is None:
        return ALONE[LetterKind(letter.kind)]
    purpose = Purpose(letter.purpose)
    if letter.token is None:
        return _HAVE_NOT if purpose is Purpose.PASSWORD else _HAVE
    subject, words = LINKED[purpose]
    who = f"{inviting} asks you to work with them there." if inviting else "Somebody asks you to help them there."
    return subject, words.replace("{who}", who)


def letter_handler(settings: Settings, clock: Clock) -> Callable[[dict[str, Any]], None]:
    """The handler of the outbox topic ``link_letter``: the link is made, sent, and kept nowhere but in the letter.

    In the demo, where nothing leaves, it is kept for the visitor who reads everybody's mail.
    """
    site = settings.public_url.rstrip("/")

    def handle(payload: dict[str, Any]) -> None:
        actor, letter_id = access.worker(clock()), UUID(payload["letter"])
        with database.writing() as session:
            letter = prepare_letter(session, actor, letter_id)
            inviting = organisation_inviting(session, actor, letter.invitation_id if letter else None)
        if letter is None:
            return
        subject, words = _words(letter, inviting)
        words = f"Hello{f' {letter.name}' if letter.name else ''},\n\n{words}\n\nOwnpath\n".replace("{site}", site)
        under = "invited" if letter.purpose == Purpose.INVITATION else "links"
        path = f"/{under}/{letter.token}" if letter.token else None
        if settings.mail_url:
            send(
                _message(settings, letter.recipient, subject, words.replace("{link}", f"{site}{path}")),
                settings.mail_url,
            )
        sent = SentLetter(subject, words.replace("{link}", LEFT_OUT), path if settings.demo else None)
        with database.writing() as session:
            record_letter(session, actor, letter_id, sent)

    return handle


def _message(settings: Settings, recipient: str, subject: str, words: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = recipient
    message["Subject"] = subject
    message.set_content(words)
    return message
