"""The frame around every page: navigation by what the actor may do, fresh notices, and the demo's banner."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Flask, current_app, g, request, url_for

from marketplace.foundation import access, database
from marketplace.foundation.access import Actor
from marketplace.people.queries import Tidings, tidings
from marketplace.people.rules.signing_in import ends_soon
from marketplace.webkit.allowing import clock, current_actor
from marketplace.webkit.face import Face, NavItem


@dataclass(frozen=True, slots=True)
class Frame:
    """What the layout shows: navigation items, who is signed in and until when, fresh notices, whether it is the demo.

    ``ending`` says that the sign-in ends soon; ``ends_in`` is in seconds. ``mail_stopped``: mail does not reach them.
    ``own_person``: they act for themselves, as a person.
    """

    nav: list[dict[str, object]]
    name: str
    signed_in: bool
    fresh: int
    demo: bool
    acts_for: str = ""
    needs_step: bool = False
    ends_at: datetime | None = None
    ends_in: int = 0
    ending: bool = False
    mail_stopped: bool = False
    own_person: bool = False


def _items(actor: Actor) -> list[dict[str, object]]:
    """The navigation entries for an actor."""
    shown: list[NavItem] = []
    for face in current_app.extensions["ownpath.faces"]:
        allowed = [item for item in face.nav if item.power is None or actor.may(item.power)]
        shown += [item for item in allowed if item.section is None or actor.sees(item.section)]
    return [
        {"text": item.text, "href": url_for(item.endpoint), "active": request.endpoint == item.endpoint}
        for item in shown
    ]


def frame(*, counted: bool = True) -> Frame:
    """The frame for this request; without counting, nothing is asked of the database."""
    actor = current_actor()
    told = Tidings()
    if counted and actor.signed_in:
        with database.reading() as session:
            told = tidings(session, actor)
    return replace(framed(actor, told.fresh), mail_stopped=told.mail_stopped)


def frame_alone() -> Frame:
    """The frame where the database does not answer: for whoever is known already, else as for a visitor."""
    actor = g.get("actor") or access.anonymous(clock()())
    return framed(actor, 0)


def framed(actor: Actor, fresh: int) -> Frame:
    """The frame for an actor with so many fresh notices; nothing is asked of the database."""
    demo = current_app.extensions["ownpath.settings"].demo
    shown = Frame(_items(actor), actor.name, actor.signed_in, fresh, demo, actor.acts_for, actor.needs_step)
    shown = replace(shown, own_person=actor.own_person_id is not None)
    if actor.sign_in is None:
        return shown
    ends_at = actor.sign_in.ends_at
    ends_in = round((ends_at - actor.now).total_seconds())
    return replace(shown, ends_at=ends_at, ends_in=ends_in, ending=ends_soon(ends_at, actor.now))


def home_of(actor: Actor) -> str:
    """The endpoint where an actor lands after signing in."""
    faces = current_app.extensions["ownpath.faces"]
    homes = [face.home for face in faces if face.home] + [also for face in faces for also in face.also]
    return next((endpoint for power, endpoint in homes if actor.may(power)), "storefront.home")


def install(app: Flask, faces: Sequence[Face]) -> None:
    """Give templates the frame that page() made, or one that asks nothing for pages of the error table."""
    app.extensions["ownpath.faces"] = tuple(faces)

    @app.context_processor
    def _frame() -> dict[str, object]:
        return {"frame": g.get("frame")}
