"""Offers of work, volunteering, advice and getting about."""

from marketplace.catalogue.rules import Category, Day, Vat
from marketplace.demo.world.areas import EVERYWHERE, HPL, NCL, NTY, STK, TEES, TYNE
from marketplace.demo.world.offers.sheet import (
    ANY_DAY,
    FREE,
    WEEKDAYS,
    Group,
    Offer,
    agreed,
    at,
    each,
    half_day,
    home,
    hour,
    online,
    session,
)

_BENCHES = at("Mend and Make, Lynn Street, Hartlepool", HPL, STK, outward="TS24")
_STEPS = at("Steady Steps, Dovecot Street, Stockton", *TEES, outward="TS18")
_BAKERY = at("Number Nine, Byker", NCL, NTY, outward="NE6")
_ADVICE = at("Straight Answers, Pilgrim Lane, Newcastle", *TYNE, outward="NE1")

WORK = (
    Offer(
        "bench-mornings", "mend-make", "Workshop mornings", "Mend a chair beside people who know how.",
        "Wood, tools and a stove. You can talk or not. Most people make a stool first.",
        Category.WORK, half_day(22_00, 29_00), _BENCHES, Group(Day.TUESDAY, "09:30", "12:30", 8),
    ),
    Offer(
        "furniture-evenings", "mend-make", "Furniture evening", "Sand and paint something old till it shines.",
        "Bring a drawer, a box or a small table. We sell what you do not want, and you choose who gets the money.",
        Category.WORK, session(14_00), _BENCHES, Group(Day.THURSDAY, "18:00", "20:00", 6),
    ),
    Offer(
        "bench-alone", "mend-make", "Your own bench", "An hour with a joiner, one to one.",
        "To learn one thing well, such as a joint or a shelf.",
        Category.WORK, hour(27_00), _BENCHES, agreed("MO WE FR", "morning afternoon"),
    ),
    Offer(
        "repair-cafe", "mend-make", "Repair Saturday", "Bring what is broken. Free.",
        "Toasters, bikes, zips and toys. Help us to mend, or watch with a bun.",
        Category.WORK, FREE, _BENCHES, Group(Day.SATURDAY, "10:00", "13:00", 25), terms=(0, 0),
    ),
    Offer(
        "job-coach", "steady-steps", "Job coach", "One person who helps you find work and stay in it.",
        "We look at what you like, write to firms and come with you on the first day if you ask.",
        Category.WORK, hour(32_00), _STEPS, agreed(WEEKDAYS, "morning afternoon"),
    ),
    Offer(
        "volunteer-buddy", "steady-steps", "Volunteer with a buddy", "Try a job for half a day, with us beside you.",
        "A charity shop, a kennels, a food bank or a museum. We stay until you do not need us.",
        Category.WORK, half_day(38_00), _STEPS, agreed(WEEKDAYS, "morning afternoon"),
    ),
    Offer(
        "cv-club", "steady-steps", "CV club", "Say what you can do, on one page.",
        "We write, read aloud and cross out. Gaps are fine, and we will find words for them.",
        Category.WORK, session(8_00), _STEPS, Group(Day.MONDAY, "13:00", "15:00", 8),
    ),
    Offer(
        "bakery-mornings", "bread-nine", "Bakery mornings", "Bake for the shop with a trained baker.",
        "An early start and a warm room. You learn one thing each week and take a loaf home.",
        Category.WORK, half_day(32_00, 40_00), _BAKERY, Group(Day.FRIDAY, "08:00", "12:00", 4),
    ),
    Offer(
        "cafe-shift", "bread-nine", "Café shift with a buddy", "Serve, clear and chat, with somebody beside you.",
        "Four hours in our café. At first you do one job, then two, then the till.",
        Category.WORK, half_day(30_00), _BAKERY, Group(Day.WEDNESDAY, "11:00", "15:00", 3),
    ),
    Offer(
        "bread-box", "bread-nine", "Bread box", "Flour, yeast and a recipe with pictures, by post.",
        "Makes four loaves. There is a number to ring if it goes flat.",
        Category.LEARNING, each(14_00), home(NCL, NTY), agreed(WEEKDAYS, "morning"), terms=(48, 0), vat=Vat.STANDARD,
    ),
    Offer(
        "benefits-check", "straight-answers", "Benefits check", "Find out what you could claim. Free.",
        "An adviser rings you and goes through it. It takes an hour, and you need not decide on the day.",
        Category.ADVICE, FREE, online(), agreed(WEEKDAYS, "morning afternoon"),
    ),
    Offer(
        "payroll", "straight-answers", "Payroll for your personal assistant", "We work out pay, tax and holidays.",
        "For people who employ their own worker. One price for each month: payslip, tax and pension.",
        Category.ADVICE, each(16_00), online(), agreed(WEEKDAYS, "morning afternoon"), vat=Vat.STANDARD,
        terms=(168, 100),
    ),
    Offer(
        "appeal-help", "straight-answers", "Help with an appeal", "Somebody on your side of the table.",
        "We read the letter, write the answer and come to the hearing.",
        Category.ADVICE, hour(35_00), _ADVICE, agreed(WEEKDAYS, "morning afternoon"), vat=Vat.REDUCED,
    ),
    Offer(
        "advocate", "straight-answers", "An advocate beside you", "We help you say what you want to say.",
        "At a review, a meeting or a ward round. We speak up only for what you want.",
        Category.ADVICE, hour(30_00), _ADVICE, agreed(WEEKDAYS, "morning afternoon"), access="bsl",
    ),
    Offer(
        "travel-training", "penny-farthing", "Learn the bus", "We travel with you until you can go alone.",
        "First together, then two seats behind, then a text when you get there.",
        Category.TRAVEL, hour(23_00), home(*TEES), agreed(ANY_DAY, "morning afternoon"), terms=(24, 50),
    ),
    Offer(
        "there-and-back", "penny-farthing", "There and back", "A lift to one place and home again.",
        "A driver who waits while you are in. The car takes a folded wheelchair.",
        Category.TRAVEL, each(14_00), home(*TEES), agreed(ANY_DAY, "morning afternoon evening"),
        access="assistance_dog companion_free",
    ),
    Offer(
        "driver-half-day", "penny-farthing", "A driver for half a day", "See family, the sea or the shops.",
        "Four hours, up to sixty miles, in a car with a ramp.",
        Category.TRAVEL, half_day(70_00), home(*TEES), agreed("TU TH SA SU", "morning afternoon"),
        access="step_free hoist companion_free", terms=(48, 75),
    ),
    Offer(
        "rights-talk", "straight-answers", "Know your rights", "A free talk each week about one right.",
        "Direct payments, reviews, complaints, carers. Ask what you like, with your camera off if you want.",
        Category.ADVICE, FREE, online(*EVERYWHERE), Group(Day.THURSDAY, "12:30", "13:15", 40),
    ),
)  # fmt: skip
