"""The form of an order: which price, which dates, how often, and which account pays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from uuid import UUID

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovRadioInput, GovSelect
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from marketplace.budgets.queries import AccountRow
from marketplace.budgets.rules import HOLDING_WORDS, Holding
from marketplace.budgets.rules.asking import OverPermission
from marketplace.budgets.rules.spending import SpendingRefused
from marketplace.catalogue.queries import OfferRow, SessionRow
from marketplace.catalogue.rules import Level, Unit
from marketplace.foundation.money import pounds
from marketplace.purchasing.operations import OrderRequest
from marketplace.purchasing.rules import MOST_OCCASIONS, Occasion, quantity_allowed, span, weekly
from marketplace.webkit.forms.fields import Amount, Clock, Count, CountedWords, DayField, Id, PenceShown, Pounds
from marketplace.webkit.words import when

NEEDS_CLOCK = (Unit.HOUR, Unit.SESSION, Unit.HALF_DAY)
NEEDS_QUANTITY = (Unit.HOUR, Unit.EACH)
CHANGED = (
    "The provider has changed the prices of this offer since you opened the page. Nothing was booked. "
    "Look at it again, and book if it still suits you."
)
NOBODY_ELSE = "none"
# what is wrong with a choice that is not, or no longer, among those that the page offers
NO_CHOICE = {
    "sessions": "A date you chose cannot be booked any more. Choose from the dates that are here.",
    "account_id": "Choose which money pays.",
    "rest_id": "Choose which money pays the rest, or leave it to one.",
    "every": "Choose how often.",
}


@dataclass(frozen=True, slots=True)
class OrderPage:
    """The rows that an order is filled in from."""

    person_id: UUID
    offer: OfferRow
    sessions: Sequence[SessionRow]
    accounts: Sequence[AccountRow]


class OrderForm(FlaskForm):
    """What to book. Groups are booked by dated session, the rest by an agreed time that may repeat."""

    line = RadioField("Which price", widget=GovRadioInput(), validate_choice=True)
    sessions = SelectMultipleField("Which dates", widget=GovCheckboxesInput())
    first_day = DayField("The first day", description="For example, 27 3 2026")
    at = Clock("What time it starts", description="For example, 10:30 or 2pm")
    quantity = Amount("How many each time", default=Decimal(1))
    times = Count("How many times in all", default=1, description="Write 1 for once.")
    every = SelectField(
        "How often",
        widget=GovSelect(),
        choices=[
            SelectChoice("1", "Every week"),
            SelectChoice("2", "Every two weeks"),
            SelectChoice("4", "Every four weeks"),
        ],
        default="1",
    )
    account_id = RadioField("Which money pays", widget=GovRadioInput())
    rest_id = RadioField("Which money pays the rest", widget=GovRadioInput(), default=NOBODY_ELSE)
    part = Pounds("The most that the first should pay, in pounds", description="Leave it empty for as much as it can.")
    by_card = RadioField(
        "How do you pay?",
        widget=GovRadioInput(),
        choices=[SelectChoice("card", "By card"), SelectChoice("self", "I pay the provider myself")],
        validate_choice=False,
    )
    message = CountedWords("Anything the provider should know (you can leave this empty)")
    key = Id()
    version_id = Id()
    expected = PenceShown()
    again_of = Id()
    blocked: SpendingRefused | OverPermission | None = None  # a funder's rule that is against paying for it
    changed = False  # the price that was chosen is not offered any more

    def offered(self, page: OrderPage) -> "OrderForm":
        """Fill in what can be chosen for one offer and one person."""
        self.page = page
        lines = [(f"{p.unit}:{p.level}", p) for p in page.offer.prices]
        self.line.choices = [
            SelectChoice(value, f"{p.level_words}: {pounds(p.pence)} {p.per}" if p.pence else f"{p.level_words}: free")
            for value, p in lines
        ]
        if self.line.data not in dict(lines):
            self.changed = self.line.data not in (None, "None")
            self.line.data = lines[0][0]
        self.sessions.choices = [
            SelectChoice(str(s.id), f"{when(s.starts_at, s.ends_at)} ({_left(s)})") for s in page.sessions
        ]
        payers = [a for a in page.accounts if a.holding in page.offer.takes]
        self.account_id.choices = [
            SelectChoice(str(a.id), f"{a.label}, {HOLDING_WORDS[Holding(a.holding)]}: {pounds(a.available)} left")
            for a in payers
        ]
        self.rest_id.choices = [SelectChoice(NOBODY_ELSE, "Nothing else: one pays it all"), *self.account_id.choices]
        if self.by_card.data not in {"card", "self"}:
            self.by_card.data = "self"
        if self.rest_id.data in (None, "None"):
            self.rest_id.data = NOBODY_ELSE
        if self.account_id.data in (None, "None") and payers:
            self.account_id.data = str(max(payers, key=lambda a: (a.begun, a.available)).id)
        unit = self.unit
        self.quantity.label.text = "How many hours each time" if unit is Unit.HOUR else "How many"
        if unit not in NEEDS_QUANTITY or page.offer.group:
            self.quantity.data = Decimal(1)
        return self

    @property
    def unit(self) -> Unit:
        """The unit of the price that is chosen, or of the first while none is."""
        chosen = str(self.line.data).partition(":")[0]
        return Unit(chosen) if chosen in set(Unit) else Unit(self.page.offer.lowest.unit)

    @property
    def level(self) -> Level:
        """The level of the price that is chosen."""
        return Level(str(self.line.data).partition(":")[2])

    @property
    def free(self) -> bool:
        """Whether the price that is chosen is nothing."""
        return any(f"{p.unit}:{p.level}" == self.line.data and not p.pence for p in self.page.offer.prices)

    @property
    def split(self) -> bool:
        """Whether a second account should pay a part."""
        return self.rest_id.data != NOBODY_ELSE and not self.free

    @property
    def shows_rest(self) -> bool:
        """Whether the page opens at the second account: it was asked for, or the first cannot pay it all."""
        return self.split or bool(self.part.data or self.account_id.errors or self.rest_id.errors or self.part.errors)

    def validate(self, extra_validators: object = None) -> bool:  # noqa: ARG002 - WTForms' signature
        """Check what is needed for this kind of offer; each error says what to mend."""
        wanted = {"line", "message", "key", "version_id", "expected", "again_of", "csrf_token"}
        wanted |= {"sessions"} if self.page.offer.group else {"first_day", "times", "every"}
        if not self.page.offer.group:
            wanted |= {"at"} if self.unit in NEEDS_CLOCK else set()
            wanted |= {"quantity"} if self.unit in NEEDS_QUANTITY else set()
        wanted |= set() if self.free else {"account_id", "rest_id", "part"}
        if self.changed:
            self.form_errors.append(CHANGED)
        fine = not self.changed
        for name, field in self._fields.items():
            if name in wanted and not field.validate(self):
                fine = False
                field.errors = [NO_CHOICE[name]] if name in NO_CHOICE else field.errors
            elif name not in wanted:
                field.errors = ()
        return self._answered(wanted) and fine

    def _answered(self, wanted: Iterable[str]) -> bool:
        """Whether everything that is needed was answered within its range."""
        asks = {
            "sessions": (bool(self.sessions.data), "Choose at least one date."),
            "first_day": (self.first_day.data is not None, "Enter the first day you want."),
            "at": (self.at.data is not None, "Enter the time it should start."),
            "quantity": (self.quantity.data is not None, "Enter how many, such as 1 or 1.5."),
            "times": (
                self.times.data is not None and 1 <= self.times.data <= MOST_OCCASIONS,
                f"Enter how many times, from 1 to {MOST_OCCASIONS}.",
            ),
            "account_id": (bool(self.account_id.data), self.no_account),
        }
        missing = [(name, words) for name, (answered, words) in asks.items() if name in wanted and not answered]
        for name, words in missing:
            if not self[name].errors or name == "account_id":
                self[name].errors = [words]
        return not missing

    @property
    def no_account(self) -> str:
        """What to do when no account is chosen."""
        if self.account_id.choices:
            return "Choose which money pays."
        return (
            "There is no budget yet that can pay for this. Look at your money page, or ask who gives you your budget."
        )

    def request(self) -> OrderRequest:
        """The order as it is asked for. Raises QuantityRefused for a quantity that cannot be booked."""
        quantity = quantity_allowed(self.quantity.data or Decimal(0))
        return OrderRequest(
            key=self.key.data or UUID(int=0),
            person_id=self.page.person_id,
            offer_id=self.page.offer.id,
            version_id=self.version_id.data,
            unit=self.unit,
            level=self.level,
            quantity=quantity,
            session_ids=self._session_ids(),
            times=() if self.page.offer.group else self._times(quantity),
            account_id=UUID(self.account_id.data) if self.account_id.data and not self.free else None,
            rest_id=UUID(self.rest_id.data) if self.split else None,
            part=None if self.free else self.part.data,
            expected=self.expected.data,
            message=self.message.data or "",
            again_of=self.again_of.data,
            by_card=self.by_card.data == "card" and not self.free,
        )

    def _session_ids(self) -> tuple[UUID, ...]:
        """The dates that were chosen, each once."""
        chosen = dict.fromkeys(self.sessions.data or ()) if self.page.offer.group else ()
        return tuple(UUID(each) for each in chosen)

    def _times(self, quantity: Decimal) -> tuple[Occasion, ...]:
        first = self.first_day.data
        if first is None:
            return ()
        days = weekly(first, self.times.data or 1, int(self.every.data or 1))
        return tuple(span(self.unit, day, self.at.data or time(), quantity) for day in days)


def _left(session: SessionRow) -> str:
    if session.left < 1:
        return "full"
    return "1 place left" if session.left == 1 else f"{session.left} places left"
