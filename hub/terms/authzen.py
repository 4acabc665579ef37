"""A question of another system in the words of OpenID AuthZEN 1.0, and the answer to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

Properties = Mapping[str, object]


class Entity(NamedTuple):
    """A subject or a resource: what kind, which one, and what the asker says of it. `id` is empty in a search."""

    type: str
    id: str = ""
    properties: Properties = MappingProxyType({})


class Deed(NamedTuple):
    """An action."""

    name: str
    properties: Properties = MappingProxyType({})


@dataclass(frozen=True, repr=False)
class Inquiry:
    """May this subject do this to that? `client` is the system that asks; of a search one part is open."""

    client: str
    at: datetime
    subject: Entity
    action: Deed
    resource: Entity
    context: Properties = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """The decision, and what else its enforcement needs: reason, level, duties, norms. Never a value, never a name."""

    permitted: bool
    context: Mapping[str, object] = field(default_factory=dict)


class Found(NamedTuple):
    """One stretch of a search: ids, or names of actions, and where the next one begins; empty at the end."""

    ids: tuple[str, ...]
    next: str = ""


NO = Verdict(permitted=False)
