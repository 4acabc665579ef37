"""What a look says to each whom it concerns: the owner of what was shown, and each person. One share each, and no more.

The owner is told which of *its* values went out: of whom, which categories, how far, to which function of which agency,
what for and by what right. A person is told the same of their own. Neither learns of the other shares.

Each share is committed to with a salt of its own. The commitments are the leaves of a small tree whose root stands in
the segment `note`: 16 places, of more the next power of two, noise where none is needed, in the order of their bytes;
so a place and a path say nothing of how many others there are. Salts and noise follow from the salt of `access`:
whoever opens the entry makes them anew, and nothing of this is kept beside it.
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from hub.ledger.canonical import canonical
from hub.ledger.tree import node_hash
from hub.terms.access import Shown
from hub.terms.account import TOLD_LATER
from hub.terms.catalogue import Field
from hub.terms.ids import FieldId
from hub.terms.lists import Agency, Owner

SALT = 16
PLACES = 16
WORKING = frozenset({Agency.JOBCENTER, Agency.JUGENDAMT, Agency.PROVIDER})
"""To whose staff something goes out. What a person reads of themselves goes to no other controller."""
Segment = Mapping[str, object]


class Share(NamedTuple):
    """`holder` is whose process gets it in a box; empty for a person, who gets theirs in their own statement."""

    holder: str
    of: str
    words: bytes


@dataclass(frozen=True, repr=False)
class Opening:
    """One share with all it takes to check it against the leaf: its salt, its place and the path to the root."""

    share: Share
    salt: bytes
    place: int
    path: tuple[bytes, ...]


@dataclass(frozen=True, repr=False)
class Laid:
    """The tree over all shares of one entry."""

    root: bytes
    openings: tuple[Opening, ...]

    @property
    def note(self) -> Segment:
        """What the segment `note` says of it."""
        return {"shares": self.root.hex()}


def sum_up(shown: Iterable[Shown], fields: Mapping[FieldId, Field]) -> Segment:
    """What is said in the shares: by owner, level, persons and basis the categories.

    Apart from it what a person may not be told: that somebody confided something, and what nobody across may know.
    """
    groups: dict[tuple[object, ...], list[FieldId]] = {}
    bases: dict[int, tuple[int, Any]] = {}
    for cell, level, because in shown:
        basis = bases.setdefault(id(because), (len(bases), because))[0]
        groups.setdefault((cell.owner, cell.provider, level, cell.persons, basis), []).append(cell.field)
    told = [[list(because.norms), list(because.consents)] for _, because in bases.values()]
    return {"bases": told, "groups": [line for group in groups.items() for line in _lines(group, fields)]}


def _lines(group: tuple[tuple[Any, ...], list[FieldId]], fields: Mapping[FieldId, Field]) -> Iterable[list[object]]:
    (owner, provider, level, persons, basis), named = group
    kinds = {(fields[one].is_told_of, fields[one].category.value) for one in named}
    place = f"{owner}:{provider}" if provider else str(owner)
    for is_told in (1, 0):
        categories = sorted(category for told, category in kinds if told == is_told)
        if categories:
            yield [place, level.id, sorted(persons), categories, basis, is_told]


def shares_of(subject: Segment, access: Segment) -> tuple[Share, ...]:
    """The shares of an entry, from what its segments say; none where nothing was shown."""
    summed = access.get("summed")
    if not isinstance(summed, dict):
        return ()
    told = {name: access[name] for name in ("agency", "role", "purpose", "present") if access.get(name) is not None}
    told["number"] = subject["number"]
    persons = subject["persons"]
    names = dict(persons) if isinstance(persons, list) else {}
    return (*_of_owners(told, summed, names), *_of_persons(told, summed))


def _of_owners(told: Mapping[str, Any], summed: Mapping[str, Any], names: Mapping[str, str]) -> Iterable[Share]:
    """What is joint passes from nobody to nobody. Of an inquiry that is told of later no process but the own knows."""
    if told["agency"] not in WORKING or told.get("purpose") in TOLD_LATER:
        return
    given: dict[str, list[list[Any]]] = {}
    for place, level, persons, categories, basis, _ in summed["groups"]:
        if place != Owner.JOINT and place.partition(":")[0] != told["agency"]:
            given.setdefault(place, []).append([level, persons, categories, *summed["bases"][basis]])
    for place in sorted(given):
        about = {person: names[person] for line in given[place] for person in line[1]}
        words = {**told, "owner": place, "persons": about, "shown": given[place]}
        yield Share(place.partition(":")[0], place, canonical(words))


def _of_persons(told: Mapping[str, Any], summed: Mapping[str, Any]) -> Iterable[Share]:
    mine: dict[str, tuple[set[str], set[str]]] = {}
    for _, _, persons, kinds, basis, is_told in summed["groups"]:
        for person in persons if is_told else ():
            categories, norms = mine.setdefault(person, (set(), set()))
            categories.update(kinds)
            norms.update(summed["bases"][basis][0])
    for person in sorted(mine):
        categories, norms = mine[person]
        words = {**told, "person": person, "categories": sorted(categories), "norms": sorted(norms)}
        yield Share("", person, canonical(words))


def lay_out(seed: bytes, shares: Sequence[Share]) -> Laid:
    """The tree over them."""
    size = max(PLACES, 1 << (len(shares) - 1).bit_length())
    drawn = [hmac.digest(seed, b"hub-share-v1\0%d" % number, "sha256") for number in range(size)]
    leaves = [commit_share(drawn[at][:SALT], share.words) for at, share in enumerate(shares)] + drawn[len(shares) :]
    order = sorted(range(size), key=leaves.__getitem__)
    rows = [[leaves[at] for at in order]]
    while len(rows[-1]) > 1:
        rows.append([node_hash(rows[-1][at], rows[-1][at + 1]) for at in range(0, len(rows[-1]), 2)])
    openings = []
    for place, at in enumerate(order):
        if at < len(shares):
            path = tuple(row[(place >> height) ^ 1] for height, row in enumerate(rows[:-1]))
            openings.append(Opening(shares[at], drawn[at][:SALT], place, path))
    return Laid(rows[-1][0], tuple(openings))


def commit_share(salt: bytes, words: bytes) -> bytes:
    """The commitment to one share."""
    return hmac.digest(salt, b"hub-share-v1\0%b" % words, "sha256")


def root_of_share(salt: bytes, words: bytes, place: int, path: Sequence[bytes]) -> bytes:
    """The root to which an opened share leads."""
    found = commit_share(salt, words)
    for height, beside in enumerate(path):
        found = node_hash(beside, found) if place >> height & 1 else node_hash(found, beside)
    return found
