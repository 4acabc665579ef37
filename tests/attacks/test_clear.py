"""A value stands nowhere in clear: not in a table, not in a log, not in an error, not in a leaf."""

import re
from base64 import b64encode

import pytest
from structlog.testing import capture_logs

from hub.exchange.reading import LoadFaulty
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from tests.attacks.by_hand import Connection, tables
from tests.attacks.families import cell, consent, every_cell, family, withdraw
from tests.kreis import Kreis, books

MARK = "Zaunammerwort"
HERE = FamilyNumber("FAM-2026-761")
TEXTS = {"value": f"{MARK} lang", "summary": f"{MARK} kurz", "pseudonymised": f"{MARK} jemand"}


def test_no_table_holds_a_value_in_clear(every_kreis: Kreis) -> None:
    """Every column of every table, as the superuser reads it, also what is in bytes and what is base64."""
    _look_around(every_kreis)

    traces = _traces(MARK)
    found = [
        (table, trace)
        for table, text in _dump(every_kreis.superuser())
        for trace in traces
        if trace.lower() in text.lower()
    ]

    assert [] == found


def test_what_is_searched_for_would_be_found(every_kreis: Kreis) -> None:
    """The search above finds what is there: a number, a reference, and bytes."""
    text = "\n".join(text for _, text in _dump(every_kreis.superuser()))

    assert "FAM-2025-003" in text
    assert b'"v":1'.hex() in text


def test_no_line_of_a_log_holds_a_value(every_kreis: Kreis, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither the process's own, nor what it prints, nor the database's; also when cells do not open."""
    with capture_logs() as lines:
        _look_around(every_kreis)
        every_kreis.superuser().execute("update record.value set content = content || '\\x00'")
        every_kreis.open("U01", HERE)

    printed = capfd.readouterr()
    assert len(lines) > 10, "cells that do not open are told"
    assert MARK not in repr(lines)
    assert MARK not in printed.out + printed.err
    logs = list(every_kreis.urls.server.folder.rglob("*.log"))
    assert logs
    assert not [log for log in logs if MARK.encode() in log.read_bytes()]


def test_nothing_that_carries_a_value_prints_it(every_kreis: Kreis) -> None:
    """Neither what is shown nor what carries it, in any form that a log or a traceback uses."""
    _load(every_kreis)
    answer = every_kreis.open("U01", HERE)

    assert any(MARK in str(value.content) for value in answer.projection.shown)
    for one in (answer, answer.projection, *answer.projection.shown):
        assert MARK not in f"{one!r} {one!s}"


@pytest.mark.unchanged
@pytest.mark.parametrize(
    "broken",
    [
        {"value": f"{MARK}\u0007"},
        {"field": f"no_{MARK}"},
        {"owner": MARK},
        {"persons": [MARK]},
        {"author": MARK},
        {"on": MARK},
        {"summary": [MARK] * 60_000},
        {MARK: 1},
    ],
    ids=lambda one: next(iter(one)) if MARK not in one else "key",
)
def test_no_error_of_loading_holds_what_stands_in_the_file(kreis: Kreis, broken: dict[str, object]) -> None:
    """It names the file, the place, and what would be right."""
    faulty = cell("given_name", "X61-1", owner="jobcenter") | broken

    with capture_logs() as lines, pytest.raises(LoadFaulty) as fault:
        kreis.load(family(HERE, "X61", [faulty]))

    assert MARK not in f"{fault.value} {fault.value!r} {fault.value.errors} {lines}"


def test_no_refusal_of_the_database_carries_its_message_further(every_kreis: Kreis) -> None:
    """PostgreSQL quotes what it refuses; what the hub raises names a code."""
    _load(every_kreis)
    every_kreis.superuser().execute("alter table record.value add check (length(content) < 0) not valid")

    with pytest.raises(RuntimeError) as failure:
        every_kreis.load(family("FAM-2026-762", "X62", [cell("given_name", "X62-1", MARK, owner="jobcenter")]))

    assert MARK not in f"{failure.value} {failure.value!r}"
    assert re.search(r"\b(\d{5}|HB\d{3})\b", str(failure.value))


def test_no_leaf_names_anybody_or_any_family(every_kreis: Kreis) -> None:
    """What is kept for good holds no number, name, reference or id of a family, a person or a member of staff."""
    _look_around(every_kreis)
    every_kreis.open("U04", HERE)
    superuser = every_kreis.superuser()

    names = superuser.execute(
        "select number from core.family union select family_id::text from core.family"
        " union select ref from core.person union select person_id::text from core.person"
        " union select ref from identity.staff union select staff_id::text from identity.staff"
        " union select name from identity.staff union select pseudonym from identity.staff"
        " union select post_id::text from identity.post union select subject from identity.account"
        " union select ref from consent.paper union select consent_id::text from consent.paper"
        " union select cell_id::text from record.cell union select field_id from record.field"
        " except select unnest(array['access_log', 'disclosure_register'])"  # the two books, which are fields too
    ).fetchall()
    leaves = [bytes(leaf).decode() for (leaf,) in superuser.execute("select leaf from ledger.entry")]

    assert len(leaves) > 6
    for leaf in leaves:
        words = set(re.findall(r'"((?:[^"\\]|\\.)*)"', leaf))
        assert not words & {name for (name,) in names}


def test_no_payload_can_be_read_with_a_key_of_the_other_agency(every_kreis: Kreis) -> None:
    """Sealed to the data protection officers, to the families, and to the group whose people acted; to nobody else."""
    _look_around(every_kreis)
    foreign = every_kreis.superuser().execute(
        "select distinct e.agency, k.holder from ledger.entry e join ledger.payload p using (tenant_id, entry_id)"
        " join ledger.bucket_key k on k.bucket_id in (p.actor_bucket, p.case_bucket)"
        " where k.holder not in ('oversight', 'family', e.agency)"
    )

    assert [] == foreign.fetchall()


def _load(kreis: Kreis) -> None:
    cells = every_cell(books().catalogue, "X61-1", TEXTS)
    papers = [consent("X61-C1", "X61-1", ["U01", "U07", "U12"])]
    kreis.load(family(HERE, "X61", cells, consents=papers))


def _look_around(kreis: Kreis) -> None:
    _load(kreis)
    for ref in ("U01", "U07", "U12", "U04", "U05"):
        for purpose in (Purpose.FAM_JOINT_SUPPORT, Purpose.SGB2_INTEGRATION, Purpose.SGB8_HELP_PLANNING):
            kreis.open(ref, HERE, purpose)
    withdraw(kreis, "X61-C1", "X61-1", HERE)


def _traces(mark: str) -> set[str]:
    """The mark as text, as bytes in hex, and as base64 at each of the three places at which it can begin."""
    encoded = mark.encode()
    shifted = {b64encode(b"x" * shift + encoded).decode()[4:-4] for shift in range(3)}
    return {mark, encoded.hex(), *shifted}


def _dump(superuser: Connection) -> list[tuple[str, str]]:
    return [
        (table, "\n".join(str(row) for (row,) in superuser.execute(f"select x::text from {table} x")))
        for table in tables(superuser)
    ]
