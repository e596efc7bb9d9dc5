"""Orders of people with a personal health budget from the NHS body."""

from marketplace.demo.world.orders.sheet import Answer, Order, Said, Trouble, weeks
from marketplace.voice.rules import WorryKind

_DIRECT = "direct"
_NOTIONAL = "notional"

HEALTH = (
    Order(
        "samira", "counselling-arabic", -4, weeks(-3, "ywbb", every=2), on="MO 11:00",
        said=Said("44444", "I do not have to look for the word."),
    ),
    Order("samira", "noor-women", -5, weeks(-3, "yub", every=2), said=Said("44344", "A safe door, as they say.")),
    Order(
        "samira", "english-tea", -5, weeks(-3, "yyub"),
        said=Said("44434", "My English is better and my son is proud."),
    ),
    Order("samira", "pa-arabic", -3, weeks(-2, "ywbb"), on="WE 13:00", quantity="2"),
    Order(
        "dylan", "adapted-bikes", -5, weeks(-4, "ymyub"),
        said=Said("44444", "I rode a bike for the first time in eleven years."),
    ),
    Order(
        "dylan", "job-coach", -5, weeks(-3, "ywbb", every=2), on="TU 10:00",
        said=Said("43444", "She came with me on day one."),
    ),
    Order("dylan", "amble-heron", -5, weeks(-3, "yub", every=2), said=Said("43434", "Nobody looks at a watch.")),
    Order("dylan", "bike-repair", -5, weeks(-4, "nn"), answer=Answer.NONE),
    Order("dylan", "volunteer-buddy", -1, weeks(1, "bb"), on="TH 09:30", answer=Answer.NONE),
    Order(
        "patricia", "two-cups-counselling", -5, weeks(-3, "yyubb"), on="TU 17:00",
        said=Said("44334", "It took four weeks before I could talk. She waited."),
    ),
    Order(
        "patricia", "bench-mornings", -4, weeks(-3, "ywbb", every=2),
        said=Said("44434", "I made a stool and I sit on it."),
    ),
    Order("patricia", "sea-week", -7, weeks(-6, "y"), said=Said("44444", "I heard the sea all night.")),
    Order(
        "patricia", "there-and-back", -5, weeks(-3, "yu", every=2), on="TU 16:00",
        said=Said("44344", "He waits, and he is never cross."),
    ),
    Order("owen", "shore-walks", -5, weeks(-3, "yywbb"), by="Dev Raithby", said=Said("44344", "I found jet.")),
    Order("owen", "counselling-evening", -1, weeks(1, "bbb"), on="TU 18:30", answer=Answer.NONE),
    Order("owen", "moor-days", -7, weeks(-6, "yyb", every=4), said=Said("43344", "You can see for ever.")),
    Order("owen", "beach-clean", -5, weeks(-3, "yub", every=2), said=Said("3-344", "Good deed, good brew.")),
    Order(
        "owen", "pa-tees", -5, weeks(-4, "ykyubb"), on="MO 10:00", quantity="2", by="Fiona Alwent",
        why="He had to leave after an hour for another client.",
        ruling="Both sides agree that it was one hour. One hour is paid.",
        said=Said("43333", "He likes chess too, so we play."),
    ),
    Order(
        "rukhsana", "day-support", -6, weeks(-5, "qyyywbbb"), by="Tanvir Chowdrey",
        message="My mother eats halal and needs a quiet room to pray at midday.",
        said=Said("33343", "She comes home smiling. The bus is often late."),
        troubles=(
            Trouble(
                WorryKind.HARM, -4, "I was left on the bus by myself for nearly an hour. Nobody checked.",
                "Thank you for telling us. We rang you and your son the same day. The provider now counts people off "
                "the bus, and we will visit next month.",
            ),
        ),
    ),
    Order(
        "rukhsana", "pa-bengali-urdu", -5, weeks(-3, "yubb", every=2), on="WE 11:00", quantity="3",
        said=Said("44344", "Like a daughter."),
    ),
    Order("rukhsana", "women-swim", -4, weeks(-3, "yywb"), said=Said("44444", "The blinds are down and I float.")),
    Order("rukhsana", "knit-natter", -4, weeks(-3, "yub", every=2), said=Said("44-44", "Eleven hats so far.")),
    Order("rukhsana", "quiet-tea", -3, weeks(-2, "yubbbb")),
    Order("neil", "walking-football", -5, weeks(-3, "yubb", every=2), said=Said("44434", "I scored. Walking.")),
    Order("neil", "mens-kitchen", -5, weeks(-3, "yywb"), said=Said("44344", "You talk more when you chop.")),
    Order(
        "neil", "day-support", -4, weeks(-3, "yu", every=2), by="Dev Raithby",
        said=Said("34333", "Good staff. Long day."),
    ),
    Order("neil", "mending-evening", -3, weeks(-2, "yw.b")),
    Order(
        "christine", "walled-garden", -5, weeks(-3, "yubbb", every=2),
        said=Said("44444", "It smells of apples and nobody hurries."),
    ),
    Order(
        "christine", "piano-lessons", -4, weeks(-3, "yywbb"), on="SA 11:00",
        said=Said("44444", "The cat sat in."),
    ),
    Order("christine", "film-nights", -5, weeks(-3, "yub", every=2), said=Said("43334", "Good subtitles.")),
    Order("christine", "sea-weekend", -8, {**weeks(-5, "y"), **weeks(3, "b")}, said=Said("44344", "I will go again.")),
    Order("christine", "weekly-call", -4, weeks(-2, "ywbb"), on="SU 17:00"),
    Order(
        "eilidh", "walled-garden", -4, weeks(-3, "yubb", every=2), pays=_NOTIONAL,
        said=Said("43444", "The van meets the bus, as they say it will."),
    ),
    Order(
        "eilidh", "film-nights", -5, weeks(-3, "yywb"), pays=_DIRECT,
        said=Said("33343", "The last bus is a bit early."),
    ),
    Order("eilidh", "music-online", -5, weeks(-3, "yub", every=2), on="MO 19:00", said=Said("43434")),
    Order("eilidh", "film-making", -4, weeks(-3, "ywbb", every=2), pays=_NOTIONAL),
)  # fmt: skip
