"""Who has yet to speak after one person signed a talk, and the way to ask them the same (D17, D18)."""

from dataclasses import dataclass

from hub.terms.answers import Disclosure
from hub.terms.ids import PersonId
from hub.terms.lacks import Lack


@dataclass(frozen=True, repr=False)
class TalkOver:
    """That somebody lacks before the yeses of a talk open anything. `disclosure` is the look, with the names.

    `lacks` is by the place of the question, and empty for whom it is not told who: that somebody lacks, they learn.
    `asking` are those who can be asked the same in a talk, `at_home` those of them who have a page of their own.
    """

    disclosure: Disclosure
    lacks: tuple[tuple[int, tuple[Lack, ...]], ...] = ()
    asking: tuple[PersonId, ...] = ()
    at_home: frozenset[PersonId] = frozenset()
