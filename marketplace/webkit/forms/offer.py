"""The form of an offer: what it is, who and where, when, what it costs, and what cancelling costs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, ValidationError

from marketplace.budgets.rules import HOLDING_WORDS, Holding
from marketplace.catalogue import rules
from marketplace.catalogue.queries import OfferRow
from marketplace.catalogue.rules import Level, OfferState, OfferWords, Place, PriceLine, Unit
from marketplace.foundation.money import pounds
from marketplace.people.queries import AreaRow
from marketplace.webkit.forms import facts
from marketplace.webkit.forms.choosing import Few, One, Some, choices
from marketplace.webkit.forms.fields import Count, CountedWords, DayField, Line, Pounds

LINES = ("", "_2", "_3")  # the endings of the names of each price line's fields
GROUP, ONE_TO_ONE = "group", "one_to_one"
PLACES = {Place.VENUE: "At a place", Place.HOME: "At the person's home", Place.ONLINE: "Online"}
TAKEN = {holding: HOLDING_WORDS[holding].capitalize() for holding in (Holding.NOTIONAL, Holding.DIRECT, Holding.ISF)}
_SAID_ONCE = ("title", "summary", "description", "category", "place", "venue", "notice_hours", "late_percent", "vat")
_FACTS = ("trial", "wait_weeks")
_SAID_OFTEN = ("areas", "days", "parts", "languages", "access", "takes", "outcomes", "workers", "culture")


class Title(Line):
    """A name that fits into a list."""

    most = 120


def _unit() -> One:
    units = choices({unit: rules.per_unit(unit) for unit in Unit}, "Choose one")
    return One("The price is", choices=units, default="")


def _level() -> One:
    return One("For how much support", choices=choices(rules.LEVEL_WORDS), default=Level.STANDARD.value)


class OfferForm(FlaskForm):
    """Everything that an offer says. Three price lines at most; the first is needed, and 0 makes it free."""

    title = Title(
        "Name",
        description="People see this first. For example, Allotment mornings.",
        validators=[DataRequired("Enter a name, such as Allotment mornings.")],
    )
    summary = Line(
        "In one sentence",
        description="This stands under the name in every list.",
        validators=[DataRequired("Say in one sentence what it is.")],
    )
    description = CountedWords(
        "What happens there",
        description="Short sentences help. Say what people do, who is there, and what to bring.",
        validators=[DataRequired("Say what happens there, in your own words.")],
    )
    category = One(
        "What kind of thing is it?",
        choices=choices(rules.CATEGORY_WORDS, "Choose one"),
        validators=[DataRequired("Choose what kind of thing it is.")],
    )
    outcomes = facts.outcomes()
    group = Few(
        "With others, or alone?",
        description="You set the dates and places of a group. For one to one, people ask for a time. "
        "You cannot change this after you publish it.",
        choices=choices({GROUP: "In a group", ONE_TO_ONE: "One to one"}),
        validators=[DataRequired("Choose if it is in a group or one to one.")],
    )
    place = Few(
        "Where does it happen?",
        description="People can search by this.",
        choices=choices(PLACES),
        validators=[DataRequired("Choose where it happens.")],
    )
    venue = Line("The place", description="Its name, street and town. If it is online, say how, such as by video call.")
    postcode = facts.postcode()
    areas = Some(
        "Which areas is it for?",
        description="People find it by area. Choose all that you serve.",
        validators=[DataRequired("Choose at least one area.")],
    )
    days = Some("Days", description="Leave them empty if any day can be agreed.", choices=choices(rules.DAY_WORDS))
    parts = Some("Time of day", description="Choose all that fit.", choices=choices(rules.PART_WORDS))
    languages = Some(
        "Languages", description="What your workers speak or sign there.", choices=choices(rules.LANGUAGE_WORDS)
    )
    access = Some("Access", description="Only what people can count on.", choices=choices(rules.ACCESS_WORDS))
    workers, culture = facts.workers(), facts.culture()
    wait_weeks, trial = facts.wait_weeks(), facts.trial()
    price = Pounds("Price (£)", description="What the person pays, with any VAT. Write 0 if it is free.")
    unit, level = _unit(), _level()
    price_2, unit_2, level_2 = Pounds("Price (£)"), _unit(), _level()
    price_3, unit_3, level_3 = Pounds("Price (£)"), _unit(), _level()
    takes = Some(
        "Which money do you take?",
        description="With money held by the funder, the funder pays you. With a direct payment, the person does.",
        choices=choices(TAKEN),
    )
    vat = Few(
        "VAT",
        description="Welfare by charities and by regulated providers is often exempt (VAT Notice 701/2). "
        "If you are not sure, ask whoever does your accounts.",
        choices=choices(rules.VAT_WORDS),
        validators=[DataRequired("Choose how VAT is charged.")],
    )
    notice_hours = Count(
        "How many hours before can people still cancel for nothing?",
        description="There is no national rule. Many ask for 24 hours.",
        default=24,
    )
    late_percent = Count(
        "What do they pay if they cancel later, or do not come?",
        description="A share of the price, from 0 to 100. Write 0 if it costs nothing.",
    )
    starts = DayField("From which day does this count?", description="Today or later. For example, 27 3 2026.")

    def offered(self, areas: Sequence[AreaRow], was: OfferRow | None = None) -> "OfferForm":
        """Fill in the areas, and leave out what this offer cannot change: it starts at once until it is published."""
        self.areas.choices = [SelectChoice(area.code, area.name) for area in areas]
        self.was = was
        if was is None or was.state == OfferState.DRAFT:
            del self.starts
        else:
            del self.group
        return self

    def validate_venue(self, field: Field) -> None:
        """Raises ValidationError when it happens at a place that is not named."""
        if self.place.data == Place.VENUE and not field.data:
            raise ValidationError("Enter the place, such as its name and street.")

    def validate_wait_weeks(self, field: Field) -> None:
        """Raises ValidationError for a group, or outside two years."""
        if not field.errors:
            facts.fits(rules.check_wait, field.data, group=self.in_group)

    def validate_price(self, field: Field) -> None:
        """Raises ValidationError without a first price."""
        if field.data is None and not field.errors:
            raise ValidationError("Enter a price. If it is free, enter 0.")
        self._price_fits(field)

    def validate_price_2(self, field: Field) -> None:
        """Raises ValidationError for a line with a unit and no price."""
        self._price_fits(field, self.unit_2)

    def validate_price_3(self, field: Field) -> None:
        """Raises ValidationError for a line with a unit and no price."""
        self._price_fits(field, self.unit_3)

    def _price_fits(self, field: Field, unit: Field | None = None) -> None:
        if field.data is not None and field.data > rules.MOST_PRICE:
            raise ValidationError(f"A price can be up to {pounds(rules.MOST_PRICE)}. Check it.")
        if unit is not None and unit.data and field.data is None and not field.errors:
            raise ValidationError("Enter this price too, or choose nothing in its line.")

    def validate_unit(self, field: Field) -> None:
        """Raises ValidationError without a unit."""
        self._unit_fits(field, "")

    def validate_unit_2(self, field: Field) -> None:
        """Raises ValidationError for a price without a unit, or a line that is there twice."""
        self._unit_fits(field, "_2")

    def validate_unit_3(self, field: Field) -> None:
        """Raises ValidationError for a price without a unit, or a line that is there twice."""
        self._unit_fits(field, "_3")

    def _unit_fits(self, field: Field, line: str) -> None:
        if field.errors or (line and self[f"price{line}"].data is None):
            return
        if not field.data:
            raise ValidationError("Choose what this price is for, such as an hour.")
        before = [(self[f"unit{n}"].data, self[f"level{n}"].data) for n in LINES[: LINES.index(line)]]
        if (field.data, self[f"level{line}"].data) in before:
            raise ValidationError("There is a price for this above. Choose another unit or another level of support.")

    def validate_takes(self, field: Field) -> None:
        """Raises ValidationError when it costs something and no money is taken."""
        if not field.data and any(self[f"price{line}"].data for line in LINES):
            raise ValidationError("Choose which money you take for it.")

    def validate_notice_hours(self, field: Field) -> None:
        """Raises ValidationError outside four weeks."""
        if not field.errors and (field.data is None or field.data > rules.MOST_NOTICE):
            raise ValidationError(f"Enter a number of hours from 0 to {rules.MOST_NOTICE}, such as 24.")

    def validate_late_percent(self, field: Field) -> None:
        """Raises ValidationError outside a whole percentage."""
        if not field.errors and (field.data is None or field.data > 100):
            raise ValidationError("Enter a share from 0 to 100, such as 50.")

    def validate_starts(self, field: Field) -> None:
        """Raises ValidationError without a day."""
        if field.data is None and not field.errors:
            raise ValidationError("Enter the day from which this counts.")

    def words(self, today: date) -> OfferWords:
        """What the offer says. A new one, and a draft, say it from today."""
        said: dict[str, Any] = self.data
        return OfferWords(
            **{name: said[name] for name in (*_SAID_ONCE, *_FACTS)},
            **{name: tuple(dict.fromkeys(said[name] or ())) for name in _SAID_OFTEN},
            prices=self._prices(),
            outward=self._place_told.outward,
            group=self.in_group,
            starts=said.get("starts") or today,
        )

    @property
    def in_group(self) -> bool:
        """Whether it is in a group: what is published stays what it was."""
        return self.group.data == GROUP if self.group else bool(self.was and self.was.group)

    @property
    def postcode_told(self) -> str:
        """What became of a postcode that is not kept, in a sentence; empty when there is nothing to say."""
        return self._place_told.told

    @property
    def _place_told(self) -> facts.PlaceTold:
        return facts.place_told(self.postcode.data or "", at_a_place=self.place.data == Place.VENUE)

    def _prices(self) -> tuple[PriceLine, ...]:
        lines = ((self[f"unit{n}"].data, self[f"level{n}"].data, self[f"price{n}"].data) for n in LINES)
        return tuple(PriceLine(Unit(unit), Level(level), pence) for unit, level, pence in lines if pence is not None)


def said_by(offer: OfferRow, today: date) -> dict[str, Any]:
    """What an offer says now, as the data of its form."""
    said: dict[str, Any] = {name: getattr(offer, name) for name in (*_SAID_ONCE, *_FACTS, *_SAID_OFTEN)}
    said |= {"group": GROUP if offer.group else ONE_TO_ONE, "starts": today, "postcode": offer.outward}
    for line, price in zip(LINES, offer.prices, strict=False):
        said |= {f"unit{line}": price.unit, f"level{line}": price.level, f"price{line}": price.pence}
    return said
