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


BAR, GAP, LONGEST = 20, 26, 120


def bars(name: str, parts: Sequence[tuple[str, Pence]]) -> Markup:
    """Bars of sums in pence below each other, each under its words, named, with a sentence that says the same."""
    most = max((pence for _, pence in parts), default=0)
    said = ", ".join(f"{label} {pounds(pence)}" for label, pence in parts)
    drawn = []
    for place, (label, pence) in enumerate(parts):
        top, long = place * GAP * 2, LONGEST * 2.4 * pence / most if most else 0
        drawn.append(
            f'<text x="0" y="{top + 16}" font-size="16" fill="#0b0c0c">{escape(label)}: {escape(pounds(pence))}</text>'
            f'<rect x="0" y="{top + 22}" width="{max(long, 1):.1f}" height="{BAR}" fill="{COLOURS[0]}"/>'
        )
    tall = max(len(parts), 1) * GAP * 2
    return Markup(  # noqa: S704 - the words are escaped, the rest is numbers and colours of ours
        f'<svg class="op-bars" viewBox="0 0 290 {tall}" width="290" height="{tall}" role="img" '
        f'aria-labelledby="bars-t bars-d" focusable="false"><title id="bars-t">{escape(name)}</title>'
        f'<desc id="bars-d">{escape(said)}.</desc><g>{"".join(drawn)}</g></svg>'
    )
