"""Offers in the languages of the region, each with a sentence in its own, and others that few give."""

from marketplace.catalogue.rules import Category, Day
from marketplace.demo.world.areas import GHD, MID, NCL, NTY, STK, STY, SUN
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

TONGUES = (
    Offer(
        "welsh-chat", "been-there", "Paned a sgwrs: tea and talk in Welsh", "An hour online in Welsh. Free.",
        "Dewch â phaned a dewch i sgwrsio. Croeso i bawb, hyd yn oed os ydych chi'n dysgu.\n"
        "For people who grew up with Welsh and miss it, and for those who are learning.",
        Category.PEER_SUPPORT, FREE, online(), Group(Day.SUNDAY, "18:00", "19:00", 15), languages="cy en",
        terms=(0, 0),
    ),
    Offer(
        "counselling-welsh", "lamp-chair", "Counselling in Welsh, online", "Fifty minutes on screen, in Welsh.",
        "Cewch siarad yn eich iaith eich hun, yn eich cartref eich hun.\n"
        "With a counsellor whose first language it is. You can change to English at any time.",
        Category.TALKING, session(50_00), online(), agreed("MO WE", "afternoon evening"), languages="cy en",
    ),
    Offer(
        "counselling-polish", "lamp-chair", "Counselling in Polish, online", "Talk in Polish, from home.",
        "Terapia w języku polskim, przez internet albo przez telefon.\n"
        "With a counsellor from Gdynia who has lived in Newcastle for ten years.",
        Category.TALKING, session(50_00), online(), agreed("TU TH", "evening"), languages="pl en",
    ),
    Offer(
        "urdu-walk", "tongues-tea", "Women's walk in Urdu", "A slow walk in the park, then tea. Free.",
        "ہم ساتھ چلتے ہیں اور اردو میں باتیں کرتے ہیں۔\n"  # noqa: RUF001 - its own script
        "We meet at the park gate with prams, sticks and aunts.",
        Category.SPORT, FREE, at("Albert Gate, Linthorpe, Middlesbrough", MID, STK, outward="TS1"),
        Group(Day.WEDNESDAY, "10:00", "11:30", 15), languages="ur en",
    ),
    Offer(
        "arabic-table", "kitchen-table", "Cook and eat in Arabic", "One big pot, one long table.",
        "نطبخ معًا ونأكل معًا ونتحدث بالعربية.\n"
        "A different cook leads each week. All the meat is halal.",
        Category.SOCIAL, session(12_00), at("The Big Kitchen, Low Fell, Gateshead", GHD, NCL, outward="NE9"),
        Group(Day.SUNDAY, "13:00", "16:00", 10), languages="ar en",
    ),
    Offer(
        "farsi-poems", "noor", "Poems in Farsi", "An hour of poems and talk, online.",
        "با هم شعر می\u200cخوانیم و به فارسی گفتگو می\u200cکنیم.\n"  # noqa: RUF001 - its own script
        "Bring a poem that your mother knew, or listen to ours.",
        Category.ARTS, session(4_00), online(), Group(Day.SATURDAY, "17:00", "18:00", 12), languages="fa",
    ),
    Offer(
        "bengali-sewing", "blue-thimble", "Sewing in Bengali", "A women's group with machines and sweet tea.",
        "আমরা একসাথে সেলাই করি আর বাংলায় গল্প করি।\n"
        "Make a kameez, a cushion or a school bag. Small children can come.",
        Category.ARTS, session(9_00), at("The Blue Thimble, Hendon", SUN, STY, outward="SR2"),
        Group(Day.THURSDAY, "10:00", "12:00", 8), languages="bn en",
    ),
    Offer(
        "panjabi-chair", "chair-mat", "Bhangra on a chair", "Dance sitting down, to a real drum.",
        "ਕੁਰਸੀ ਤੇ ਬੈਠ ਕੇ ਭੰਗੜਾ ਪਾਓ, ਹੌਲੀ ਹੌਲੀ।\n"
        "For elders and for anybody with sore knees. Roti and dal after.",
        Category.SPORT, session(6_00), at("Old Mission Hall, Bensham, Gateshead", GHD, NCL, outward="NE8"),
        Group(Day.THURSDAY, "13:00", "14:30", 12), languages="pa en",
    ),
    Offer(
        "romanian-mothers", "tongues-tea", "Mothers' morning in Romanian", "Coffee, cake and small children. Free.",
        "Veniți cu copiii la o cafea și o vorbă în limba română.\n"
        "Somebody from the school comes once a month to answer questions.",
        Category.SOCIAL, FREE, at("Tongues and Tea, Southfield Road, Middlesbrough", MID, STK, outward="TS1"),
        Group(Day.THURSDAY, "09:30", "11:30", 12), languages="ro en",
    ),
    Offer(
        "cantonese-lunch", "plum-blossom", "Lunch club in Cantonese", "Hot food and old songs for Chinese elders.",
        "一齊食午飯、飲茶、傾偈、打麻雀。\n"
        "We can fetch you from Newcastle, Gateshead and the coast.",
        Category.SOCIAL, session(9_00), at("Plum Blossom Rooms, Stowell Lane, Newcastle", NCL, GHD, NTY, outward="NE1"),
        Group(Day.WEDNESDAY, "11:30", "14:00", 16),
    ),
    Offer(
        "pa-cantonese", "handpicked", "Personal assistant who speaks Cantonese", "Help at home and in town.",
        "我哋識講廣東話，可以陪你睇醫生、買餸同睇信。\n"  # noqa: RUF001 - its own script
        "The same worker each week.",
        Category.PERSONAL_ASSISTANT, hour(22_00), home(NCL, GHD, NTY, STY), agreed(ANY_DAY, "morning afternoon"),
        languages="yue en",
    ),
    Offer(
        "rainbow-table", "plum-blossom", "Rainbow table", "A supper for LGBT+ people and their friends.",
        "We share the cooking and the washing up. Nobody asks you to say who you are.",
        Category.SOCIAL, session(8_00), at("Plum Blossom Rooms, Stowell Lane, Newcastle", NCL, GHD, NTY, outward="NE1"),
        Group(Day.FRIDAY, "18:30", "20:30", 12), languages="en",
    ),
    Offer(
        "hearing-voices", "plain-speaking", "Hearing voices group", "For people who hear or see what others do not.",
        "All of us live with it. Nobody will tell you that it is not real, and nobody takes notes.",
        Category.PEER_SUPPORT, FREE, at("Plain Speaking rooms, Millfield, Sunderland", SUN, STY, outward="SR4"),
        Group(Day.WEDNESDAY, "17:30", "19:00", 10), terms=(0, 0),
    ),
    Offer(
        "plan-with-you", "next-page", "Help to plan your support", "A planner works it out with you.",
        "We ask what a good week is like, then write down what it takes and what it costs.\n"
        "For a council budget or a personal health budget. We sell no care ourselves.",
        Category.ADVICE, hour(28_00), home(SUN, STY, GHD, NCL), agreed(WEEKDAYS, "morning afternoon"),
    ),
)  # fmt: skip
