"""The frame around every page: navigation by what the actor may do, fresh notices, and the demo's banner."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, current_app, g, request, url_for

from marketplace.foundation import access, database
from marketplace.foundation.access import Actor
from marketplace.people.queries import fresh_count
from marketplace.webkit.allowing import clock, current_actor
from marketplace.webkit.face import Face, NavItem


@dataclass(frozen=True, slots=True)
class Frame:
    """What the layout shows: navigation items, who is signed in, how many notices are fresh, whether it is the demo."""

    nav: list[dict[str, object]]
    name: str
    signed_in: bool
    fresh: int
    demo: bool


def _items(actor: Actor) -> list[dict[str, object]]:
    """The navigation entries for an actor."""
    shown: list[NavItem] = []
    for face in current_app.extensions["ownpath.faces"]:
        shown += [item for item in face.nav if item.power is None or actor.may(item.power)]
    return [
        {"text": item.text, "href": url_for(item.endpoint), "active": request.endpoint == item.endpoint}
        for item in shown
    ]


def frame(*, counted: bool = True) -> Frame:
    """The frame for this request; without counting, nothing is asked of the database."""
    actor = current_actor()
    fresh = 0
    if counted and actor.signed_in:
        with database.reading() as session:
            fresh = fresh_count(session, actor)
    demo = current_app.extensions["ownpath.settings"].demo
    return Frame(_items(actor), actor.name, actor.signed_in, fresh, demo)


def frame_alone() -> Frame:
    """The frame where the database does not answer: for whoever is known already, else as for a visitor."""
    actor = g.get("actor") or access.anonymous(clock()())
    return Frame(_items(actor), actor.name, actor.signed_in, 0, current_app.extensions["ownpath.settings"].demo)


def home_of(actor: Actor) -> str:
    """The endpoint where an actor lands after signing in."""
    for face in current_app.extensions["ownpath.faces"]:
        if face.home and actor.may(face.home[0]):
            return face.home[1]
    return "storefront.home"


def install(app: Flask, faces: Sequence[Face]) -> None:
    """Give templates the frame that page() made, or one that asks nothing for pages of the error table."""
    app.extensions["ownpath.faces"] = tuple(faces)

    @app.context_processor
    def _frame() -> dict[str, object]:
        return {"frame": g.get("frame")}
