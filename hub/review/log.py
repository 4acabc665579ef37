"""Reading the log, written down like everything else."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event, Segment
from hub.ledger.store import Stretch, filters, read_log, read_own
from hub.review.context.aliases import days_of, read_aliases
from hub.review.context.lines import with_context, with_proof
from hub.review.context.store import Reading
from hub.review.dashboard.marking import Marker, months_of
from hub.review.lines import read_line
from hub.review.permitted import Deed, decided
from hub.terms.access import Ticket
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Effect
from hub.terms.log import Cursor, LogPage, LogQuery
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

EVENTS = tuple(event.value for event in Event)
"""The kinds of act that the log can be asked for."""

LINES = "lines"
"""What an entry calls the log's own pages: there the filters say all that was asked for, and elsewhere a case may."""
RIGHT_OF_STAFF = ("Art. 15 DSGVO",)
"""Entries about oneself are one's own data; no rule opens them, and none closes them."""


NOBODY = "N-none"
"""Whom nothing in the log is about."""


@by_rules_in_force
def open_log(house: House, principal: Principal, query: LogQuery, at: datetime) -> LogPage:
    """The lines of one controller, newest first, in the numbers of their quarters and with what was so around them.

    Empty for whom no policy lets read. Five statements, six where one member of staff is asked for, however many lines.
    """
    ticket = write_down(house, principal, query, at, LINES)
    if ticket is None:
        return LogPage(())
    reading = Reading(ticket.entry, principal.agency)
    asked = _as_logged(house, reading, _with_tokens(house, principal, query, at))
    stretch = _read(house, principal, asked, ticket)
    page = _page(house, principal, stretch)
    return replace(page, lines=with_context(house, reading, page.lines))


def read_written_down(house: House, principal: Principal, query: LogQuery, at: datetime) -> Stretch | None:
    """Entries of one controller, after this reading is an entry itself; None for whom no policy lets read."""
    ticket = write_down(house, principal, query, at)
    return None if ticket is None else _read(house, principal, _with_tokens(house, principal, query, at), ticket)


def write_down(
    house: House, principal: Principal, query: LogQuery, at: datetime, action: str = "list"
) -> Ticket | None:
    """The committed entry of a reading by an officer; None for whom no policy lets read, written down as well."""
    deed = Deed(Event.LOG_READ, action, frozenset({principal.agency.value}), _asked(query))
    with house.db.begin() as tx:  # by the rules in force, like any change
        ticket = append(tx, house.writer, entry := decided(house, principal, deed, at))
    return ticket if entry.effect is Effect.PERMIT and house.reader is not None else None


def _read(house: House, principal: Principal, query: LogQuery, ticket: Ticket) -> Stretch:
    assert house.reader is not None
    return read_log(house.db, house.reader, ticket, principal.agency.value, query)


def _with_tokens(house: House, principal: Principal, query: LogQuery, at: datetime) -> LogQuery:
    """What stands for the mark in the database, in each month of which the log is still there."""
    if query.mark is None or house.reader is None:
        return query
    today = legal_day(at)
    kept = house.policies.retention.access_log.first_day_kept(today)
    months = months_of(max(kept, query.since or kept), min(today, query.until or today))
    return replace(query, tokens=Marker(house.reader.private, principal.agency).tokens(query.mark, months))


def _as_logged(house: House, reading: Reading, query: LogQuery) -> LogQuery:
    """The question with the log's own pseudonym, within the quarter in which the number means somebody."""
    if query.pseudonym is None and query.period is None:
        return query
    if query.period is None:  # a number without its quarter means nobody
        return replace(query, pseudonym=NOBODY)
    first, after = days_of(query.period)
    since, until = max(query.since or first, first), min(query.until or after, after - timedelta(days=1))
    who = query.pseudonym and read_aliases(house, reading, [query.period]).pseudonym(query.period, query.pseudonym)
    return replace(query, pseudonym=who, period=None, since=since, until=until)


def open_own(house: House, principal: Principal, session: str, query: LogQuery, at: datetime) -> LogPage:
    """One's own entries, as the data protection officers read them, and what proves them. Three statements.

    Without the number by which the officers call one, and without what was so around: that may tell of colleagues.

    The database gives them out to whom this session is, whatever the process claims.
    """
    ticket = append(house.db, house.writer, _entry(house, principal, at, query))
    if house.reader is None:
        return LogPage(())
    page = _page(house, principal, read_own(house.db, house.reader, ticket, sha256(session.encode()).digest(), query))
    return replace(page, lines=with_proof(house, page.lines))


def _page(house: House, principal: Principal, stretch: Stretch) -> LogPage:
    catalogue = house.policies.catalogue
    lines = tuple(read_line(one, catalogue, principal.agency) for one in stretch.entries)
    return LogPage(lines, Cursor(lines[-1].at, lines[-1].entry) if stretch.has_older else None)


def _entry(house: House, principal: Principal, at: datetime, query: LogQuery) -> Entry:
    """The entry of reading one's own: a right, which no rule opens and none closes."""
    digest = house.policies.digest
    return Entry(
        id=EntryId(new_id()),
        event=Event.OWN_LOG_READ,
        at=at,
        principal=principal,
        effect=Effect.PERMIT,
        policies=digest,
        controllers=frozenset({principal.agency.value}),
        subject={},
        access={
            "purpose": None,
            "action": "list",
            "agency": principal.agency,
            "role": principal.role,
            "at": at.isoformat(timespec="milliseconds"),
            **_asked(query),
        },
        decision={
            "effect": Effect.PERMIT,
            "reason": Reason.OWN_RIGHTS,
            "policies": digest,
            "norms": list(RIGHT_OF_STAFF),
        },
    )


def _asked(query: LogQuery) -> Segment:
    """What was asked for: days, words of closed lists, pseudonyms. Never a name."""
    asked = filters(query) | {name: getattr(query, name) for name in ("since", "until", "before", "period")}
    return {"filters": {name: str(word) for name, word in asked.items() if word is not None}, "limit": query.limit}
