"""What a look says to each whom it concerns: the owner of what was shown, and each person. One share each, and no more.

The owner is told which of *its* values went out: of whom, which categories, how far, to which function of which agency
(of which provider, where it is one), what for and by what right. A person is told the same of their own, save which
provider. Neither learns of the other shares: of two providers each has its own.

Each share is committed to with a salt of its own. The commitments are the leaves of a small tree whose root stands in
the segment `note`: 16 places, of more the next power of two, noise where none is needed, in the order of their bytes;
so a place and a path say nothing of how many others there are. Salts and noise follow from the salt of `access`:
whoever opens the entry makes them anew, and nothing of this is kept beside it.
"""

import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256, sha512
from typing import Any, NamedTuple

from hub.ledger.canonical import canonical
from hub.ledger.tree import node_hash
from hub.terms.access import OutlineCell, Shown
from hub.terms.account import TOLD_LATER
from hub.terms.answers import Because
from hub.terms.catalogue import Kind
from hub.terms.ids import FieldId, PersonId
from hub.terms.lists import Agency, Level, Owner

SALT, DRAWN = 16, 32
_HASH = partial(sha256)
"""Not by its name: then the library calls OpenSSL's whole HMAC, which takes longer to begin than to hash."""
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
    """The tree over all shares of one entry: its rows from the commitments up, and each share with salt and place."""

    rows: Sequence[Sequence[bytes]]
    placed: Sequence[tuple[Share, bytes, int]]

    @property
    def note(self) -> Segment:
        """What the segment `note` says of it."""
        return note_of(self.root)

    @property
    def root(self) -> bytes:
        """To which each of its shares leads."""
        return self.rows[-1][0]

    def openings(self, wanted: Callable[[Share], object]) -> Iterator[Opening]:
        """Those shares that are wanted, each with its path."""
        for share, salt, place in self.placed:
            if wanted(share):
                yield Opening(share, salt, place, path_of(self.rows, place))


def note_of(root: bytes) -> Segment:
    """What the segment `note` says of a tree of shares."""
    return {"shares": root.hex()}


def grouped(cells: Iterable[tuple[OutlineCell, tuple[Level, ...]]]) -> list[object]:
    """Which values: by owner, levels and persons the fields with entry, part and version."""
    groups: dict[tuple[str, tuple[Level, ...], frozenset[PersonId]], list[str]] = {}
    for cell, levels in cells:
        owner = whose_of(cell.owner, cell.provider)
        groups.setdefault((owner, levels, cell.persons), []).append(place_of(cell))
    return [
        [owner, [level.id for level in levels], sorted(persons), places]
        for (owner, levels, persons), places in groups.items()
    ]


def told_groups(shown: Iterable[Shown], kinds: Mapping[FieldId, Kind] | None) -> Segment:
    """What `access` says of what was shown: groups by owner, level, persons and basis, each with its fields (as
    `place_of` names them), the place of its basis, and its categories: those that a person may be told, and the others.
    Without the kinds of fields nobody is told, and it is as of a change.
    """
    if kinds is None:
        return {"cells": grouped((one.cell, (one.level,)) for one in shown)}
    groups: dict[tuple[Any, ...], tuple[list[str], Because, list[FieldId]]] = {}
    for cell, level, because in shown:
        key = (cell.owner, cell.provider, level, cell.persons, id(because))
        group = groups.get(key)
        if group is None:
            group = groups[key] = [], because, []
        group[0].append(place_of(cell))
        group[2].append(cell.field)
    bases: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
    cells = []
    for (owner, provider, level, persons, _), (places, because, named) in groups.items():
        basis = bases.setdefault((because.norms, because.consents), len(bases))
        said = {kinds[one] for one in named}
        told = [sorted(category for is_told, category in said if is_told is wanted) for wanted in (True, False)]
        whose = whose_of(owner, provider)
        cells.append([whose, [level.id], sorted(persons), places, basis, *told])
    return {"cells": cells, "bases": list(bases)}


def whose_of(owner: str, provider: str | None) -> str:
    """A controller; each provider is one (`provider:` and its unit), though one process serves them all."""
    return f"{owner}:{provider}" if provider else str(owner)


def holder_of(whose: str) -> str:
    """Whose process serves a controller."""
    return whose.partition(":")[0]


def place_of(cell: OutlineCell) -> str:
    """A value by field, entry, part and version: `fam_goal#2.3@1`."""
    if cell.entry == 1 and cell.part == 1:
        return f"{cell.field}@{cell.version}"
    return (
        f"{cell.field}#{cell.entry}.{cell.part}@{cell.version}"
        if cell.part > 1
        else (f"{cell.field}#{cell.entry}@{cell.version}")
    )


def shares_of(subject: Segment, access: Segment) -> tuple[Share, ...]:
    """The shares of an entry, from what its segments say; none where nothing was shown, and of an entry of before."""
    groups, bases, persons = access.get("cells"), access.get("bases"), subject.get("persons")
    if not (isinstance(groups, list) and isinstance(bases, list) and isinstance(persons, list)):
        return ()
    told = {name: access[name] for name in ("agency", "role", "purpose") if access[name] is not None}
    told["number"] = subject["number"]
    more = {name: access[name] for name in ("present", "provider") if name in access}
    owners = _of_owners({**told, **more}, (groups, bases), dict(persons))
    return (*owners, *_of_persons(told, (groups, bases)))


Said = tuple[Sequence[Any], Sequence[Any]]
"""Groups and bases."""


def _of_owners(told: Mapping[str, Any], said: Said, names: Mapping[str, str]) -> Iterable[Share]:
    """What is joint passes from nobody to nobody. Of an inquiry that is told of later no process but the own knows."""
    if told["agency"] not in WORKING or told.get("purpose") in TOLD_LATER:
        return
    given: dict[str, list[list[Any]]] = {}
    mine = whose_of(told["agency"], told.get("provider"))
    about: dict[str, dict[str, str]] = {}
    bases: dict[str, dict[int, int]] = {}
    for place, [level], persons, _, basis, *kinds in said[0]:
        if place not in (Owner.JOINT, mine) and (":" in mine or holder_of(place) != mine):
            about.setdefault(place, {}).update({names[person]: person for person in persons})
            own = bases.setdefault(place, {})
            line = [
                level,
                [names[one] for one in persons],
                sorted([*kinds[0], *kinds[1]]),
                own.setdefault(basis, len(own)),
            ]
            given.setdefault(place, []).append(line)
    for place in sorted(given):
        rests_on = [said[1][basis] for basis in bases[place]]
        words = {**told, "owner": place, "persons": about[place], "shown": given[place], "bases": rests_on}
        yield Share(holder_of(place), place, canonical(words))


def _of_persons(told: Mapping[str, Any], said: Said) -> Iterable[Share]:
    mine: dict[str, tuple[set[str], set[str]]] = {}
    for _, _, persons, _, basis, kinds, _ in said[0]:
        for person in persons if kinds else ():
            if person not in mine:
                mine[person] = set(), set()
            mine[person][0].update(kinds)
            mine[person][1].update(said[1][basis][0])
    for person in sorted(mine):
        categories, norms = mine[person]
        words = {**told, "person": person, "categories": sorted(categories), "norms": sorted(norms)}
        yield Share("", person, canonical(words))


def lay_out(seed: bytes, shares: Sequence[Share]) -> Laid:
    """The tree over them."""
    size = max(PLACES, 1 << (len(shares) - 1).bit_length())
    begin = b"hub-share-v1\0" + seed
    noise = b"".join([sha512(begin + b"%d" % at).digest() for at in range(0, size, 2)])
    salted = [(share, noise[DRAWN * at : DRAWN * at + SALT]) for at, share in enumerate(shares)]
    made = [commit_share(salt, share.words) for share, salt in salted]
    rows = rows_over(made + [noise[at : at + DRAWN] for at in range(DRAWN * len(made), len(noise), DRAWN)])
    return Laid(rows, [(share, salt, rows[0].index(one)) for (share, salt), one in zip(salted, made, strict=True)])


def rows_over(leaves: Iterable[bytes]) -> list[list[bytes]]:
    """The tree over hashes in the order of their bytes, so that a place says nothing: its rows up to the root."""
    rows = [sorted(leaves)]
    while len(row := rows[-1]) > 1:
        rows.append([sha256(b"\1" + row[at] + row[at + 1]).digest() for at in range(0, len(row), 2)])  # `node_hash`
    return rows


def path_of(rows: Sequence[Sequence[bytes]], place: int) -> tuple[bytes, ...]:
    """What lies beside the way from a place to the root."""
    return tuple(row[(place >> height) ^ 1] for height, row in enumerate(rows[:-1]))


def commit_share(salt: bytes, words: bytes) -> bytes:
    """The commitment to one share."""
    return keyed(salt, b"hub-share-v1\0%b" % words)


def keyed(salt: bytes, text: bytes) -> bytes:
    """HMAC-SHA256."""
    return hmac.digest(salt, text, _HASH)


def root_of_share(salt: bytes, words: bytes, place: int, path: Sequence[bytes]) -> bytes:
    """The root to which an opened share leads."""
    found = commit_share(salt, words)
    for height, beside in enumerate(path):
        found = node_hash(beside, found) if place >> height & 1 else node_hash(found, beside)
    return found
