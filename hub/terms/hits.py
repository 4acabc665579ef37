"""What a rule of the review found: entries that one should look at, in pseudonyms, with the reason why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.lists import Agency
from hub.terms.logged import Explanation

HitId = NewType("HitId", str)
RuleId = NewType("RuleId", str)
"""The name of a file in `policies/review`."""

SMALL_SIGNS = RuleId("small-signs")
"""The rule that adds up what alone would be no case."""


class Consequence(StrEnum):
    """What a hit leads to."""

    CASE = "case"
    SCORE = "score"
    """It only adds to the sum of small signs, and is no hit that anybody is shown."""
    SAMPLE = "sample"
    OPERATIONS = "operations"


@dataclass(frozen=True)
class Hit:
    """Entries that one rule joins. The same hit found again keeps its id and grows.

    `who` is the pseudonym of the log; None where it is about several (a crowd) or about nobody (a silence). `facts`
    fill the rule's sentence: counts of this hit, times, words of closed lists. `explained` is what speaks for an
    ordinary look in all of its entries, `backdated` what was entered only afterwards, `missing` the kinds of input that
    the rule would have needed to be sure. `held` says that a case stands on it.
    """

    id: HitId
    rule: RuleId
    controller: Agency
    who: str | None
    families: tuple[FamilyNumber, ...]
    entries: tuple[EntryId, ...]
    first: datetime
    last: datetime
    consequence: Consequence = Consequence.CASE
    facts: Mapping[str, str] = field(default_factory=dict)
    explained: frozenset[Explanation] = frozenset()
    backdated: frozenset[Explanation] = frozenset()
    missing: tuple[str, ...] = ()
    held: bool = False
