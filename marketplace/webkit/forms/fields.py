"""Fields that take anything a keyboard or an attacker can send, and say kindly what is wrong with it."""

import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from govuk_frontend_wtf.wtforms_widgets import GovCharacterCount, GovDateInput, GovTextArea, GovTextInput
from wtforms import DateField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import StopValidation, ValidationError

from marketplace.foundation.money import parse_pounds

MOST_LINE = 200
MOST_TEXT = 5000
_DIGITS = re.compile(r"[0-9]{1,9}")
HIDDEN = "There is a hidden character in this that we cannot keep. Type it again, or take out what was pasted."


class Needed:
    """A validator for what may not be left empty; what was typed and could not be read keeps its own error."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, _form: object, field: Field) -> None:
        """Raises StopValidation."""
        if not field.errors and field.data in (None, ""):
            raise StopValidation(self.message)


def _clean(text: str | None) -> str:
    """One kind of line end, no spaces around."""
    return (text or "").replace("\r\n", "\n").strip()


class _Words(StringField):
    """Words of limited length, without characters that cannot be kept."""

    most = MOST_LINE

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was typed, whatever it is."""
        self.data = _clean(valuelist[0] if valuelist else "")

    def pre_validate(self, form: object) -> None:
        """Raises ValidationError for what is too long or cannot be kept."""
        del form
        text = self.data or ""
        if "\0" in text or any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
            raise ValidationError(HIDDEN)
        if len(text) > self.most:
            raise ValidationError(f"This has {len(text):,} characters. Shorten it to {self.most:,} or fewer.")


class Line(_Words):
    """One line of words."""

    widget = GovTextInput()


class Words(_Words, TextAreaField):
    """Several lines of words."""

    widget = GovTextArea()
    most = MOST_TEXT


class CountedWords(Words):
    """Several lines of words, with the characters that are left."""

    widget = GovCharacterCount()


class _Typed(Field):
    """A field whose text is read into another kind of value; what was typed is shown again when it cannot be."""

    widget = GovTextInput()
    wrong = "This could not be read."

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.show(self.data)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed. Raises ValueError with what to mend."""
        self.data = None
        text = _clean(valuelist[0] if valuelist else "")
        if not text:
            return
        self.data = self.read(text)
        if self.data is None:
            raise ValueError(self.wrong)

    def read(self, text: str) -> Any:
        """The value of a text, or None when it has none."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """The text of a value."""
        return str(value)


class Pounds(_Typed):
    """A sum in pounds, read into pence."""

    wrong = "Enter an amount in pounds, such as 12 or 12.50."

    def read(self, text: str) -> int | None:
        """Pence."""
        return parse_pounds(text) if len(text) < 30 else None

    def show(self, value: int) -> str:
        """Pounds and pence."""
        return f"{value // 100}.{value % 100:02d}" if value % 100 else str(value // 100)


class Amount(_Typed):
    """A number with up to two decimals."""

    wrong = "Enter a number, such as 1 or 1.5."

    def read(self, text: str) -> Decimal | None:
        """A finite decimal."""
        if "_" in text or not text.isascii():  # Python reads 1_0 as ten: here it is a slip for 1.0
            return None
        try:
            number = Decimal(text) if len(text) < 20 else None
        except InvalidOperation:
            return None
        return number if number is not None and number.is_finite() else None

    def show(self, value: Decimal) -> str:
        """The number without needless noughts."""
        return f"{value.normalize():f}"


class Count(_Typed):
    """A whole number."""

    wrong = "Enter a whole number, such as 6."

    def read(self, text: str) -> int | None:
        """A whole number of at most nine digits."""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class Clock(_Typed):
    """A time of day, as people write it: 10:30, 10.30, 10am, 2:30pm."""

    wrong = "Enter a time, such as 10:30 or 2pm."

    def read(self, text: str) -> time | None:
        """A time of day."""
        said = text.lower().replace(".", ":").replace(" ", "")
        half = said[-2:] if said.endswith(("am", "pm")) else ""
        hours, _, minutes = said.removesuffix(half).partition(":")
        if not (hours.isascii() and hours.isdigit() and len(hours) < 3 and (not minutes or len(minutes) == 2)):
            return None
        if minutes and not (minutes.isascii() and minutes.isdigit()):
            return None
        hour = int(hours)
        if half and not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
        return time(hour, int(minutes or 0)) if hour < 24 and int(minutes or 0) < 60 else None

    def show(self, value: time) -> str:
        """Hours and minutes."""
        return f"{value:%H:%M}"


class _DayInput(GovDateInput):
    """The date widget, for any number of posted parts, with an error link that reaches the day box."""

    def map_gov_params(self, field: Field, **kwargs: Any) -> dict[str, Any]:
        """The macro's parameters."""
        posted = field.raw_data
        if posted is not None and len(posted) != 3:
            field.raw_data = [*posted, "", "", ""][:3]
        try:
            params = super().map_gov_params(field, **kwargs)
        finally:
            field.raw_data = posted
        params["id"] = f"{field.id}-group"
        params["items"][0]["id"] = field.id
        return params


class DayField(DateField):
    """A date in three boxes: day, month, year."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, format="%d %m %Y", widget=_DayInput(), **kwargs)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read three boxes. Raises ValueError with what to mend."""
        self.data = None
        parts = [_clean(part) for part in valuelist]
        if not any(parts):
            return
        try:
            day, month, year = (int(part) if _DIGITS.fullmatch(part) else 0 for part in parts)  # there is no day 0
            self.data = date(year, month, day)
        except ValueError:
            raise ValueError("Enter a real date, such as 27 3 2026.") from None
        if not 2000 <= self.data.year <= 2100:
            self.data = None
            raise ValueError("Enter a year between 2000 and 2100.")


class Id(HiddenField):
    """An id that a page carries; anything else reads as none."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take an id, or nothing."""
        try:
            self.data = UUID(valuelist[0]) if valuelist else None
        except ValueError:
            self.data = None


class PenceShown(HiddenField):
    """A sum in pence that a page showed and carries; anything else reads as none."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take whole pence, or nothing."""
        text = valuelist[0] if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
