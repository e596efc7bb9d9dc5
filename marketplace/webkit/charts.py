"""Charts drawn on the server: SVG with attributes alone, a name and a description; the table beside it is the page."""

import math
from collections.abc import Sequence

from markupsafe import Markup, escape

from marketplace.foundation.money import Pence, pounds

RADIUS = 90
COLOURS = ("#0b5c58", "#ffb000", "#7a5195", "#b1b4b6")


def pie(name: str, parts: Sequence[tuple[str, Pence]]) -> Markup:
    """A pie of sums in pence, named, with a sentence that says the same; parts that are nothing are left out."""
    total = sum(pence for _, pence in parts)
    said = ", ".join(f"{label} {pounds(pence)}" for label, pence in parts)
    slices, angle = [], -math.pi / 2
    for (_, pence), colour in zip(parts, COLOURS, strict=False):
        if not pence or not total:
            continue
        turn = 2 * math.pi * pence / total
        slices.append(_slice(angle, turn, colour))
        angle += turn
    if not slices:
        slices.append(f'<circle cx="100" cy="100" r="{RADIUS}" fill="#f3f2f1" stroke="#505a5f"/>')
    return Markup(  # noqa: S704 - the words are escaped, the rest is numbers and colours of ours
        '<svg class="op-pie" viewBox="0 0 200 200" width="200" height="200" role="img" aria-labelledby="pie-t pie-d" '
        f'focusable="false"><title id="pie-t">{escape(name)}</title><desc id="pie-d">{escape(said)}.</desc>'
        f"<g>{''.join(slices)}</g></svg>"
    )


def _slice(start: float, turn: float, colour: str) -> str:
    if turn >= 2 * math.pi - 1e-9:
        return f'<circle cx="100" cy="100" r="{RADIUS}" fill="{colour}"/>'
    x1, y1 = 100 + RADIUS * math.cos(start), 100 + RADIUS * math.sin(start)
    x2, y2 = 100 + RADIUS * math.cos(start + turn), 100 + RADIUS * math.sin(start + turn)
    large = int(turn > math.pi)
    return (
        f'<path d="M100 100L{x1:.2f} {y1:.2f}A{RADIUS} {RADIUS} 0 {large} 1 {x2:.2f} {y2:.2f}Z" '
        f'fill="{colour}" stroke="#ffffff" stroke-width="2"/>'
    )
