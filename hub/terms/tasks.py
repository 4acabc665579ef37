"""What time brings about consents: tasks that follow from papers, birthdays and the end of FAM. They hold no name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from hub.terms.answers import Projection
from hub.terms.ids import CellId, FamilyNumber, PersonId
from hub.terms.lists import Agency, Purpose
from hub.terms.task_turns import CaseColleague, Turned


class TaskKind(StrEnum):
    """Why somebody is reminded. The ids are stable: they stand in the database and in the log."""

    OWN_SAY_15 = "own_say_15"
    """Somebody comes to decide for themselves at 15: what others agreed to is suspended from that day (D14)."""
    OWN_SAY_18 = "own_say_18"
    """The same at 18, when nobody else decides any more (D15)."""
    EXPIRY = "expiry"
    """A consent runs out and nothing takes its place (D26)."""
    CONFIRMATION = "confirmation"
    """A spoken yes lacks its confirmation in writing (D2)."""
    RECALL = "recall"
    """Who had looked before a withdrawal has not said what became of it (D28)."""
    SHEET = "sheet"
    """A printed sheet has not come back as a scan: what is on it does not count (J2)."""
    SCAN = "scan"
    """A scan waits for its second look."""
    FAM_END = "fam_end"
    """FAM has ended: nothing is open any more (G2)."""
    RECORD_OVER = "record_over"
    """The period after it is over: both agencies confirm what they took over, then the record is erased (G1, G2)."""
    AGREED = "agreed"
    """A conference agreed that somebody does something until a day."""
    MINUTES = "minutes"
    """Minutes of a conference wait for the yes of the own agency."""


CLOSED_BY_HAND = frozenset(
    {TaskKind.OWN_SAY_15, TaskKind.OWN_SAY_18, TaskKind.EXPIRY, TaskKind.FAM_END, TaskKind.AGREED}
)
"""Whether these are done the hub cannot always work out: a family may wish no new consent. The others close themselves.
"""


@dataclass(frozen=True)
class Task:
    """One reminder. `notice` is how many days before `due` it was raised; 0 once the day has come.

    `consents` are the papers by their numbers, `agency` whose task it is alone; None: of every agency that works with
    the family. `cell` says what was agreed, in the conference of this number, at this topic.
    """

    kind: TaskKind
    due: date
    notice: int
    person: PersonId | None = None
    consents: tuple[str, ...] = ()
    agency: Agency | None = None
    cell: CellId | None = None
    conference: str = ""
    topic: int = 0


@dataclass(frozen=True)
class TaskKey:
    """By what a task of one family and agency is the same again, however often it is worked out."""

    kind: TaskKind
    due: date
    notice: int
    person: PersonId | None
    consent: str | None
    cell: CellId | None = None

    @property
    def text(self) -> str:
        """As a form names it."""
        parts = (self.kind, self.due.isoformat(), str(self.notice), self.person or "", self.consent or "")
        return "|".join((*parts, self.cell) if self.cell is not None else parts)


def key_of(task: Task) -> TaskKey:
    """The key of a task; one that follows from a person's age is the same whatever papers it rests on."""
    consent = None if task.person is not None else next(iter(task.consents), None)
    if task.kind is TaskKind.MINUTES:
        consent = task.conference
    return TaskKey(task.kind, task.due, task.notice, task.person, consent, task.cell)


@dataclass(frozen=True)
class TaskLine:
    """One task as it is shown: with `since` where the clerk noticed it before."""

    number: FamilyNumber
    task: Task
    since: datetime | None = None
    turned: Turned | None = None
    colleagues: tuple[CaseColleague, ...] = ()
    """To whom it could be handed."""

    @property
    def holder(self) -> CaseColleague | None:
        """Whose it is alone, as long as they have the case; else it is everybody's who has it."""
        to = self.turned.to if self.turned is not None else None
        return next((one for one in self.colleagues if one.id == to), None)

    def shows_on(self, day: date) -> date:
        """The day under which it stands: that to which it was put off, until that has come; else its own."""
        until = self.turned.until if self.turned is not None else None
        return until if until is not None and day < until <= self.task.due else self.task.due

    def is_at_hand(self, day: date) -> bool:
        """Nobody put it off beyond this day, and it is no colleague's."""
        return self.holder is None and (self.shows_on(day) == self.task.due or self.shows_on(day) <= day)

    def can_be_put_off(self, day: date) -> bool:
        """Its own day is still to come: the law lets nothing wait longer than that."""
        return day < self.task.due and self.can_be_turned

    @property
    def can_be_turned(self) -> bool:
        """Minutes wait for whoever sat there: nobody else can be handed them."""
        return self.task.kind is not TaskKind.MINUTES

    @property
    def can_close(self) -> bool:
        """Whether whoever works on it says that it is done; so a spoken yes that nothing makes count again (D2)."""
        is_too_late = self.task.kind is TaskKind.CONFIRMATION and self.task.notice == 0
        return is_too_late or self.task.kind in CLOSED_BY_HAND


@dataclass(frozen=True, repr=False)
class TaskView:
    """The tasks of one's own families, the nearest first; `families` holds what may be shown of each.

    `more`: there are more own families than one page looks at.
    """

    lines: tuple[TaskLine, ...] = ()
    families: Mapping[FamilyNumber, Projection] = field(default_factory=dict)
    purpose: Purpose | None = None
    more: bool = False


@dataclass(frozen=True)
class TaskWish:
    """A task that somebody says is done, as a form named it."""

    number: FamilyNumber
    key: str


@dataclass(frozen=True)
class Noticed:
    """What one pass of the clerk found: tasks that are new, and those that need nobody any more."""

    families: int = 0
    opened: int = 0
    closed: int = 0

    def __add__(self, other: "Noticed") -> "Noticed":
        """Both together."""
        return Noticed(self.families + other.families, self.opened + other.opened, self.closed + other.closed)
