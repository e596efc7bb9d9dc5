"""Offers of help at home, personal assistants and breaks for carers."""

from marketplace.catalogue.rules import Category, Day, OfferState
from marketplace.demo.world.areas import DAR, DUR, EVERYWHERE, GHD, HPL, MID, NCL, NTY, RED, STK, STY
from marketplace.demo.world.offers.sheet import (
    ANY_DAY,
    WEEKDAYS,
    Group,
    Offer,
    agreed,
    at,
    day,
    each,
    home,
    hour,
    session,
    week,
)

_TYNE = home(NCL, GHD, NTY, STY)
_TEES = home(MID, STK, RED, HPL)
_DUNES = at("Saltmarsh House, near Alnmouth", *EVERYWHERE, outward="NE66")

HOMES = (
    Offer(
        "help-at-home", "doorstep", "Help at home", "Cooking, cleaning, shopping and a chat.",
        "You say what gets done. We do it with you where we can, and for you where we cannot.",
        Category.HOME_SUPPORT, hour(22_00, 26_00), home(DUR), agreed(ANY_DAY, "morning afternoon"),
        later=hour(22_90, 27_00),
    ),
    Offer(
        "shop-together", "doorstep", "Shop together", "We go with you, push the trolley and read the labels.",
        "By car or by bus. We can make the list with you first.",
        Category.HOME_SUPPORT, hour(21_00), home(DUR), agreed("TU TH SA", "morning afternoon"),
    ),
    Offer(
        "evening-visits", "doorstep", "Evening visits", "Somebody looks in, makes supper and locks up.",
        "For evenings that feel long, or when sleep is hard to get to.",
        Category.HOME_SUPPORT, hour(24_00), home(DUR), agreed(ANY_DAY, "evening"),
    ),
    Offer(
        "sort-post", "doorstep", "Sort your post", "An hour with the pile of letters.",
        "We open, read and sort. You decide. Nothing is thrown away unless you say so.",
        Category.HOME_SUPPORT, session(18_00), home(DUR, DAR), agreed(WEEKDAYS, "morning afternoon"),
        access="easy_read",
    ),
    Offer(
        "declutter", "doorstep", "Clear a room", "Half a day, one room, no judging.",
        "Two of us come with bags and boxes. We take to the tip what you let go.",
        Category.HOME_SUPPORT, day(72_00), home(DUR), agreed("MO WE FR", "morning afternoon"), terms=(72, 50),
    ),
    Offer(
        "pa-daytime", "handpicked", "Personal assistant, daytime", "Choose your own worker, by the hour.",
        "You meet two or three people and pick one. Your worker can help at home, at college or out.",
        Category.PERSONAL_ASSISTANT, hour(21_00, 24_00), _TYNE, agreed(WEEKDAYS, "morning afternoon"), languages="en",
    ),
    Offer(
        "pa-evenings", "handpicked", "Personal assistant, evenings and weekends", "For gigs, matches and late nights.",
        "We do not go home at five. Your worker can stay until midnight.",
        Category.PERSONAL_ASSISTANT, hour(23_50), _TYNE, agreed(ANY_DAY, "evening afternoon"), languages="en",
    ),
    Offer(
        "pa-bengali-urdu", "handpicked", "Personal assistant who speaks Bengali or Urdu", "A worker who knows home.",
        "Women and men. Halal cooking, prayer times and family visits are part of the day.",
        Category.PERSONAL_ASSISTANT, hour(22_00), _TYNE, agreed(ANY_DAY, "morning afternoon"), languages="bn ur pa en",
    ),
    Offer(
        "pa-polish", "handpicked", "Personal assistant who speaks Polish", "Help in Polish, at home and in town.",
        "For letters, the doctor, shopping and company.",
        Category.PERSONAL_ASSISTANT, hour(21_50), _TYNE, agreed(WEEKDAYS, "morning afternoon"), languages="pl en",
    ),
    Offer(
        "pa-bsl", "handpicked", "Personal assistant who signs", "A worker with good BSL.",
        "Level three or above. Some of our workers are Deaf.",
        Category.PERSONAL_ASSISTANT, hour(23_00), _TYNE, agreed(ANY_DAY, "morning afternoon"), languages="bfi en",
        access="bsl",
    ),
    Offer(
        "pa-tees", "shared-hours", "Personal assistant on the Tees", "Matched by what you like to do.",
        "Fishing, films, church or chess: tell us and we find a worker who likes it too.",
        Category.PERSONAL_ASSISTANT, hour(20_00, 24_00), _TEES, agreed(ANY_DAY, "morning afternoon"), languages="en",
    ),
    Offer(
        "pa-arabic", "shared-hours", "Personal assistant who speaks Arabic", "Help in Arabic, at home or out.",
        "Women workers for women who ask for one.",
        Category.PERSONAL_ASSISTANT, hour(21_00), _TEES, agreed(ANY_DAY, "morning afternoon"), languages="ar en",
    ),
    Offer(
        "pa-romanian", "shared-hours", "Personal assistant who speaks Romanian", "Help in Romanian.",
        "For families who are new here. We can come to school and to the doctor.",
        Category.PERSONAL_ASSISTANT, hour(20_50), _TEES, agreed(WEEKDAYS, "morning afternoon"), languages="ro en",
    ),
    Offer(
        "pa-short-notice", "shared-hours", "Personal assistant at short notice", "When yours is ill.",
        "We send somebody the same day. We have paused this until we have enough workers.",
        Category.PERSONAL_ASSISTANT, hour(24_00), _TEES, agreed(ANY_DAY, "morning afternoon evening"), languages="en",
        terms=(2, 100), state=OfferState.PAUSED,
    ),
    Offer(
        "sitting", "dale-end", "Sitting service", "We sit with the one you care for. You go out.",
        "The same sitter each time. Two hours at least.",
        Category.BREAKS, hour(19_50), home(DUR, DAR), agreed(ANY_DAY, "morning afternoon evening"),
    ),
    Offer(
        "carers-day", "dale-end", "A day off for carers", "Eight hours, your home, our worker.",
        "We come at nine and stay till five. You can go to work, to bed or to Bamburgh.",
        Category.BREAKS, day(75_00), home(DUR, DAR), agreed(ANY_DAY, "morning afternoon"),
    ),
    Offer(
        "night-sit", "dale-end", "A night's sleep", "We stay awake so that you can sleep.",
        "From ten at night to six. We write down how the night went.",
        Category.BREAKS, each(98_00), home(DUR), agreed(ANY_DAY, "evening"), terms=(72, 50),
        state=OfferState.PAUSED,
    ),
    Offer(
        "sea-week", "saltmarsh", "A week by the sea", "Seven nights with staff, meals and sand.",
        "You have your own room with a bath. There is a hoist, a night worker and a beach wheelchair.",
        Category.BREAKS, week(480_00, 640_00), _DUNES,
        Group(Day.SATURDAY, "15:00", "10:00", 5, weeks=(-8, -6, -4, 2, 4, 6, 8), nights=7),
    ),
    Offer(
        "sea-weekend", "saltmarsh", "A weekend by the sea", "Friday to Sunday, two nights.",
        "A short break to see how you like it. Supper is at half past six.",
        Category.BREAKS, each(195_00), _DUNES,
        Group(Day.FRIDAY, "15:00", "11:00", 5, weeks=(-7, -5, -3, 1, 3, 5), nights=2), terms=(336, 50),
    ),
    Offer(
        "carers-week", "saltmarsh", "Carers' week", "Come together, or come alone and rest.",
        "A week for carers, with or without the one they care for. There is a sewing room and a sauna.",
        Category.BREAKS, week(560_00, 700_00), _DUNES,
        Group(Day.SATURDAY, "15:00", "10:00", 3, weeks=(-5, 3, 7), nights=7),
    ),
)  # fmt: skip
