"""Offers of counselling and other talking."""

from marketplace.catalogue.rules import Category, Day
from marketplace.demo.world.areas import DAR, DUR, EVERYWHERE, GHD, HPL, MID, NCL, NTY, RED, STK
from marketplace.demo.world.offers.sheet import WEEKDAYS, Group, Offer, agreed, at, online, session

_GOSFORTH = at("Lamp and Chair, Gosforth, Newcastle", NCL, NTY, GHD, outward="NE3")
_DURHAM = at("Lamp and Chair, Claypath, Durham", DUR, DAR, outward="DH1")
_CUPS = at("Two Cups, Headland, Hartlepool", HPL, STK, DUR, outward="TS24")
_NOOR = at("Noor, Borough Road, Middlesbrough", MID, STK, RED, outward="TS1")

TALKING = (
    Offer(
        "counselling", "lamp-chair", "Counselling", "Fifty minutes with somebody trained to listen.",
        "The same counsellor in the same room each week. The first time is to see whether it fits.",
        Category.TALKING, session(50_00), _GOSFORTH, agreed(WEEKDAYS, "morning afternoon"), later=session(52_00),
    ),
    Offer(
        "counselling-evening", "lamp-chair", "Evening counselling online", "Talk from home after six.",
        "On screen or by phone. You can type if you cannot speak freely at home.",
        Category.TALKING, session(55_00), online(), agreed("MO TU TH", "evening"),
    ),
    Offer(
        "counselling-trainee", "lamp-chair", "Low cost counselling", "With a trainee who has a senior behind them.",
        "As long as you need, up to a year. There can be a wait of two weeks.",
        Category.TALKING, session(20_00), _GOSFORTH, agreed("WE FR", "morning afternoon"),
    ),
    Offer(
        "cbt", "lamp-chair", "CBT for worry and panic", "Learn what feeds the worry and how to starve it.",
        "Eight to twelve sessions with small tasks in between. You get a workbook.",
        Category.TALKING, session(58_00), _DURHAM, agreed(WEEKDAYS, "morning afternoon evening"), access="easy_read",
    ),
    Offer(
        "worry-course", "lamp-chair", "Less worry: a course", "Evenings in a small group, with a plan.",
        "We try one new thing each week and say how it went. Nobody has to speak.",
        Category.TALKING, session(22_00), _DURHAM, Group(Day.TUESDAY, "17:30", "19:00", 8), terms=(24, 50),
    ),
    Offer(
        "grief-group", "lamp-chair", "After a death", "A group for people who have lost somebody.",
        "It does not matter how long ago. Bring a photo if you want to.",
        Category.TALKING, session(14_00), _GOSFORTH, Group(Day.WEDNESDAY, "16:00", "17:30", 7), terms=(24, 50),
    ),
    Offer(
        "two-cups-counselling", "two-cups", "Counselling in Hartlepool", "A quiet front room and time to talk.",
        "We meet each week, or each second week. Evening times on Tuesday.",
        Category.TALKING, session(48_00), _CUPS, agreed("MO TU WE TH", "morning afternoon evening"),
    ),
    Offer(
        "family-talk", "two-cups", "Talk as a family", "For two or more people who want to be heard.",
        "A couple, a mother and son, or a whole household. We make sure that each one speaks.",
        Category.TALKING, session(60_00), _CUPS, agreed("MO TH FR", "afternoon evening"),
    ),
    Offer(
        "walking-counselling", "two-cups", "Counselling on the move", "Talk while you walk by the sea.",
        "Some things are easier to say side by side. In bad weather we use the front room.",
        Category.TALKING, session(52_00), at("Headland, Hartlepool", HPL, outward="TS24"),
        agreed("WE FR", "morning afternoon"),
    ),
    Offer(
        "counselling-arabic", "noor", "Counselling in Arabic", "Talk in the language you dream in.",
        "With a counsellor who grew up speaking Arabic. In the room or online.",
        Category.TALKING, session(50_00), _NOOR, agreed("MO WE FR", "morning afternoon"), languages="ar",
    ),
    Offer(
        "counselling-urdu", "noor", "Counselling in Urdu and Panjabi", "Nothing gets lost in between.",
        "You can move from one language to the other as you like.",
        Category.TALKING, session(50_00), _NOOR, agreed("TU TH", "morning afternoon evening"), languages="ur pa en",
    ),
    Offer(
        "counselling-farsi", "noor", "Counselling in Farsi, online", "From anywhere in the North East.",
        "Evening times, on screen or by phone.",
        Category.TALKING, session(48_00), online(), agreed("TU TH", "evening"), languages="fa",
    ),
    Offer(
        "noor-women", "noor", "Women's talking group", "Tea, talk and a safe door.",
        "A counsellor runs it. We speak Arabic, Urdu, Farsi and English, and help each other along.",
        Category.TALKING, session(8_00), _NOOR, Group(Day.FRIDAY, "13:00", "15:00", 9),
    ),
    Offer(
        "counselling-bsl", "seen-signed", "Counselling in BSL, online", "A Deaf counsellor on your screen.",
        "Fifty minutes in British Sign Language, with no interpreter between you.",
        Category.TALKING, session(52_00), online(*EVERYWHERE), agreed("MO TU TH", "morning evening"), languages="bfi",
        access="bsl",
    ),
)  # fmt: skip
