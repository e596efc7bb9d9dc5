"""Offers of lessons and learning."""

from marketplace.catalogue.rules import Category, Day, OfferState, Vat
from marketplace.demo.world.areas import DAR, DUR, GHD, MID, NCL, RED, STK, STY
from marketplace.demo.world.offers.sheet import (
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

_KITCHEN = at("The Big Kitchen, Low Fell, Gateshead", GHD, NCL, outward="NE9")
_LIBRARY = at("Coble Street Library, South Shields", STY, outward="NE33")
_PLUG = at("Plug In, Linthorpe, Middlesbrough", MID, STK, RED, outward="TS5")
_TONGUES = at("Tongues and Tea, Southfield Road, Middlesbrough", MID, STK, outward="TS1")

LEARNING = (
    Offer(
        "cook-for-one", "kitchen-table", "Cook for one", "Three good meals from one short shopping list.",
        "We cook, eat and wash up together. You take home two meals and the steps in pictures.",
        Category.LEARNING, session(18_00, 25_00), _KITCHEN, Group(Day.THURSDAY, "11:00", "14:00", 6),
    ),
    Offer(
        "evening-baking", "kitchen-table", "Evening baking", "Bread, buns and something sweet.",
        "Punch the dough as hard as you like. It is good for it.",
        Category.LEARNING, session(16_00), _KITCHEN, Group(Day.TUESDAY, "18:00", "20:30", 6),
    ),
    Offer(
        "reading-help", "kitchen-table", "Read and write, one to one", "Help with letters, forms and books.",
        "An hour with a tutor who will not rush you. Bring the letter that you have been putting off.",
        Category.LEARNING, hour(25_00), _KITCHEN, agreed("MO WE FR", "morning afternoon"),
    ),
    Offer(
        "money-sums", "kitchen-table", "Money sums", "Make a plan for your week's money.",
        "No shame and no lectures. Bring a bill and we will read it together.",
        Category.LEARNING, session(9_00), _KITCHEN, Group(Day.WEDNESDAY, "10:00", "11:30", 6),
    ),
    Offer(
        "first-computer", "plug-in", "First steps on a computer", "Start at the very start, with others.",
        "How to switch it on, how to write, how to find things and how to stay safe.",
        Category.LEARNING, session(10_00), _PLUG, Group(Day.MONDAY, "10:00", "12:00", 6),
    ),
    Offer(
        "phone-help", "plug-in", "Help with your phone at home", "Somebody sits with you and sorts it out.",
        "Video calls, photos, NHS pages, buses. We write down what we did, in big letters.",
        Category.LEARNING, hour(22_00), home(MID, STK, RED), agreed(WEEKDAYS, "morning afternoon"),
        access="easy_read",
    ),
    Offer(
        "safe-online", "plug-in", "Stay safe online", "Spot a scam before it spots you.",
        "An evening class on your own screen. We look at real tricks and how to say no.",
        Category.LEARNING, session(8_00), online(), Group(Day.WEDNESDAY, "18:30", "19:30", 15),
    ),
    Offer(
        "robot-club", "plug-in", "Robot club", "Build a small robot that follows a line.",
        "For people who like to take things apart.",
        Category.LEARNING, session(14_00), _PLUG, Group(Day.SATURDAY, "10:00", "12:00", 5), state=OfferState.DRAFT,
    ),
    Offer(
        "english-tea", "tongues-tea", "English and tea", "Talk in English with kind people. Free.",
        "Mistakes are welcome. Children can play in the next room with our helper.",
        Category.LEARNING, FREE, _TONGUES, Group(Day.TUESDAY, "10:00", "11:30", 15),
    ),
    Offer(
        "english-alone", "tongues-tea", "English lessons, one to one", "A teacher just for you.",
        "For the doctor, the school, the job or the test. We go at your speed.",
        Category.LEARNING, hour(24_00), _TONGUES, agreed(WEEKDAYS, "morning afternoon evening"),
    ),
    Offer(
        "sew-and-speak", "tongues-tea", "Sew and speak", "A women's group with needles and new words.",
        "We sew in Arabic, Urdu, Farsi and English, and learn from each other.",
        Category.LEARNING, session(9_00), _TONGUES, Group(Day.FRIDAY, "10:00", "12:00", 8),
    ),
    Offer(
        "driving-lessons", "left-lane", "Driving lessons", "Lessons for people who are nervous at the wheel.",
        "Automatic car with hand controls if you need them. We can stop whenever you want.",
        Category.LEARNING, hour(38_00), home(DAR, DUR), agreed("MO TU WE TH FR SA", "morning afternoon evening"),
    ),
    Offer(
        "theory-evenings", "left-lane", "Theory test evenings", "Learn the road signs in a small group.",
        "Pictures, quizzes and no red pen. We book the test with you when you say so.",
        Category.LEARNING, session(12_00), at("Bank Top Rooms, Darlington", DAR, DUR, outward="DL1"),
        Group(Day.THURSDAY, "18:00", "19:30", 5), terms=(24, 50), access="easy_read step_free",
    ),
    Offer(
        "reading-group", "coble-street", "Reading group", "One book a month, big print and a hot drink.",
        "You can come if you have not read it. You can come if you did not like it. It is free.",
        Category.LEARNING, FREE, _LIBRARY, Group(Day.WEDNESDAY, "14:00", "15:30", 12),
    ),
    Offer(
        "poems-aloud", "coble-street", "Poems aloud", "Hear poems read, or read your own.",
        "A short, friendly hour as the library shuts. Free.",
        Category.LEARNING, FREE, _LIBRARY, Group(Day.FRIDAY, "17:00", "18:00", 15),
    ),
    Offer(
        "local-history", "coble-street", "Old Shields", "Photos and stories of the town. Free.",
        "Bring a picture and tell us who is in it. We keep a big map on the wall.",
        Category.LEARNING, FREE, _LIBRARY, Group(Day.MONDAY, "10:00", "12:00", 15),
    ),
    Offer(
        "knit-natter", "coble-street", "Knit and natter", "Wool, needles and talk by the radiator. Free.",
        "We have wool. We make squares for blankets and hats for babies.",
        Category.SOCIAL, FREE, _LIBRARY, Group(Day.TUESDAY, "13:30", "15:30", 12),
    ),
    Offer(
        "bsl-family", "seen-signed", "Signing for family and friends", "Learn to sign with the people in your life.",
        "Taught by a Deaf teacher. Come with your mother, your son or your neighbour: one price for two.",
        Category.LEARNING, session(14_00), at("Signing House, Heaton, Newcastle", NCL, GHD, outward="NE6"),
        Group(Day.TUESDAY, "18:00", "20:00", 8), vat=Vat.OUTSIDE,
    ),
)  # fmt: skip
