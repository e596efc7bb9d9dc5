"""A form on a page, read and sent as a browser would: with everything that is in it, and what somebody types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.faces.conftest import Client

Typed = Mapping[str, object]


@dataclass
class Sheet:
    """One form: where it goes, how, and what is in it."""

    action: str
    method: str
    fields: MultiDict[str, str] = field(default_factory=MultiDict)

    def filled(self, typed: Typed) -> MultiDict[str, str]:
        """The fields with some typed over; a list is several of one name, and None takes a field away."""
        kept = self.fields.copy()
        for name, value in typed.items():
            kept.poplist(name)
            for each in value if isinstance(value, list | tuple) else () if value is None else (value,):
                kept.add(name, str(each))
        return kept

    def send(self, client: Client, **typed: object) -> TestResponse:
        """Fill it in, and press its button."""
        sent = self.filled(typed)
        if self.method == "get":
            return client.get(self.action, query_string=sent)
        return client.post(self.action, data=sent)


class _Reader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self.inside: Sheet | None = None
        self.area: str | None = None
        self.select: str | None = None
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a form, or note one of its fields."""
        told = dict(attrs)
        if tag == "form":
            self.inside = Sheet(told.get("action") or "", told.get("method") or "get")
            self.sheets.append(self.inside)
        if self.inside is None or "disabled" in told:
            return
        if tag == "textarea":
            self.area, self.words = told.get("name"), ""
        elif tag == "select":
            self.select = told.get("name")
        elif tag == "option" and self.select:
            self._option(told)
        elif tag == "input" and told.get("name"):
            self._input(told)

    def _option(self, told: dict[str, str | None]) -> None:
        assert self.inside is not None
        assert self.select is not None
        if "selected" in told or self.select not in self.inside.fields:
            self.inside.fields[self.select] = told.get("value") or ""

    def _input(self, told: dict[str, str | None]) -> None:
        assert self.inside is not None
        if told.get("type") not in {"checkbox", "radio"} or "checked" in told:
            self.inside.fields.add(str(told["name"]), told.get("value") or "")

    def handle_data(self, data: str) -> None:
        """Note what stands in a box of several lines."""
        self.words += data

    def handle_endtag(self, tag: str) -> None:
        """End a form, or a box of several lines."""
        if tag == "form":
            self.inside = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.area and self.inside is not None:
            self.inside.fields.add(self.area, self.words.removeprefix("\n"))
            self.area = None


def sheets(page: str) -> list[Sheet]:
    """Every form of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.sheets


def sheet(page: str, part: str) -> Sheet:
    """The one form of a page that has a part in its address."""
    found = [each for each in sheets(page) if part in each.action]
    found = [each for each in found if each.action == part] or found
    assert len(found) == 1, [each.action for each in found]
    return found[0]
