"""The forms of an organisation: what it says of itself, what a member does, and ending a membership."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput
from wtforms import BooleanField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from marketplace.people.operations import WordsRequest
from marketplace.people.queries import ColleagueRow
from marketplace.people.rules import DUTIES_OF, Duty, OrganisationKind
from marketplace.people.rules.members import DUTY_WORDS
from marketplace.webkit.forms.choosing import Few, Some
from marketplace.webkit.forms.fields import CountedWords, Line, Needed, Words


def looks_like_an_address(_form: object, field: Line) -> None:
    """Raises ValidationError for what cannot be an e-mail address; an empty field is none."""
    name, at, host = (field.data or "").partition("@")
    if field.data and (not name or not at or "." not in host or " " in field.data):
        raise ValidationError("Enter an e-mail address, such as hello@example.org.")


def dialled(_form: object, field: Line) -> None:
    """Raises ValidationError for what cannot be a telephone number; an empty field is none."""
    if field.data and (sum(letter.isdigit() for letter in field.data) < 6 or len(field.data) > 30):
        raise ValidationError("Enter a telephone number, such as 01632 960001.")


class OrganisationForm(FlaskForm):
    """What an organisation says of itself."""

    about = CountedWords("What you do", description="Anybody can read this. Short sentences help.")
    email = Line(
        "E-mail address",
        description="Where people can write to you. Leave it empty if there is none.",
        validators=[looks_like_an_address],
        render_kw={"type": "email", "spellcheck": "false"},
    )
    phone = Line("Telephone", description="Leave it empty if there is none.", validators=[dialled])

    def request(self) -> WordsRequest:
        """What it is to say."""
        return WordsRequest(self.about.data or "", self.email.data or "", self.phone.data or "")


class DutiesForm(FlaskForm):
    """What a member does."""

    duties = Some("What they do", choices=[])

    def offered(self, kind: str) -> "DutiesForm":
        """The same form, with the duties of a kind of organisation."""
        of = DUTIES_OF[OrganisationKind(kind)]
        self.duties.choices = [SelectChoice(duty.value, DUTY_WORDS[duty][0]) for duty in Duty if duty in of]
        return self


class WhyForm(FlaskForm):
    """A reason, which is kept with what was done."""

    why = Words("Why", description="It is kept with what was done.", validators=[Needed("Say why.")])


class EndingForm(WhyForm):
    """Why a membership ends."""


class LeaveForm(FlaskForm):
    """That somebody means to leave."""

    sure = BooleanField(
        "Yes, I leave", widget=GovCheckboxInput(), validators=[InputRequired("Tick the box if you want to leave.")]
    )


class OverForm(FlaskForm):
    """Who is to have something from now on."""

    membership_id = Few("Who has it from now on?", choices=[], default="")

    def offered(self, rows: Sequence[ColleagueRow]) -> "OverForm":
        """The same form, for these colleagues."""
        self.membership_id.choices = [SelectChoice(str(row.membership_id), row.name) for row in rows]
        return self
