"""The forms of coming in: an address, a new account, a provider, a password, an invitation, and a helper's desk."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovTextInput
from wtforms import Field, PasswordField
from wtforms.validators import InputRequired, ValidationError

from marketplace.foundation.access import Power
from marketplace.people.operations.desk import TogetherRequest
from marketplace.people.operations.invitations import TrustRequest
from marketplace.people.operations.joining import NewAccount
from marketplace.people.operations.people import OrganisationRequest
from marketplace.people.rules import DUTIES_OF, Duty, MandateKind, OrganisationKind
from marketplace.people.rules.joining import MOST_EMAIL, SAID_WORDS, SaidHow, is_address
from marketplace.people.rules.members import DUTY_WORDS
from marketplace.webkit.forms.choosing import Few, One, Some, choices
from marketplace.webkit.forms.fields import CountedWords, DayField, Id, Line, Needed
from marketplace.webkit.forms.mandate import TermsForm

POWER_WORDS = {
    Power.PLAN: "Plan: keep lists and ask for things",
    Power.SPEND: "Spend: book from the budget",
}
KIND_WORDS = {
    MandateKind.SUPPORTER: "Supporter: a friend, a relative, somebody who helps you",
    MandateKind.BROKER: "Broker: somebody who works for a broker body",
}
NEW_PASSWORD = (
    "At least 12 characters. Three words that do not go together are good, such as a tool, a fruit and a place."  # noqa: S105
)


class _NewPassword(GovPasswordInput):
    """A password box for a password that is being chosen, which the browser may make up and keep."""

    def map_gov_params(self, field: Field, **kwargs: Any) -> dict[str, Any]:
        """The macro's parameters."""
        return super().map_gov_params(field, **kwargs) | {"autocomplete": "new-password"}


class EmailLine(Line):
    """An e-mail address, in lower case."""

    widget = GovTextInput()
    most = MOST_EMAIL

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take an address as it is compared: in lower case."""
        super().process_formdata(valuelist)
        self.data = (self.data or "").lower()

    def pre_validate(self, form: object) -> None:
        """Raises ValidationError for what no letter can be sent to."""
        super().pre_validate(form)
        if self.data and not is_address(self.data):
            raise ValidationError("Enter an e-mail address, such as name@example.org.")


def _email(label: str, needed: str, **more: str) -> EmailLine:
    shown = {"type": "email", "autocomplete": "email", "spellcheck": "false"}
    return EmailLine(label, validators=[Needed(needed)] if needed else [], render_kw=shown, **more)


def _password(label: str, needed: str) -> PasswordField:
    validators = [InputRequired(needed)]
    return PasswordField(label, description=NEW_PASSWORD, widget=_NewPassword(), validators=validators)


class EmailForm(FlaskForm):
    """An address to send a letter to."""

    email = _email("E-mail address", "Enter your e-mail address")


class CodeForm(FlaskForm):
    """A code on paper, and the address to go on with."""

    code = Line(
        "Code on your paper", validators=[Needed("Enter the code on your paper")], render_kw={"autocomplete": "off"}
    )
    email = _email("Your e-mail address", "Enter your e-mail address")


class PasswordForm(FlaskForm):
    """A new password."""

    password = _password("New password", "Enter a new password")


class ChangePasswordForm(PasswordForm):
    """A new password, and the one that holds now."""

    now = PasswordField(
        "Password now",
        widget=GovPasswordInput(),
        validators=[InputRequired("Enter the password that you have now")],
    )


class NameForm(FlaskForm):
    """What somebody is called."""

    name = Line("Your name", validators=[Needed("Enter your name")], render_kw={"autocomplete": "name"})


class NewAccountForm(NameForm):
    """A new account: name and password."""

    password = _password("Choose a password", "Choose a password")

    def request(self) -> NewAccount:
        """What to sign up with."""
        return NewAccount(self.name.data or "", self.password.data or "")


def _area() -> One:
    return One("Where do you live?", validators=[Needed("Choose the area you live in")])


class NewPersonForm(NewAccountForm):
    """A new account of somebody with support needs, or who cares for somebody."""

    area_code = _area()

    def offered(self, areas: Mapping[str, str]) -> "NewPersonForm":
        """With the areas to choose from, by code."""
        self.area_code.choices = choices(areas, "Choose an area")
        return self

    def request(self) -> NewAccount:
        """What to sign up with."""
        return NewAccount(self.name.data or "", self.password.data or "", self.area_code.data)


class AreaForm(FlaskForm):
    """Where somebody lives."""

    area_code = _area()

    def offered(self, areas: Mapping[str, str]) -> "AreaForm":
        """With the areas to choose from, by code."""
        self.area_code.choices = choices(areas, "Choose an area")
        return self


class ProviderForm(FlaskForm):
    """A provider: who they are, what they do, and how to reach them."""

    name = Line("Name of your organisation", validators=[Needed("Enter the name of your organisation")])
    about = CountedWords(
        "What do you do?",
        description="Two or three sentences. People read this beside what you offer.",
        validators=[Needed("Say in a few words what you do")],
    )
    email = _email("E-mail address that people can write to", "Enter an e-mail address that people can write to")
    phone = Line("Telephone number (optional)", render_kw={"type": "tel", "autocomplete": "tel"})

    def request(self) -> OrganisationRequest:
        """The organisation to found."""
        words = (self.name.data or "", self.about.data or "", self.email.data or "", self.phone.data or "")
        return OrganisationRequest(OrganisationKind.PROVIDER, *words)


class TrustForm(TermsForm):
    """Somebody to act for oneself: who, as what, within which bounds."""

    email = _email("Their e-mail address", "Enter their e-mail address")
    kind = Few("Who are they?", choices=choices(KIND_WORDS), validators=[Needed("Choose who they are")])

    def request(self) -> TrustRequest:
        """The invitation to send."""
        return TrustRequest(self.email.data or "", self.terms(MandateKind(self.kind.data)))


class DutyForm(FlaskForm):
    """Somebody to work for an organisation: who, for which, with which duties."""

    email = _email("Their e-mail address", "Enter their e-mail address")
    organisation_id = One("Organisation", validators=[Needed("Choose an organisation")])
    duties = Some("What will they do?", validators=[Needed("Tick at least one")])

    def offered(self, organisations: Mapping[str, str], kind: OrganisationKind | None) -> "DutyForm":
        """With the organisations to choose from, by id, and the duties of their kind: all of them where it is open."""
        duties = [duty for duty in Duty if kind is None or duty in DUTIES_OF[kind]]
        self.duties.choices = choices({duty: f"{DUTY_WORDS[duty][0]}. {DUTY_WORDS[duty][1]}" for duty in duties})
        self.organisation_id.choices = choices(organisations, "" if len(organisations) == 1 else "Choose one")
        if len(organisations) == 1:
            del self.organisation_id
        return self


class CheckForm(FlaskForm):
    """The back office's answer to a provider that signed itself up."""

    answer = Few(
        "May they publish?",
        choices=choices({"yes": "Yes, they are who they say", "no": "Not yet"}),
        validators=[Needed("Choose yes or not yet")],
    )
    why = CountedWords("If not yet, why", description="Their owner reads this. Say what to put right.")

    def validate_why(self, field: CountedWords) -> None:
        """Raises ValidationError for a no without a reason."""
        if self.answer.data == "no" and not field.data:
            raise ValidationError("Say why, and what they can put right.")


class TogetherForm(FlaskForm):
    """Somebody who is signed up at a desk, together with them."""

    name = Line("Their name", validators=[Needed("Enter their name")])
    area_code = One("Where they live", validators=[Needed("Choose the area they live in")])
    email = _email(
        "Their e-mail address (optional)", "", description="We write to it, so that they can take over. Many have none."
    )
    powers = Some("What else did they say you may do?", choices=choices(POWER_WORDS))
    until = DayField(
        "Last day",
        description="At most a year from today. They can say yes again then.",
        validators=[Needed("Enter the last day on which you may help")],
    )
    how = Few("How did they say yes?", choices=choices(SAID_WORDS), validators=[Needed("Choose how they said yes")])
    said_on = DayField("When did they say yes?", validators=[Needed("Enter the day on which they said yes")])
    words = CountedWords(
        "What did you agree?",
        description="In their words, if you can. It stands on their paper.",
        validators=[Needed("Say what you agreed, in a sentence or two")],
    )
    key = Id()

    def offered(self, areas: Mapping[str, str], *, broker: bool) -> "TogetherForm":
        """With the areas to choose from, by code; an official looks only, so is asked for no powers."""
        self.area_code.choices = choices(areas, "Choose an area")
        if not broker:
            del self.powers
        return self

    def request(self) -> TogetherRequest:
        """Whom to sign up. Only after it was validated."""
        assert self.until.data is not None  # noqa: S101 - the form was validated
        assert self.said_on.data is not None  # noqa: S101 - the form was validated
        powers = self.powers.data or [] if "powers" in self else []
        return TogetherRequest(
            key=self.key.data or uuid4(),
            name=self.name.data or "",
            area_code=self.area_code.data or "",
            email=self.email.data or None,
            powers=frozenset(Power(power) for power in powers),
            until=self.until.data,
            how=SaidHow(self.how.data),
            said_on=self.said_on.data,
            words=self.words.data or "",
        )
