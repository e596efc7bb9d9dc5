"""Offers of peer support, most of them by groups that their users run."""

from marketplace.catalogue.rules import Category, Day
from marketplace.demo.world.areas import DUR, GHD, NBL, NCL, NTY, STY, SUN
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

_HOUSE = at("Been There house, Heaton, Newcastle", NCL, GHD, NTY, outward="NE6")
_SUN = at("Plain Speaking rooms, Millfield, Sunderland", SUN, STY, outward="SR4")
_CONSETT = at("The Bothy, Consett", DUR, outward="DH8")
_SIGNING = at("Signing House, Heaton, Newcastle", NCL, GHD, NTY, STY, outward="NE6")

PEERS = (
    Offer(
        "peer-afternoons", "been-there", "Peer support afternoons", "Talk with people who have been there. Free.",
        "We sit in a circle with biscuits. You can say a lot or nothing. What is said stays in the room.",
        Category.PEER_SUPPORT, FREE, _HOUSE, Group(Day.THURSDAY, "13:00", "15:00", 14), terms=(0, 0),
    ),
    Offer(
        "peer-evenings", "been-there", "Peer support evenings", "The same, for people who work. Free.",
        "Monday night, when the week looks long. Two of us run it and we have both been ill.",
        Category.PEER_SUPPORT, FREE, _HOUSE, Group(Day.MONDAY, "18:00", "20:00", 12), terms=(0, 0),
    ),
    Offer(
        "peer-mentor", "been-there", "A mentor who has been there", "One to one time with a trained peer.",
        "We walk, have a coffee or sit with you at home. You set the aim, and we check how it is going.",
        Category.PEER_SUPPORT, hour(18_00), home(NCL, GHD, NTY), agreed(WEEKDAYS, "morning afternoon"),
    ),
    Offer(
        "recovery-course", "been-there", "Write your own recovery plan", "A course in what keeps you well.",
        "What helps, what does not, who to ring and what to do on a bad day. You leave with it on paper.",
        Category.PEER_SUPPORT, session(15_00), _HOUSE, Group(Day.WEDNESDAY, "10:00", "12:30", 8),
    ),
    Offer(
        "night-owls", "been-there", "Night owls", "Late company online, when sleep will not come. Free.",
        "Two peers keep the room open. You can just listen. It is not a crisis line, and we tell you who is.",
        Category.PEER_SUPPORT, FREE, online(), Group(Day.MONDAY, "21:00", "22:30", 20), terms=(0, 0),
    ),
    Offer(
        "sunday-room", "been-there", "The Sunday room", "An hour online before the week begins.",
        "For people who dread Mondays. We make one small plan each.",
        Category.PEER_SUPPORT, session(3_00), online(), Group(Day.SUNDAY, "20:00", "21:00", 15),
    ),
    Offer(
        "womens-circle", "plain-speaking", "Women's circle", "A group for women, by women.",
        "We talk about hard things and then we laugh. A crèche is next door.",
        Category.PEER_SUPPORT, session(5_00), _SUN, Group(Day.TUESDAY, "10:00", "12:00", 9),
    ),
    Offer(
        "speak-up", "plain-speaking", "Speak up group", "Help change local services. Free.",
        "We meet those who run things and tell them how it is. Your bus fare is paid.",
        Category.PEER_SUPPORT, FREE, _SUN, Group(Day.FRIDAY, "11:00", "13:00", 12), terms=(0, 0),
    ),
    Offer(
        "peer-advocate", "plain-speaking", "Peer advocate", "Somebody like you, who knows the system.",
        "We help you get ready, go with you and write down what was said.",
        Category.ADVICE, hour(20_00), home(SUN, STY), agreed(WEEKDAYS, "morning afternoon"), access="easy_read",
    ),
    Offer(
        "mens-kitchen", "plain-speaking", "Men's kitchen", "Men who cook, eat and talk a bit.",
        "It is easier to talk with a knife and an onion in your hands.",
        Category.PEER_SUPPORT, session(6_00), _SUN, Group(Day.THURSDAY, "17:30", "20:00", 8),
    ),
    Offer(
        "walk-and-talk", "rough-weather", "Walk and talk", "An easy walk with people who get it. Free.",
        "Along the old railway line, flat and wide. Dogs come too.",
        Category.PEER_SUPPORT, FREE, at("Station car park, Consett", DUR, outward="DH8"),
        Group(Day.WEDNESDAY, "10:30", "12:00", 15),
        terms=(0, 0),
    ),
    Offer(
        "ups-and-downs", "rough-weather", "Ups and downs", "For people whose moods swing high and low.",
        "What we do when we speed up, and what we do when we stop. Family may come each fourth week.",
        Category.PEER_SUPPORT, session(5_00), _CONSETT, Group(Day.THURSDAY, "18:00", "19:30", 8),
    ),
    Offer(
        "weekly-call", "rough-weather", "A call each week", "One person who rings you when they said they would.",
        "By phone or on screen. For people who live a long way out.",
        Category.PEER_SUPPORT, session(8_00), online(DUR, NBL), agreed(ANY_DAY, "morning afternoon evening"),
    ),
    Offer(
        "bothy-supper", "rough-weather", "Bothy supper", "Stew, a fire and no small talk.",
        "Sunday night for those who would eat alone.",
        Category.SOCIAL, session(7_00), _CONSETT, Group(Day.SUNDAY, "17:00", "19:00", 10),
    ),
    Offer(
        "deaf-social", "seen-signed", "Deaf social night", "An evening where everybody signs.",
        "Games, food and news. Hearing friends who sign are welcome.",
        Category.SOCIAL, session(6_00), _SIGNING, Group(Day.FRIDAY, "18:30", "21:00", 15), languages="bfi",
        terms=(6, 0),
    ),
    Offer(
        "deaf-peers", "seen-signed", "Deaf peer support", "Talk about mental health in your own language.",
        "A small group in British Sign Language. No interpreters, no notes.",
        Category.PEER_SUPPORT, session(6_00), _SIGNING, Group(Day.WEDNESDAY, "13:00", "15:00", 8), languages="bfi",
    ),
    Offer(
        "signing-support", "seen-signed", "Support worker who signs", "Help at home or out and about, in BSL.",
        "For letters, phone calls, the doctor and the shops.",
        Category.PERSONAL_ASSISTANT, hour(24_00), home(NCL, GHD, NTY, STY), agreed(ANY_DAY, "morning afternoon"),
        access="bsl",
    ),
)  # fmt: skip
