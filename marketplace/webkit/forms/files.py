"""A field that takes one file, up to a size; what reads it says what is wrong with it."""

from collections.abc import Sequence
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovFileInput
from werkzeug.datastructures import FileStorage
from wtforms import Field
from wtforms.validators import StopValidation


class OneFile(Field):
    """One file; its data are its bytes, up to one more than ``most``, or None where there is none."""

    widget = GovFileInput()
    most = 0
    missing = "Choose a file."

    def _value(self) -> bool:
        return False  # no browser takes it

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Take the first file that was sent; anything else is nothing."""
        sent = next((each for each in valuelist if isinstance(each, FileStorage) and each.filename), None)
        self.data = sent.stream.read(self.most + 1) if sent is not None else None

    def pre_validate(self, form: object) -> None:
        """Raises StopValidation when there is none."""
        del form
        if self.data is None:
            raise StopValidation(self.missing)
