"""Refusals: what an operation raises when a rule says no. Each names the rule and what the person can do."""


class Refusal(Exception):
    """A rule says no. ``message`` is shown as it stands; ``field`` is the form field that it belongs to, if one."""

    field: str | None = None

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field or self.field


class NotFound(Exception):
    """Nothing by that address that this actor may see: what does not exist and what is not theirs look alike."""


class IllegalMove(Refusal):
    """A state may not follow the one a record is in."""


class KeyReused(Refusal):
    """The same form key came again with other contents."""

    def __init__(self) -> None:
        super().__init__(
            "This form was already sent with other answers. Open the page again and fill it in afresh, "
            "so that nothing is done twice."
        )
