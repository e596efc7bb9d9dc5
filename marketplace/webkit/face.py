"""What a face is to the factory: its routes, its place in the navigation, its commands."""

from collections.abc import Sequence
from dataclasses import dataclass

import click
from flask import Blueprint

from marketplace.foundation.access import Power, Section


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation, shown to those who hold a power, or with none named to everybody.

    With a section, only to those to whom that section of the person they speak for stands open.
    """

    text: str
    endpoint: str
    power: Power | None = None
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """One kind of user's side of the product. ``home`` is where its users land after signing in.

    ``also`` is where those land who hold no power of any ``home``.
    """

    blueprint: Blueprint | None = None
    nav: Sequence[NavItem] = ()
    home: tuple[Power, str] | None = None
    also: Sequence[tuple[Power, str]] = ()
    commands: Sequence[click.Command] = ()
