"""What people say when they mean an outcome: everyday phrases, each with the outcomes that it leads to."""

from collections.abc import Mapping, Sequence

from marketplace.catalogue.rules import OUTCOME_WORDS, Outcome
from search_index.words import slips, slips_allowed, words_in

Phrase = tuple[str, ...]

# Said in any form: "leave the house" is also found in "leaving my house", since small words are left out and words are
# taken by their stems where that is possible, else as they stand.
SAID: Mapping[Outcome, str] = {
    Outcome.GET_OUT: (
        "get out of the house, out of the house, get out, getting out, out and about, leave the house, go out, "
        "going out, stuck indoors, stuck at home, stuck in, housebound, cooped up, something to do, fill my days, "
        "fill my time, nothing to do, bored, boredom, days are long, change of scene"
    ),
    Outcome.PEOPLE: (
        "meet people, make friends, new friends, meet new people, friends, friendship, friendly, lonely, loneliness, "
        "alone, isolated, isolation, company, social, socialise, people to talk to, somebody to talk to, "
        "someone to talk to, people like me, belong, companionship, cut off, on my own"
    ),
    Outcome.CREATE: (
        "make things, be creative, creative, art, arts, craft, crafts, draw, drawing, paint, painting, pottery, write, "
        "writing, sew, sewing, knit, knitting, photography, make something, use my hands, work with my hands"
    ),
    Outcome.MUSIC: (
        "play music, make music, music, sing, singing, choir, guitar, piano, drums, drumming, band, instrument, "
        "play again, learn an instrument"
    ),
    Outcome.ACTIVE: (
        "move more, get fitter, get fit, fit, fitter, fitness, exercise, active, lose weight, stronger, strength, gym, "
        "swim, swimming, sport, sports, dance, dancing, run, running, balance, stretch, yoga"
    ),
    Outcome.OUTDOORS: (
        "outdoors, outside, fresh air, nature, countryside, garden, gardening, allotment, walk, walking, walks, green, "
        "grow things, growing, grow, animals, beach, woods"
    ),
    Outcome.LEARN: (
        "learn, learn something, learn something new, study, course, class, classes, lesson, lessons, college, "
        "training, qualification, computers, digital skills, skills, read better, education"
    ),
    Outcome.WORK: (
        "get into work, get a job, find a job, find work, job, work, back to work, employment, volunteer, "
        "volunteering, paid work, career, work experience, give something back, interview"
    ),
    Outcome.HOME: (
        "run my own home, run my home, look after my home, look after my flat, keep my home, cleaning, clean, tidy, "
        "declutter, housework, shopping, help at home, laundry, washing, stay in my own home, live independently, "
        "independent, independence, live by myself, tenancy, diy, repairs"
    ),
    Outcome.EAT: (
        "cook, cooking, cook for myself, eat well, eat better, eating, food, meals, meal, healthy food, bake, baking, "
        "recipes, lunch, diet"
    ),
    Outcome.CALM: (
        "feel calmer, calm, calmer, calm down, relax, relaxation, relaxing, sleep, sleep better, insomnia, stress, "
        "stressed, worry, worried, anxious, anxiety, panic, panic attacks, mindfulness, meditation, massage, peace, "
        "unwind"
    ),
    Outcome.TALK: (
        "talk things through, talk to someone, talk, talk about it, counselling, counsellor, therapy, therapist, "
        "listen, listened to, someone to listen, somebody to listen, grief, bereavement, loss, trauma, "
        "somebody to talk to, someone to talk to, depression, depressed"
    ),
    Outcome.BAD_DAYS: (
        "bad days, get through, get through bad days, crisis, coping, cope, relapse, unwell, low mood, feel low, "
        "feeling low, feeling down, hard times, night time, at night, self harm, suicidal, hearing voices, stay well, "
        "keep well"
    ),
    Outcome.CONFIDENCE: (
        "confidence, confident, feel sure of myself, more sure of myself, self esteem, believe in myself, assertive, "
        "speak up, stand up for myself, shy"
    ),
    Outcome.ABOUT: (
        "get about, getting about, get about by myself, travel, travel by myself, travel alone, bus, buses, transport, "
        "drive, driving, learn to drive, lift, lifts, get there, use the bus, ride a bike, cycling"
    ),
    Outcome.MONEY: (
        "money, rights, benefits, debt, debts, bills, budgeting, sort out money, sort out my money, forms, pip, "
        "universal credit, rent, housing, welfare, tribunal, legal, legal advice"
    ),
    Outcome.HEARD: (
        "be heard, have my say, my say, heard, advocate, advocacy, speak for me, complain, complaint, nobody listens, "
        "on my side, my rights, meetings"
    ),
    Outcome.MYSELF: (
        "keep my culture, my culture, my faith, my language, culture, faith, language, religion, church, mosque, "
        "temple, heritage, tradition, roots, pray, prayer, identity, lgbt"
    ),
    Outcome.BREAK: (
        "break from caring, have a break, a break, break, carer, carers, caring, respite, look after my mum, "
        "look after my dad, look after my husband, look after my wife, time off, sitting service, carers break"
    ),
}

# Small words of everyday sentences that say nothing of what is looked for, beside those that no engine searches by.
FILLER = frozenset(
    words_in(
        "able again also am anybody anymore anyone anything anywhere around bit can cant close could couldnt day "
        "days dont else especially even ever every everyday everything feel feeling feels find finding get gets "
        "getting give given go goes going good got have havent hello help helping helps hi id im is isnt ive just "
        "keep kind know less let like likes ll local look looking lot lots make many may maybe me might more most "
        "much must near nearby need needing needs never new nice no nobody not nothing now often one ones people "
        "person place places please possible prefer quite rather really right see since some somebody someone "
        "something sometimes somewhere soon sort start starting still stop struggle struggling suit suits sure "
        "take thing things think though time too toward try trying us use used using ve very wanna want wanted "
        "wants way we well what when where which who will wish with without wont would wouldnt yet"
    )
)


def _table() -> dict[Phrase, tuple[Outcome, ...]]:
    table: dict[Phrase, dict[Outcome, None]] = {}
    for outcome, said in SAID.items():
        for phrase in [OUTCOME_WORDS[outcome], *said.split(",")]:
            table.setdefault(tuple(words_in(phrase)), {})[outcome] = None
    return {phrase: tuple(outcomes) for phrase, outcomes in table.items()}


TABLE = _table()
_OWN = {outcome: tuple(words_in(words)) for outcome, words in OUTCOME_WORDS.items()}
_LETTERS = {word: frozenset(word) for phrase in TABLE for word in phrase}
_HOLDING = {word: frozenset(phrase for phrase in TABLE if word in phrase) for word in _LETTERS}


def outcomes_like(typed: Sequence[str]) -> list[Outcome]:
    """The outcomes that words typed so far may mean, the likeliest first: each begins, or nearly is, a word of one."""
    near = [_near(word) for word in typed]
    holding = [frozenset().union(*(_HOLDING[word] for word in each)) for each in near]
    likely: dict[Outcome, tuple[int, bool]] = {}
    for phrase in frozenset.intersection(*holding) if holding else ():
        unlike = sum(min(each[word] for word in phrase if word in each) for each in near)
        for outcome in TABLE[phrase]:
            likely[outcome] = min(likely.get(outcome, (9, True)), (unlike, phrase != _OWN[outcome]))
    order = list(Outcome)
    return sorted(likely, key=lambda outcome: (likely[outcome], order.index(outcome)))


def _near(typed: str) -> dict[str, int]:
    """The words of phrases that a typed word may be, and how far it is from each: 0 where it begins it, else slips."""
    most = min(2, slips_allowed(typed)) if len(typed) > 4 else 0
    letters = frozenset(typed)
    found: dict[str, int] = {}
    for word, others in _LETTERS.items():
        if word.startswith(typed):
            found[word] = 0
        elif abs(len(typed) - len(word)) <= most and len(letters ^ others) <= 2 * most:  # a slip changes two at most
            number = slips(typed, word) if most else 9
            if number <= most:
                found[word] = number
    return found
