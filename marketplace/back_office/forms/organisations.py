"""The forms of the back office: a new organisation, an area it covers, and a duty to propose."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput
from wtforms import BooleanField
from wtforms.validators import InputRequired

from marketplace.people.operations import OrganisationRequest, RoleRequest
from marketplace.people.queries import AreaRow, OrganisationRow
from marketplace.people.rules import DUTIES_OF, Duty, OrganisationKind
from marketplace.people.rules.members import DUTY_WORDS
from marketplace.webkit.forms.choosing import Few, One, choices
from marketplace.webkit.forms.fields import CountedWords, DayField, Line, Needed, Words
from marketplace.webkit.forms.members import dialled, looks_like_an_address

KIND_WORDS = {
    OrganisationKind.PROVIDER: "A provider",
    OrganisationKind.BROKER: "A broker body",
    OrganisationKind.COUNCIL: "A council",
    OrganisationKind.NHS: "An NHS body",
}


class RegisterForm(FlaskForm):
    """A new organisation."""

    kind = Few("What is it?", choices=choices(KIND_WORDS), default="", validators=[InputRequired("Choose what it is.")])
    name = Line("Name", validators=[Needed("Enter its name.")])
    about = CountedWords("What it says of itself", description="You can leave this empty.")
    email = Line("E-mail address", description="You can leave this empty.", validators=[looks_like_an_address])
    phone = Line("Telephone", description="You can leave this empty.", validators=[dialled])
    user_led = BooleanField("It is led by people who use support", widget=GovCheckboxInput())
    small = BooleanField("It is small", widget=GovCheckboxInput())

    def request(self) -> OrganisationRequest:
        """What to register; the form must have been validated."""
        return OrganisationRequest(
            OrganisationKind(self.kind.data),
            self.name.data or "",
            self.about.data or "",
            self.email.data or "",
            self.phone.data or "",
            user_led=bool(self.user_led.data),
            small=bool(self.small.data),
        )


class CoverForm(FlaskForm):
    """An area that a funder covers from a day on."""

    area_code = One("Area", choices=[], default="", validators=[Needed("Choose an area.")])
    starts = DayField(
        "From which day?", description="For example, 1 4 2026", validators=[Needed("Enter the first day.")]
    )

    def offered(self, areas: Sequence[AreaRow]) -> "CoverForm":
        """The same form, for these areas."""
        self.area_code.choices = choices({area.code: area.name for area in areas}, "Choose one")
        return self


class RoleForm(FlaskForm):
    """Who is to get which duty in an organisation, and why."""

    email = Line(
        "E-mail address of the person",
        description="The address that they sign in with.",
        validators=[Needed("Enter the e-mail address that they sign in with.")],
        render_kw={"type": "email", "spellcheck": "false"},
    )
    duty = Few("Which duty?", choices=[], default="", validators=[InputRequired("Choose a duty.")])
    why = Words(
        "Why",
        description="Whoever agrees reads this, and it is kept.",
        validators=[Needed("Say why they need this duty.")],
    )

    def offered(self, organisation: OrganisationRow) -> "RoleForm":
        """The same form, with the duties of an organisation's kind."""
        of = DUTIES_OF[OrganisationKind(organisation.kind)]
        self.duty.choices = choices({duty.value: DUTY_WORDS[duty][0] for duty in Duty if duty in of})
        return self

    def request(self, organisation: OrganisationRow) -> RoleRequest:
        """What to propose; the form must have been validated."""
        return RoleRequest(self.email.data or "", organisation.id, Duty(self.duty.data), self.why.data or "")
