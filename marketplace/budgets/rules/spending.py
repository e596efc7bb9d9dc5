"""What a funder's money may buy (FIELD.md A18 to A21, F20, F21): national rules as data, a funder's own as dated rows.

An offer says its category and nothing else, so a rule about a category is checked, and one about a kind of thing is
shown to everybody and checked where somebody says that it is in what is bought.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from marketplace.catalogue.rules import CATEGORY_WORDS
from marketplace.foundation.errors import Refusal
from marketplace.foundation.money import Pence

MOST_WORDS = 500  # characters of a rule, and of its source


class Kind(StrEnum):
    """Kinds of things that rules speak of and that are no category of an offer."""

    ALCOHOL = "alcohol"
    TOBACCO = "tobacco"
    GAMBLING = "gambling"
    DEBT = "debt"
    ILLEGAL = "illegal"
    EMERGENCY_CARE = "emergency_care"
    PRIMARY_CARE = "primary_care"
    CLOTHING = "clothing"
    FOOD = "food"
    PHONE = "phone"
    TRANSPORT = "transport"
    GIFTS = "gifts"
    CASH = "cash"


class Effect(StrEnum):
    """What a rule says, the least strict first."""

    ALLOWED = "allowed"
    ASK = "ask"
    NOT_ALLOWED = "not_allowed"


KIND_WORDS = {
    Kind.ALCOHOL: "Alcohol",
    Kind.TOBACCO: "Tobacco",
    Kind.GAMBLING: "Gambling",
    Kind.DEBT: "Paying off a debt",
    Kind.ILLEGAL: "Anything that is against the law",
    Kind.EMERGENCY_CARE: "Care in an emergency, such as an ambulance",
    Kind.PRIMARY_CARE: "A GP, a dentist and other first care of the NHS",
    Kind.CLOTHING: "Clothes",
    Kind.FOOD: "Food and drink",
    Kind.PHONE: "Phones and what they cost to use",
    Kind.TRANSPORT: "Fares, fuel and cars",
    Kind.GIFTS: "Presents",
    Kind.CASH: "Cash",
}
ABOUT_WORDS: dict[str, str] = {
    **{category.value: words for category, words in CATEGORY_WORDS.items()},
    **{kind.value: words for kind, words in KIND_WORDS.items()},
}
EFFECT_WORDS = {
    Effect.ALLOWED: "Can be paid for",
    Effect.ASK: "Ask first",
    Effect.NOT_ALLOWED: "Cannot be paid for",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What one rule says of one category or kind, in plain words, with its source; the last day is the last it holds.

    A national rule binds the funder as well: it cannot say yes to what that forbids.
    """

    about: str
    effect: Effect
    words: str
    source: str
    starts: date
    ends: date | None = None
    national: bool = False

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


def _never(kind: Kind, words: str, source: str, starts: date) -> Rule:
    return Rule(kind, Effect.NOT_ALLOWED, words, source, starts, national=True)


_GUIDANCE = "Guidance of NHS England on personal health budgets"
_FROM = date(2014, 10, 1)  # the right to have a personal health budget (FIELD.md F26)
_THE_LAW = _never(Kind.ILLEGAL, "No budget pays for anything that is against the law.", "The law", date(2014, 4, 1))
NATIONAL: dict[str, tuple[Rule, ...]] = {  # by the kind of funder: the rule hangs on the money, not on the person (A19)
    "nhs": (
        _never(Kind.ALCOHOL, "NHS money does not pay for alcohol.", _GUIDANCE, _FROM),
        _never(Kind.TOBACCO, "NHS money does not pay for tobacco.", _GUIDANCE, _FROM),
        _never(Kind.GAMBLING, "NHS money does not pay for gambling.", _GUIDANCE, _FROM),
        _never(Kind.DEBT, "NHS money does not pay off debts.", _GUIDANCE, _FROM),
        _never(Kind.EMERGENCY_CARE, "Emergency care comes from the NHS itself, not from a budget.", _GUIDANCE, _FROM),
        _never(Kind.PRIMARY_CARE, "A GP and a dentist come from the NHS itself, not from a budget.", _GUIDANCE, _FROM),
        _THE_LAW,
    ),
    "council": (_THE_LAW,),
}


def national(funder_kind: str) -> tuple[Rule, ...]:
    """The rules that bind a kind of funder by law or national guidance."""
    return NATIONAL.get(funder_kind, ())


@dataclass(frozen=True, slots=True)
class Allowed:
    """No rule is against it."""

    effect: Effect = Effect.ALLOWED


@dataclass(frozen=True, slots=True)
class NeedsAsking:
    """The funder wants to be asked first, by this rule."""

    rule: Rule
    effect: Effect = Effect.ASK


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The money cannot pay for it, by this rule."""

    rule: Rule
    effect: Effect = Effect.NOT_ALLOWED


Verdict = Allowed | NeedsAsking | NotAllowed


def allowed(rules: Iterable[Rule], bought: Collection[str], day: date) -> Verdict:
    """What the rules that hold on a day say of something of these categories and kinds: the strictest of them."""
    found = [rule for rule in rules if rule.about in bought and rule.holds(day)]
    for effect, verdict in ((Effect.NOT_ALLOWED, NotAllowed), (Effect.ASK, NeedsAsking)):
        of_effect = sorted((rule for rule in found if rule.effect is effect), key=lambda rule: not rule.national)
        if of_effect:
            return verdict(of_effect[0])
    return Allowed()


def strictest(verdicts: Sequence[Verdict]) -> Verdict:
    """The strictest of several, such as those of several days."""
    order = list(Effect)
    return max(verdicts, key=lambda verdict: order.index(verdict.effect), default=Allowed())


class SpendingRefused(Refusal):
    """A funder's rules are against paying for this: which rule, from where, since when, and what else can be done.

    ``can_ask``: its funder may say yes to this all the same. ``account_id`` is the account that would pay,
    ``pence`` what it would pay, where that is known.
    """

    field = "account_id"

    def __init__(self, funder: str, funder_id: UUID, account_id: UUID, verdict: NeedsAsking | NotAllowed) -> None:
        rule = verdict.rule
        self.funder, self.funder_id, self.account_id = funder, funder_id, account_id
        self.pence: Pence | None = None
        self.can_ask = not rule.national
        said = f"The rule: {rule.words} ({rule.source}, from {rule.starts:%-d %B %Y})."
        if isinstance(verdict, NeedsAsking):
            what = f"{funder} asks that you ask them first before this money pays for it. {said}"
        else:
            what = f"The money from {funder} cannot pay for this. {said}"
        ask = " You can ask them: the link is under this." if self.can_ask else ""
        super().__init__(f"{what}{ask} Or choose another account, or pay for it in another way.")


class NotBackInTime(Refusal):
    """A rule from a day, or to a day, that is over."""

    def __init__(self, field: str) -> None:
        super().__init__("Choose today or a later day. What held before stays as it was.", field)


class RuleRefused(Refusal):
    """A rule of a funder does not make sense beside what there is."""


def check_rule(rule: Rule, today: date, others: Sequence[Rule]) -> None:
    """Raises NotBackInTime, and RuleRefused for days upside down or beside another rule that begins in them.

    ``others`` are the funder's own rules about the same thing. One that began before ends when the new one begins.
    """
    if rule.starts < today:
        raise NotBackInTime("starts")
    if rule.ends is not None and rule.ends < rule.starts:
        raise RuleRefused("The last day must be the first day or a later one.", "ends")
    if rule.about not in ABOUT_WORDS:
        raise RuleRefused("Choose what the rule is about.", "about")
    later = [o for o in others if o.starts >= rule.starts and (rule.ends is None or o.starts <= rule.ends)]
    if later:
        raise RuleRefused(
            f"There is a rule about this from {later[0].starts:%-d %B %Y}. Choose days that end before it, or a day "
            "after it, or take that one back first if it has not begun.",
            "starts",
        )


def ends_before(rule: Rule) -> date:
    """The last day of a rule that another one, about the same thing, takes the place of."""
    return rule.starts - timedelta(days=1)
