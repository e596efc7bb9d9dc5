"""The forms of those who answer for others: a worry about harm, and a dispute."""

from flask_wtf import FlaskForm

from marketplace.webkit.forms.fields import CountedWords, Needed, Pounds


class AnswerForm(FlaskForm):
    """The answer to a worry."""

    words = CountedWords(
        "Your answer",
        description="Whoever told you reads this, and so does the person. Say what you did and what happens next.",
        validators=[Needed("Write an answer: what you did, and what happens next.")],
    )


class DecisionForm(FlaskForm):
    """What a dispute is settled at, in pence, and why."""

    pence = Pounds(
        "How much to pay the provider, in pounds",
        description="From nothing (0) up to what they recorded. The rest goes back to the budget.",
        validators=[Needed("Enter how much to pay, such as 12 or 12.50. Enter 0 for nothing.")],
    )
    why = CountedWords(
        "Why",
        description="The person and the provider both read this.",
        validators=[Needed("Say why you decide so. Both sides read it.")],
    )
