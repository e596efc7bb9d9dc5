"""A field that takes one picture of a paper: what comes out is made anew, or refused kindly."""

from wtforms.validators import ValidationError

from marketplace.foundation.errors import Refusal
from marketplace.webkit.forms.files import OneFile
from marketplace.webkit.pictures import MOST_BYTES, PictureRefused, cleaned

ACCEPTED = "image/jpeg,image/png"  # phones that take other kinds then send one of these


class ChooseAgain(Refusal):
    """The page comes back for another reason, and no browser keeps a file that was chosen."""

    field = "picture"

    def __init__(self) -> None:
        super().__init__("Choose the picture again: your browser does not keep it. All else is as you typed it.")


class PictureField(OneFile):
    """One picture; its data are the bytes of a JPEG made anew, once the form is valid."""

    most = MOST_BYTES
    missing = "Choose a picture of the paper."

    def pre_validate(self, form: object) -> None:
        """Raises StopValidation when there is none, and ValidationError for what is no picture of a paper."""
        super().pre_validate(form)
        sent, self.data = self.data or b"", None
        try:
            self.data = cleaned(sent)
        except PictureRefused as refused:
            raise ValidationError(refused.message) from None
