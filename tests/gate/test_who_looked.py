"""Who looked while a consent counted is asked of the index when it is withdrawn, however often that was."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest

from hub.db.embedded import EmbeddedServer
from tests.attacks.by_hand import Connection, family_id, tenant
from tests.kreis import Kreis, to_be_spoilt

LOOKS = """
    insert into ledger.index (tenant_id, entry_id, controllers, at, event, role, effect, pseudonym, family_id, agency,
                              outcome)
    select %(tenant)s, gen_random_uuid(), array[%(agency)s], %(at)s::timestamptz - g * interval '1 minute', %(event)s,
        'jobcoach', %(effect)s, 'N-01', %(family)s, %(agency)s, 'shown'
    from generate_series(1, %(many)s) g
"""
TAKEN_BACK = """
    insert into consent.withdrawal
        (tenant_id, consent_id, ordinal, person_id, received_at, document, entry_id, entered_at)
    select p.tenant_id, p.consent_id, 1, q.person_id, '2026-11-15T09:00Z', '{}', gen_random_uuid(), '2026-11-15T09:00Z'
    from consent.paper p join consent.paper_person q using (tenant_id, consent_id) where p.ref = 'C01'
    returning consent_id
"""
ASKED = "select agency from consent.searched where consent_id = %s order by 1"
ALL = "select distinct agency from consent.looks_on(%s, 1, null) where agency <> 'family' order by 1"
READ = "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relid = 'ledger.index'::regclass"
INSIDE, BEFORE, AFTER = "2026-11-15T08:00Z", "2020-01-01T08:00Z", "2026-11-16T08:00Z"


@pytest.fixture
def spoilt(server: EmbeddedServer, request: pytest.FixtureRequest) -> Iterator[Kreis]:
    """A copy in which looks have no entry."""
    with to_be_spoilt(server, request.config) as copy:
        yield copy


def _look(superuser: Connection, agency: str, many: int = 1, **differs: str) -> None:
    told = {"at": INSIDE, "event": "access.read", "effect": "permit", **differs}
    of = {"tenant": tenant(superuser), "family": family_id(superuser), "agency": agency, "many": many}
    superuser.execute(LOOKS, {**told, **of})


@contextmanager
def _taken_back(superuser: Connection) -> Iterator[str]:
    """Sandra's consent is withdrawn, and then it is not."""
    with superuser.transaction(force_rollback=True):
        superuser.execute("select set_config('hub.tenant', %s, true)", (tenant(superuser),))
        [(consent,)] = superuser.execute(TAKEN_BACK).fetchall()
        yield str(consent)


@pytest.mark.parametrize("looked", [dict(zip("abc", one, strict=True)) for one in product([0, 1], repeat=3)])
def test_each_agency_that_looked_while_the_paper_counted_is_asked_and_no_other(
    spoilt: Kreis, looked: dict[str, int]
) -> None:
    """As going through all looks would find; a refusal is none, nor what was before or after."""
    superuser, agencies = spoilt.superuser(), dict(zip("abc", ("jobcenter", "jugendamt", "provider"), strict=True))
    for letter, agency in agencies.items():
        if looked[letter]:
            _look(superuser, agency, event="access.list")
        _look(superuser, agency, effect="deny")
        _look(superuser, agency, at=BEFORE)
        _look(superuser, agency, at=AFTER)

    with _taken_back(superuser) as consent:
        asked = superuser.execute(ASKED, (consent,)).fetchall()
        every = superuser.execute(ALL, (consent,)).fetchall()

    assert [(agencies[letter],) for letter in "abc" if looked[letter]] == asked == every


def test_a_withdrawal_goes_through_no_more_looks_the_more_there_are(spoilt: Kreis) -> None:
    """Of two agencies two hundred looks or three thousand: a handful of rows of the log are read, never the looks.

    How many exactly is the planner's affair: a row more or less at an index's edge is no promise broken.
    """
    superuser, read = spoilt.superuser(), []

    for many in (100, 1500):
        for agency in ("jobcenter", "jugendamt"):
            _look(superuser, agency, many)
        superuser.execute("analyze ledger.index")
        [(before,)] = superuser.execute(READ).fetchall()
        with _taken_back(superuser) as consent:
            [(after,)] = superuser.execute(READ).fetchall()
            assert [("jobcenter",), ("jugendamt",)] == superuser.execute(ASKED, (consent,)).fetchall()
        read.append(after - before)

    assert max(read) < 20
