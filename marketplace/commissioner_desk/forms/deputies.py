"""The form that lets a deputy or an authorised person act, with the paper that says so."""

from collections.abc import Mapping
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf

from marketplace.foundation.errors import Refusal
from marketplace.people.operations import AppointRequest
from marketplace.people.rules import MandateKind
from marketplace.people.rules.mandates import APPOINTED, KIND_WORDS
from marketplace.webkit.forms.choosing import Few, Some
from marketplace.webkit.forms.fields import DayField, Line, Needed
from marketplace.webkit.forms.pictures import PictureField

HINTS = {
    MandateKind.DEPUTY: "They see and do everything for the person.",
    MandateKind.AUTHORISED: "They see and use the direct payments that you choose here, and no other money.",
}


class DeputyForm(FlaskForm):
    """Who, as what, by which paper, and the picture of it."""

    kind = Few(
        "What are they?",
        choices=[SelectChoice(kind.value, KIND_WORDS[kind]) for kind in APPOINTED],
        validate_choice=False,
        validators=[AnyOf([kind.value for kind in APPOINTED], "Choose which of the two it is.")],
    )
    email = Line(
        "Their e-mail",
        description="The one with which they sign in here.",
        validators=[Needed("Enter the e-mail with which they sign in here.")],
    )
    reference = Line(
        "The reference on the paper",
        description="For example, the case number of the court order.",
        validators=[Needed("Enter the reference on the paper, so that others can find it.")],
    )
    dated = DayField(
        "The date on the paper",
        description="For example, 27 3 2026",
        validators=[Needed("Enter the date on the paper.")],
    )
    ends = DayField("Their last day", description="Leave it empty if the paper names none.")
    account_ids = Some("Which direct payment do they manage?", choices=[])
    picture = PictureField(
        "A picture of the paper",
        description="A photo or a scan, as a JPEG or PNG file of up to 15 MB. We make it anew: where and with what it "
        "was taken is not kept.",
    )

    def offered(self, accounts: Mapping[UUID, str]) -> "DeputyForm":
        """The same form, for the direct payments that there are, by id with their names."""
        self.account_ids.choices = [SelectChoice(str(each), name) for each, name in accounts.items()]
        return self

    def request(self, person_id: UUID) -> AppointRequest:
        """Who is to act for a person; the form must have been validated. Raises Refusal without a date."""
        if self.dated.data is None:
            raise Refusal("Enter the date on the paper.", "dated")
        kind = MandateKind(self.kind.data)
        chosen = self.account_ids.data or () if kind is MandateKind.AUTHORISED else ()
        return AppointRequest(
            person_id,
            kind,
            self.email.data or "",
            self.reference.data or "",
            self.dated.data,
            self.picture.data or b"",
            self.ends.data,
            tuple(UUID(each) for each in chosen),
        )
