"""The forms of a safeguarding lead: deciding on a worry about harm, and moving it on."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from marketplace.voice.rules import OUTCOME_WORDS
from marketplace.webkit.forms.choosing import Few, choices
from marketplace.webkit.forms.fields import CountedWords, Needed, Words


class OutcomeForm(FlaskForm):
    """What is decided, and the answer."""

    outcome = Few(
        "What do you decide?",
        choices=choices(OUTCOME_WORDS),
        default="",
        validators=[InputRequired("Choose what you decide.")],
    )
    words = CountedWords(
        "Your answer",
        description="Whoever told you reads this, and so does the person. Say what you did and what happens next.",
        validators=[Needed("Write an answer: what you did, and what happens next.")],
    )


class MoveForm(FlaskForm):
    """Which area's lead is to have it, and why."""

    area_code = Few("Whose is it?", choices=[], default="", validators=[InputRequired("Choose an area.")])
    why = Words(
        "Why do you move it on?",
        description="It is kept with what was done.",
        validators=[Needed("Say why you move it on.")],
    )

    def offered(self, areas: Mapping[str, str]) -> "MoveForm":
        """The same form, for the areas that somebody leads in."""
        self.area_code.choices = choices(areas)
        return self
