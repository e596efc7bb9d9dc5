"""The forms of whoever holds people's money: its terms, and its words when it declines or stops."""

from flask_wtf import FlaskForm

from marketplace.budgets.operations import TermsRequest
from marketplace.budgets.rules.funds import MOST_WORDS
from marketplace.webkit.forms.choosing import Few, choices
from marketplace.webkit.forms.fields import Count, CountedWords, Needed, Pounds

OFFERED = {"yes": "Yes, people can ask us", "no": "No, not now"}


class _Words(CountedWords):
    most = MOST_WORDS


class TermsForm(FlaskForm):
    """Whether and on what terms the provider holds money for people."""

    offered = Few(
        "Do you hold money for people?",
        choices=choices(OFFERED),
        default="",
        validators=[Needed("Choose whether people can ask you.")],
    )
    words = _Words(
        "What do you do for people whose money you hold?",
        description="In plain words. For example: we plan with you, and pay what you choose.",
        validators=[Needed("Say what you do for people whose money you hold.")],
    )
    fee = Pounds(
        "Your fee for four weeks, in pounds",
        description="It is taken out of the fund when four weeks are over. Enter 0 if you ask for none.",
        validators=[Needed("Enter your fee for four weeks, such as 12. Enter 0 if you ask for none.")],
    )
    notice_days = Count(
        "How many days' notice do you give if you stop?",
        validators=[Needed("Enter how many days' notice you give, such as 28.")],
    )

    def request(self) -> TermsRequest:
        """The terms."""
        notice = self.notice_days.data or 0
        return TermsRequest(self.offered.data == "yes", self.fee.data or 0, notice, self.words.data or "")


class WhyForm(FlaskForm):
    """Why the provider declines, or stops."""

    words = _Words(
        "Why?",
        description="The person reads this. Say what they can do instead.",
        validators=[Needed("Write why, in words that the person can use.")],
    )
