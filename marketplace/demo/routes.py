"""The guide to the demo, open to everybody: everybody in it is made up."""

import re

from flask import request, url_for
from werkzeug.wrappers import Response

from marketplace.demo import demo
from marketplace.demo.world import GUIDE, PASSWORD
from marketplace.foundation import access, database
from marketplace.people.queries import MailRow, mail_sent
from marketplace.people.queries.links import LinkLetterRow, link_letters_sent
from marketplace.webkit.allowing import allow, clock
from marketplace.webkit.pages import page

MOST_LETTERS = 50
MOST_ADDRESS = 254  # characters of an e-mail address
_NOTICE = re.compile(r"/notices/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s")


@demo.get("/demo")
@allow()
def guide() -> Response:
    """Who can sign in, and the newest mail: to everybody, or to the one address asked for."""
    to = request.args.get("to", "").replace("\0", "").strip().lower()[:MOST_ADDRESS]
    with database.reading() as session:
        sent = mail_sent(session, access.worker(clock()()), to)
        carried = link_letters_sent(session, access.worker(clock()()), to)
    letters: list[tuple[MailRow | LinkLetterRow, str | None]] = [(mail, _leads_to(mail)) for mail in sent]
    letters += [(mail, mail.opens) for mail in carried]
    letters = sorted(letters, key=lambda letter: letter[0].sent_at, reverse=True)[:MOST_LETTERS]
    guests = [(guest, guest.code(clock()())) for guest in GUIDE]
    return page("demo/guide.html", guests=guests, password=PASSWORD, letters=letters, to=to)


def _leads_to(mail: MailRow) -> str | None:
    """The page that the link of a mail opens, here: the demo may have moved to another port since it was sent."""
    found = _NOTICE.search(mail.words)
    return url_for("storefront.notice_show", notice_id=found[1]) if found else None
