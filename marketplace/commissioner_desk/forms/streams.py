"""The form in which a funder changes a stream while it runs."""

from uuid import UUID, uuid4

from flask_wtf import FlaskForm

from marketplace.budgets.operations import ChangeRequest
from marketplace.budgets.rules.streams import (
    KIND_WORDS,
    MOST_WORDS,
    REASONS,
    Change,
    ChangeKind,
    ChangeReason,
    ChangeRefused,
)
from marketplace.webkit.forms.choosing import Few, choices
from marketplace.webkit.forms.fields import CountedWords, DayField, Id, Needed, Pounds


class _Short(CountedWords):
    most = MOST_WORDS


class StreamForm(FlaskForm):
    """What changes, from when and why; the sums are for a change of payments, and for money that is asked back."""

    kind = Few(
        "What do you want to do?",
        choices=choices(KIND_WORDS),
        default="",
        validators=[Needed("Choose what you want to do.")],
    )
    starts = DayField(
        "From which day?",
        description="Today or later. For example, 1 4 2026",
        validators=[Needed("Enter the day from which it holds.")],
    )
    reason = Few(
        "Why?",
        choices=choices({reason: f"{row.words.capitalize()}. {row.rule}" for reason, row in REASONS.items()}),
        default="",
        validators=[Needed("Choose why. Each reason has its own rule.")],
    )
    words = _Short(
        "Why, in your own words",
        description="The person reads this.",
        validators=[Needed("Say why in your own words. The person reads them.")],
    )
    pence = Pounds("If payments change: how much is each, in pounds?")
    back = Pounds("If it ends and you ask money back: how much, in pounds?")
    back_by = DayField("If you ask money back: by which day?", description="Give them time, such as eight weeks.")
    key = Id()

    def request(self, person_id: UUID, account_id: UUID) -> ChangeRequest:
        """What is to change; the form must have been validated. Raises ChangeRefused without a day."""
        if self.starts.data is None:
            raise ChangeRefused("Enter the day from which it holds.", "starts")
        change = Change(
            ChangeKind(self.kind.data),
            self.starts.data,
            ChangeReason(self.reason.data),
            self.words.data or "",
            self.pence.data,
            self.back.data,
            self.back_by.data,
        )
        return ChangeRequest(self.key.data or uuid4(), person_id, account_id, change)
