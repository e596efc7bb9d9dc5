"""The words an offer is described in: one enumeration and one table of plain words for each."""

from enum import StrEnum


class Category(StrEnum):
    """What kind of thing is offered; the list is open to what people want beyond care (FIELD.md A54)."""

    ARTS = "arts"
    MUSIC = "music"
    NATURE = "nature"
    SPORT = "sport"
    LEARNING = "learning"
    WORK = "work"
    PEER_SUPPORT = "peer_support"
    TALKING = "talking"
    SOCIAL = "social"
    HOME_SUPPORT = "home_support"
    PERSONAL_ASSISTANT = "personal_assistant"
    BREAKS = "breaks"
    ADVICE = "advice"
    TRAVEL = "travel"
    OTHER = "other"


CATEGORY_WORDS = {
    Category.ARTS: "Arts and crafts",
    Category.MUSIC: "Music",
    Category.NATURE: "Gardening and nature",
    Category.SPORT: "Sport and moving",
    Category.LEARNING: "Lessons and learning",
    Category.WORK: "Work and volunteering",
    Category.PEER_SUPPORT: "Peer support",
    Category.TALKING: "Counselling and talking",
    Category.SOCIAL: "Clubs and company",
    Category.HOME_SUPPORT: "Help at home",
    Category.PERSONAL_ASSISTANT: "Personal assistants",
    Category.BREAKS: "Breaks for carers",
    Category.ADVICE: "Advice and advocacy",
    Category.TRAVEL: "Getting about",
    Category.OTHER: "Other",
}


class Outcome(StrEnum):
    """What a person wants to change or keep, in the words that people use for it."""

    GET_OUT = "get_out"
    PEOPLE = "people"
    CREATE = "create"
    MUSIC = "music"
    ACTIVE = "active"
    OUTDOORS = "outdoors"
    LEARN = "learn"
    WORK = "work"
    HOME = "home"
    EAT = "eat"
    CALM = "calm"
    TALK = "talk"
    BAD_DAYS = "bad_days"
    CONFIDENCE = "confidence"
    ABOUT = "about"
    MONEY = "money"
    HEARD = "heard"
    MYSELF = "myself"
    BREAK = "break"


OUTCOME_WORDS = {
    Outcome.GET_OUT: "Get out of the house",
    Outcome.PEOPLE: "Meet people and make friends",
    Outcome.CREATE: "Make things and be creative",
    Outcome.MUSIC: "Play music or sing",
    Outcome.ACTIVE: "Move more and get fitter",
    Outcome.OUTDOORS: "Be outdoors",
    Outcome.LEARN: "Learn something new",
    Outcome.WORK: "Get into work or volunteering",
    Outcome.HOME: "Run my own home",
    Outcome.EAT: "Cook and eat well",
    Outcome.CALM: "Feel calmer and sleep better",
    Outcome.TALK: "Talk things through",
    Outcome.BAD_DAYS: "Get through bad days",
    Outcome.CONFIDENCE: "Feel more sure of myself",
    Outcome.ABOUT: "Get about by myself",
    Outcome.MONEY: "Sort out money and rights",
    Outcome.HEARD: "Be heard and have my say",
    Outcome.MYSELF: "Keep my culture, faith or language",
    Outcome.BREAK: "Have a break from caring",
}


class Worker(StrEnum):
    """Which gender of worker a person can ask for."""

    WOMAN = "woman"
    MAN = "man"


WORKER_WORDS = {Worker.WOMAN: "I can ask for a woman", Worker.MAN: "I can ask for a man"}


class Culture(StrEnum):
    """What is kept or given for faith and culture. It says what the offer has, and never who anybody is."""

    HALAL = "halal_food"
    KOSHER = "kosher_food"
    VEGETARIAN = "vegetarian_food"
    PRAYER = "prayer_space"
    WOMEN = "women_only"
    MEN = "men_only"
    LGBT = "lgbt"


CULTURE_WORDS = {
    Culture.HALAL: "Halal food",
    Culture.KOSHER: "Kosher food",
    Culture.VEGETARIAN: "Vegetarian food",
    Culture.PRAYER: "A place and time to pray",
    Culture.WOMEN: "For women only",
    Culture.MEN: "For men only",
    Culture.LGBT: "For LGBT+ people",
}


class Unit(StrEnum):
    """What one price buys."""

    HOUR = "hour"
    SESSION = "session"
    HALF_DAY = "half_day"
    DAY = "day"
    WEEK = "week"
    EACH = "each"


UNIT_WORDS = {
    Unit.HOUR: ("hour", "hours"),
    Unit.SESSION: ("session", "sessions"),
    Unit.HALF_DAY: ("half day", "half days"),
    Unit.DAY: ("day", "days"),
    Unit.WEEK: ("week", "weeks"),
    Unit.EACH: ("item", "items"),
}


class Level(StrEnum):
    """How much support is in the price."""

    STANDARD = "standard"
    MORE = "more"
    ONE_TO_ONE = "one_to_one"


LEVEL_WORDS = {
    Level.STANDARD: "Usual support",
    Level.MORE: "More support",
    Level.ONE_TO_ONE: "A worker just for you",
}


class Vat(StrEnum):
    """The VAT code of an offer, stored and never assumed (FIELD.md F33 to F35)."""

    EXEMPT = "exempt"
    STANDARD = "standard"
    REDUCED = "reduced"
    OUTSIDE = "outside"


VAT_WORDS = {
    Vat.EXEMPT: "No VAT is charged: exempt",
    Vat.STANDARD: "VAT at the standard rate is in the price",
    Vat.REDUCED: "VAT at the reduced rate is in the price",
    Vat.OUTSIDE: "No VAT is charged: not a business supply",
}


class Access(StrEnum):
    """What a place or a worker provides for."""

    STEP_FREE = "step_free"
    TOILET = "accessible_toilet"
    HOIST = "hoist"
    PARKING = "parking"
    LOOP = "hearing_loop"
    SIGNING = "bsl"
    QUIET = "quiet_space"
    EASY_READ = "easy_read"
    ASSISTANCE_DOG = "assistance_dog"
    COMPANION = "companion_free"


ACCESS_WORDS = {
    Access.STEP_FREE: "Step-free",
    Access.TOILET: "Accessible toilet",
    Access.HOIST: "Hoist and changing place",
    Access.PARKING: "Blue Badge parking",
    Access.LOOP: "Hearing loop",
    Access.SIGNING: "British Sign Language",
    Access.QUIET: "Quiet space",
    Access.EASY_READ: "Easy Read papers",
    Access.ASSISTANCE_DOG: "Assistance dogs welcome",
    Access.COMPANION: "Companion comes free",
}


class Language(StrEnum):
    """A language that something is offered in, by its ISO 639 code."""

    ENGLISH = "en"
    BSL = "bfi"
    WELSH = "cy"
    ARABIC = "ar"
    BENGALI = "bn"
    PANJABI = "pa"
    POLISH = "pl"
    URDU = "ur"
    FARSI = "fa"
    CANTONESE = "yue"
    ROMANIAN = "ro"


LANGUAGE_WORDS = {
    Language.ENGLISH: "English",
    Language.BSL: "British Sign Language",
    Language.WELSH: "Welsh",
    Language.ARABIC: "Arabic",
    Language.BENGALI: "Bengali",
    Language.PANJABI: "Panjabi",
    Language.POLISH: "Polish",
    Language.URDU: "Urdu",
    Language.FARSI: "Farsi",
    Language.CANTONESE: "Cantonese",
    Language.ROMANIAN: "Romanian",
}


class Day(StrEnum):
    """A day of the week, in the codes of RFC 5545."""

    MONDAY = "MO"
    TUESDAY = "TU"
    WEDNESDAY = "WE"
    THURSDAY = "TH"
    FRIDAY = "FR"
    SATURDAY = "SA"
    SUNDAY = "SU"


DAY_WORDS = {
    Day.MONDAY: "Monday",
    Day.TUESDAY: "Tuesday",
    Day.WEDNESDAY: "Wednesday",
    Day.THURSDAY: "Thursday",
    Day.FRIDAY: "Friday",
    Day.SATURDAY: "Saturday",
    Day.SUNDAY: "Sunday",
}


class Part(StrEnum):
    """A part of the day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


PART_WORDS = {Part.MORNING: "Morning", Part.AFTERNOON: "Afternoon", Part.EVENING: "Evening"}


class Place(StrEnum):
    """Where it happens."""

    VENUE = "venue"
    HOME = "home"
    ONLINE = "online"


PLACE_WORDS = {Place.VENUE: "At a place", Place.HOME: "At your home", Place.ONLINE: "Online"}


def per_unit(unit: str) -> str:
    """``an hour``, ``a session``, ``each``: how a price is said."""
    word = UNIT_WORDS[Unit(unit)][0]
    if unit == Unit.EACH:
        return "each"
    return f"an {word}" if word == "hour" else f"a {word}"
