"""What the tables of routes say of each: who owns its record and what a sound request is, or whom it admits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.house_rules.scene import ROLES, Scene

EVERYBODY = frozenset(ROLES)
SIGNED_IN = EVERYBODY - {"anonymous"}
PEOPLE = frozenset({"person", "supporter"})
PROVIDERS = frozenset({"provider", "worker"})


@dataclass(frozen=True)
class Record:
    """A route that names a record: the ids in its address by name, its owner, and the form that it takes."""

    owner: str
    ids: Mapping[str, str]
    form: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    status: int = 303
    public: bool = False  # the record is open to everybody: there is no stranger
    form_ids: Mapping[str, str] = field(default_factory=dict)  # ids in the form, by the scene's names
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # ids in the query, by the scene's names

    def asked(self, scene: Scene) -> dict[str, Any]:
        """The query of its address."""
        return dict(self.query) | {name: [scene.ids[key] for key in keys] for name, keys in self.named.items()}
