"""The form in which whoever watches over an emergency says what they found."""

from flask_wtf import FlaskForm

from marketplace.webkit.forms.fields import CountedWords, Needed


class Finding(CountedWords):
    """What was found, as long as the record takes."""

    most = 2000


class FindingForm(FlaskForm):
    """What was found of the reason."""

    finding = Finding(
        "What did you find?",
        description="Say whether the reason holds, and what you did. Whoever opened it can read this. "
        "So can the person, in what they download.",
        validators=[Needed("Say what you found.")],
    )
