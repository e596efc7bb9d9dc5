"""Offers of clubs, company and days out."""

from marketplace.catalogue.rules import Category, Day
from marketplace.demo.world.areas import DUR, GHD, NBL, NCL, NTY, STY, SUN
from marketplace.demo.world.offers.sheet import FREE, WEEKDAYS, Group, Offer, agreed, at, day, half_day, hour, session

_LONG = at("The Long Room, North Shields", NTY, NCL, STY, outward="NE29")
_FILM = at("Station Rooms, Hexham", NBL, NCL, outward="NE46")
_GAMES = at("The Games Room, Coatsworth Road, Gateshead", GHD, NCL, outward="NE8")
_WALL = at("Harbour Wall, South Shields", STY, SUN, GHD, outward="NE33")

COMPANY = (
    Offer(
        "lunch-club", "thursday-table", "Lunch club", "Two courses, proper plates and good company.",
        "Come early and help lay the table, or come late and be served. We fetch you if you live near.",
        Category.SOCIAL, session(11_00), _LONG, Group(Day.TUESDAY, "12:00", "14:00", 14),
    ),
    Offer(
        "supper-club", "thursday-table", "Supper club", "Cook together, then eat together.",
        "A different dish each week. We can cook halal, vegan and without gluten.",
        Category.SOCIAL, session(13_00, 19_00), _LONG, Group(Day.WEDNESDAY, "17:30", "20:00", 10),
    ),
    Offer(
        "quiet-tea", "thursday-table", "Quiet tea", "Tea with four others and no music.",
        "For people who find noise hard. The lights are low and the door is shut.",
        Category.SOCIAL, session(5_00), _LONG, Group(Day.FRIDAY, "15:00", "16:30", 4), access="quiet_space", left=0,
    ),
    Offer(
        "film-afternoons", "film-flapjack", "Film afternoon", "A good old film with subtitles and a break.",
        "Lights stay low, not off. You can come and go.",
        Category.SOCIAL, session(8_00), _FILM, Group(Day.TUESDAY, "13:30", "16:00", 14),
    ),
    Offer(
        "film-nights", "film-flapjack", "Film night", "A newer film, and talk after if you like.",
        "Soft seats, flapjack and a fire. The last bus is at half past nine.",
        Category.SOCIAL, session(8_00), _FILM, Group(Day.FRIDAY, "18:30", "21:00", 14),
    ),
    Offer(
        "film-making", "film-flapjack", "Make a short film", "Three minutes of film about your street.",
        "We lend cameras. One person holds the sound, one the story.",
        Category.ARTS, half_day(28_00), _FILM, Group(Day.SATURDAY, "10:00", "13:30", 5, weeks=range(-9, 10, 2)),
    ),
    Offer(
        "games-evening", "dice-dominoes", "Games evening", "Dominoes, cards and board games.",
        "Nobody sits alone. We will find you a game and teach you the rules.",
        Category.SOCIAL, session(5_00), _GAMES, Group(Day.TUESDAY, "18:00", "21:00", 14),
    ),
    Offer(
        "bench-chess", "dice-dominoes", "Park bench chess", "Chess outdoors, free, for any level.",
        "Look for the red scarf by the bandstand.",
        Category.SOCIAL, FREE, at("Quarry Field Park, Low Fell", GHD, NCL, outward="NE9"),
        Group(Day.SATURDAY, "11:00", "13:00", 12),
        terms=(0, 0),
    ),
    Offer(
        "story-games", "dice-dominoes", "Story games Sunday", "Be a wizard for an afternoon.",
        "A group tale with dice. Good for shy people, since you speak as somebody else.",
        Category.SOCIAL, half_day(12_00), _GAMES, Group(Day.SUNDAY, "12:30", "16:30", 6),
    ),
    Offer(
        "day-support", "harbour-wall", "Harbour Wall day", "A whole day by the sea, with a minibus.",
        "Cook, make, walk and rest. You plan your day with a worker each morning.\n"
        "The minibus comes to your door in South Tyneside.",
        Category.SOCIAL, day(56_00, 72_00), _WALL, Group(Day.MONDAY, "09:30", "15:30", 10),
    ),
    Offer(
        "half-day-club", "harbour-wall", "Half day club", "A shorter day for people who tire.",
        "Morning only, with lunch to end.",
        Category.SOCIAL, half_day(30_00, 38_00), _WALL, Group(Day.WEDNESDAY, "09:30", "13:00", 8),
    ),
    Offer(
        "days-out", "harbour-wall", "Days out", "One trip a month, by minibus.",
        "A castle, a zoo, a steam train. The vote is on the wall.",
        Category.SOCIAL, day(65_00, 75_00), _WALL, Group(Day.SATURDAY, "09:00", "16:30", 9, weeks=(-7, -3, 1, 5, 9)),
    ),
    Offer(
        "company-visit", "harbour-wall", "A friend for the afternoon", "Somebody to go out with, one to one.",
        "A café, a match, a walk on the pier. You choose the person and the place.",
        Category.SOCIAL, hour(19_00), _WALL, agreed(WEEKDAYS, "afternoon"), terms=(24, 50),
    ),
    Offer(
        "carers-coffee", "dale-end", "Carers' coffee", "For people who look after somebody. Free.",
        "Sit down for once. We can send a sitter while you are here.",
        Category.SOCIAL, FREE, at("Market Hall café, Crook", DUR, outward="DL15"),
        Group(Day.THURSDAY, "10:30", "12:00", 15),
        terms=(0, 0), access="step_free accessible_toilet",
    ),
)  # fmt: skip
