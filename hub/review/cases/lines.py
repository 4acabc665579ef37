"""The lines of the log that a case is about, and those around it. Each look is an entry of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hub.gate.house import House
from hub.ledger.store import Opened, read_entries, read_log
from hub.review.context.lines import with_context
from hub.review.context.store import Reading
from hub.review.lines import read_line
from hub.review.log import write_down
from hub.terms.access import Ticket
from hub.terms.cases import Case, Concerned
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, PersonId
from hub.terms.log import MOST_LINES, Cursor, LogLine, LogQuery
from hub.terms.principals import Principal

MOST_PAGES = 2
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
        """The first entries of the case, the oldest first, each with what was so around it."""
        ticket = write_down(self.house, self.principal, LogQuery(limit=MOST_LINES), self.at)
        return () if ticket is None else self._said(ticket, self._entries(ticket, case.entries[:MOST_LINES]))

    def account_of(self, case: Case) -> tuple[LogLine, ...]:
        """What the same pseudonym did in the seven days before and after (J11), the oldest first."""
        if case.who is None:
            return ()
        query = replace(_span(case, AROUND_ACCOUNT), pseudonym=case.who)
        return self._around(case, (query,))

    def families_of(self, case: Case) -> tuple[LogLine, ...]:
        """What happened to the families of the case in that week, whoever did it, the oldest first."""
        span = _span(case, AROUND_FAMILY)
        return self._around(case, [replace(span, family=family) for family in case.families[:MOST_FAMILIES]])

    def concerned_by(self, case: Case) -> tuple[Concerned, ...]:
        """Whose data the entries of the case touched."""
        ticket = write_down(self.house, self.principal, LogQuery(limit=MOST_LINES), self.at)
        entries: dict[PersonId, list[EntryId]] = {}
        for one in self._entries(ticket, case.entries[:MOST_LINES]) if ticket else ():
            named = one.segments.get("subject", {}).get("persons")
            for person in named if isinstance(named, list) else ():
                entries.setdefault(PersonId(str(person[0] if isinstance(person, list) else person)), []).append(one.id)
        return tuple(Concerned(person, tuple(ids)) for person, ids in sorted(entries.items()))

    def _around(self, case: Case, queries: Sequence[LogQuery]) -> tuple[LogLine, ...]:
        if not queries:
            return ()
        asked = replace(queries[0], pseudonym=case.shown)
        ticket = write_down(self.house, self.principal, asked, self.at)
        return (
            ()
            if ticket is None
            else self._said(ticket, [one for query in queries for one in self._read(ticket, query)])
        )

    def _entries(self, ticket: Ticket, entries: Sequence[EntryId]) -> tuple[Opened, ...]:
        reader, whose = self.house.reader, self.principal.agency.value
        return read_entries(self.house.db, reader, ticket.entry, whose, entries) if reader else ()

    def _read(self, ticket: Ticket, query: LogQuery) -> Iterable[Opened]:
        """Up to so many pages of the log, newest first."""
        reader, whose = self.house.reader, self.principal.agency.value
        for _ in range(MOST_PAGES if reader else 0):
            assert reader is not None
            stretch = read_log(self.house.db, reader, ticket, whose, query)
            yield from stretch.entries
            if not stretch.has_older:
                return
            query = replace(query, before=Cursor(stretch.entries[-1].at, stretch.entries[-1].id))

    def _said(self, ticket: Ticket, entries: Iterable[Opened]) -> tuple[LogLine, ...]:
        """As lines in the numbers of their quarters, with what was so around them."""
        whose, catalogue = self.principal.agency, self.house.policies.catalogue
        lines = sorted((read_line(one, catalogue, whose) for one in entries), key=lambda line: (line.at, line.entry))
        return with_context(self.house, Reading(ticket.entry, whose), tuple(lines))


def _span(case: Case, around: timedelta) -> LogQuery:
    """Days of the log, as far from the case as this."""
    return LogQuery(limit=MOST_LINES, since=legal_day(case.first - around), until=legal_day(case.last + around))
