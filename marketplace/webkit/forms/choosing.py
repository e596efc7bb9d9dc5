"""Fields in which one or some of what a page lists are chosen."""

from collections.abc import Mapping
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovRadioInput, GovSelect
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from marketplace.webkit.forms.fields import Needed

UNKNOWN = "Choose from what is on this page."


class _Known(SelectField):
    """Says kindly that a choice is not one of those on the page."""

    def pre_validate(self, form: Any) -> None:
        """Raises ValidationError for a choice that was not offered; that one is needed, its own validator says."""
        if self.data in (None, "") and any(isinstance(each, Needed) for each in self.validators):
            return
        try:
            super().pre_validate(form)
        except ValueError:
            raise ValidationError(UNKNOWN) from None


class One(_Known):
    """One of a list, in a box that opens."""

    widget = GovSelect()


class Few(_Known, RadioField):
    """One of a few."""

    widget = GovRadioInput()


class Some(_Known, SelectMultipleField):
    """Any number of a list."""

    widget = GovCheckboxesInput()


def choices(words: Mapping[Any, str], none: str = "") -> list[SelectChoice]:
    """The choices of a vocabulary, after one that says that nothing is chosen where its words are given."""
    first = [SelectChoice("", none)] if none else []
    return first + [SelectChoice(str(value), text) for value, text in words.items()]
