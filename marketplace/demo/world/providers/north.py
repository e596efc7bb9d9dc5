"""Providers of Tyneside and Northumberland, all made up."""

from marketplace.catalogue.rules import Vat
from marketplace.demo.world.providers.sheet import ANY, DIRECT, Provider

NORTH = (
    Provider(
        "copper-kettle", "Copper Kettle Arts", "Bridget Ashfield", "0191 498 0101",
        "A small arts charity in an old works by the Ouseburn. All our artists have had hard times of their own.",
        "step_free accessible_toilet quiet_space assistance_dog", small=True,
    ),
    Provider(
        "ferry-landing", "Ferry Landing Crafts", "Doreen Pattinson", "0191 498 0102",
        "Crafts by the river in North Shields. You take home what you make.",
        "step_free accessible_toilet companion_free", notice=48, late=100,
    ),
    Provider(
        "high-tide", "High Tide Voices", "Marcus Ellwood", "0191 498 0103",
        "Singing for anybody who can hum. We sing in Whitley Bay and now and then on the sands.",
        "step_free accessible_toilet hearing_loop easy_read", notice=12, late=25,
    ),
    Provider(
        "rosalind", "Rosalind's Music Room", "Rosalind Hepple", "01632 960104",
        "One teacher, two pianos and a cat in Hexham. Lessons at your own speed.",
        "parking assistance_dog", vat=Vat.OUTSIDE, takes=(DIRECT,), small=True,
    ),
    Provider(
        "cabbage-row", "Cabbage Row Growers", "Winston Achterberg", "0191 498 0105",
        "Twelve allotment plots in Fenham, one long table and a kettle. Gardening for people who need some calm.",
        "step_free accessible_toilet quiet_space assistance_dog", worker="Shona Keld",
    ),
    Provider(
        "hedgerow-hoe", "Hedgerow and Hoe", "Catriona Selby-Wark", "01632 960106",
        "Days in a walled garden near Morpeth, and gardeners who come to you. A van meets the bus.",
        "accessible_toilet parking quiet_space", notice=72,
    ),
    Provider(
        "deep-breath", "Deep Breath Swim Club", "Paulette Monkhouse", "0191 498 0107",
        "A swim club in South Shields for people who have been out of the water for years, or never got in.",
        "step_free accessible_toilet hoist parking companion_free", notice=12, late=50,
    ),
    Provider(
        "chair-mat", "Chair and Mat", "Anneke Brandling", "0191 498 0108",
        "Gentle movement in Gateshead, on a chair or on a mat. Nobody looks in a mirror here.",
        "step_free accessible_toilet hearing_loop", notice=6, late=50, small=True,
    ),
    Provider(
        "kitchen-table", "Kitchen Table Learning", "Olive Strang", "0191 498 0109",
        "Cooking, reading and sums round one big table in Gateshead. Come as you are.",
        "step_free accessible_toilet easy_read quiet_space", notice=48,
    ),
    Provider(
        "coble-street", "Friends of Coble Street Library", "Geoffrey Tulip", "0191 498 0110",
        "Volunteers who keep a small library in South Shields open and warm. All we do is free and for everybody.",
        "step_free accessible_toilet hearing_loop easy_read assistance_dog", notice=0, late=0, vat=Vat.OUTSIDE,
    ),
    Provider(
        "bread-nine", "Bread at Number Nine", "Hamish Dorrity", "0191 498 0111",
        "A bakery in Byker that trains people who have been out of work through illness.",
        "step_free accessible_toilet", notice=48, late=75,
    ),
    Provider(
        "been-there", "Been There Together", "Carol-Ann Wetherby", "0191 498 0112",
        "Run by people who have used mental health services. Eight of our ten trustees have been there too.",
        "step_free accessible_toilet quiet_space easy_read companion_free", notice=24, late=0, user_led=True,
    ),
    Provider(
        "seen-signed", "Seen and Signed", "Jude Hallgarth", "0191 498 0113",
        "Deaf-led support in Newcastle. Everybody here signs, and most of us are Deaf.",
        "step_free accessible_toilet bsl companion_free", "bfi en", notice=48, user_led=True,
    ),
    Provider(
        "lamp-chair", "Lamp and Chair Counselling", "Theresa Oswin-Grey", "0191 498 0114",
        "Counsellors in two quiet rooms in Gosforth, with evening times online. All are members of a register.",
        "step_free accessible_toilet quiet_space", notice=48, late=100,
    ),
    Provider(
        "thursday-table", "Thursday Table", "Sheila Barrasford", "0191 498 0115",
        "Good food in good company in North Shields. It began on Thursdays and now we cook all week.",
        "step_free accessible_toilet hearing_loop companion_free", notice=24, late=100,
    ),
    Provider(
        "film-flapjack", "Film and Flapjack", "Ewan Coldwell", "01632 960116",
        "A film club in Hexham with subtitles, soft seats and baking. Talking after, never during.",
        "step_free accessible_toilet hearing_loop assistance_dog companion_free", notice=6, late=25, small=True,
    ),
    Provider(
        "dice-dominoes", "Dice and Dominoes", "Ray Tunnicliffe", "0191 498 0117",
        "Board games, chess and long stories in Gateshead. We teach you the rules and lose with grace.",
        "step_free accessible_toilet quiet_space", notice=6, late=50, small=True,
    ),
    Provider(
        "harbour-wall", "Harbour Wall Days", "Glenda Stobbart", "0191 498 0118",
        "Day support by the sea in South Shields, with a minibus, a workshop and a view of the ships.",
        "step_free accessible_toilet hoist parking quiet_space", notice=168, late=75,
    ),
    Provider(
        "handpicked", "Handpicked Personal Assistants", "Sunita Rajan-Cope", "0191 498 0119",
        "You choose your worker and the hours. We employ them, so you need not be the boss.",
        "", "en bn ur pa pl", notice=48, late=100, worker="Janusz Orlik",
    ),
    Provider(
        "saltmarsh", "Saltmarsh Breaks", "Imelda Craster-Hogg", "01632 960120",
        "A guest house for breaks behind the dunes near Alnmouth. Six rooms, staff day and night.",
        "step_free accessible_toilet hoist parking assistance_dog", notice=672, late=50,
    ),
    Provider(
        "straight-answers", "Straight Answers Advice", "Vincent Okafor-Lyle", "0191 498 0121",
        "Benefits, rights and payroll in plain words. We have no side but yours.",
        "step_free accessible_toilet easy_read hearing_loop", "en ar pl", takes=ANY, notice=24, late=0,
    ),
)  # fmt: skip
