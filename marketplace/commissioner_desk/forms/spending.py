"""The forms of a funder's own rules of what its money may buy."""

from datetime import date
from uuid import UUID

from flask_wtf import FlaskForm

from marketplace.budgets.operations import RuleRequest
from marketplace.budgets.rules.spending import ABOUT_WORDS, EFFECT_WORDS, MOST_WORDS, Effect, RuleRefused
from marketplace.webkit.forms.choosing import Few, One, choices
from marketplace.webkit.forms.fields import CountedWords, DayField, Line, Needed


class _Short(CountedWords):
    most = MOST_WORDS


class RuleForm(FlaskForm):
    """What a rule is about, what it says in plain words, where it comes from, and from when."""

    about = One(
        "What is it about?",
        description="The first are what providers say of their offers. We check those when somebody books. The others "
        "we show, so that people know.",
        choices=choices(ABOUT_WORDS, "Choose one"),
        default="",
        validators=[Needed("Choose what the rule is about.")],
    )
    effect = Few(
        "What does it say?",
        choices=choices(EFFECT_WORDS),
        default="",
        validators=[Needed("Choose what the rule says.")],
    )
    words = _Short(
        "The rule in plain words",
        description="Everybody can read this. For example, Ask us before you book a break of more than two days.",
        validators=[Needed("Write the rule in plain words.")],
    )
    source = Line(
        "Where does it come from?",
        description="Everybody can read this. For example, Direct payments policy, page 4",
        validators=[Needed("Say where the rule comes from, such as a policy and its page.")],
    )
    starts = DayField(
        "From which day?",
        description="Today or later. For example, 1 4 2026. A rule about the same thing ends the day before.",
        validators=[Needed("Enter the day from which it holds.")],
    )
    ends = DayField("Until which day?", description="Leave this empty if it has no end.")

    def request(self, funder_id: UUID) -> RuleRequest:
        """What is to hold; the form must have been validated. Raises RuleRefused without a first day."""
        if self.starts.data is None:
            raise RuleRefused("Enter the day from which it holds.", "starts")
        return RuleRequest(
            funder_id,
            self.about.data or "",
            Effect(self.effect.data),
            self.words.data or "",
            self.source.data or "",
            self.starts.data,
            self.ends.data,
        )


class RuleEndForm(FlaskForm):
    """The last day of a rule."""

    ends = DayField(
        "Which day is its last?",
        description="Today or later. For example, 31 3 2027",
        validators=[Needed("Enter the last day on which it holds.")],
    )

    @property
    def last(self) -> date:
        """The last day; the form must have been validated."""
        assert self.ends.data is not None  # noqa: S101
        return self.ends.data
