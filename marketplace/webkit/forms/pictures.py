"""A field that takes one picture of a paper: what comes out is made anew, or refused kindly."""

from collections.abc import Sequence
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovFileInput
from werkzeug.datastructures import FileStorage
from wtforms import Field
from wtforms.validators import StopValidation, ValidationError

from marketplace.foundation.errors import Refusal
from marketplace.webkit.pictures import MOST_BYTES, PictureRefused, cleaned

ACCEPTED = "image/jpeg,image/png"  # phones that take other kinds then send one of these


class ChooseAgain(Refusal):
    """The page comes back for another reason, and no browser keeps a file that was chosen."""

    field = "picture"

    def __init__(self) -> None:
        super().__init__("Choose the picture again: your browser does not keep it. All else is as you typed it.")


class PictureField(Field):
    """One picture; its data are the bytes of a JPEG made anew, once the form is valid."""

    widget = GovFileInput()

    def _value(self) -> bool:
        return False  # no browser takes it

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Take the first file that was sent, up to a byte more than is allowed; anything else is nothing."""
        sent = next((each for each in valuelist if isinstance(each, FileStorage) and each.filename), None)
        self.data = None
        self.sent = sent is not None
        self._bytes = sent.stream.read(MOST_BYTES + 1) if sent is not None else b""

    def pre_validate(self, form: object) -> None:
        """Raises StopValidation when there is none, and ValidationError for what is no picture of a paper."""
        del form
        if not getattr(self, "sent", False):
            raise StopValidation("Choose a picture of the paper.")
        try:
            self.data = cleaned(self._bytes)
        except PictureRefused as refused:
            raise ValidationError(refused.message) from None
