"""The lines of the log that a case is about, and those around it. Each reading is an entry of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hub.gate.house import House
from hub.ledger.store import Opened
from hub.review.lines import read_line
from hub.review.log import read_written_down
from hub.terms.cases import Case, Concerned
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, PersonId
from hub.terms.log import MOST_LINES, Cursor, LogLine, LogQuery
from hub.terms.principals import Principal

MOST_PAGES = 3
"""Of one look around a case: what lies beyond is found in the log itself."""
AROUND_ACCOUNT = timedelta(days=7)
AROUND_FAMILY = timedelta(days=3)
MOST_FAMILIES = 3


@dataclass(frozen=True, repr=False)
class Looker:
    """Who looks, when, in which house."""

    house: House
    principal: Principal
    at: datetime

    def lines_of(self, case: Case) -> tuple[LogLine, ...]:
        """The entries of the case, the oldest first."""
        return tuple(sorted(map(self._line, self.entries_of(case)), key=lambda line: (line.at, line.entry)))

    def entries_of(self, case: Case) -> tuple[Opened, ...]:
        """The entries of the case, opened."""
        wanted = set(case.entries)
        found = self._read(self._span(case, timedelta(0), pseudonym=case.who), lambda one: one.id in wanted)
        return tuple(found)

    def account_of(self, case: Case) -> tuple[LogLine, ...]:
        """What the same pseudonym did in the seven days before and after (J11), the oldest first."""
        if case.who is None:
            return ()
        found = self._read(self._span(case, AROUND_ACCOUNT, pseudonym=case.who), lambda _: True)
        return tuple(sorted(map(self._line, found), key=lambda line: (line.at, line.entry)))

    def families_of(self, case: Case) -> tuple[LogLine, ...]:
        """What happened to the families of the case in that week, whoever did it, the oldest first."""
        found = [
            one
            for family in case.families[:MOST_FAMILIES]
            for one in self._read(replace(self._span(case, AROUND_FAMILY), family=family), lambda _: True)
        ]
        return tuple(sorted(map(self._line, found), key=lambda line: (line.at, line.entry)))

    def concerned_by(self, case: Case) -> tuple[Concerned, ...]:
        """Whose data the entries of the case touched."""
        entries: dict[PersonId, list[EntryId]] = {}
        for one in self.entries_of(case):
            named = one.segments.get("subject", {}).get("persons")
            for person in named if isinstance(named, list) else ():
                entries.setdefault(PersonId(str(person[0] if isinstance(person, list) else person)), []).append(one.id)
        return tuple(Concerned(person, tuple(ids)) for person, ids in sorted(entries.items()))

    def _span(self, case: Case, around: timedelta, pseudonym: str | None = None) -> LogQuery:
        """Two days of the log, as far from the case as this; of a case without entries the day on which it began."""
        first, last = case.first or case.opened, case.last or case.opened
        return LogQuery(
            limit=MOST_LINES,
            since=legal_day(first - around),
            until=legal_day(last + around),
            pseudonym=pseudonym,
            family=case.families[0] if pseudonym is None and len(case.families) == 1 and not around else None,
        )

    def _read(self, query: LogQuery, wanted: Callable[[Opened], bool]) -> Iterable[Opened]:
        """Up to so many pages of the log, newest first, of what is wanted."""
        for _ in range(MOST_PAGES):
            stretch = read_written_down(self.house, self.principal, query, self.at)
            if stretch is None:
                return
            yield from filter(wanted, stretch.entries)
            if not stretch.has_older:
                return
            query = replace(query, before=Cursor(stretch.entries[-1].at, stretch.entries[-1].id))

    def _line(self, one: Opened) -> LogLine:
        return read_line(one, self.house.policies.catalogue, self.principal.agency)
