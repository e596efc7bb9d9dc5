"""How one wants to be told of things: by letter or only here, when, and what one needs to be told them well."""

from werkzeug.wrappers import Response

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people import operations as people
from marketplace.people.queries import contact_of, own_needs
from marketplace.webkit.account import account
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.forms.contact import ContactForm, NeedsForm
from marketplace.webkit.pages import checked, page, refusals, see_other


@account.get("/notices")
@allow(signed_in=True)
def contact_edit() -> Response:
    """What one chose, to change it."""
    with database.reading() as session:
        chosen = contact_of(session, current_actor())
    return page("webkit/account/contact.html", form=ContactForm.showing(chosen), chosen=chosen)


@account.post("/notices")
@allow(signed_in=True)
def contact_save() -> Response:
    """Keep what one chose."""
    form, actor = ContactForm(), current_actor()
    with refusals(form):
        checked(form)
        with database.writing() as session:
            people.choose_contact(session, actor, form.contact())
        return see_other("account.contact_edit", "We will tell you things in this way from now on.")
    with database.reading() as session:
        chosen = contact_of(session, actor)
    return page("webkit/account/contact.html", form=form, chosen=chosen, status=422)


@account.post("/mail-works")
@allow(signed_in=True)
def mail_works() -> Response:
    """Say that mail reaches one's address again."""
    with database.writing() as session:
        people.mail_works(session, current_actor())
    return see_other("account.contact_edit", "Thank you. We send you letters again.")


@account.get("/needs")
@allow(Power.SEE)
def needs_edit() -> Response:
    """What one needs to be told things well, to change it."""
    actor = current_actor()
    with database.reading() as session:
        kept = own_needs(session, actor)
    return page("webkit/account/needs.html", form=NeedsForm.showing(kept, actor.today), kept=kept, today=actor.today)


@account.post("/needs")
@allow(Power.SEE)
def needs_save() -> Response:
    """Keep what one needs, and who may see it."""
    form, actor = NeedsForm(), current_actor()
    with database.reading() as session:
        kept = own_needs(session, actor)
    with refusals(form):
        checked(form)
        said = form.said()
        with database.writing() as session:
            people.record_needs(session, actor, said)
        thanks = "Thank you. You said it once, and need not say it again." if said.said else "Nothing of it is kept."
        return see_other("account.needs_edit", thanks)
    return page("webkit/account/needs.html", form=form, kept=kept, today=actor.today, status=422)
