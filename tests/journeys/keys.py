"""A visitor who has no mouse: everything is reached, and done, by the keys."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visitor


class KeysAlone(Visitor):
    """Uses pages as a visitor does. What cannot take the focus cannot be used."""

    def fill(self, label: str, words: str) -> "KeysAlone":
        """Go to a box, and type over what it holds."""
        self._at(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(words)
        return self

    def mark(self, box: Locator) -> "KeysAlone":
        """Tick a box or a radio button with the space bar."""
        self._at(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()
        expect(box).to_be_focused()  # also when a part of the page has come anew
        return self

    def pick(self, label: str, words: str) -> "KeysAlone":
        """Choose from a list that opens, by its first letters."""
        box = self.page.get_by_label(label, exact=True)
        self._at(box)
        self.page.keyboard.type(words)
        expect(box.locator("option:checked")).to_have_text(words)
        return self

    def press(self, words: str) -> "KeysAlone":
        """Press a button with the enter key."""
        self._enter(self.page.get_by_role("button", name=words, exact=True).first)
        return self

    def follow(self, words: str, within: Locator | None = None) -> "KeysAlone":
        """Follow a link with the enter key."""
        self._enter((within or self.page).get_by_role("link", name=words).first)
        return self

    def open_fold(self, summary: Locator) -> None:
        """Open a folded part with the enter key."""
        self._enter(summary)

    def choose(self, words: str) -> "KeysAlone":
        """Tick a box or a radio button by its label."""
        return self.mark(self.page.get_by_label(re.compile(re.escape(words))).first)

    def _enter(self, part: Locator) -> None:
        self._at(part)
        self.page.keyboard.press("Enter")

    def _at(self, part: Locator) -> None:
        """Go to a part of the page, which must be there for who comes by the tab key."""
        self.settled()
        part.focus()
        expect(part).to_be_focused()
        assert part.evaluate("part => part.tabIndex") >= 0
