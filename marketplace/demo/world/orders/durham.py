"""Orders of people whom the County Durham demo council funds."""

from marketplace.catalogue.rules import Level
from marketplace.demo.world.orders.sheet import Answer, Order, Said, Trouble, weeks
from marketplace.voice.rules import WorryKind

_DIRECT = "direct"
_NOTIONAL = "notional"

DURHAM = (
    Order(
        "angela", "farm-days", -6, weeks(-5, "qyyywbbbb"),
        said=Said("44444", "The donkeys are glad to see me. That is enough."),
        troubles=(Trouble(WorryKind.PROBLEM, -1, "The pick up was moved to Stanhope and nobody told me."),),
    ),
    Order(
        "angela", "walk-and-talk", -5, weeks(-3, "yub", every=2),
        said=Said("44434", "We walk, and then it gets said."),
    ),
    Order("angela", "cbt", -5, weeks(-3, "yyubbb"), on="MO 17:30", said=Said("43444", "The workbook is good.")),
    Order(
        "angela", "ukulele", -2, weeks(1, "nn"), answer=Answer.NO,
        why="All our ukuleles are out on loan just now. Please ask again next month.",
    ),
    Order(
        "terry", "farm-mornings", -4, weeks(-3, "ywbb", every=2),
        said=Said("44344", "Home by one, and tired in a good way."),
    ),
    Order("terry", "walk-and-talk", -4, weeks(-3, "yub", every=2), said=Said("44343", "Dogs help.")),
    Order("terry", "farm-days", -5, weeks(-3, "yyu"), said=Said("43334", "A long day for me, but a good one.")),
    Order("terry", "brass-beginners", -3, weeks(-2, "ywbbb")),
    Order(
        "bethany", "clay-mornings", -4, weeks(-3, "yyubbbbbbb"), pays=_NOTIONAL,
        said=Said("44434", "Three people is the right number of people."),
    ),
    Order(
        "bethany", "ups-and-downs", -5, weeks(-3, "ywbb", every=2), pays=_NOTIONAL,
        said=Said("44444", "They get it."),
    ),
    Order(
        "bethany", "driving-lessons", -5, weeks(-3, "ylubb"), on="SA 10:00", quantity="2", pays=_DIRECT,
        said=Said("43433", "He never shouts. Not cheap, though."),
    ),
    Order(
        "harpreet", "help-at-home", -4, weeks(-3, "ywbbb", every=2), on="TU 10:00", quantity="2", by="Fiona Alwent",
        message="Please ring the side door: the front one sticks.", said=Said("43344", "The same two faces each week."),
    ),
    Order("harpreet", "drumming", -5, weeks(-4, "ymyub"), said=Said("44424", "Loud. Bring ear plugs.")),
    Order("harpreet", "theory-evenings", -4, weeks(-2, "yubb")),
    Order(
        "colin", "help-at-home", -5, weeks(-3, "ypwbbbb"), on="MO 09:30", quantity="3", level=Level.MORE,
        said=Said("33343", "Good with me. They do not always shut the gate."),
        troubles=(
            Trouble(
                WorryKind.PROBLEM, -2, "The gate was left open and next door's dog got in.",
                "That was our fault. We have put a note on the door, and our worker has said sorry next door.",
            ),
        ),
    ),
    Order(
        "colin", "evening-visits", -4, weeks(-3, "youbb"), on="TH 18:00", quantity="2",
        why="Our worker is ill, and we have nobody else that you know.",
    ),
    Order(
        "colin", "farm-days", -5, weeks(-3, "yywb"), level=Level.MORE,
        said=Said("44344", "They let me drive the quad in the yard."),
    ),
    Order("colin", "declutter", -4, weeks(-2, "y"), on="WE 10:00"),
    Order(
        "sylvia", "clay-mornings", -5, weeks(-3, "yyubbbbbbb"),
        said=Said("44444", "Doris the kiln has never let me down."),
    ),
    Order(
        "sylvia", "garden-flowers", -4, weeks(-3, "ywb", every=2),
        said=Said("44344", "My kitchen smells of sweet peas."),
    ),
    Order("sylvia", "wheel-evenings", -4, weeks(-2, "yubbb")),
    Order("jordan", "cbt", -5, weeks(-3, "yw", every=2), on="TU 14:00", said=Said("43434", "Hard work that pays off.")),
    Order("jordan", "worry-course", -4, weeks(-3, "yyub"), said=Said("43343", "I used the breathing on a bus.")),
    Order("jordan", "drumming", -4, weeks(-3, "yub", every=2), said=Said("44434", "I shake it all out.")),
    Order("jordan", "ups-and-downs", -5, weeks(-3, "ywbb", every=2), said=Said("43444")),
    Order("jordan", "wheel-evenings", -1, weeks(1, "bbb"), answer=Answer.NONE),
    Order(
        "hazel", "greenhouse-club", -6, weeks(-5, "qyyyubbb"), by="Fiona Alwent",
        said=Said("44344", "Warm, even when it snows. I took home twelve chillies."),
    ),
    Order(
        "hazel", "sort-post", -4, weeks(-3, "y.w.b"), on="TU 11:00", by="Fiona Alwent",
        said=Said("44444", "No more pile."),
    ),
    Order(
        "hazel", "beck-mornings", -5, weeks(-3, "ytub"),
        said=Said("43344", "I sit on the bench and that is allowed."),
    ),
    Order("marek", "drumming", -5, weeks(-3, "yyub"), said=Said("44344", "Best hour of my week.")),
    Order(
        "marek", "driving-lessons", -5, weeks(-3, "dywb"), on="TU 17:00",
        why="The lesson was forty minutes and not an hour.",
    ),
    Order("marek", "brass-beginners", -4, weeks(-3, "yubb", every=2), said=Said("33343", "My neighbours are saints.")),
    Order(
        "ruth", "clay-mornings", -5, weeks(-3, "yywbbbbbbb"),
        said=Said("43444", "For two hours nobody needs me."),
    ),
    Order(
        "ruth", "sitting", -5, weeks(-3, "yubb", every=2), on="SA 14:00", quantity="4",
        message="Mum likes the radio on, but not the news.",
        said=Said("44444", "I went to the cinema. On my own. Bliss."),
    ),
    Order("ruth", "carers-coffee", -5, weeks(-3, "yyub"), said=Said("44434", "We swap tips and moan.")),
    Order("ruth", "carers-day", -1, weeks(1, "b"), on="FR 09:00"),
)  # fmt: skip
