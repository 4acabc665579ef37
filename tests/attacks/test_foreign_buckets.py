"""An entry that names the bucket of another family's look: the end of its own register is not the end of that key."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from hub.db.embedded import EmbeddedServer
from hub.gate.keeping import erase_what_is_over
from hub.ledger.entry import Book
from hub.ledger.lines import line_of
from hub.terms.clock import day_begins
from hub.terms.ids import FamilyNumber
from tests.attacks.by_hand import entry_of, refused
from tests.kreis import F01, Kreis, to_be_spoilt
from tests.ledger.test_given_of_lists import BOXED, listed

OVER = FamilyNumber("FAM-2025-016")
APPEND = "select ledger.append(%s::jsonb, %b, %s, %s, %s, %s, %s)"
KEYS = "select count(*) from ledger.bucket_key where bucket_id = %s"
BUCKETS = "select given_buckets[1]::text, case_bucket::text, actor_bucket::text from ledger.payload where entry_id = %s"


@pytest.fixture
def spoilt(server: EmbeddedServer, request: pytest.FixtureRequest) -> Iterator[Kreis]:
    """A copy in which somebody writes what no key opens."""
    with to_be_spoilt(server, request.config) as copy:
        yield copy


def _names(kreis: Kreis, **facts: object) -> None:
    """An entry of the register about another family by a taken-over process, whose facts say what it likes."""
    house = kreis.house("jobcenter")
    entry = replace(entry_of(kreis, "jobcenter", number=OVER), book=Book.DISCLOSURE_REGISTER)
    line = line_of(house.writer, entry)
    given = [b"noise"] if "given" in facts else []
    house.db.rows(APPEND, replace(line, facts={**line.facts, **facts}, given=given).alone)


@pytest.mark.parametrize("what", ["given", "case_bucket"])
def test_a_registers_end_destroys_no_key_that_what_is_kept_lies_under(spoilt: Kreis, what: str) -> None:
    """The family of the entry left long ago; the look whose key it names is another's, and is read on."""
    look, superuser = spoilt.open("U01").entry, spoilt.superuser()
    [(given, case, _)] = superuser.execute(BUCKETS, (look,)).fetchall()
    [before] = superuser.execute(KEYS, ({"given": given}.get(what, case),)).fetchall()
    _names(spoilt, **{"given": {"given": [given]}, "case_bucket": {"case_bucket": case}}[what])
    superuser.execute("update core.family set status = 'ended', exit_date = '2026-12-01' where number = %s", (OVER,))

    erased = erase_what_is_over(spoilt.house("clerk"), day_begins(date(2029, 12, 2)))

    assert erased.registers
    assert before[0] > 0
    assert [before] == superuser.execute(KEYS, ({"given": given}.get(what, case),)).fetchall()


def test_a_registers_end_destroys_no_key_that_a_list_lies_under(spoilt: Kreis) -> None:
    """Nor that of what an owner is given of a list, beside the part of a family that is here still."""
    superuser = spoilt.superuser()
    [(_, [given], _)] = superuser.execute(BOXED, (listed(spoilt, F01),)).fetchall()
    _names(spoilt, given=[str(given)])
    superuser.execute("update core.family set status = 'ended', exit_date = '2026-12-01' where number = %s", (OVER,))

    erased = erase_what_is_over(spoilt.house("clerk"), day_begins(date(2029, 12, 2)))

    assert erased.registers
    assert [(1,)] == superuser.execute(KEYS, (given,)).fetchall()


def test_what_is_given_lies_under_a_bucket_of_the_register(kreis: Kreis) -> None:
    """One of the log would end with the log, and what was given with it."""
    look = kreis.open("U01").entry
    [(_, _, actor)] = kreis.superuser().execute(BUCKETS, (look,)).fetchall()

    assert "23503" == refused(lambda: _names(kreis, given=[actor]))
