"""Filter expressions as the server's documentation has them: read properly, and refused where it would refuse them."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from marketplace.foundation.distance import Point, metres_between

Row = Mapping[str, Any]
Condition = Callable[[Row], bool]

_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<word>[\w.-]+)|(?P<sign><=|>=|!=|[=<>()\[\],]))""",
    re.DOTALL,
)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", '"': '"', "'": "'"}
_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    ">": lambda held, asked: held > asked,
    ">=": lambda held, asked: held >= asked,
    "<": lambda held, asked: held < asked,
    "<=": lambda held, asked: held <= asked,
}


class Malformed(Exception):
    """An expression that the server does not understand."""


class Token(NamedTuple):
    """A quoted text, a word or a sign."""

    kind: str
    text: str


def condition(expression: Any, filterable: set[str]) -> Condition:
    """What a filter asks: a text, or a list of which all must hold, with lists in it of which one must."""
    if expression is None:
        return lambda _row: True
    if isinstance(expression, str):
        return _Reader(expression, filterable).read()
    if not isinstance(expression, list):
        raise Malformed("a filter is a text or a list")
    every = [
        _any([condition(one, filterable) for one in each]) if isinstance(each, list) else condition(each, filterable)
        for each in expression
    ]
    return _all(every)


def normal(value: Any) -> str:
    """A value as the server compares it: without case, and without blanks around it."""
    return (str(value).lower() if isinstance(value, bool) else str(value)).strip().lower()


def held(row: Row, attribute: str) -> list[Any]:
    """The values of an attribute, as a list; none where it is missing, null or empty."""
    value = row.get(attribute)
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


class _Reader:
    """Reads one expression from its beginning to its end."""

    def __init__(self, text: str, filterable: set[str]) -> None:
        self._tokens, self._filterable = list(_tokens(text)), filterable

    def read(self) -> Condition:
        asked = self._either()
        if self._tokens:
            raise Malformed(f"found unexpected characters at the end of the filter: {self._tokens[0].text}")
        return asked

    def _either(self) -> Condition:
        some = [self._both()]
        while self._next("OR"):
            some.append(self._both())
        return _any(some)

    def _both(self) -> Condition:
        every = [self._one()]
        while self._next("AND"):
            every.append(self._one())
        return _all(every)

    def _one(self) -> Condition:
        if self._next("NOT"):
            asked = self._one()
            return lambda row: not asked(row)
        if self._next("("):
            asked = self._either()
            self._must(")")
            return asked
        if self._next("_geoRadius"):
            return self._radius()
        return self._compared(self._attribute())

    def _attribute(self) -> str:
        name = self._take().text
        if name not in self._filterable:
            raise Malformed(f"Attribute `{name}` is not filterable.")
        return name

    def _compared(self, name: str) -> Condition:
        operator = self._take().text
        if operator == "IN":
            values = {normal(value) for value in self._list()}
            return lambda row: any(normal(value) in values for value in held(row, name))
        asked = self._value()
        if operator == "=":
            return lambda row: any(normal(value) == normal(asked) for value in held(row, name))
        if operator not in _COMPARED:
            raise Malformed(f"Was expecting an operation, got {operator}")
        compare, bound = _COMPARED[operator], float(asked)
        return lambda row: any(compare(value, bound) for value in held(row, name) if isinstance(value, int | float))

    def _list(self) -> list[str]:
        self._must("[")
        values: list[str] = []
        while not self._next("]"):
            values.append(self._value())
            if not self._next(","):
                self._must("]")
                break
        return values

    def _radius(self) -> Condition:
        if "_geo" not in self._filterable:
            raise Malformed("Attribute `_geo` is not filterable.")
        self._must("(")
        numbers = [float(self._value())]
        while self._next(","):
            numbers.append(float(self._value()))
        self._must(")")
        if len(numbers) != 3 or abs(numbers[0]) > 90 or abs(numbers[1]) > 180:
            raise Malformed(
                "The `_geoRadius` filter expects three arguments: `_geoRadius(latitude, longitude, radius)`."
            )
        here = Point(numbers[0], numbers[1])
        return lambda row: bool(row.get("_geo")) and metres_between(here, point_of(row)) <= numbers[2]

    def _value(self) -> str:
        token = self._take()
        if token.kind == "sign":
            raise Malformed(f"Was expecting a value but instead got {token.text}")
        return token.text

    def _take(self) -> Token:
        if not self._tokens:
            raise Malformed("the filter ends too early")
        return self._tokens.pop(0)

    def _next(self, text: str) -> bool:
        """Go past a keyword or a sign, if it is the next."""
        if self._tokens and self._tokens[0].kind != "quoted" and self._tokens[0].text == text:
            self._tokens.pop(0)
            return True
        return False

    def _must(self, text: str) -> None:
        if not self._next(text):
            raise Malformed(f"expected {text}")


def point_of(row: Row) -> Point:
    """Where a row is."""
    return Point(float(row["_geo"]["lat"]), float(row["_geo"]["lng"]))


def _tokens(text: str) -> list[Token]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Malformed(f"cannot read {text[at:]}")
        kind = str(match.lastgroup)
        found.append(Token(kind, _unescaped(match[kind][1:-1]) if kind == "quoted" else match[kind]))
        at = match.end()
    return found


def _unescaped(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        if match[1] not in _ESCAPED:
            raise Malformed(f"unknown escape {match[0]}")
        return _ESCAPED[match[1]]

    return re.sub(r"\\(.)", letter, text, flags=re.DOTALL)


def _all(every: list[Condition]) -> Condition:
    return lambda row: all(asked(row) for asked in every)


def _any(some: list[Condition]) -> Condition:
    return lambda row: any(asked(row) for asked in some)
