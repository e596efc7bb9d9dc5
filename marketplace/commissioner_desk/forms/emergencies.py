"""The form that opens somebody's details in an emergency."""

from flask_wtf import FlaskForm

from marketplace.people.operations import OpenRequest
from marketplace.webkit.forms.fields import CountedWords, Line, Needed


class Reason(CountedWords):
    """Why somebody must be reached without being let in by them."""

    most = 1000


class EmergencyForm(FlaskForm):
    """Whom, and why."""

    name = Line("Their full name", validators=[Needed("Enter their first and last name.")])
    email = Line("Their e-mail", description="Only if two people in your area have this name.")
    reason = Reason(
        "Why do you need to look now?",
        description="They read this, and so do the safeguarding leads. It is kept.",
        validators=[Needed("Say why. Nothing is opened without a reason.")],
    )

    def request(self) -> OpenRequest:
        """What is asked for."""
        return OpenRequest(self.name.data or "", self.reason.data or "", self.email.data or "")
