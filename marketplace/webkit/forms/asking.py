"""The form in which somebody asks for what they cannot find, filled in from a search or from a list."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms.fields.choices import SelectChoice

from marketplace.catalogue.rules import CATEGORY_WORDS
from marketplace.commissioning.operations import AskRequest
from marketplace.commissioning.rules import MOST_WORDS, REASON_WORDS
from marketplace.foundation.money import pounds
from marketplace.webkit.forms.choices import LEGENDS, Known
from marketplace.webkit.forms.fields import CountedWords, Id, Line, Needed
from marketplace.webkit.forms.offer import One, Some
from marketplace.webkit.forms.search import Asked, asked
from search_index.documents import Facet

CARRIED = ("words", "times", "area_code", "category", "reasons", "list_id")
_OWN = (Facet.AREAS, Facet.CATEGORY, Facet.DAYS, Facet.PARTS)  # they have a box of their own in the form
_NOT_KEPT = (Facet.WORKERS, Facet.CULTURE, Facet.ACCREDITED)  # asked for in a search, and told that it is not kept


class Wish(CountedWords):
    """What somebody wants."""

    most = MOST_WORDS


class AskForm(FlaskForm):
    """What somebody wants and cannot find: what, where and when; and why nothing that there is suits."""

    words = Wish(
        "What would you like to do or have?",
        description="Use your own words. Please leave out names, and what you would not tell a stranger.",
        validators=[Needed("Say what you would like, in your own words.")],
    )
    area_code = One("Where?", validators=[Needed("Choose an area.")])
    times = Line("When would it suit you?", description="You can leave this empty. For example, a weekday evening.")
    category = One("What kind of thing is it?", default="")
    reasons = Some("Why does none of them suit?", choices=[SelectChoice(str(r), w) for r, w in REASON_WORDS.items()])
    list_id = Id()
    key = Id()

    def offered(self, areas: Mapping[str, str]) -> "AskForm":
        """The same form, for the areas that there are."""
        self.area_code.choices = [SelectChoice(code, name) for code, name in areas.items()]
        kinds = [SelectChoice(str(kind), words) for kind, words in CATEGORY_WORDS.items()]
        self.category.choices = [SelectChoice("", "I am not sure"), *kinds]
        return self

    def request(self, person_id: UUID, key: UUID) -> AskRequest:
        """What to ask for."""
        return AskRequest(
            key,
            person_id,
            self.words.data or "",
            self.area_code.data or "",
            category=self.category.data or "",
            times=self.times.data or "",
            reasons=tuple(self.reasons.data or ()) if self.list_id.data else (),
            list_id=self.list_id.data,
        )


def prefilled(args: MultiDict[str, str], known: Known, home: str) -> dict[str, Any]:
    """What a search tells of what somebody wants, as the form's data; ``home`` is the area they live in."""
    search = asked(args, known)
    chosen = search.request.chosen
    typed, times = (args.get(name, "").replace("\0", " ").strip()[:MOST_WORDS] for name in ("words", "times"))
    days = (known.words_of(facet)[value] for facet in (Facet.DAYS, Facet.PARTS) for value in chosen.get(facet, ()))
    return {
        "words": typed or "\n".join(filter(None, [search.words, *_wishes(search, known)])),
        "area_code": next((code for code in chosen.get(Facet.AREAS, ())), home),
        "category": next((kind for kind in chosen.get(Facet.CATEGORY, ())), ""),
        "times": times[: Line.most] or ", ".join(map(str, days)),
    }


def _wishes(search: Asked, known: Known) -> list[str]:
    """What else was chosen in a search, a line for each: ``Access: Step-free, Hearing loop``."""
    lines = [
        f"{LEGENDS[facet].removesuffix('…')}: {', '.join(str(known.words_of(facet)[value]) for value in values)}"
        for facet, values in search.request.chosen.items()
        if facet not in _OWN and facet not in _NOT_KEPT
    ]
    if search.near.point is not None:
        far = " or ".join(filter(None, (search.near.distance, search.near.travel)))
        lines.append(f"Near {search.near.words}" + (f", within {far}" if far else ""))
    least, most = search.request.price_least, search.request.price_most
    lines += [] if least is None else [f"From {pounds(least)}"]
    return lines if most is None else [*lines, f"Up to {pounds(most)}"]
