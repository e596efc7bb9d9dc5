"""The form of what somebody may do for a person: within which bounds, and until when."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Self
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice

from marketplace.foundation.access import Power, Section
from marketplace.people.rules import MandateKind
from marketplace.people.rules.mandates import EVERYDAY, SECTION_WORDS, MandateTerms, check_terms, whole
from marketplace.webkit.forms.choosing import Some, choices
from marketplace.webkit.forms.fields import DayField, Pounds

MAY = {
    Power.PLAN.value: "Make lists and ask for things for me",
    Power.SPEND.value: "Book for me, and pay from my budget",
}
SEES = {section: words[:1].upper() + words[1:] for section, words in SECTION_WORDS.items()} | {
    Section.NOTICES: "They hear when something happens",
}


class TermsForm(FlaskForm):
    """What somebody may see and do, up to how much, from which accounts, until when."""

    sections = Some("What may they see?", choices=choices(SEES))
    may = Some("What may they do?", choices=choices(MAY))
    most_each = Pounds("The most for one booking", description="Leave it empty if you do not want a limit.")
    most_month = Pounds("The most in a calendar month", description="Leave it empty if you do not want a limit.")
    account_ids = Some("Which money is this for?", choices=[])
    ends = DayField("Until when?", description="The last day. Leave it empty, and it lasts until you end it.")

    def offered(self, accounts: Mapping[UUID, str]) -> Self:
        """The same form, for the budget accounts that somebody has, by id with their names."""
        self.account_ids.choices = [SelectChoice(str(each), name) for each, name in accounts.items()]
        return self

    @classmethod
    def showing(cls, terms: MandateTerms) -> Self:
        """A form that shows terms, to change them."""
        return cls(
            data={
                "sections": sorted(terms.sections),
                "may": sorted(terms.powers & {Power.PLAN, Power.SPEND}),
                "most_each": terms.most_each,
                "most_month": terms.most_month,
                "account_ids": [str(each) for each in terms.only_accounts],
                "ends": terms.ends,
            }
        )

    @classmethod
    def fresh(cls) -> Self:
        """A form with what most people choose: to see the everyday things, and do nothing yet."""
        return cls(data={"sections": sorted(EVERYDAY)})

    def terms(self, kind: MandateKind, before: MandateTerms | None = None) -> MandateTerms:
        """What was chosen, with what it brings with it; the form is valid.

        Where somebody may book no more, the sums that the form showed them from ``before`` go too.
        """
        chosen = MandateTerms(
            kind,
            frozenset(Power(each) for each in self.may.data or ()),
            frozenset(Section(each) for each in self.sections.data or ()),
        )
        sums = {"most_each": self.most_each.data, "most_month": self.most_month.data}
        if before is not None and Power.SPEND not in chosen.powers:
            sums = {name: pence for name, pence in sums.items() if pence != getattr(before, name)}
        bounds: dict[str, Any] = sums | {
            "only_accounts": tuple(UUID(each) for each in self.account_ids.data or ()),
            "ends": self.ends.data,
        }
        return whole(replace(chosen, **bounds))


__all__ = ["MandateTerms", "TermsForm", "check_terms"]
