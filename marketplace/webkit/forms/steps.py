"""Forms of the second step: a code, a passkey's answer, and what a new one is called."""

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import HiddenField

from marketplace.webkit import kept
from marketplace.webkit.forms.fields import Line, Needed


class Asked(kept.KeptForm):
    """What somebody is to go on with afterwards."""

    next = HiddenField()


class CodeForm(Asked):
    """A code of the app or of the paper."""

    code = Line(
        "Code",
        description="Six numbers from your app. If you have lost it, one of the codes that you keep on paper.",
        widget=GovTextInput(),
        validators=[Needed("Enter the code")],
        render_kw={"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"},
    )


class PasskeyForm(Asked):
    """What a browser answers for a passkey; the script of the page fills it in."""

    ceremony = HiddenField()
    credential = HiddenField()

    @property
    def answer(self) -> dict[str, str]:
        """The ceremony and the credential, as text."""
        return {"ceremony": self.ceremony.data or "", "credential": self.credential.data or ""}


class NewPasskeyForm(PasskeyForm):
    """A passkey that a browser has made, and what to call it."""

    called = Line(
        "What to call it",
        description="Such as “my phone”. It helps you to know it again.",
        widget=GovTextInput(),
        validators=[Needed("Enter a name for it")],
    )


class NewCodeForm(Asked):
    """A code of the app that was just set up, with its secret, which stays in the page until then."""

    secret = HiddenField()
    code = Line(
        "Code that the app shows",
        widget=GovTextInput(),
        validators=[Needed("Enter the code that the app shows")],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    )
