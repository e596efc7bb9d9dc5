"""What keeps running by itself: the mail that was sent, and the feeds that were read."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.back_office import back_office
from marketplace.catalogue.queries import feeds_read
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people import operations as people
from marketplace.people.queries import mail_failures, mail_sent, owners_of
from marketplace.people.queries.links import link_letters_failed, link_letters_sent
from marketplace.people.rules.safeguarding import WorkKind
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page, see_other

MOST = 50  # on one page


@back_office.get("/mail")
@allow(Power.ADMINISTER)
def mail_list() -> Response:
    """Mail that does not arrive, to work on, and the newest e-mails that were sent."""
    actor = current_actor()
    with database.reading() as session:
        failures, letters = mail_failures(session, actor), link_letters_failed(session, actor)
        owners = owners_of(session, actor, [(WorkKind.MAIL, each.id) for each in (*failures, *letters)])
        mails = [*mail_sent(session, actor), *link_letters_sent(session, actor)]
    mails = sorted(mails, key=lambda mail: mail.sent_at, reverse=True)[:MOST]
    return page("back_office/mail/list.html", failures=failures, letters=letters, owners=owners, mails=mails)


@back_office.post("/mail/<uuid:failure_id>/again")
@allow(Power.ADMINISTER)
def mail_try_again(failure_id: UUID) -> Response:
    """Send again what did not arrive."""
    with database.writing() as session:
        people.try_mail_again(session, current_actor(), failure_id)
    return see_other("back_office.mail_list", "It is sent again. If it fails once more, it comes back here.")


@back_office.post("/mail/<uuid:failure_id>/stop")
@allow(Power.ADMINISTER)
def mail_stop(failure_id: UUID) -> Response:
    """Mark an address as not working."""
    with database.writing() as session:
        people.stop_mail(session, current_actor(), failure_id)
    said = "Nothing more is sent there. Whoever has an account with it is told so on each page, with how to mend it."
    return see_other("back_office.mail_list", said)


@back_office.get("/feeds")
@allow(Power.ADMINISTER)
def feed_list() -> Response:
    """The feeds that were imported: how many entries, and when they were last read."""
    with database.reading() as session:
        feeds = feeds_read(session, current_actor())
    return page("back_office/feed/list.html", feeds=feeds)
