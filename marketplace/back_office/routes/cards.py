"""A card payment that does not go on by itself."""

from uuid import UUID

from werkzeug.wrappers import Response

from marketplace.back_office import back_office
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.purchasing.queries import card_payment_found
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.pages import page


@back_office.get("/card-payments/<uuid:payment_id>")
@allow(Power.ADMINISTER)
def card_payment_show(payment_id: UUID) -> Response:
    """One payment: where it stands, and who does what is next."""
    with database.reading() as session:
        row = card_payment_found(session, current_actor(), payment_id)
    return page("back_office/card/payment.html", payment=row)
