"""Names for somebody who is still typing one: areas, providers and places, and the titles that an index offers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    Float,
    Select,
    SQLColumnExpression,
    Text,
    Uuid,
    any_,
    bindparam,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from marketplace.catalogue.models import DirectoryEntry, Offer, OfferVersion
from marketplace.catalogue.queries.force import versions_in_force
from marketplace.catalogue.rules import OfferState
from marketplace.foundation.access import Actor
from marketplace.people.models import Area, Organisation
from marketplace.people.queries import ASKER, AreaRow, asked_by

SHORTEST = 3  # letters; fewer begin too many names, and no index helps
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class NamesRow:
    """Every area, and names that begin as typed, each once and by the alphabet.

    ``offers`` and ``entries`` have, of those asked for that can be shown, the title and whose it is: the provider's
    name, or that of the directory.
    """

    areas: list[AreaRow]
    providers: list[str]
    venues: list[str]
    offers: dict[UUID, tuple[str, str]]
    entries: dict[UUID, tuple[str, str]]


def _of(kind: str, *columns: Any) -> Select[Any]:
    """Rows of one kind, laid out as all of them are: kind, id, name, whose, latitude and longitude."""
    empty = (cast(null(), Uuid()), null(), null(), cast(null(), Float()), cast(null(), Float()))
    return select(literal(kind, Text()), *columns, *empty[len(columns) :])


def _begun(name: SQLColumnExpression[str]) -> SQLColumnExpression[bool]:
    """Whether a word of a name begins as typed."""
    return or_(name.ilike(bindparam("begins"), escape="\\"), name.ilike(bindparam("holds"), escape="\\"))


def _names() -> Any:
    """The one statement for all kinds: to ask five times takes longer than to answer."""
    named, nobody = bindparam("named", type_=Boolean()), cast(null(), Uuid())
    offers, entries = bindparam("offers", type_=ARRAY(Uuid())), bindparam("entries", type_=ARRAY(Uuid()))
    on_sale = select(Offer.id).where(Offer.provider_id == Organisation.id, Offer.state == OfferState.PUBLISHED)
    providers = select(Organisation.name).where(named, _begun(Organisation.name), on_sale.exists())
    providers = providers.distinct().order_by(Organisation.name).limit(bindparam("most")).subquery("providers")
    some = (
        select(OfferVersion.venue)
        .join(Offer, Offer.id == OfferVersion.offer_id)
        .where(named, _begun(OfferVersion.venue), Offer.state == OfferState.PUBLISHED)
        .limit(LOOKED_AT)
        .subquery("some")
    )
    venues = select(some.c.venue).distinct().order_by(some.c.venue).limit(bindparam("most")).subquery("venues")
    force = versions_in_force(ASKER.today)
    return union_all(
        _of("area", nobody, Area.name, Area.code, Area.latitude, Area.longitude),
        _of("provider", nobody, providers.c.name),
        _of("venue", nobody, venues.c.venue),
        _of("offer", Offer.id, force.c.title, Organisation.name)
        .join(force, force.c.offer_id == Offer.id)
        .join(Organisation, Organisation.id == Offer.provider_id)
        .where(Offer.id == any_(offers), force.c.offer_id == any_(offers), Offer.state == OfferState.PUBLISHED),
        _of("entry", DirectoryEntry.id, DirectoryEntry.title, DirectoryEntry.feed).where(
            DirectoryEntry.id == any_(entries)
        ),
    )


_NAMES = _names()  # built once, since building it takes longer than running it


def names_begun(
    session: Session, actor: Actor, typed: str, most: int, titled: tuple[Sequence[UUID], Sequence[UUID]]
) -> NamesRow:
    """All areas; at most so many providers that have something on sale, and venues, of whose names a word begins as
    typed; and of some offers and directory entries those that can be shown.
    """
    wanted = typed.strip()
    pattern = "".join(f"\\{letter}" if letter in "\\%_" else letter for letter in wanted)  # nothing typed is a pattern
    asked = {
        "begins": f"{pattern}%",
        "holds": f"% {pattern}%",
        "named": len(wanted) >= SHORTEST,
        "most": most,
        "offers": list(titled[0]),
        "entries": list(titled[1]),
    }
    found: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for kind, *row in session.execute(_NAMES, asked | asked_by(actor)):
        found[kind].append(tuple(row))
    areas = (AreaRow(code, name, latitude, longitude) for _, name, code, latitude, longitude in found["area"])
    return NamesRow(
        areas=sorted(areas, key=lambda area: area.name),
        providers=sorted((row[1] for row in found["provider"]), key=str.casefold),
        venues=sorted((row[1] for row in found["venue"]), key=str.casefold),
        offers={row[0]: (row[1], row[2]) for row in found["offer"]},
        entries={row[0]: (row[1], row[2]) for row in found["entry"]},
    )
