"""The forms of a funder's settings, and of who leads safeguarding where."""

from collections.abc import Sequence
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice

from marketplace.people.operations import LeadRequest, SettingRequest
from marketplace.people.queries import AreaRow, ColleagueRow
from marketplace.people.rules import SETTING_BOUNDS, SettingName, SettingRefused
from marketplace.people.rules.safeguarding import RANK_WORDS, LeadRank
from marketplace.people.rules.settings import SETTING_WORDS
from marketplace.webkit.forms.choosing import Few, One, choices
from marketplace.webkit.forms.fields import Count, DayField, Line, Needed


class SettingForm(FlaskForm):
    """A value from a day on, and where it comes from."""

    name = HiddenField()
    value = Count("The number", validators=[Needed("Enter a whole number.")])
    starts = DayField(
        "From which day?",
        description="Today or later. For example, 1 4 2026",
        validators=[Needed("Enter the day from which it holds.")],
    )
    source = Line(
        "Where does it come from?",
        description="Everybody can read this. For example, Direct payments policy, page 4",
        validators=[Needed("Say where the number comes from, such as a policy and its page.")],
    )

    @property
    def of(self) -> SettingName | None:
        """Which setting it is; None where there is no such setting."""
        return SettingName(self.name.data) if self.name.data in set(SettingName) else None

    def worded(self, name: SettingName) -> "SettingForm":
        """The same form, in the words of a setting."""
        least, most = SETTING_BOUNDS[name]
        unit = SETTING_WORDS[name].unit
        self.name.data = name.value
        self.value.label.text = "Yes or no" if unit == "yes" else f"How many {unit}?"
        self.value.description = "Enter 1 for yes, or 0 for no." if unit == "yes" else f"From {least} to {most}."
        return self

    def request(self, funder_id: UUID, name: SettingName) -> SettingRequest:
        """What is to hold; the form must have been validated."""
        if self.starts.data is None or self.value.data is None:
            raise SettingRefused(*SETTING_BOUNDS[name])
        return SettingRequest(funder_id, name, self.value.data, self.starts.data, self.source.data or "")


class LeadForm(FlaskForm):
    """Who leads in an area, or stands in for whoever does."""

    area_code = One("Area", choices=[], default="", validators=[Needed("Choose an area.")])
    rank = Few("As what?", choices=choices(RANK_WORDS), default=LeadRank.LEAD.value)
    membership_id = Few("Who?", choices=[], default="")

    def offered(self, areas: Sequence[AreaRow], able: Sequence[ColleagueRow]) -> "LeadForm":
        """The same form, for these areas and these members."""
        self.area_code.choices = choices({area.code: area.name for area in areas}, "Choose one")
        self.membership_id.choices = [SelectChoice(str(row.membership_id), row.name) for row in able]
        return self

    def request(self, funder_id: UUID) -> LeadRequest:
        """Whom to name; the form must have been validated."""
        rank = LeadRank(self.rank.data)
        return LeadRequest(funder_id, self.area_code.data or "", rank, UUID(self.membership_id.data))
