"""The forms of how somebody wants to be told of things, and of what they need to be told them well."""

from datetime import date

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovCheckboxInput, GovRadioInput
from wtforms import BooleanField, Field, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired, ValidationError

from marketplace.people.queries import ChosenRow
from marketplace.people.rules.contact import KIND_WORDS, Contact, NoticeKind
from marketplace.people.rules.needs import NEED_WORDS, CommunicationNeed, Needs
from marketplace.webkit.forms.fields import Clock, CountedWords, DayField, Id, Line

NO_WAY = "Choose how we tell you things."
NO_CALL = "Choose whether we may ring you."
UNKNOWN = "Choose from what is listed here."
FEWEST, MOST = 7, 15  # digits of a telephone number


class Phone(Line):
    """A telephone number: digits, with what people write between them."""

    most = 40

    def pre_validate(self, form: object) -> None:
        """Raises ValidationError for what is no number."""
        super().pre_validate(form)
        said = self.data or ""
        digits = [letter for letter in said if letter.isascii() and letter.isdigit()]
        if said and (set(said) - set("0123456789 +()-") or not FEWEST <= len(digits) <= MOST):
            raise ValidationError("Enter a telephone number, such as 01632 960 001.")


class ContactForm(FlaskForm):
    """How to tell somebody things. Nothing of it is needed: each part has an answer that changes nothing."""

    by_email = RadioField(
        "How do we tell you things?",
        widget=GovRadioInput(),
        choices=[SelectChoice("yes", "Here, and by e-mail too"), SelectChoice("no", "Only here")],
        validators=[InputRequired(NO_WAY), AnyOf(("yes", "no"), NO_WAY)],
        validate_choice=False,
    )
    daily = SelectMultipleField(
        "What may wait for one letter a day?",
        widget=GovCheckboxesInput(),
        description="What you do not choose comes at once.",
        choices=[SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()],
        validate_choice=False,
    )
    begins = Clock("No letter before", description="For example, 9am.")
    ends = Clock("No letter after", description="For example, 6pm.")
    ring = RadioField(
        "May we ring you?",
        widget=GovRadioInput(),
        choices=[SelectChoice("no", "No, never"), SelectChoice("yes", "Yes, on this number")],
        validators=[InputRequired(NO_CALL), AnyOf(("yes", "no"), NO_CALL)],
        validate_choice=False,
    )
    phone = Phone("Telephone number")
    other_name = Line("Their name")
    other_contact = Line("How to reach them", description="A telephone number or an e-mail address.")

    def validate_daily(self, field: Field) -> None:
        """Raises ValidationError for a kind that there is not, or that may not wait."""
        if not set(field.data or ()) <= {kind.value for kind in KIND_WORDS}:
            raise ValidationError(UNKNOWN)

    @classmethod
    def showing(cls, row: ChosenRow) -> "ContactForm":
        """The form with what somebody chose."""
        chosen = row.contact
        return cls(
            formdata=None,
            by_email="yes" if chosen.by_email else "no",
            daily=[kind.value for kind in KIND_WORDS if kind in chosen.daily],
            begins=chosen.begins,
            ends=chosen.ends,
            ring="yes" if chosen.ring else "no",
            phone=chosen.phone,
            other_name=chosen.other_name,
            other_contact=chosen.other_contact,
        )

    def contact(self) -> Contact:
        """What was chosen."""
        return Contact(
            by_email=self.by_email.data == "yes",
            daily=frozenset(NoticeKind(kind) for kind in self.daily.data or ()),
            begins=self.begins.data,
            ends=self.ends.data,
            ring=self.ring.data == "yes",
            phone=self.phone.data or "",
            other_name=self.other_name.data or "",
            other_contact=self.other_contact.data or "",
        )


class OwnWords(CountedWords):
    """A few lines in somebody's own words."""

    most = 1000


class NeedsForm(FlaskForm):
    """What somebody needs to be told things well, and who may see it."""

    needs = SelectMultipleField(
        "What helps you?",
        widget=GovCheckboxesInput(),
        choices=[SelectChoice(need.value, words) for need, words in NEED_WORDS.items()],
        validate_choice=False,
    )
    language = Line("The language you like best", description="Leave it empty if it is English.")
    words = OwnWords("Anything else, in your own words")
    for_helpers = BooleanField("Brokers and others I let see my things", widget=GovCheckboxInput())
    for_providers = BooleanField("Providers I have an order with", widget=GovCheckboxInput())
    review_on = DayField(
        "When shall we ask you again?", description="Leave it empty, and we ask in a year. For example, 27 3 2027."
    )

    def validate_needs(self, field: Field) -> None:
        """Raises ValidationError for a need that there is not."""
        if not set(field.data or ()) <= {need.value for need in NEED_WORDS}:
            raise ValidationError(UNKNOWN)

    @classmethod
    def showing(cls, kept: Needs, today: date) -> "NeedsForm":
        """The form with what somebody said; a day to look again that has come is left for another."""
        return cls(
            formdata=None,
            needs=[need.value for need in kept.needs],
            language=kept.language,
            words=kept.words,
            for_helpers=kept.for_helpers,
            for_providers=kept.for_providers,
            review_on=kept.review_on if kept.review_on and kept.review_on > today else None,
        )

    def said(self) -> Needs:
        """What was said."""
        chosen = set(self.needs.data or ())
        return Needs(
            tuple(need for need in CommunicationNeed if need.value in chosen),
            self.language.data or "",
            self.words.data or "",
            for_helpers=bool(self.for_helpers.data),
            for_providers=bool(self.for_providers.data),
            review_on=self.review_on.data,
        )


class SeenForm(FlaskForm):
    """The newest notice on the page that somebody says they have seen."""

    newest = Id()
