"""Words that mean the same to people who look for support: short forms, old words of the field, everyday words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from search_index import everyday, outcomes, tongues
from search_index.words import words_in

Phrase = tuple[str, ...]

# Any of a line finds the others. The first block is FIELD.md E, with its old words.
SAME = (
    "direct payment, direct payments, DP, cash payment",
    "personal health budget, PHB, NHS budget",
    "individual service fund, ISF, managed by a provider",
    "personal assistant, PA",
    "user led organisation, user led, ULO, peer led, disabled people's organisation, DPO",
    "resource allocation system, RAS, indicative budget",
    "authorised person, suitable person",
    "nominated person, nominee",
    "third party account, managed account, third party managed",
    "notional budget, managed budget, council managed",
    "personal budget, individual budget, IB, self directed support, SDS",
    "integrated care board, ICB, CCG, clinical commissioning group, PCT, primary care trust",
    "eligible needs, FACS, fair access to care",
    "care programme approach, CPA",
    "section 117, s117, aftercare",
    "wellness recovery action plan, WRAP, recovery plan",
    "crisis plan, advance statement",
    "circle of support, circles of support",
    "support broker, brokerage, support planner",
    "micro enterprise, microenterprise, micro provider",
    "reablement, enablement, intermediate care",
    "independent living, Supporting People, Independent Living Fund, ILF",
    "expert by experience, lived experience, peer worker",
    "peer support, self help, mutual support, support group",
    "advocacy, advocate, IMCA, IMHA, someone to speak for me",
    "carer, carers, caregiver, care giver, unpaid carer",
    "respite, short break, short breaks, carers break, sitting service, replacement care",
    "home care, homecare, domiciliary, help at home, dom care",
    "day centre, day service, day care, day opportunities",
    "befriending, befriender, buddy, companionship",
    "counselling, counsellor, therapy, therapist, psychotherapy, talking therapy, talking therapies, CBT",
    "gardening, garden, allotment, horticulture, horticultural, green therapy",
    "art, arts, craft, crafts, painting, drawing, pottery, creative",
    "music, singing, choir, musical, instrument",
    "gym, fitness, exercise, keep fit, workout",
    "swimming, swim",
    "hydrotherapy, aquatic therapy, water therapy",
    "walking, walk, rambling, hiking",
    "cooking, cookery, baking, cook",
    "cleaning, cleaner, housework, domestic help",
    "computer, computers, digital, internet, laptop",
    "job, jobs, employment, paid work",
    "volunteering, volunteer, voluntary work",
    "transport, travel, getting about, minibus",
    "course, courses, lesson, lessons, class, classes",
    "football, soccer, footie",
    "cinema, film, films, movie",
    "woodwork, carpentry, joinery, men's shed",
    "sewing, knitting, needlework, crochet",
    "mental health, mental illness, mental wellbeing",
    "learning disability, learning disabilities, learning difficulty, LD",
    "autism, autistic, asperger, aspergers, ASD",
    "older people, elderly, pensioners, over 60s, older adults",
    "drop in, open house, coffee morning",
    "day trip, day trips, outing, outings, excursion",
    "holiday, holidays, weekend away",
    "British Sign Language, BSL, signing, signed",
    "hearing loop, induction loop",
    "Easy Read, easyread",
    "assistance dog, guide dog",
    "hoist, changing place, changing places",
    "welfare rights, welfare benefits, benefits advice, money advice",
    "one to one, 1 to 1, individual support",
    "foodbank, food bank, food parcels",
    "lunch club, luncheon club",
    "bereavement, bereaved, grief, grieving",
)

# The words before the arrow find those after it too, and not the other way round.
LEADS_TO = (
    "service user, service users, client, patient -> people who use support",
    "caring, looking after -> carer",
    "wheelchair, disabled access, mobility -> step free",
    "deaf, hard of hearing -> British Sign Language, hearing loop",
    "lonely, loneliness, isolated, isolation, friends -> befriending, social, companionship",
    "depression, depressed, anxiety, anxious -> counselling, peer support",
    "driving, car, lift, lifts -> transport",
    "company, friendship -> befriending, companionship",
    "growing, plants, vegetables -> gardening",
    "pool -> swimming",
    "work -> employment, job, volunteering",
    "college, learning, training -> course, lesson",
    "benefits, PIP, universal credit -> welfare rights, benefits advice, money advice",
    "no charge, no cost, nothing to pay -> free",
    "blue badge -> parking",
    "zumba, yoga, pilates, dance -> fitness",
    "bipolar, psychosis, schizophrenia -> mental health",
)


_ENDINGS = ("ing", "ed", "es", "s", "e", "y")
_SMALL = frozenset(words_in("a an the my our your his her their some of for to"))


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that was typed, a word or a known phrase, the phrases that mean the same, and the outcomes it means."""

    words: Phrase
    akin: tuple[Phrase, ...] = ()
    outcomes: tuple[str, ...] = ()


def _phrases(line: str) -> list[Phrase]:
    return [tuple(words_in(phrase)) for phrase in line.split(",")]


def _pairs() -> Iterator[tuple[Phrase, Phrase]]:
    for line in SAME:
        phrases = _phrases(line)
        yield from ((typed, found) for typed in phrases for found in phrases if typed != found)
    for line in (*LEADS_TO, *everyday.LEADS_TO, *tongues.LEADS_TO):
        typed_line, _, found_line = line.partition("->")
        phrases = _phrases(found_line)
        yield from ((typed, found) for typed in _phrases(typed_line) for found in phrases if typed != found)


def _table() -> dict[Phrase, tuple[Phrase, ...]]:
    table: dict[Phrase, dict[Phrase, None]] = {}
    for typed, found in _pairs():
        table.setdefault(typed, {})[found] = None
    return {typed: tuple(found) for typed, found in table.items()}


def _bare(words: Sequence[str]) -> Phrase:
    """A phrase without its small words and endings, so that "leaving my house" is "leave the house"."""
    return tuple(_stripped(word) for word in words if word not in _SMALL)


def _stripped(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _stripped(word.removesuffix(ending)) if ending in {"es", "s"} else word.removesuffix(ending)
    return word


def _key(words: Sequence[str]) -> Phrase:
    """What a phrase is known by: a word by itself as it stands, so that a slip in it is seen; more words bare."""
    return tuple(words) if len(words) == 1 else _bare(words)


def _said() -> dict[Phrase, Term]:
    """Every known phrase by its key, with what means the same and the outcomes that it leads to."""
    found: dict[Phrase, tuple[dict[Phrase, None], dict[str, None]]] = {}
    for typed, akin in TABLE.items():
        found.setdefault(_key(typed), ({}, {}))[0].update(dict.fromkeys(akin))
    for typed, meant in outcomes.TABLE.items():
        found.setdefault(_key(typed), ({}, {}))[1].update(dict.fromkeys(outcome.value for outcome in meant))
    return {key: Term((), tuple(akin), tuple(meant)) for key, (akin, meant) in found.items() if key}


TABLE = _table()
_SAID = _said()
LONGEST_PHRASE = max(map(len, TABLE)) + 2  # with small words between
SINGLE_WORDS = frozenset(phrase[0] for phrase in TABLE if len(phrase) == 1)


def terms_of(words: Sequence[str]) -> list[Term]:
    """Typed words as terms: the longest known phrase at each place, else the word by itself.

    Words that say nothing (FILLER) are left out where there is anything else.
    """
    terms: list[Term] = []
    at = 0
    while at < len(words):
        term = next(filter(None, (_known(words[at : at + most]) for most in range(LONGEST_PHRASE, 0, -1))), None)
        terms.append(term or Term((words[at],)))
        at += len(terms[-1].words)
    telling = [term for term in terms if len(term.words) > 1 or term.words[0] not in outcomes.FILLER]
    return telling if any(term.words[0] not in _SMALL for term in telling) else terms


def _known(words: Sequence[str]) -> Term | None:
    """A phrase of the tables, in any of its forms; it neither begins nor ends with a small word."""
    if words[0] in _SMALL or words[-1] in _SMALL:
        return None
    if len(words) == 1 and words[0] in outcomes.FILLER:
        return None
    said = _SAID.get(_key(words)) or _SAID.get((*words[:-1], words[-1].removesuffix("s")))
    return Term(tuple(words), said.akin, said.outcomes) if said else None


def all_words(terms: Iterable[Term]) -> set[str]:
    """Every word of the terms and of what means the same."""
    return {word for term in terms for phrase in (term.words, *term.akin) for word in phrase}
