"""The forms in which a funder sets what a person pays toward their care, and writes down what was paid."""

from uuid import UUID, uuid4

from flask_wtf import FlaskForm

from marketplace.budgets.operations import RateRequest, SettleRequest
from marketplace.budgets.rules.contributions import (
    EVERY_WORDS,
    MOST_WORDS,
    ContributionRefused,
    Every,
    Rate,
    Settled,
)
from marketplace.webkit.forms.choosing import Few, choices
from marketplace.webkit.forms.fields import CountedWords, DayField, Id, Needed, Pounds

HOW_WORDS = {Settled.PAID: "They have paid it to us", Settled.LET_OFF: "We let them off it"}
INTO_WORDS = {"funder": "To us: we send a bill", "account": "Into their own direct payment"}


class _Short(CountedWords):
    most = MOST_WORDS


class RateForm(FlaskForm):
    """How much, how often, from when, to whom, and how it was worked out."""

    pence = Pounds(
        "How much, in pounds?",
        description="Enter 0 if they pay nothing any more.",
        validators=[Needed("Enter how much.")],
    )
    every = Few(
        "For how long is that?",
        choices=choices({every: words.capitalize() for every, words in EVERY_WORDS.items()}),
        default="",
        validators=[Needed("Choose how often.")],
    )
    starts = DayField(
        "From which day?",
        description="Tomorrow or later. For example, 1 4 2026",
        validators=[Needed("Enter the day from which they pay it.")],
    )
    into = Few(
        "Where do they pay it?",
        choices=choices(INTO_WORDS),
        default="",
        validators=[Needed("Choose where they pay it.")],
    )
    words = _Short(
        "How was it worked out?",
        description="Name the assessment and its day. The person reads this.",
        validators=[Needed("Say how it was worked out. The person reads it.")],
    )
    key = Id()

    def request(self, person_id: UUID, account_id: UUID) -> RateRequest:
        """What to set; the form must have been validated. Raises ContributionRefused without a day."""
        if self.starts.data is None:
            raise ContributionRefused("Enter the day from which they pay it.", "starts")
        rate = Rate(self.starts.data, self.pence.data or 0, Every(self.every.data))
        into = self.into.data == "account"
        return RateRequest(self.key.data or uuid4(), person_id, account_id, rate, self.words.data or "", into)


class SettleForm(FlaskForm):
    """What was paid, or what somebody is let off."""

    how = Few(
        "What happened?",
        choices=choices(HOW_WORDS),
        default="",
        validators=[Needed("Choose what happened.")],
    )
    pence = Pounds("How much of it, in pounds?", validators=[Needed("Enter how much.")])
    words = _Short("If you let them off it: why?", description="The person reads this.")
    key = Id()

    def request(self, account_id: UUID) -> SettleRequest:
        """What to write down; the form must have been validated."""
        how, pence = Settled(self.how.data), self.pence.data or 0
        return SettleRequest(self.key.data or uuid4(), account_id, how, pence, self.words.data or "")
