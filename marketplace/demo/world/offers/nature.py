"""Offers of gardening, farms and the outdoors."""

from marketplace.catalogue.rules import Category, Day, OfferState
from marketplace.demo.world.areas import DAR, DUR, GHD, HPL, NBL, NCL, NTY, RED, STK
from marketplace.demo.world.offers.sheet import (
    FREE,
    WEEKDAYS,
    Group,
    Offer,
    agreed,
    at,
    day,
    half_day,
    home,
    hour,
    session,
)

_PLOTS = at("Moor Lane allotments, Fenham", NCL, GHD, outward="NE4")
_WALLED = at("Walled garden, Mitford Road, Morpeth", NBL, NTY, outward="NE61")
_SHORE = at("Lifeboat slip, Redcar", RED, outward="TS10")
_BECK = at("Beck Side Garden, Haughton Road, Darlington", DAR, DUR, outward="DL1")
_FARM = at("Second Spring Farm, near Stanhope", DUR, DAR, NBL, outward="DL13")

NATURE = (
    Offer(
        "allotment-mornings", "cabbage-row", "Allotment mornings", "Grow vegetables with a small, friendly group.",
        "We dig, plant, pick and drink tea. You need not know a thing about gardens.\n"
        "We have boots and gloves to lend, raised beds to sit at, and a shed for rain.",
        Category.NATURE, session(12_00, 18_00), _PLOTS, Group(Day.WEDNESDAY, "10:00", "12:00", 12),
    ),
    Offer(
        "allotment-saturdays", "cabbage-row", "Allotment Saturdays", "A longer morning on the plots, with soup.",
        "For people who work or study in the week. Soup is from what we grow.",
        Category.NATURE, half_day(18_00), _PLOTS, Group(Day.SATURDAY, "09:30", "13:00", 8),
    ),
    Offer(
        "bees", "cabbage-row", "Bees and honey", "Look after four hives and find out how bees live.",
        "We have suits in all sizes. You can stand well back until you feel ready.",
        Category.NATURE, session(14_00), _PLOTS, Group(Day.TUESDAY, "13:00", "15:00", 5),
    ),
    Offer(
        "open-gate", "cabbage-row", "Open gate Sunday", "Come and sit among the beans. It costs nothing.",
        "The gate is open to all. Bring a flask, a friend or a book. There is no work to do unless you want some.",
        Category.NATURE, FREE, _PLOTS, Group(Day.SUNDAY, "14:00", "16:00", 25), terms=(0, 0),
    ),
    Offer(
        "own-plot", "cabbage-row", "Help with your own plot", "A gardener works beside you on your allotment.",
        "Many people get a plot and then feel stuck. We come each week until it is yours again.",
        Category.NATURE, hour(22_00), at("Your own allotment", NCL, GHD), agreed(WEEKDAYS, "morning afternoon"),
    ),
    Offer(
        "walled-garden", "hedgerow-hoe", "Walled garden days", "A full day in a garden with high, warm walls.",
        "We meet the bus at ten. You choose what to do after tea: dig, sow, sweep or draw. Lunch is in the price.",
        Category.NATURE, day(52_00, 66_00), _WALLED, Group(Day.THURSDAY, "10:00", "15:30", 8),
    ),
    Offer(
        "hedge-skills", "hedgerow-hoe", "Hedgerow skills", "Lay a hedge, split wood, boil a kettle on a fire.",
        "Old skills, taught one step at a time. You get boots, gloves and a hot lunch.",
        Category.NATURE, half_day(26_00), _WALLED, Group(Day.FRIDAY, "09:30", "13:00", 6),
    ),
    Offer(
        "home-garden", "hedgerow-hoe", "Garden help at home", "We work on your garden with you, not for you.",
        "From a window box to a jungle. We bring the tools.",
        Category.NATURE, hour(21_00), home(NBL, NTY), agreed("MO TU WE", "morning afternoon"),
    ),
    Offer(
        "beck-mornings", "beck-side", "Beck Side mornings", "A garden by the water, with room to be quiet.",
        "Plant, weed or feed the ducks. Some people come for the plants and some for the bench.",
        Category.NATURE, session(11_00), _BECK, Group(Day.MONDAY, "10:00", "12:00", 8),
    ),
    Offer(
        "greenhouse-club", "beck-side", "Greenhouse club", "Grow tomatoes and chillies in the warm.",
        "Good for cold days and sore joints, since all the benches are at waist height.",
        Category.NATURE, session(11_00), _BECK, Group(Day.WEDNESDAY, "13:00", "15:00", 5),
    ),
    Offer(
        "garden-flowers", "beck-side", "Flowers from the garden", "Cut, tie and take home a bunch.",
        "You learn to put flowers together, and one bunch goes to the care home next door.",
        Category.NATURE, session(13_00), _BECK, Group(Day.FRIDAY, "10:30", "12:30", 6),
    ),
    Offer(
        "farm-days", "second-spring", "Farm days", "Feed, muck out and mend: a day on a small farm.",
        "There is always a job that fits. We pick up from Stanhope and Wolsingham at half past nine.\n"
        "Lunch is at one long table. In lambing time there are lambs.",
        Category.NATURE, day(62_00, 75_00), _FARM, Group(Day.TUESDAY, "10:00", "15:30", 8),
    ),
    Offer(
        "farm-mornings", "second-spring", "Farm mornings", "Half a day with the hens and donkeys.",
        "For people who find a full day too long. Home by one.",
        Category.NATURE, half_day(34_00, 42_00), _FARM, Group(Day.THURSDAY, "09:30", "13:00", 6),
    ),
    Offer(
        "donkey-hour", "second-spring", "An hour with the donkeys", "Brush, walk and talk to Mabel and Stan.",
        "One to one with a worker. Donkeys are slow, and do not ask questions.",
        Category.NATURE, hour(30_00), _FARM, agreed("MO WE FR", "morning afternoon"),
    ),
    Offer(
        "farm-dusk", "second-spring", "Farm at dusk", "Shut in the hens and watch for owls.",
        "A short walk round the farm as it gets dark.",
        Category.NATURE, session(12_00), _FARM, Group(Day.THURSDAY, "17:00", "18:30", 6), state=OfferState.DRAFT,
    ),
    Offer(
        "shore-walks", "tide-turnstone", "Shore walks", "A slow walk on the sand with a guide.",
        "About two miles, flat, with stops. We look for jet, birds and old boats.",
        Category.NATURE, session(9_00), _SHORE, Group(Day.TUESDAY, "10:30", "12:30", 10),
    ),
    Offer(
        "bird-mornings", "tide-turnstone", "Birds for beginners", "Learn ten birds in two hours.",
        "We lend you glasses to see them with. You can sit in the hide if it blows.",
        Category.NATURE, session(9_00), _SHORE, Group(Day.SATURDAY, "09:00", "11:00", 8),
    ),
    Offer(
        "beach-clean", "tide-turnstone", "Beach clean and a brew", "Pick up what the sea left. Free for all.",
        "We give you gloves and a stick. Then we sit on the wall with tea.",
        Category.NATURE, FREE, _SHORE, Group(Day.SUNDAY, "11:00", "12:30", 20), terms=(0, 0),
    ),
    Offer(
        "moor-days", "tide-turnstone", "A day on the moors", "By minibus to the heather and back.",
        "We drive up, walk a little, eat well and look a long way. The bus has a lift.",
        Category.NATURE, day(55_00), at("Bus from Redcar and Stockton", RED, STK, HPL),
        Group(Day.SATURDAY, "09:30", "16:00", 6, weeks=(-6, -2, 2, 6)), access="hoist", terms=(72, 75),
    ),
)  # fmt: skip
