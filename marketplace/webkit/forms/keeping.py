"""The forms about what is kept: asking about it, answering, and closing an account."""

from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovRadioInput
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, InputRequired

from marketplace.keeping.operations import AnswerRequest, AskRequest
from marketplace.keeping.rules.asking import ANSWERS, KIND_WORDS, STATE_WORDS, RequestKind, RequestState
from marketplace.webkit.forms.fields import CountedWords, Id, Needed

NO_KIND = "Choose what we should do."
NO_END = "Choose how it ended."


class DataAskForm(FlaskForm):
    """What to do with what is kept, and in own words what is meant."""

    kind = RadioField(
        "What should we do?",
        widget=GovRadioInput(),
        choices=[SelectChoice(kind.value, words) for kind, words in KIND_WORDS.items()],
        validators=[InputRequired(NO_KIND), AnyOf(set(RequestKind), NO_KIND)],
        validate_choice=False,
    )
    words = CountedWords("What is it about?", validators=[Needed("Say what it is about, in your own words.")])
    key = Id()

    def request(self) -> AskRequest:
        """What to ask."""
        return AskRequest(self.key.data or uuid4(), RequestKind(self.kind.data), self.words.data or "")


class DataAnswerForm(FlaskForm):
    """How a request ended, and the answer; for an erasure, whether the account is closed and erased with it."""

    state = RadioField(
        "How did it end?",
        widget=GovRadioInput(),
        choices=[SelectChoice(state.value, STATE_WORDS[state]) for state in ANSWERS],
        validators=[InputRequired(NO_END), AnyOf(set(ANSWERS), NO_END)],
        validate_choice=False,
    )
    words = CountedWords(
        "Your answer",
        description="They read this. Say what you did. If the law keeps something, say what, why and until when.",
        validators=[Needed("Write an answer: what you did, and what the law keeps.")],
    )
    close = BooleanField(
        "Close the account now, and erase what the law does not keep", widget=GovCheckboxInput(), default=False
    )

    def request(self, request_id: UUID) -> AnswerRequest:
        """What to answer."""
        return AnswerRequest(request_id, RequestState(self.state.data), self.words.data or "", bool(self.close.data))


class CloseForm(FlaskForm):
    """That one means it."""

    sure = BooleanField(
        "I have read what goes on, what ends, and what is kept",
        widget=GovCheckboxInput(),
        validators=[InputRequired("Tick this if you want to close your account.")],
    )
