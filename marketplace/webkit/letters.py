"""The e-mails that carry notices, their words, and the outbox handlers that send them at the hours somebody chose."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from marketplace.foundation import access, database
from marketplace.foundation.access import Actor
from marketplace.foundation.clock import Clock
from marketplace.foundation.outbox import NotYet
from marketplace.people import operations as people
from marketplace.people.operations import DAILY, MAIL
from marketplace.people.queries import Outgoing, Told, daily_letter_of, letter_of
from marketplace.people.rules.contact import ALWAYS, Way, due, open_from, way
from marketplace.people.rules.mail import PATIENCE
from marketplace.settings import Settings
from marketplace.webkit.posting import NotTaken, send
from marketplace.webkit.unsubscribing import Subscriber, token

Payload = dict[str, Any]
# lines of a header are as long as SMTP takes: Python would fold a long link by writing it in code, and break it
WHOLE_LINES = policy.default.clone(max_line_length=998)
DAILY_SUBJECT = "What is new for you"


def letter(post: Outgoing, settings: Settings, now: datetime) -> EmailMessage:
    """The e-mail of one notice, or of all for the day: its words, a link for after signing in, and how to stop it.

    The same notices make the same Message-ID, so that what is sent twice after a crash can be told to be one.
    """
    address = settings.public_url.rstrip("/")
    message = EmailMessage(policy=WHOLE_LINES)
    message["From"] = settings.mail_from
    message["To"] = post.email
    message["Subject"] = post.notices[0].subject if len(post.notices) == 1 else DAILY_SUBJECT
    message["Message-ID"] = f"<{post.ids[-1]}@{urlsplit(address).hostname or 'ownpath.invalid'}>"
    stays = any(told.kind in ALWAYS for told in post.notices)
    stop = "" if stays else f"{address}/unsubscribe/{_token(post, settings, now)}"
    if stop:
        message["List-Unsubscribe"] = f"<{stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    said = "\n\n".join(_said(told, address, alone=len(post.notices) == 1) for told in post.notices)
    message.set_content(f"Hello {post.name},\n\n{said}\n\n{_why(address, stop)}\n\nOwnpath\n")
    return message


def _token(post: Outgoing, settings: Settings, now: datetime) -> str:
    return token(settings.secret_key.get_secret_value(), Subscriber(post.account_id, post.email), now)


def _said(told: Told, address: str, *, alone: bool) -> str:
    """One notice in a letter."""
    heading = "" if alone else f"{told.subject}\n"
    return f"{heading}{told.words}\n\nOpen it here: {address}/notices/{told.id}"


def _why(address: str, stop: str) -> str:
    """Why the letter came, and where that is changed."""
    change = f"{address}/account/notices"
    if not stop:
        return (
            "Why you get this: it is about somebody's safety, or the safety of your account. "
            f"So we always send it.\nHow we tell you other things: {change}"
        )
    return (
        "Why you get this: you have an account with us, and your notices come by e-mail too.\n"
        f"Change what comes, and when: {change}\nStop these e-mails: {stop}"
    )


class Mailer:
    """Sends what is due, and decides afresh each time whether it is: what somebody chose may have changed."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock

    def one(self, payload: Payload) -> None:
        """The letter of one notice. Raises NotYet while it may not come."""
        actor = access.worker(self.clock())
        with database.reading() as session:
            post = letter_of(session, actor, UUID(payload["notice"]))
        if post is None:
            return
        kind = post.notices[0].kind
        goes = Way.HERE if post.stopped else way(post.contact, kind)
        if goes is Way.ONCE:
            self._wait(actor, due(post.contact, kind, actor.now))
            self._leave(actor, post, payload)
            return
        with database.writing() as session:
            if goes is Way.DAILY:
                people.put_off(session, actor, post.account_id, post.ids, post.contact)
            else:
                people.keep_here(session, actor, post.ids)

    def daily(self, payload: Payload) -> None:
        """The letter of the day. Raises NotYet while it may not come."""
        actor = access.worker(self.clock())
        with database.reading() as session:
            post = daily_letter_of(session, actor, UUID(payload["account"]))
        if post is None:
            return
        if post.stopped or not post.contact.by_email:
            with database.writing() as session:
                people.keep_here(session, actor, post.ids)
            return
        self._wait(actor, open_from(post.contact, actor.now))
        self._leave(actor, post, payload)

    @staticmethod
    def _wait(actor: Actor, until: datetime) -> None:
        if until > actor.now:
            raise NotYet(until)

    def _leave(self, actor: Actor, post: Outgoing, payload: Payload) -> None:
        """Send a letter, and record that it left, or that it will not arrive. Raises NotYet to try again."""
        message = letter(post, self.settings, actor.now)
        try:
            if self.settings.mail_url:
                send(message, self.settings.mail_url)
        except NotTaken as failure:
            tried = payload.get("tries", 0)
            if not failure.final and tried < len(PATIENCE):
                raise self._again(actor, payload, PATIENCE[tried], failure) from failure
            with database.writing() as session:
                people.mail_failed(session, actor, post.ids, failure.why)
            return
        with database.writing() as session:
            people.record_mail(session, actor, post.ids, post.email, message["Subject"], message.get_content())

    @staticmethod
    def _again(actor: Actor, payload: Payload, wait: timedelta, failure: NotTaken) -> NotYet:
        return NotYet(actor.now + wait, payload | {"tries": payload.get("tries", 0) + 1}, failure.why)


def mail_handlers(settings: Settings, clock: Clock) -> Mapping[str, Callable[[Payload], None]]:
    """The handlers of the outbox topics that send letters; each is safe to repeat."""
    mailer = Mailer(settings, clock)
    return {MAIL: mailer.one, DAILY: mailer.daily}
