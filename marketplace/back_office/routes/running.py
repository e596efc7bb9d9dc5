"""What keeps running by itself: the mail that was sent, and the feeds that were read."""

from werkzeug.wrappers import Response

from marketplace.back_office import back_office
from marketplace.catalogue.queries import feeds_read
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people.queries import mail_sent
from marketplace.people.queries.links import link_letters_sent
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page

MOST = 50  # on one page


@back_office.get("/mail")
@allow(Power.ADMINISTER)
def mail_list() -> Response:
    """The newest e-mails that were sent."""
    with database.reading() as session:
        mails = [*mail_sent(session, current_actor()), *link_letters_sent(session, current_actor())]
    mails = sorted(mails, key=lambda mail: mail.sent_at, reverse=True)[:MOST]
    return page("back_office/mail/list.html", mails=mails)


@back_office.get("/feeds")
@allow(Power.ADMINISTER)
def feed_list() -> Response:
    """The feeds that were imported: how many entries, and when they were last read."""
    with database.reading() as session:
        feeds = feeds_read(session, current_actor())
    return page("back_office/feed/list.html", feeds=feeds)
