"""Everybody's own entries: read as the officers read them, by their very session, and by nobody else."""

from dataclasses import replace
from hashlib import sha256

import pytest

from hub.identity.store import close_session, load_posts, open_session
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event
from hub.ledger.store import read_own
from hub.review.log import open_log, open_own
from hub.terms.around import Proof
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Agency, Effect, Purpose
from hub.terms.log import LogQuery
from hub.web.context_line import write_context
from hub.web.texts import load_texts
from tests.attacks.by_hand import refused, sqlstate
from tests.exchange.documents import document
from tests.exchange.test_history import LOOK
from tests.kreis import ISSUER, Kreis

READ = "select * from ledger.read_own(%s, %s, '{}', 200)"


def _sign_in(kreis: Kreis, ref: str, group: str) -> str:
    """The key of a fresh session, in the first post of that account."""
    db = kreis.house(group).db
    (post, _), *_ = load_posts(db, ISSUER, ref, legal_day(kreis.at))
    key = f"a key that only {ref} holds"
    open_session(db, key, post.id)
    return key


def _read(kreis: Kreis, ref: str, group: str, key: str, **query: object):
    return open_own(kreis.house(group), kreis.principal(ref, group), key, LogQuery(**query), kreis.at)


def _claim(kreis: Kreis, ref: str, group: str) -> Entry:
    """The entry of a reading in somebody's name, as whoever took over the process may write it."""
    principal = kreis.principal(ref, group)
    return Entry(
        id=EntryId(new_id()),
        event=Event.OWN_LOG_READ,
        at=kreis.at,
        principal=principal,
        effect=Effect.PERMIT,
        policies="",
        controllers=frozenset({principal.agency.value}),
        subject={},
        access={},
        decision={},
    )


def _plain(line):
    return replace(line, pseudonym="", around=None)


def _hash(key: str) -> bytes:
    return sha256(key.encode()).digest()


def test_one_reads_ones_own_entries_as_the_officer_reads_them(every_kreis):
    """The same lines, opened with the own group's key; nobody else's, and without the officers' number and context."""
    kreis = every_kreis
    mine, own = kreis.open("U01"), kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
    kreis.open("U04")
    kreis.open("U07")
    key = _sign_in(kreis, "U01", "jobcenter")

    lines = _read(kreis, "U01", "jobcenter", key).lines

    assert ["log.read_own", "access.read", "access.read"] == [line.event for line in lines]
    assert [own.entry, mine.entry] == [line.entry for line in lines[1:]]
    officer = replace(kreis.principal("U16", "oversight"), agency=Agency.JOBCENTER)
    read = open_log(kreis.house("oversight"), officer, LogQuery(), kreis.at).lines
    told = [line for line in read if line.entry in {own.entry, mine.entry}]
    assert [_plain(line) for line in told] == [_plain(line) for line in lines[1:]]
    assert {("", Proof.WAITING, "")} == {
        (line.pseudonym, line.around.proof, write_context(line.around, line.at, load_texts("de"))) for line in lines
    }


def test_what_a_record_says_of_one_stands_among_ones_own(kreis):
    """It was sealed to the own group when it was taken over."""
    kreis.load(document(history=[LOOK]))
    key = _sign_in(kreis, "U01", "jobcenter")

    *_, line = _read(kreis, "U01", "jobcenter", key).lines

    assert ("log.imported", "view", ("P-2",)) == (line.event, line.action, line.persons)


def test_the_officer_has_own_entries_too(kreis):
    """Each reading of the log is one."""
    open_log(kreis.house("oversight"), kreis.principal("U16", "oversight"), LogQuery(), kreis.at)
    key = _sign_in(kreis, "U16", "oversight")

    lines = _read(kreis, "U16", "oversight", key).lines

    assert ["log.read_own", "log.read"] == [line.event for line in lines]


def test_it_takes_three_statements_however_much_there_is(kreis):
    """The entry of the reading, the reading, and what proves it."""
    key = _sign_in(kreis, "U01", "jobcenter")
    principal = kreis.principal("U01")
    for _ in range(5):
        kreis.open("U01")
    kreis.statements.clear()

    page = open_own(kreis.house("jobcenter"), principal, key, LogQuery(limit=3), kreis.at)

    assert (3, 3) == (len(page.lines), len(kreis.statements))
    assert page.next is not None


def test_a_taken_over_process_reads_nothing_in_the_name_of_a_colleague(every_kreis):
    """An entry in their name opens nothing without their session, and the own session opens the own entries alone."""
    kreis, house = every_kreis, every_kreis.house("jobcenter")
    kreis.open("U04")
    key = _sign_in(kreis, "U01", "jobcenter")
    entry = _claim(kreis, "U04", "jobcenter")
    append(house.db, house.writer, entry)

    assert "HB020" == refused(house.db.rows, READ, (entry.id, _hash(key)))
    assert "HB020" == refused(house.db.rows, READ, (entry.id, _hash("a key that only U04 holds")))
    assert "HB020" == refused(house.db.rows, READ, (entry.id, None))


def test_filters_do_not_lead_to_a_colleague(kreis):
    """What the process asks for beside is overridden by who the session is."""
    house = kreis.house("jobcenter")
    kreis.open("U04")
    key = _sign_in(kreis, "U01", "jobcenter")
    entry = _claim(kreis, "U01", "jobcenter")
    ticket = append(house.db, house.writer, entry)
    assert house.reader is not None

    other = kreis.principal("U04").pseudonym
    stretch = read_own(house.db, house.reader, ticket, _hash(key), LogQuery(pseudonym=other, agency=Agency.JUGENDAMT))

    assert {kreis.principal("U01").pseudonym} == {one.pseudonym for one in stretch.entries}
    assert {"jobcenter"} == {one.agency for one in stretch.entries}


def test_an_ended_or_idle_session_opens_nothing(kreis):
    """As with every page."""
    house = kreis.house("jobcenter")
    key = _sign_in(kreis, "U01", "jobcenter")
    first, second = _claim(kreis, "U01", "jobcenter"), _claim(kreis, "U01", "jobcenter")
    append(house.db, house.writer, first)
    append(house.db, house.writer, second)
    kreis.superuser().execute("update identity.session set seen_at = now() - interval '16 min'")

    assert "HB020" == refused(house.db.rows, READ, (first.id, _hash(key)))
    close_session(house.db, key)
    assert "HB020" == refused(house.db.rows, READ, (second.id, _hash(key)))


def test_a_session_of_another_group_opens_nothing(kreis):
    """Nor does the entry that another group's process wrote."""
    jugendamt, jobcenter = kreis.house("jugendamt"), kreis.house("jobcenter")
    key = _sign_in(kreis, "U07", "jugendamt")
    theirs, mine = _claim(kreis, "U07", "jugendamt"), _claim(kreis, "U07", "jugendamt")
    append(jugendamt.db, jugendamt.writer, theirs)
    append(jobcenter.db, jobcenter.writer, mine)

    assert "HB020" == refused(jobcenter.db.rows, READ, (theirs.id, _hash(key)))
    assert "HB020" == refused(jobcenter.db.rows, READ, (mine.id, _hash(key)))


def test_the_ticket_of_ones_own_entries_is_none_for_the_log(kreis):
    """Nor the other way round: each kind of reading has its own."""
    house = kreis.house("oversight")
    key = _sign_in(kreis, "U17", "oversight")
    entry = _claim(kreis, "U17", "oversight")
    append(house.db, house.writer, entry)
    log = replace(_claim(kreis, "U17", "oversight"), event=Event.LOG_READ)
    append(house.db, house.writer, log)

    statement = "select * from ledger.read_log(%s, %s, '{}', 200)"
    assert "HB020" == refused(house.db.rows, statement, (entry.id, entry.principal.agency.value))
    assert "HB020" == refused(house.db.rows, READ, (log.id, _hash(key)))


@pytest.mark.parametrize("role", ["hub_family", "hub_loader"])
def test_families_and_the_loader_have_no_way_there(kreis, role):
    """Families read what concerns them elsewhere."""
    assert "42501" == sqlstate(kreis.connect(role), READ, (new_id(), b""))
