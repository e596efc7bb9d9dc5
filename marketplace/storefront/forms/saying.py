"""The forms in which people say things: a dispute, a rating."""

from uuid import UUID

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from marketplace.voice.operations import RatingRequest
from marketplace.voice.rules import SCORE_WORDS, STATEMENT_WORDS, Statement
from marketplace.webkit.forms.fields import CountedWords, Needed


class DisputeForm(FlaskForm):
    """Why a record is not right."""

    words = CountedWords(
        "What is not right?",
        description="The provider and whoever pays will read this.",
        validators=[Needed("Say what is not right, in your own words.")],
    )


def _statement(statement: Statement) -> RadioField:
    return RadioField(
        STATEMENT_WORDS[statement],
        widget=GovRadioInput(),
        choices=[SelectChoice(str(score), words) for score, words in SCORE_WORDS.items()],
        validate_choice=False,
    )


class RatingForm(FlaskForm):
    """The "I" statements; each may be left out, and so may the words."""

    listened = _statement(Statement.LISTENED)
    on_time = _statement(Statement.ON_TIME)
    in_control = _statement(Statement.IN_CONTROL)
    outcome = _statement(Statement.OUTCOME)
    again = _statement(Statement.AGAIN)
    words = CountedWords(
        "In your own words",
        description="You can leave this empty. The provider and whoever pays will read it. Please name nobody.",
    )

    def request(self, order_id: UUID) -> RatingRequest:
        """What was answered; anything that is no answer is left out."""
        said = {statement: self[statement.value].data for statement in Statement}
        scores = {statement: int(value) for statement, value in said.items() if value in {"1", "2", "3", "4"}}
        return RatingRequest(order_id, scores, self.words.data or "")
