"""What an entry about several families says to each whom it concerns: over the shares of each part one more tree.

Each part has its shares as a look has. The roots of these trees are the leaves of another one, whose root the note of
the entry says: 32 places, of more parts the next power of two, noise where none is needed, in the order of their bytes.
So a path tells neither how many families there were nor which. What leads from a part to the note is sealed with the
part: it can be shown as long as that is kept, whatever became of the others.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from secrets import token_bytes

from hub.ledger.shares import DRAWN, SALT, Laid, Opening, Segment, Share, lay_out, note_of, path_of, rows_over

PLACES = 32


@dataclass(frozen=True, repr=False)
class LaidPart:
    """The shares of one part, which are made of `seed`, and where the way to the note goes on above them."""

    seed: bytes
    laid: Laid
    place: int
    path: tuple[bytes, ...]

    def openings(self, wanted: Callable[[Share], object]) -> Iterator[Opening]:
        """Those shares that are wanted, each with its path up to the note."""
        for one in self.laid.openings(wanted):
            yield replace(one, place=one.place | self.place << len(one.path), path=one.path + self.path)

    def words(self, note: bytes) -> Segment:
        """As the part keeps it, with the salt of the note."""
        path = [one.hex() for one in self.path]
        return {"seed": self.seed.hex(), "salt": note.hex(), "place": self.place, "path": path}


def lay_parts(shares: Sequence[Sequence[Share]]) -> tuple[Segment, Sequence[LaidPart | None]]:
    """What the note says, and the shares of each part that has any."""
    seeds = [token_bytes(SALT) for _ in shares]
    trees = [lay_out(seed, own) if own else None for seed, own in zip(seeds, shares, strict=True)]
    roots = [tree.root for tree in trees if tree]
    if not roots:
        return {}, [None] * len(shares)
    size = max(PLACES, 1 << (len(roots) - 1).bit_length())
    rows = rows_over([*roots, *(token_bytes(DRAWN) for _ in range(size - len(roots)))])
    places = {root: place for place, root in enumerate(rows[0])}
    found = [
        LaidPart(seed, tree, places[tree.root], path_of(rows, places[tree.root])) if tree else None
        for seed, tree in zip(seeds, trees, strict=True)
    ]
    return note_of(rows[-1][0]), found


def lay_again(words: Segment, shares: Sequence[Share]) -> LaidPart:
    """From what the part keeps. Raises LookupError, TypeError or ValueError where a part's note says something else."""
    seed, place, path = bytes.fromhex(str(words["seed"])), words["place"], words["path"]
    if not (isinstance(place, int) and isinstance(path, list) and 0 <= place < 1 << len(path)):
        raise ValueError("no way")
    return LaidPart(seed, lay_out(seed, shares), place, tuple(bytes.fromhex(one) for one in path))
