"""Somebody of the demo world acts by a paper of the court; the paper is drawn here, and made up like all else."""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from PIL import Image, ImageDraw, ImageFont

from marketplace.demo.world.agenda import Step
from marketplace.demo.world.areas import NCL
from marketplace.demo.world.cast import Cast, email_of
from marketplace.demo.world.people import COMMISSIONERS, PEOPLE
from marketplace.foundation import database
from marketplace.people import operations as people
from marketplace.people.operations import AppointRequest
from marketplace.people.rules import MandateKind
from marketplace.webkit.pictures import cleaned

PERSON, DEPUTY, REFERENCE = "gary", "Dawn Skelhorn", "DEMO 1403/26"
PAGE = (1240, 1754)  # points: A4 at 150 to the inch


def steps(cast: Cast) -> Iterator[Step]:
    """Three weeks before the anchor: she joins, and brings the paper to the council."""
    at = cast.calendar.before(21, "11:05")
    yield Step(at, partial(cast.open, DEPUTY, at))
    at = cast.calendar.before(20, "14:30")
    yield Step(at, partial(_appoint, cast, at))


def _appoint(cast: Cast, at: datetime) -> None:
    official = cast.actor(COMMISSIONERS[NCL], at)
    dated = official.today - timedelta(days=16)
    lines = (
        "A made-up paper for the demo of Ownpath",
        "ORDER APPOINTING A DEPUTY",
        f"Number {REFERENCE}, {dated.day} {dated:%B %Y}",
        f"{DEPUTY} may decide for {PEOPLE[PERSON][0]}",
        "about money, property and support.",
    )
    request = AppointRequest(
        cast.people[PERSON], MandateKind.DEPUTY, email_of(DEPUTY), REFERENCE, dated, cleaned(_drawn(lines))
    )
    with database.writing() as session:
        people.appoint(session, official, request)


def _drawn(lines: tuple[str, ...]) -> bytes:
    """A page with these lines, as a scanner sends it: a PNG."""
    page = Image.new("RGB", PAGE, "white")
    pen, letters = ImageDraw.Draw(page), ImageFont.load_default(40)
    pen.rectangle((70, 70, PAGE[0] - 70, PAGE[1] - 70), outline="black", width=3)
    for number, line in enumerate(lines):
        pen.text((140, 180 + 110 * number), line, fill="black", font=letters)
    file = io.BytesIO()
    page.save(file, "PNG")
    return file.getvalue()
