"""Ordering, for every face that buys: choose, check what it costs, place. The faces say who for and which pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from marketplace.budgets.queries import accounts_for
from marketplace.budgets.rules.asking import OverPermission
from marketplace.budgets.rules.spending import SpendingRefused
from marketplace.catalogue.queries import OfferCard, alternatives, offer, sessions_of
from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.foundation.clock import LONDON, civil
from marketplace.foundation.errors import Refusal
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import Quote
from marketplace.purchasing.queries import BookingRow, order
from marketplace.purchasing.rules import BookingState, PlacesGone
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.forms.order import OrderForm, OrderPage
from marketplace.webkit.pages import add_error, page, see_other, wants_fragment

CARRIED = (
    "line",
    "sessions",
    "first_day",
    "at",
    "quantity",
    "times",
    "every",
    "account_id",
    "rest_id",
    "part",
    "again_of",
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where ordering happens: the face's endpoints, the values they all take, and whom it is for."""

    face: str
    person_id: UUID
    whom: str = ""  # the client's name, where it is not oneself
    values: Mapping[str, Any] = field(default_factory=dict)

    def url(self, endpoint: str, **values: Any) -> str:
        """The address of one of the face's pages."""
        return url_for(f"{self.face}.{endpoint}", **self.values, **values)


def _rows(desk: Desk, offer_id: UUID) -> OrderPage:
    """The rows that an order is filled in from. Raises NotFound."""
    actor = current_actor()
    with database.reading() as session:
        row = offer(session, actor, offer_id)
        sessions = sessions_of(session, actor, offer_id) if row.group else []
        accounts = accounts_for(session, actor, desk.person_id, Power.SPEND)
    return OrderPage(desk.person_id, row, sessions, accounts)


def _ask(form: OrderForm) -> Quote | None:
    """What the form would cost, or None with its errors in the form."""
    return _quoted(form) if form.validate() else None


def _quoted(form: OrderForm) -> Quote | None:
    """What the form would cost as things stand, or None with the refusal in the form."""
    try:
        with database.reading() as session:
            return purchasing.quote(session, current_actor(), form.request())
    except Refusal as refused:
        _refuse(form, refused)
        return None


def _refuse(form: OrderForm, refused: Refusal) -> None:
    """Show a refusal at the field that this kind of offer has: a group is booked by its dates, the rest by a day."""
    if form.page.offer.group and refused.field in {"first_day", "times"}:
        refused.field = "sessions"
    elif not form.page.offer.group and refused.field == "sessions":
        refused.field = "first_day"
    add_error(form, refused)
    if isinstance(refused, SpendingRefused | OverPermission):
        form.blocked = refused
    if isinstance(refused, PlacesGone):
        form.sessions.data = [chosen for chosen in form.sessions.data or () if UUID(chosen) not in refused.gone]


def order_new(desk: Desk, offer_id: UUID) -> Response:
    """Choose what to book; with an answer in the address, check what it costs."""
    rows = _rows(desk, offer_id)
    if not rows.offer.on_sale:
        return see_other(f"{desk.face}.offer_show", offer_id=offer_id, **desk.values)
    form = OrderForm(request.args or None, meta={"csrf": False}).offered(rows)
    if not request.args:
        return _choose(desk, form, 200)
    if wants_fragment():
        return page("webkit/order/_summary.html", quote=_ask(form), form=form, desk=desk)
    return _answer(desk, form)


def order_place(desk: Desk, offer_id: UUID) -> Response:
    """Place the order that was checked, or say why not with everything typed still there.

    A form without the key of a check page was not checked yet: that comes first, and nothing is placed.
    """
    rows = _rows(desk, offer_id)
    form = OrderForm().offered(rows)
    if "change" in request.form:
        return _choose(desk, form, 200)
    if form.key.data is None:
        return _answer(desk, form)
    if not form.validate():
        return _mend(desk, form)
    try:
        with database.writing() as session:
            order_id = purchasing.place(session, current_actor(), form.request())
    except Refusal as refused:
        _refuse(form, refused)
        return _mend(desk, form)
    return see_other(f"{desk.face}.order_show", "Your order has been sent.", order_id=order_id, **desk.values)


def _answer(desk: Desk, form: OrderForm) -> Response:
    """The check page, or why there is none with everything typed still there."""
    quote = _ask(form)
    return _check(desk, form, quote, 200) if quote else _mend(desk, form)


def _mend(desk: Desk, form: OrderForm) -> Response:
    """The page that holds what is to be mended.

    That is the check page, with what holds now, for the message and for what was not the person's to choose, such as
    a price that has changed; else the choices.
    """
    of_the_form = ""  # where WTForms keeps the errors of no field
    quote = _quoted(form) if set(form.errors) <= {"message", "by_card", of_the_form} else None
    return _check(desk, form, quote, 422) if quote else _choose(desk, form, 422)


def _check(desk: Desk, form: OrderForm, quote: Quote, status: int) -> Response:
    carried = _carried(form, quote)
    return page(
        "webkit/order/check.html",
        form=form,
        quote=quote,
        desk=desk,
        carried=list(carried.items(multi=True)),
        key=uuid4(),
        status=status,
    )


def _carried(form: OrderForm, quote: Quote) -> MultiDict[str, str]:
    """What was chosen, as the check page sends it on, with what was chosen for the person where they left it open."""
    typed = request.form if request.method == "POST" else request.args
    carried = MultiDict((name, value) for name in CARRIED for value in typed.getlist(name))
    carried["line"] = f"{form.unit}:{form.level}"
    if quote.payers:
        carried["account_id"] = str(quote.payers[0].account_id)
        carried.poplist("rest_id")
        carried.poplist("part")
    if len(quote.payers) > 1:  # what the page shows is what will be asked for, whatever happens to the first in between
        carried["rest_id"] = str(quote.payers[1].account_id)
        carried["part"] = form.part.show(quote.payers[0].pence)
    return carried


def _choose(desk: Desk, form: OrderForm, status: int) -> Response:
    others: list[OfferCard] = []
    if status == 422 and (form.sessions.errors or form.form_errors):
        with database.reading() as session:
            others = alternatives(session, current_actor(), form.page.offer)
    return page("webkit/order/choose.html", form=form, desk=desk, others=others, status=status)


def again(order_id: UUID) -> tuple[UUID, dict[str, Any]]:
    """The offer of an order, and the query of its order page that asks for the same again on the next dates.

    Raises NotFound for an order out of reach.
    """
    actor = current_actor()
    with database.reading() as session:
        before = order(session, actor, order_id)
        row = offer(session, actor, before.offer_id)
        coming = [s for s in sessions_of(session, actor, before.offer_id) if s.left > 0] if row.group else []
        open_now = {account.id for account in accounts_for(session, actor, before.person_id, Power.SPEND)}
    asked: dict[str, Any] = {"line": f"{before.unit}:{before.level}", "again_of": str(order_id)}
    paid = [str(payer.account_id) for payer in before.payers if payer.account_id in open_now]
    asked |= dict(zip(("account_id", "rest_id"), paid, strict=False))
    if row.group:
        had = {booking.session_id for booking in before.bookings if booking.state != BookingState.CANCELLED}
        asked["sessions"] = [str(s.id) for s in coming if s.id not in had][: len(before.bookings)]
        return before.offer_id, asked
    return before.offer_id, asked | repeat(before.bookings, actor.now)


def repeat(bookings: Sequence[BookingRow], now: datetime) -> dict[str, Any]:
    """The same times again: as many, as far apart, on the same weekday, from the first week after the last of them."""
    first, last = bookings[0], bookings[-1]
    start = first.starts_at.astimezone(LONDON)
    apart = (civil(bookings[1].starts_at) - civil(first.starts_at)).days // 7 if len(bookings) > 1 else 1
    every = apart if apart in (1, 2, 4) else 1
    day = civil(last.starts_at) + timedelta(weeks=every)
    while day <= civil(now):
        day += timedelta(weeks=1)
    return {
        "first_day": [str(day.day), str(day.month), str(day.year)],
        "at": f"{start:%H:%M}",
        "quantity": f"{first.quantity.normalize():f}",
        "times": str(len(bookings)),
        "every": str(every),
    }
