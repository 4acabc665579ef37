"""Papers by which a controller shows what it does: what they consist of, whatever they are written as."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from hub.terms.lists import Agency

SIDES = (Agency.JOBCENTER, Agency.JUGENDAMT)
"""The controllers that keep such papers with the hub (H1, H4)."""


class PaperKind(StrEnum):
    """Which paper; the word stands in its address and in the name of its file."""

    REGISTER = "verzeichnis"
    """Register of processing activities (Art. 30 GDPR)."""
    JOINT = "vereinbarung"
    """The essence of the arrangement (Art. 26 GDPR)."""
    DPIA = "folgenabschaetzung"
    """Frame of the impact assessment, with the register of risks (Art. 35 GDPR)."""
    RETRIEVAL = "abrufverfahren"
    """What is laid down before one controller retrieves from the other (§ 79 SGB X)."""
    COVERAGE = "einwilligungsstand"
    """For how many which categories are open, refused, lapsed (Art. 5 Abs. 2, 7 Abs. 1 GDPR)."""


WRITTEN = (PaperKind.REGISTER, PaperKind.JOINT, PaperKind.DPIA, PaperKind.RETRIEVAL)
"""What follows from rules, fields and settings alone and tells of nobody."""

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PaperTable:
    """A table with its caption and head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PaperSection:
    """A heading of level 1 to 3 with what stands below it: texts, then named lines, then points, then a table."""

    level: int
    head: str
    texts: tuple[str, ...] = ()
    lines: Lines = ()
    points: tuple[str, ...] = ()
    table: PaperTable | None = None


@dataclass(frozen=True)
class ReviewPaper:
    """One paper of one controller. `facts` is the same as data: ids and words, for programs."""

    kind: PaperKind
    controller: Agency
    title: str
    subtitle: str
    sections: tuple[PaperSection, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    """From which rules it was made, and when; or that it is an example."""
    rules: str = ""
    at: datetime | None = None
