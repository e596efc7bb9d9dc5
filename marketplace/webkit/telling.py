"""From a notice to the page it is about, and to the e-mail that carries it."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from flask import url_for

from marketplace.foundation import access, database
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.clock import Clock
from marketplace.people import operations as people
from marketplace.people.queries import NoticeRow, Outgoing, outgoing
from marketplace.settings import Settings

SECONDS = 20

# what a notice is about, for whoever holds the power -> the endpoint and the name of its id
PLACES: dict[tuple[str, Power], tuple[str, str | None]] = {
    ("order", Power.DELIVER): ("provider_portal.order_show", "order_id"),
    ("order", Power.BROKER): ("broker_console.order_found", "order_id"),
    ("order", Power.SEE): ("storefront.order_show", "order_id"),
    ("problem", Power.DELIVER): ("provider_portal.worry_show", "worry_id"),
    ("harm", Power.COMMISSION): ("commissioner_desk.worry_show", "worry_id"),
    ("harm", Power.ADMINISTER): ("back_office.worry_show", "worry_id"),
    ("concern", Power.SAFEGUARD): ("commissioner_desk.concern_show", "worry_id"),
    ("concern", Power.COMMISSION): ("commissioner_desk.worry_show", "worry_id"),
    ("role", Power.ADMINISTER): ("back_office.role_show", "proposal_id"),
    ("work", Power.ADMINISTER): ("back_office.work_list", None),
    ("work", Power.COMMISSION): ("commissioner_desk.work_list", None),
    ("work", Power.SAFEGUARD): ("commissioner_desk.work_list", None),
    ("work", Power.MANAGE): ("account.member_list", None),
    ("dispute", Power.COMMISSION): ("commissioner_desk.dispute_show", "booking_id"),
    ("dispute", Power.ADMINISTER): ("back_office.dispute_show", "booking_id"),
    ("gap", Power.COMMISSION): ("commissioner_desk.gap_show", "gap_id"),
    ("gap", Power.BROKER): ("broker_console.gap_found", "gap_id"),
    ("gap", Power.SEE): ("storefront.gap_show", "gap_id"),
    ("money", Power.SEE): ("storefront.money_show", None),
}


def place_of(actor: Actor, notice: NoticeRow) -> str | None:
    """The address of the page that a notice is about, for this actor; None when they have none."""
    for (about, power), (endpoint, name) in PLACES.items():
        if about == notice.about and actor.may(power):
            values: dict[str, Any] = {name: notice.about_id} if name else {}
            return url_for(endpoint, **values)
    return None


def letter(notice: Outgoing, settings: Settings) -> EmailMessage:
    """The e-mail of a notice: its words, and a link that opens it after signing in."""
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = notice.email
    message["Subject"] = notice.subject
    message.set_content(
        f"Hello {notice.name},\n\n{notice.words}\n\n"
        f"Open it here: {settings.public_url.rstrip('/')}/notices/{notice.id}\n\n"
        "Ownpath\n"
    )
    return message


def send(message: EmailMessage, mail_url: str) -> None:
    """Hand a message to the mail server of a URL such as ``smtp://user:password@host:587``, or ``smtps://``."""
    server = urlsplit(mail_url)
    trusted = ssl.create_default_context()  # without it smtplib takes any certificate
    with _session(server.hostname or "", server.port or 0, trusted if server.scheme == "smtps" else None) as session:
        if server.username:
            if server.scheme != "smtps":
                session.starttls(context=trusted)
            session.login(unquote(server.username), unquote(server.password or ""))
        session.send_message(message)


def _session(host: str, port: int, trusted: ssl.SSLContext | None) -> smtplib.SMTP:
    """A session with a mail server, encrypted from the start where certificates are given to trust by."""
    if trusted is None:
        return smtplib.SMTP(host, port, timeout=SECONDS)
    return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=trusted)


def mail_handler(settings: Settings, clock: Clock) -> Callable[[dict[str, Any]], None]:
    """The handler of the outbox topic ``mail``: send once for each notice, and record that it left."""

    def handle(payload: dict[str, Any]) -> None:
        actor = access.worker(clock())
        with database.reading() as session:
            notice = outgoing(session, actor, UUID(payload["notice"]))
        if notice is None or notice.sent:
            return
        message = letter(notice, settings)
        if settings.mail_url:
            send(message, settings.mail_url)
        with database.writing() as session:
            people.record_mail(session, actor, notice.id, notice.email, notice.subject, message.get_content())

    return handle
