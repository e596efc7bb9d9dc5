"""Orders of people whom the Newcastle upon Tyne demo council funds, and of one who has no budget."""

from marketplace.demo.world.orders.sheet import Answer, Order, Said, Trouble, weeks
from marketplace.voice.rules import WorryKind

_NEWCASTLE = "Newcastle"
_NHS = "NHS"
_DIRECT = "direct"
_NOTIONAL = "notional"

NEWCASTLE = (
    Order(
        "maureen", "allotment-mornings", -6, weeks(-5, "qyymwbbb"),
        said=Said("44344", "I sleep better on the nights after. They know how I take my tea."),
    ),
    Order(
        "maureen", "painting-mondays", -9, weeks(-8, "yyy"),
        said=Said("44434", "I had not held a brush since school. Now there is a picture on my wall."),
    ),
    Order("maureen", "lunch-club", -3, weeks(-2, "ywbb")),
    Order(
        "maureen", "choir", -4, weeks(-3, "yywbbb"), by="Moira Thirlwell",
        said=Said("43444", "Loud and happy."), message="My sister sings low. Please put her with the altos.",
    ),
    Order("maureen", "print-saturdays", -1, weeks(1, "bb", every=2), answer=Answer.NONE),
    Order(
        "callum", "pa-daytime", -8, weeks(-7, "yqqyydwbbbb"), on="TU 10:00", quantity="3",
        why="The worker came an hour late and left on time. It was two hours and not three.",
        said=Said("42333", "I like my worker. The bus makes him late, so I would ask for a later start."),
    ),
    Order(
        "callum", "allotment-mornings", -5, weeks(-4, "yyl"),
        said=Said("4434-", "Quiet when you need quiet. I grew leeks.", before="Quiet when you need it."),
    ),
    Order(
        "callum", "peer-evenings", -4, weeks(-3, "yyubb"),
        said=Said("44444", "The first place where I did not have to explain."),
    ),
    Order(
        "callum", "clarinet-lessons", -4, weeks(-3, "yowbb"), on="MO 16:00",
        why="I have a cold and would only cough on you.",
        said=Said("44443", "Hard, and I love it."),
    ),
    Order("callum", "pa-evenings", -1, weeks(1, "bb"), on="SA 19:00", quantity="4", answer=Answer.NONE),
    Order(
        "farida", "painting-mondays", -4, weeks(-3, "ywb", every=2), pays=_NOTIONAL,
        said=Said("33443", "Good teacher. The room is cold near the window."),
    ),
    Order(
        "farida", "counselling-farsi", -4, weeks(-3, "ywbb", every=2), on="TU 18:30", pays=_DIRECT,
        said=Said("44344", "In my own language I can say what hurts."),
    ),
    Order("farida", "allotment-saturdays", -1, weeks(1, "bb"), pays=_NOTIONAL, answer=Answer.NONE),
    Order("farida", "cook-for-one", -3, weeks(-2, "ywbb"), pays=_NOTIONAL),
    Order("farida", "candles", -8, weeks(-7, "yy"), pays=_NOTIONAL, said=Said("33233")),
    Order(
        "stephen", "counselling", -7, weeks(-6, "yyy"), on="WE 11:00",
        said=Said("44434", "She remembers what I said last week."),
    ),
    Order(
        "stephen", "allotment-mornings", -6, weeks(-5, "qyyywbb"),
        said=Said("43434", "Good soil, good people, bad jokes."),
    ),
    Order(
        "stephen", "evening-sketching", -5, weeks(-4, "yymwbbbc"),
        troubles=(
            Trouble(
                WorryKind.PROBLEM, -3, "The door was locked when I came, and nobody heard the bell for ten minutes.",
                "We are sorry. The bell is mended, and somebody now waits at the door until twenty to seven.",
            ),
        ),
    ),
    Order("stephen", "counselling", -3, weeks(-2, "ywbbb"), on="WE 11:00"),
    Order("joyce", "counselling-trainee", -9, weeks(-7, "yyyw", every=2), on="FR 10:00"),
    Order(
        "joyce", "allotment-mornings", -6, weeks(-4, "yyyubb"),
        said=Said("44344", "My knees are bad and nobody minds. I do the seeds, sitting down."),
    ),
    Order("joyce", "quiet-tea", -4, weeks(-3, "yywbbbb")),
    Order("joyce", "supper-club", -5, weeks(-4, "yyywbbb"), said=Said("43343", "Good food. It can get noisy.")),
    Order("joyce", "bread-box", -3, weeks(-2, "y"), on="TU 09:00"),
    Order("joyce", "peer-afternoons", -3, weeks(-2, "yubb")),
    Order(
        "nasreen", "pa-bengali-urdu", -5, weeks(-3, "yyubbb"), on="TH 10:00", quantity="2", by="Imran Tasker",
        message="Nasreen would like a woman, please, and somebody who does not mind cats.",
        said=Said("44444", "She cooks like my aunt and laughs like my sister."),
    ),
    Order(
        "nasreen", "counselling", -5, weeks(-3, "ywb", every=2), on="MO 14:00", said=Said("42333"),
        troubles=(
            Trouble(WorryKind.PROBLEM, -1, "The last two sessions began late, so I missed my bus both times."),
        ),
    ),
    Order(
        "nasreen", "women-swim", -2, weeks(1, "nnnn"), answer=Answer.NO,
        why="We are full on Thursdays for now. There is room in the warm water hour on Tuesdays.",
    ),
    Order(
        "piotr", "pa-polish", -5, weeks(-4, "ykyubb"), on="MO 13:00", quantity="2",
        why="Nobody came until ten past two. I rang twice.",
        ruling="The provider's own notes show a late start. Half is paid and half goes back.",
        said=Said("32333", "Kind, but I had to complain once."),
    ),
    Order(
        "piotr", "bakery-mornings", -6, weeks(-5, "qyyywbb"),
        said=Said("44444", "I get up at six for this. I have not got up at six for years."),
    ),
    Order("piotr", "peer-evenings", -6, weeks(-5, "yy"), said=Said("4434-", "I mostly listen. That is fine here.")),
    Order("piotr", "recovery-course", -1, weeks(1, "bbbb"), answer=Answer.NONE),
    Order("piotr", "evening-baking", -3, weeks(-2, "yu.b")),
    Order("denise", "choir", -6, weeks(-5, "qyyywbb"), said=Said("44434", "One evening a week that is mine.")),
    Order(
        "denise", "peer-evenings", -4, weeks(-3, "yu", every=2),
        said=Said("43344", "I came as a carer and was made welcome."),
    ),
    Order("denise", "tea-dance", -6, weeks(-5, "yywb", every=2)),
    Order("denise", "sea-weekend", -1, weeks(3, "b"), answer=Answer.NONE),
    Order(
        "bisi", "painting-mondays", -5, weeks(-3, "yyubb"), by="Imran Tasker",
        said=Said("43443", "I go home with paint on my sleeves and feel lighter."),
    ),
    Order("bisi", "lunch-club", -5, weeks(-3, "yw", every=2), said=Said("44344", "Proper gravy.")),
    Order("bisi", "felt-and-wool", -3, weeks(-2, "yubbb"), by="Imran Tasker"),
    Order("bisi", "willow", -1, weeks(1, "bbb"), by="Imran Tasker", answer=Answer.NONE),
    Order(
        "gary", "pa-daytime", -7, weeks(-5, "qyyywbbbb"), on="WE 09:30", quantity="4", by="Lorna Dipple",
        said=Said("23322", "It went well with the first worker. I want him back."),
        troubles=(
            Trouble(
                WorryKind.HARM, -1, "The new worker shouts at me when I am slow. I do not feel safe alone with him."
            ),
        ),
    ),
    Order(
        "gary", "counselling", -5, weeks(-3, "ryubb"), on="FR 10:00",
        why="I was sent to the wrong room, so we only had half the time.",
        said=Said("43343", "It helps. Go early, since parking is hard."),
    ),
    Order("gary", "games-evening", -6, weeks(-5, "qyyyubb"), said=Said("44434", "I lost at dominoes to a vicar.")),
    Order("gary", "peer-mentor", -3, weeks(-2, "ywbb"), on="TU 14:00"),
    Order("gary", "cook-for-one", -2, weeks(-1, "ubbb")),
    Order(
        "limei", "painting-mondays", -5, weeks(-3, "ywb", every=2),
        said=Said("34434", "Calm. I like the plants in the window."),
    ),
    Order("limei", "choir", -4, weeks(-3, "yyub"), said=Said("33344")),
    Order("limei", "art-kit", -6, weeks(-5, "y"), on="TU 09:00", said=Said("-4-44", "Good brushes.")),
    Order("limei", "bees", -1, weeks(1, "bbb"), answer=Answer.NONE, message="I am a bit afraid of bees."),
    Order("limei", "mat-yoga", -4, weeks(1, "cc")),
    Order(
        "ada", "signing-support", -6, weeks(-5, "qyyywbbb"), on="TU 10:00", quantity="3", pays=_NEWCASTLE,
        said=Said("44444", "I can ask a question and get the whole answer."),
    ),
    Order(
        "ada", "counselling-bsl", -4, weeks(-3, "ywbb", every=2), on="TH 18:00", pays=_NHS,
        said=Said("44344", "No interpreter. At last it is only the two of us."),
    ),
    Order("ada", "deaf-social", -4, weeks(-3, "yubb", every=2), pays=_NEWCASTLE, said=Said("44444", "My people.")),
    Order(
        "ada", "allotment-mornings", -4, weeks(-3, "yyu"), pays=_NEWCASTLE,
        message="I am Deaf. Please face me when you talk, or write it down.",
        said=Said("34334", "They learnt to sign good morning. Some forget to face me."),
    ),
    Order("ada", "deaf-peers", -1, weeks(1, "bb"), pays=_NHS, answer=Answer.NONE),
    Order(
        "leon", "peer-afternoons", -4, weeks(-3, "yub", every=2),
        said=Said("44-34", "Free, warm, and no forms to fill in."),
    ),
    Order(
        "leon", "amble-meadow", -4, weeks(-3, "yyubb"),
        troubles=(
            Trouble(
                WorryKind.HARM, -1, "One of the walkers follows people to their cars and asks for money. I am scared."
            ),
        ),
    ),
    Order("leon", "rights-talk", -1, weeks(0, "bb")),
)  # fmt: skip
