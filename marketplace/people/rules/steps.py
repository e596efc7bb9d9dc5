"""The second step of signing in: how codes are written, how many there are, and how long a ceremony may take."""

import base64
import secrets
from dataclasses import dataclass
from datetime import timedelta

from marketplace.foundation.errors import Refusal

CODE_EVERY = 30  # seconds
RECOVERY_CODES = 10
CEREMONY_LASTS = timedelta(minutes=5)
FREE_CODES = 5  # wrong codes in a row before it slows


class WrongCode(Refusal):
    """The code of the app does not fit, or was used already."""

    field = "code"

    def __init__(self) -> None:
        super().__init__("That code does not fit. Wait until the app shows a new one, and type that.")


class PasskeyRefused(Refusal):
    """The passkey's answer could not be taken: too late, from elsewhere, or unknown here."""

    def __init__(self) -> None:
        super().__init__("That passkey did not work here. Try again, or use another way.")


class LastStep(Refusal):
    """The only second step of somebody who needs one cannot be taken away."""

    def __init__(self) -> None:
        super().__init__(
            "You work for an organisation, so you need a second step. Add another one first, then remove this."
        )


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys are for: the host, and the origin that browsers name."""

    host: str
    origin: str


def new_recovery_code() -> str:
    """Four groups of four letters and numbers, 80 random bits: ``ABCD-EFGH-IJKL-MNOP``."""
    letters = base64.b32encode(secrets.token_bytes(10)).decode()
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))
