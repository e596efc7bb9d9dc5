"""The forms of lists: beginning one, keeping something on one, a note, and with whom to share."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice

from marketplace.choosing.operations import ListRequest
from marketplace.choosing.queries import ListRow
from marketplace.foundation.errors import Refusal
from marketplace.people.queries import GivenRow
from marketplace.webkit.forms.fields import Id, Line, Needed, Words
from marketplace.webkit.forms.offer import Few

NEW = "new"
NAMELESS = "Give the list a name, such as Things for the spring."


class Note(Words):
    """A few lines about one thing."""

    most = 2_000


class ListForm(FlaskForm):
    """A new list."""

    name = Line("Name of the list", description="For example, Things for the spring.", validators=[Needed(NAMELESS)])
    key = Id()

    def request(self, person_id: UUID) -> ListRequest:
        """What to begin."""
        return ListRequest(self.key.data or uuid4(), person_id, self.name.data or "")


class KeepForm(FlaskForm):
    """On which list to keep something, or a new one, with a note."""

    list_id = Few("Which list?", choices=[], default="")
    name = Line("Name of the new list", description="For example, Things for the spring.")
    note = Note("A note, if you like", description="Whoever sees the list reads this.")
    o = Id()
    key = Id()

    def offered(self, lists: Sequence[ListRow]) -> "KeepForm":
        """The same form, for the lists that somebody may change; with none there is only a new one."""
        self.list_id.choices = [SelectChoice(str(row.id), row.name) for row in lists]
        self.list_id.choices.append(SelectChoice(NEW, "A new list"))
        if not self.list_id.data:
            self.list_id.data = str(lists[0].id) if lists else NEW
        return self

    def check(self) -> None:
        """Raises Refusal when a new list is asked for and has no name."""
        if self.fresh and not self.name.data:
            raise Refusal(NAMELESS, "name")

    @property
    def fresh(self) -> bool:
        """Whether a new list is asked for."""
        return self.list_id.data == NEW

    def request(self, person_id: UUID) -> ListRequest:
        """The new list to begin."""
        return ListRequest(self.key.data or uuid4(), person_id, self.name.data or "")


class NoteForm(FlaskForm):
    """What somebody thinks of one thing on a list."""

    note = Note("Your note", description="Whoever sees the list reads this.")


class ShareForm(FlaskForm):
    """Who may see a list."""

    mandate_id = Few("Who may see this list?", choices=[])

    def offered(self, given: Sequence[GivenRow]) -> "ShareForm":
        """The same form, for those who help somebody."""
        self.mandate_id.choices = [SelectChoice(str(row.id), row.name) for row in given]
        return self
