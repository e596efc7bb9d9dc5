"""Providers of Wearside, County Durham and the Tees, and those that are in many places, all made up."""

from marketplace.catalogue.rules import Vat
from marketplace.demo.world.providers.sheet import NOTIONAL, Provider

SOUTH = (
    Provider(
        "blue-thimble", "The Blue Thimble", "Annette Silksworth", "0191 498 0201",
        "A sewing co-operative in Sunderland. Bring what is torn, and we show you how to mend it.",
        "step_free accessible_toilet", small=True,
    ),
    Provider(
        "pit-pony", "Pit Pony Pottery", "Len Garthwaite", "01632 960202",
        "Clay in a chapel in Bishop Auckland. Three tables, two wheels and a kiln called Doris.",
        "step_free accessible_toilet parking quiet_space", notice=48, small=True,
    ),
    Provider(
        "brass-banner", "Brass and Banner Music", "Hilary Pelaw", "0191 498 0203",
        "Bands for beginners in Durham, in the style of the old pit villages. We lend you the instrument.",
        "step_free hearing_loop parking", notice=24, late=25,
    ),
    Provider(
        "beck-side", "Beck Side Garden Project", "Nigel Sadberge", "01632 960204",
        "A garden for all by the Skerne in Darlington. The greenhouse is warm in winter.",
        "step_free accessible_toilet easy_read",
    ),
    Provider(
        "second-spring", "Second Spring Farm", "Judith Rookhope", "01632 960205",
        "A care farm in Weardale. Sheep, hens and two donkeys, and work that has to be done today.",
        "accessible_toilet parking quiet_space", notice=72, late=75,
    ),
    Provider(
        "tide-turnstone", "Tide and Turnstone", "Barney Kilton", "01632 960206",
        "Walks with a guide on the shore at Redcar and Saltburn. Slow, with stops, and back for tea.",
        "quiet_space assistance_dog", notice=12, late=25, small=True,
    ),
    Provider(
        "saturday-amble", "Saturday Amble", "Deborah Quill", "01632 960207",
        "Free walks each Saturday in parks all over the North East. Anybody, any pace, no times taken.",
        "step_free assistance_dog companion_free", notice=0, late=0, vat=Vat.OUTSIDE,
    ),
    Provider(
        "second-half", "Second Half Football", "Darren Millfield", "0191 498 0208",
        "Walking football in Sunderland for people who thought that they had stopped.",
        "step_free accessible_toilet parking", notice=6, late=0,
    ),
    Provider(
        "wheel-about", "Wheel About Cycling", "Fay Thornaby-Rudd", "01632 960209",
        "Trikes, side by sides and hand bikes on a flat track in Stockton. There is one to fit you.",
        "step_free accessible_toilet hoist parking companion_free", notice=24,
    ),
    Provider(
        "plug-in", "Plug In Lessons", "Sanjay Coulby", "01632 960210",
        "Phones, tablets and the internet without the sighing. In Middlesbrough, at your home and online.",
        "step_free accessible_toilet easy_read", "en pa", notice=24, late=0, small=True,
    ),
    Provider(
        "tongues-tea", "Tongues and Tea", "Laila Marwood", "01632 960211",
        "English, sewing and friends in Middlesbrough. Started by women who came here with two words of English.",
        "step_free accessible_toilet", "en ar ur fa", notice=24, late=0,
    ),
    Provider(
        "left-lane", "Left Lane Driving Lessons", "Gordon Whinfield", "01632 960212",
        "Lessons in Darlington for people who fear the wheel. The car has hand controls, and nobody shouts.",
        "", notice=48, late=100, vat=Vat.STANDARD, small=True,
    ),
    Provider(
        "mend-make", "Mend and Make Workshop", "Alec Throston", "01632 960213",
        "Benches, tools and time in Hartlepool. We mend what others throw away.",
        "step_free accessible_toilet hearing_loop", notice=24, late=25,
    ),
    Provider(
        "steady-steps", "Steady Steps to Work", "Gwen Hartburn", "01632 960214",
        "Help to find work or to volunteer, and to stay in it. We go at your speed, and come with you if you like.",
        "step_free accessible_toilet quiet_space easy_read", notice=24, late=0,
    ),
    Provider(
        "plain-speaking", "Plain Speaking Wearside", "Norma Deptford", "0191 498 0215",
        "A user-led group in Sunderland. We speak for ourselves, and help others to.",
        "step_free accessible_toilet easy_read quiet_space companion_free", notice=24, late=0, user_led=True,
    ),
    Provider(
        "rough-weather", "Rough Weather Friends", "Keith Burnhope", "01632 960216",
        "Friends for the bad days in Consett and the dales. All of us have had them.",
        "step_free assistance_dog quiet_space", notice=12, late=0, user_led=True, small=True,
    ),
    Provider(
        "two-cups", "Two Cups Counselling", "Miriam Seaton-Lowe", "01632 960217",
        "Talking in a front room in Hartlepool, or on a walk. Two counsellors, two cups.",
        "accessible_toilet quiet_space assistance_dog", notice=24, late=100, small=True,
    ),
    Provider(
        "noor", "Noor Talking Space", "Zahra Ormesby", "01632 960218",
        "Talk in your own language, in Middlesbrough or on your screen.",
        "step_free accessible_toilet quiet_space", "en ar ur fa pa", notice=48, late=50,
    ),
    Provider(
        "doorstep", "Doorstep Support Durham", "Maxine Brandon", "01632 960219",
        "Help at home in the villages of County Durham. The same two or three faces each week.",
        "easy_read", notice=24, late=100, worker="Craig Langley",
    ),
    Provider(
        "shared-hours", "Shared Hours", "Teresa Norton-Vane", "01632 960220",
        "Personal assistants on both banks of the Tees. We match you by what you like to do.",
        "", "en ar ur ro", notice=24, late=100,
    ),
    Provider(
        "dale-end", "Dale End Breaks", "Pauline Wearhead", "01632 960221",
        "We sit with the person that you care for, so that you can get out. All over County Durham and Darlington.",
        "", notice=72, late=50, takes=("notional", "direct"),
    ),
    Provider(
        "penny-farthing", "Penny Farthing Travel", "Stuart Yarm-Ellis", "01632 960222",
        "Help to get about on the Tees: learn the bus with us, or let us drive.",
        "step_free hoist assistance_dog companion_free", notice=12, late=100, takes=(NOTIONAL, "direct"),
    ),
    Provider(
        "plum-blossom", "Plum Blossom Rooms", "Vivian Tam-Liddell", "0191 498 0223",
        "Two rooms and a big kitchen in Newcastle. It was begun by cooks who wanted company on their day off.",
        "step_free accessible_toilet", "yue en", notice=24, late=0, small=True,
    ),
    Provider(
        "next-page", "Next Page Planning", "Bronagh Silk", "0191 498 0224",
        "Five planners who own the firm between them. All of us have lived on a budget or helped somebody who does.",
        "easy_read", notice=24, late=0, user_led=True, small=True,
    ),
)  # fmt: skip
