"""Handing an e-mail to a mail server, and telling what will never arrive from what may be tried again."""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from marketplace.people.rules.mail import MailTrouble

SECONDS = 20
FINAL = 500  # SMTP: from here on the server will say the same again


class NotTaken(Exception):
    """A letter did not leave: why, and whether it never will. Its text names nobody."""

    def __init__(self, why: MailTrouble, *, final: bool) -> None:
        super().__init__(why)
        self.why = why
        self.final = final


def send(message: EmailMessage, mail_url: str) -> None:
    """Hand a message to the mail server of a URL such as ``smtp://user:password@host:587``, or ``smtps://``.

    Raises NotTaken. What the server says of the recipient or the letter is theirs; all else is ours to mend.
    """
    try:
        _send(message, mail_url)
    except smtplib.SMTPRecipientsRefused as refused:
        code = max(code for code, _ in refused.recipients.values())
        raise _refused(code, MailTrouble.NO_SUCH_BOX) from None
    except smtplib.SMTPDataError as refused:
        raise _refused(refused.smtp_code, MailTrouble.NOT_TAKEN) from None
    except (OSError, UnicodeError) as failed:  # smtplib's own errors are OSErrors too
        raise NotTaken(MailTrouble.OURS, final=False) from failed


def _refused(code: int, why: MailTrouble) -> NotTaken:
    return NotTaken(why, final=True) if code >= FINAL else NotTaken(MailTrouble.NOT_NOW, final=False)


def _send(message: EmailMessage, mail_url: str) -> None:
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
