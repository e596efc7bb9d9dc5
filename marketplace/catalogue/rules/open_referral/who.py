"""Whom a service is for: ages, audiences, languages and access, mapped only where the words clearly say so."""

import re
from collections.abc import Iterator

from marketplace.catalogue.rules.open_referral.told import Told, number, unique
from marketplace.catalogue.rules.vocabulary import LANGUAGE_WORDS, Access, Language

OLDEST = 99  # years; feeds write 100 or 120 where there is no upper age

_TONGUES = (
    {word.casefold(): code for code, word in LANGUAGE_WORDS.items()}
    | {code.value: code for code in Language}
    | {
        "eng": Language.ENGLISH,
        "bsl": Language.BSL,
        "cym": Language.WELSH,
        "wel": Language.WELSH,
        "cymraeg": Language.WELSH,
        "ara": Language.ARABIC,
        "ben": Language.BENGALI,
        "bangla": Language.BENGALI,
        "pan": Language.PANJABI,
        "punjabi": Language.PANJABI,
        "pol": Language.POLISH,
        "urd": Language.URDU,
        "fas": Language.FARSI,
        "per": Language.FARSI,
        "persian": Language.FARSI,
        "ron": Language.ROMANIAN,
        "rum": Language.ROMANIAN,
    }
)

_CLAUSE = re.compile(r"[.,;:!?()\n]|\bbut\b|\bthough\b|\band (?=no\b|not\b)", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:no|not|non|none|without|cannot|unable|unavailable|limited|lacks?|except|never)\b|n['\u2019]t\b",
    re.IGNORECASE,
)
_PROVIDES = {
    Access.STEP_FREE: r"step[- ]?free|level access|wheelchair access(?:ible)?\b(?! (?:toilet|wc|loo|bathroom|parking))",
    Access.TOILET: r"(?:accessible|disabled|adapted|changing places?) (?:toilet|wc|loo)s?",
    Access.HOIST: r"\bhoists?\b|changing places?\b",
    Access.PARKING: r"blue badge|(?:disabled|accessible) (?:car )?park",
    Access.LOOP: r"(?:hearing|induction) loops?\b",
    Access.SIGNING: r"\bbsl\b|british sign language",
    Access.QUIET: r"quiet (?:space|room|area)",
    Access.EASY_READ: r"easy[- ]read",
    Access.ASSISTANCE_DOG: r"(?:assistance|guide) dogs?",
    Access.COMPANION: r"(?:carer|companion)s? (?:go(?:es)?|comes?|gets? in|attends?|enters?) (?:for )?free\b"
    r"|free (?:carer|companion) (?:ticket|place|entry)",
}
_ACCESS = {access: re.compile(pattern, re.IGNORECASE) for access, pattern in _PROVIDES.items()}


def ages(service: Told) -> str:
    """The ages in words: ``18 and over``, ``Up to 25``, ``18 to 25``; version 1 has them under ``eligibilitys``."""
    said = (_span(each) for each in (service, *service.many("eligibilitys", "eligibility")))
    return ", ".join(unique(list(said)))[:100]


def _span(told: Told) -> str:
    least, most = (number(told.value(name)) for name in ("minimum_age", "maximum_age"))
    least = least if least and least <= OLDEST else None
    most = most if most and most <= OLDEST else None
    if least and most:
        return f"{least:g} to {most:g}" if least <= most else ""
    if least:
        return f"{least:g} and over"
    return f"Up to {most:g}" if most else ""


def _terms(holder: Told, kinds: frozenset[str] | None = None) -> Iterator[str]:
    """The taxonomy terms of a record's attributes, of the kinds asked for, or of all."""
    for each in holder.many("attributes"):
        if kinds is None or each.text("link_type").lower() in kinds:
            term = each.one("taxonomy_term")
            yield each.text("label") or term.text("name", "term")


def audiences(service: Told) -> tuple[str, ...]:
    """Whom it says it is for; of a path such as ``Parents>Grandparents`` the last part."""
    labels = [each.text("audience_type", "name") for each in service.many("pc_targetAudience")]
    labels += _terms(service, frozenset({"eligibility", "audience", "target_audience"}))
    labels += [each.text("eligibility") for each in service.many("eligibilitys")]
    last = [label.rsplit(">", 1)[-1].strip() for label in labels]
    return tuple(unique([*last, service.text("eligibility_description", most=500)]))


def kinds(service: Told) -> tuple[str, ...]:
    """What kinds of thing it says it is; version 1 has them under ``service_taxonomys``."""
    old = [each.one("taxonomy").text("name") for each in service.many("service_taxonomys")]
    return tuple(unique([*old, *_terms(service, frozenset({"service_type", "service_category", "category"}))]))


def languages(service: Told) -> tuple[Language, ...]:
    """The languages that we know among those it names by word or by ISO 639 code."""
    found: set[Language] = set()
    for each in service.many("languages"):
        for words in (each.text("code"), each.text("name"), each.text("language")):
            word = words.casefold()
            found.update(_TONGUES[key] for key in (word, word.split("-")[0]) if key in _TONGUES)
    return tuple(each for each in Language if each in found)


def access(service: Told) -> tuple[Access, ...]:
    """What its places provide for, from the words on accessibility; a clause that denies something says nothing."""
    said = list(_terms(service, frozenset({"access_need", "accessibility"})))
    for place in service.many("service_at_locations"):
        location = place.one("location")
        for each in location.many("accessibility", "accessibility_for_disabilities"):
            said += [each.text("description", most=500), each.text("accessibility", most=500)]
            said += [each.text("details", most=500), *_terms(each)]
        said += _terms(location, frozenset({"access_need", "accessibility"}))
    clauses = [clause for words in said for clause in _CLAUSE.split(words) if not _DENIED.search(clause)]
    return tuple(each for each in Access if any(_ACCESS[each].search(clause) for clause in clauses))
