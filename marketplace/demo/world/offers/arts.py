"""Offers of arts, crafts and music."""

from marketplace.catalogue.rules import Category, Day, OfferState
from marketplace.demo.world.areas import DUR, GHD, NBL, NCL, NTY, STY, SUN
from marketplace.demo.world.offers.sheet import (
    ANY_DAY,
    WEEKDAYS,
    Group,
    Offer,
    agreed,
    at,
    day,
    each,
    half_day,
    home,
    hour,
    online,
    session,
)

_KETTLE = at("Copper Kettle Studio, Ouseburn", NCL, GHD, NTY, outward="NE6")
_LANDING = at("The Net Loft, North Shields", NTY, NCL, STY, outward="NE30")
_THIMBLE = at("The Blue Thimble, Hendon", SUN, outward="SR2")
_CHAPEL = at("Old Chapel Pottery, Bishop Auckland", DUR, outward="DL14")
_CHOIR = at("Marine Hall, Whitley Bay", NTY, NCL, outward="NE26")
_BAND = at("Lodge Band Room, Gilesgate, Durham", DUR, outward="DH1")

ARTS = (
    Offer(
        "painting-mondays", "copper-kettle", "Painting on Mondays", "Paint with others in a warm studio.",
        "We set out paint, paper and something to look at. You can follow along or do your own thing.\n"
        "An artist is there to help. Tea comes at eleven.",
        Category.ARTS, session(14_00), _KETTLE, Group(Day.MONDAY, "10:00", "12:00", 10), later=session(15_00),
    ),
    Offer(
        "evening-sketching", "copper-kettle", "Evening sketch club", "Draw after work, with music on.",
        "Two hours of drawing with pencil, ink or charcoal. We draw plants, hands, shoes and each other.\n"
        "No one marks your work.",
        Category.ARTS, session(12_00), _KETTLE, Group(Day.THURSDAY, "18:30", "20:30", 9),
    ),
    Offer(
        "print-saturdays", "copper-kettle", "Saturday print day", "A whole day to make prints from lino and card.",
        "In the morning you learn to cut and ink. In the afternoon you print a set to keep. Lunch is soup and bread.",
        Category.ARTS, day(48_00, 62_00), _KETTLE, Group(Day.SATURDAY, "10:00", "16:00", 6, weeks=range(-9, 10, 2)),
    ),
    Offer(
        "studio-time", "copper-kettle", "Studio time with an artist", "An hour with an artist, just for you.",
        "Bring an idea or come without one. It can be a safe place to say things with your hands.",
        Category.ARTS, hour(28_00), _KETTLE, agreed("TU WE FR", "morning afternoon"),
    ),
    Offer(
        "art-kit", "copper-kettle", "Art kit to keep", "Paint, brushes, pencils and good paper in a tin.",
        "We post it to you, with a sheet of ideas in large print. Good for days when you cannot get out.",
        Category.ARTS, each(25_00), home(NCL, GHD, NTY, STY, SUN, DUR, NBL), agreed(ANY_DAY, "morning afternoon"),
        terms=(24, 0),
    ),
    Offer(
        "murals", "copper-kettle", "Mural crew", "Paint a big wall with a small crew.",
        "We plan the wall in March and paint it in May. You can join for one day or for all of it.",
        Category.ARTS, half_day(26_00), _KETTLE, Group(Day.FRIDAY, "13:00", "16:30", 6), state=OfferState.DRAFT,
    ),
    Offer(
        "felt-and-wool", "ferry-landing", "Felt and wool", "Make felt, spin wool and talk.",
        "Soft work for busy heads. You will make a bowl, a bag or a small sheep, and take it home.",
        Category.ARTS, session(13_00), _LANDING, Group(Day.TUESDAY, "13:00", "15:00", 7),
    ),
    Offer(
        "willow", "ferry-landing", "Willow weaving", "Weave a basket in a morning.",
        "Willow is kind to slow hands. We show you each step, and you can sit or stand.",
        Category.ARTS, half_day(24_00, 33_00), _LANDING, Group(Day.FRIDAY, "09:30", "13:00", 6),
    ),
    Offer(
        "craft-visit", "ferry-landing", "Craft at your home", "A craft worker comes to you with a box of things.",
        "For people who cannot get to us, or not yet. Choose cards, clay, wool or beads.",
        Category.ARTS, hour(24_00), home(NTY, NCL, STY), agreed(WEEKDAYS, "morning afternoon"),
    ),
    Offer(
        "candles", "ferry-landing", "Candle making", "Make three candles that smell of the sea.",
        "A short course in wax, wicks and scent.",
        Category.ARTS, session(15_00), _LANDING, Group(Day.WEDNESDAY, "10:00", "12:00", 6),
        state=OfferState.WITHDRAWN,
    ),
    Offer(
        "sewing-circle", "blue-thimble", "Sewing circle", "Sew with others, by hand or by machine.",
        "We have machines, thread and patient people. Make a cushion first, then what you like.",
        Category.ARTS, session(12_00), _THIMBLE, Group(Day.WEDNESDAY, "10:00", "12:00", 8),
    ),
    Offer(
        "mending-evening", "blue-thimble", "Mend your clothes", "Fix a zip, a hem or a hole, and save the cost.",
        "Bring one thing that is torn. Leave with it mended, and knowing how.",
        Category.ARTS, session(12_00), _THIMBLE, Group(Day.TUESDAY, "18:00", "20:00", 8),
    ),
    Offer(
        "quilting-days", "blue-thimble", "Quilting Saturday", "A slow, warm day of patchwork.",
        "We are making one quilt together, a square each. Later you start your own.",
        Category.ARTS, day(50_00), _THIMBLE, Group(Day.SATURDAY, "10:00", "15:30", 5, weeks=range(-8, 10, 2)),
    ),
    Offer(
        "sewing-kit", "blue-thimble", "Sewing kit", "Needles, thread, scissors and a first pattern.",
        "It comes in a cloth roll that you can hang by the window.",
        Category.ARTS, each(18_00), home(SUN, STY, DUR), agreed(WEEKDAYS, "morning afternoon"), terms=(24, 0),
    ),
    Offer(
        "clay-mornings", "pit-pony", "Clay mornings", "Make pots at a small table of three.",
        "We keep this one small on purpose. Pinch, coil and slab, and a glaze day each month.",
        Category.ARTS, session(16_00, 22_00), _CHAPEL, Group(Day.MONDAY, "10:00", "12:00", 3, weeks=range(-9, 7)),
    ),
    Offer(
        "wheel-evenings", "pit-pony", "Wheel evenings", "Learn to throw on the wheel.",
        "It goes wrong, then it goes right. We bring aprons and towels.",
        Category.ARTS, session(18_00), _CHAPEL, Group(Day.WEDNESDAY, "18:00", "20:00", 4, weeks=range(-9, 7)), left=1,
    ),
    Offer(
        "clay-alone", "pit-pony", "Clay, one to one", "An hour with the potter and no one else.",
        "Good if groups are hard for you just now.",
        Category.ARTS, hour(32_00), _CHAPEL, agreed("TU TH FR", "morning afternoon evening"),
    ),
    Offer(
        "choir", "high-tide", "High Tide choir", "Sing with forty others. No test to join.",
        "We learn by ear, so you need not read music. Folk, pop and a bit of gospel.",
        Category.MUSIC, session(7_00), _CHOIR, Group(Day.TUESDAY, "19:00", "20:30", 15),
    ),
    Offer(
        "singing-breath", "high-tide", "Singing for breath", "Gentle singing for lungs and nerves.",
        "Slow songs and breathing, sitting down. Good for people who get short of breath or who worry.",
        Category.MUSIC, session(5_00), _CHOIR, Group(Day.THURSDAY, "11:00", "12:15", 10), access="quiet_space",
    ),
    Offer(
        "song-writing", "high-tide", "Write a song", "Put your own words to a tune.",
        "Six people, two guitars and a piano. By the end you will have a song, and a recording if you want one.",
        Category.MUSIC, session(15_00), _CHOIR, Group(Day.THURSDAY, "14:00", "16:00", 6),
    ),
    Offer(
        "ceilidh-band", "high-tide", "Ceilidh band", "Play for dancing, slowly at first.",
        "Bring any instrument. We pause this over the winter, since the hall is cold.",
        Category.MUSIC, session(9_00), _CHOIR, Group(Day.SUNDAY, "14:00", "16:00", 8), state=OfferState.PAUSED,
    ),
    Offer(
        "brass-beginners", "brass-banner", "Brass for beginners", "Learn the cornet or the horn from your first note.",
        "We lend you the instrument and you can take it home. The neighbours get used to it.",
        Category.MUSIC, session(12_00), _BAND, Group(Day.WEDNESDAY, "18:00", "19:30", 6),
    ),
    Offer(
        "drumming", "brass-banner", "Drum circle", "Hit a drum with twenty others.",
        "You can be loud here. Ear defenders are on the hook by the door.",
        Category.MUSIC, session(10_00), _BAND, Group(Day.SATURDAY, "11:00", "12:30", 12),
    ),
    Offer(
        "ukulele", "brass-banner", "Ukulele and cake", "Three chords, many songs.",
        "We lend you a ukulele. Cake comes after, not before, because of the strings.",
        Category.MUSIC, session(9_00), _BAND, Group(Day.FRIDAY, "13:00", "14:30", 10),
    ),
    Offer(
        "clarinet-lessons", "rosalind", "Clarinet lessons", "One to one lessons for new and rusty players.",
        "An hour with one teacher. We play what you love. I can lend you a clarinet for the first three months.",
        Category.MUSIC, hour(34_00), at("The Music Room, Hexham", NBL, NCL, outward="NE46"),
        agreed("MO TU TH", "afternoon evening"),
    ),
    Offer(
        "piano-lessons", "rosalind", "Piano lessons", "Start from nothing, or start again.",
        "No exams unless you ask for them. The cat may sit in.",
        Category.MUSIC, hour(34_00), at("The Music Room, Hexham", NBL, NCL, outward="NE46"),
        agreed("WE FR SA", "morning afternoon"),
    ),
    Offer(
        "music-online", "rosalind", "Music lessons online", "A lesson on your screen, wherever you live.",
        "Clarinet, piano or how to read music. I can show you how to set up the camera.",
        Category.MUSIC, hour(30_00), online(), agreed("MO TH", "morning evening"), terms=(12, 50),
    ),
)  # fmt: skip
