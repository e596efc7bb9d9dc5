"""The form in which the person, or somebody for them, says that something is wrong with an order."""

from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired

from marketplace.voice.operations import WorryRequest
from marketplace.voice.rules import WorryKind
from marketplace.webkit.forms.fields import CountedWords, Id, Needed

NO_KIND = "Choose what it is about."


class WorryForm(FlaskForm):
    """Something is wrong: what kind of thing, and what."""

    kind = RadioField(
        "What is it about?",
        widget=GovRadioInput(),
        choices=[
            SelectChoice(WorryKind.PROBLEM.value, "Something went wrong with this order"),
            SelectChoice(WorryKind.HARM.value, "I am worried that somebody is being hurt, or is not safe"),
        ],
        validators=[InputRequired(NO_KIND), AnyOf(set(WorryKind), NO_KIND)],
        validate_choice=False,
    )
    words = CountedWords("What is wrong?", validators=[Needed("Say what is wrong, in your own words.")])
    key = Id()

    def request(self, order_id: UUID) -> WorryRequest:
        """What to say."""
        return WorryRequest(self.key.data or uuid4(), order_id, WorryKind(self.kind.data), self.words.data or "")
