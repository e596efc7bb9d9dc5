"""Who can sign in to the demo, what they are, and what to try as them."""

from dataclasses import dataclass
from datetime import datetime

import pyotp

from marketplace.demo.world.cast import email_of, secret_of


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody whose sign-in is shown: name, e-mail, what they are, and what to try."""

    name: str
    email: str
    what: str
    tries: str
    staff: bool = False

    def code(self, now: datetime) -> str:
        """The code that their app shows at an instant (UTC); empty where they need none."""
        return pyotp.TOTP(secret_of(self.email)).at(now) if self.staff else ""


Guide = tuple[Guest, ...]


def _guest(name: str, what: str, tries: str) -> Guest:
    return Guest(name, email_of(name), what, tries)


def _staff(name: str, what: str, tries: str) -> Guest:
    return Guest(name, email_of(name), what, tries, staff=True)


GUIDE: Guide = (
    _guest(
        "Maureen Thirlwell",
        "A person with a budget that the council holds",
        "See your money and your plan, which was answered. Say whether a session went as recorded.",
    ),
    _guest(
        "Callum Brankston",
        "A person with a direct payment",
        "See who pays whom. Look at the order that is disputed.",
    ),
    _guest(
        "Farida Rahimzai",
        "A person with both: some held by the council, some paid to her",
        "Choose which account pays when you book.",
    ),
    _guest(
        "Ada Whitburn",
        "A person with money from the council and from the NHS, who signs",
        "Search for support in British Sign Language, and pay from either.",
    ),
    _guest(
        "Stephen Ovington",
        "A person whose money comes every four weeks",
        "See what has come and what is still to come. See who has your plan.",
    ),
    _guest(
        "Joyce Embleton",
        "A person whose budget is nearly used up",
        "Try to book more than there is, then find something free.",
    ),
    _guest("Leon Marsden", "A person without a budget", "Book a free walk or group."),
    _guest(
        "Moira Thirlwell",
        "Maureen's sister, who may spend for her",
        "Look at Maureen's orders and book something for her.",
    ),
    _guest(
        "Dawn Skelhorn",
        "Gary's deputy, by a paper that the council keeps",
        "Act for Gary and see his money. Helen at the council can look at the paper, and end it.",
    ),
    _staff(
        "Winston Achterberg",
        "Owner of a provider: Cabbage Row Growers",
        "Accept an order. Record a session. See what a session costs you. Sign for a fund that you are asked to hold.",
    ),
    _staff(
        "Theresa Oswin-Grey",
        "Owner of a provider: Lamp and Chair Counselling",
        "Answer a problem. See a new price that starts in two weeks.",
    ),
    _staff(
        "Carol-Ann Wetherby",
        "Owner of a user-led provider: Been There Together",
        "Publish an offer of your own.",
    ),
    _staff(
        "Imran Tasker", "A broker at Waymark", "Open a client, book for them from their budget, and look at their plan."
    ),
    _staff("Lorna Dipple", "A broker at Waymark", "One of your clients lets you look, but not spend."),
    _staff("Fiona Alwent", "A broker at Kittiwake", "Find something for a client, and book it."),
    _staff("Dev Raithby", "A broker at Kittiwake", "Look at what your client has left."),
    _staff(
        "Helen Stokoe",
        "A commissioner of the Newcastle upon Tyne demo council",
        "Read a worry about harm. Decide a dispute. Answer what Maureen asked first, and Stephen's plan.",
    ),
    _staff(
        "Alan Petrie",
        "A commissioner of the County Durham demo council",
        "See which providers your money goes to, and what people say of them.",
    ),
    _staff(
        "Yvonne Larkhill",
        "A commissioner of the NHS body",
        "See the orders that the NHS pays for, in each area.",
    ),
    _guest(
        "Josie Blagdon",
        "Owner of a provider that has just joined: Kettle and Kiln Pottery",
        "Write an offer. See that it waits until the back office has checked you.",
    ),
    _staff(
        "Priya Nettleton",
        "An administrator",
        "Read the worries that have no funder to go to. Check the provider that has just joined.",
    ),
)
