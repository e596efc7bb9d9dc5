"""Offers of sport and moving, the free walks among them."""

from marketplace.catalogue.rules import Category, Day, OfferState
from marketplace.demo.world.areas import GHD, HPL, NCL, NTY, STK, STY, SUN
from marketplace.demo.world.offers.sheet import (
    ANY_DAY,
    FREE,
    WEEKDAYS,
    Group,
    Offer,
    agreed,
    at,
    home,
    hour,
    online,
    session,
)

_POOL = at("Lantern Street Baths, South Shields", STY, SUN, GHD, NCL, outward="NE33")
_HALL = at("Old Mission Hall, Bensham, Gateshead", GHD, NCL, outward="NE8")
_PITCH = at("Hylton Lane pitches, Sunderland", SUN, STY, outward="SR5")
_TRACK = at("Riverside cycle track, Stockton", STK, HPL, outward="TS18")
_AMBLE = "Walk once or twice round the park with others, then have a cup of tea. Turn up, or book to get a reminder."


def _amble(key: str, venue: str, outward: str, *areas: str) -> Offer:
    """One of the free Saturday walks."""
    return Offer(
        f"amble-{key}", "saturday-amble", f"Saturday Amble, {venue.partition(',')[0]}",
        "A free walk in the park each Saturday.", _AMBLE,
        Category.SPORT, FREE, at(venue, *areas, outward=outward), Group(Day.SATURDAY, "09:30", "10:45", 40),
    )  # fmt: skip


MOVING = (
    _amble("meadow", "Long Meadow Park, Jesmond", "NE2", NCL, NTY),
    _amble("quarry", "Quarry Field Park, Low Fell", "NE9", GHD),
    _amble("lantern", "Lantern Green, Seaburn", "SR6", SUN),
    _amble("heron", "Heron Mere Park, Norton", "TS20", STK),
    _amble("dovecote", "Dovecote Park, Hartlepool", "TS26", HPL),
    Offer(
        "warm-water", "deep-breath", "Warm water hour", "Move in a warm pool with a hoist and a helper.",
        "The water is as warm as a bath. We help you in and out. Bring somebody along: they swim free.",
        Category.SPORT, session(9_00, 14_00), _POOL, Group(Day.TUESDAY, "14:00", "15:00", 8),
    ),
    Offer(
        "women-swim", "deep-breath", "Women's swim", "For women only, with women staff and the blinds down.",
        "Swim or splash in what you like to wear. Some of our helpers speak Arabic and Bengali.",
        Category.SPORT, session(9_00), _POOL, Group(Day.THURSDAY, "19:00", "20:00", 10), languages="en ar bn",
    ),
    Offer(
        "learn-to-swim", "deep-breath", "Learn to swim", "One teacher, one learner, one quiet lane.",
        "Half an hour in the water and half an hour to talk and change. Fear of water is fine.",
        Category.SPORT, session(22_00), _POOL, agreed("MO WE FR", "morning afternoon"),
    ),
    Offer(
        "chair-yoga", "chair-mat", "Chair yoga", "Stretch and breathe without getting down on the floor.",
        "All of it can be done sitting. We end with ten minutes of rest.",
        Category.SPORT, session(7_00), _HALL, Group(Day.MONDAY, "11:00", "12:00", 9),
    ),
    Offer(
        "mat-yoga", "chair-mat", "Slow yoga", "An hour on the mat to end the day.",
        "Low light, warm room. We lend mats and blankets.",
        Category.SPORT, session(8_00), _HALL, Group(Day.WEDNESDAY, "18:00", "19:00", 9),
    ),
    Offer(
        "screen-stretch", "chair-mat", "Stretch on screen", "Join from your chair at home.",
        "Your camera can be off. We wave at the start and at the end.",
        Category.SPORT, session(4_00), online(), Group(Day.FRIDAY, "10:00", "10:45", 20),
    ),
    Offer(
        "home-exercise", "chair-mat", "Exercise at home", "A trainer comes to you, with bands and a plan.",
        "To get strong enough for the stairs, the shops or the garden.",
        Category.SPORT, hour(26_00), home(GHD, NCL), agreed(WEEKDAYS, "morning afternoon"), terms=(24, 100),
    ),
    Offer(
        "tai-chi", "chair-mat", "Tai chi in the park", "Slow moves under the trees. Free to try.",
        "Wear what you like. If it rains we use the bandstand.",
        Category.SPORT, FREE, at("Quarry Field Park bandstand, Low Fell", GHD, NCL, outward="NE9"),
        Group(Day.SUNDAY, "10:00", "11:00", 20), terms=(0, 0),
    ),
    Offer(
        "walking-football", "second-half", "Walking football", "No running, no tackles, lots of shouting.",
        "Men and women, any age. A lot of us come for the chat after.",
        Category.SPORT, session(4_00), _PITCH, Group(Day.THURSDAY, "18:00", "19:00", 12),
    ),
    Offer(
        "sunday-kickabout", "second-half", "Sunday kickabout", "A free game for anybody who turns up.",
        "Come on your own or with a friend. We pick fair teams.",
        Category.SPORT, FREE, _PITCH, Group(Day.SUNDAY, "11:00", "12:00", 16),
    ),
    Offer(
        "league-helpers", "second-half", "Match day helpers", "Help to run the lines and the tea bar.",
        "A job with a whistle.",
        Category.SPORT, FREE, _PITCH, Group(Day.SATURDAY, "13:00", "16:00", 4), state=OfferState.WITHDRAWN,
    ),
    Offer(
        "adapted-bikes", "wheel-about", "Ride a bike that fits you", "Trikes, hand bikes and bikes for two.",
        "A flat track with no cars. We help you on and off, and ride with you if you like.",
        Category.SPORT, session(10_00, 16_00), _TRACK, Group(Day.SATURDAY, "10:00", "12:00", 7),
    ),
    Offer(
        "bike-lesson", "wheel-about", "Bike lesson, one to one", "Learn to ride, or learn to ride on the road.",
        "An hour with a teacher. You can use our bike or yours.",
        Category.SPORT, hour(24_00), _TRACK, agreed(ANY_DAY, "morning afternoon"),
    ),
    Offer(
        "bike-repair", "wheel-about", "Fix your own bike", "Learn to mend a flat and set your brakes.",
        "We have stands, tools and old parts. Build a bike from bits in ten weeks, and keep it.",
        Category.SPORT, session(10_00), _TRACK, Group(Day.WEDNESDAY, "18:00", "20:00", 6),
    ),
    Offer(
        "tea-dance", "thursday-table", "Tea dance", "Waltz, jive or sway, with scones.",
        "A live pianist and helpers who will ask you to dance. Wheels welcome on the floor.",
        Category.SPORT, session(8_00), at("The Long Room, North Shields", NTY, NCL, STY, outward="NE29"),
        Group(Day.SUNDAY, "14:00", "16:30", 14, weeks=range(-9, 10, 2)),
    ),
)  # fmt: skip
