"""When the book cannot be written or the database goes away, nothing is shown and nothing is half done."""

import pytest

from hub.db.errors import DatabaseUnavailable
from hub.gate.contribute import contribute
from hub.ledger.errors import LedgerUnavailable
from tests.attacks.families import change_of, withdraw
from tests.kreis import Kreis

CONTENTS = (
    "select 'cell', x::text from record.cell x union all select 'value', x::text from record.value x"
    " union all select 'wrapping', x::text from record.key_wrapping x"
    " union all select 'consent', x::text from consent.withdrawal x"
    " union all select 'entry', x::text from ledger.entry x union all select 'payload', x::text from ledger.payload x"
    " order by 1, 2"
)
BROKEN = {
    "nobody may append": "do $$ begin execute (select string_agg(format('revoke execute on function %s from"
    " hub_jobcenter, hub_jugendamt', p.oid::regprocedure), '; ') from pg_proc p"
    " where p.oid::regproc::text in ('ledger.append', 'ledger.append_all')); end $$",
    "the payload has no place": "revoke insert on ledger.payload from hub_books",
    "the leaf has no place": "revoke insert on ledger.entry from hub_books",
    "the family has no number": "revoke insert on ledger.subject from hub_books",
    "the index has no place": "revoke insert on ledger.index from hub_books",
    "the disk takes no ticket": "revoke insert on ledger.ticket from hub_books",
}
STATEMENTS = ("identity.mandates", "ledger.append_all", "record.read_cells")


@pytest.mark.parametrize("broken", BROKEN)
def test_what_cannot_be_written_down_is_not_shown(every_kreis: Kreis, broken: str) -> None:
    """No entry, no data: the values are not even read."""
    superuser = every_kreis.superuser()
    every_kreis.principal("U01")
    before = superuser.execute(CONTENTS).fetchall()
    superuser.execute(BROKEN[broken])

    with pytest.raises(LedgerUnavailable):
        every_kreis.open("U01")

    assert not [one for one in every_kreis.statements if "record.read_cells" in one]
    assert before == superuser.execute(CONTENTS).fetchall()


@pytest.mark.parametrize("broken", ["nobody may append", "the payload has no place"])
def test_a_refusal_that_cannot_be_written_down_is_an_outage_too(every_kreis: Kreis, broken: str) -> None:
    """Nobody tries out family numbers while the book is away."""
    every_kreis.superuser().execute(BROKEN[broken])

    with pytest.raises(LedgerUnavailable):
        every_kreis.open("U04")


@pytest.mark.parametrize("broken", ["nobody may append", "the payload has no place"])
def test_what_cannot_be_written_down_is_not_changed(every_kreis: Kreis, broken: str) -> None:
    """Neither a cell nor a consent."""
    superuser = every_kreis.superuser()
    change = change_of(every_kreis, "sgb2_coop_plan_goal")
    before = superuser.execute(CONTENTS).fetchall()
    superuser.execute(BROKEN[broken])

    with pytest.raises(LedgerUnavailable):
        contribute(*change)
    with pytest.raises(LedgerUnavailable):
        withdraw(every_kreis, "C01", "F01-1")

    assert before == superuser.execute(CONTENTS).fetchall()


@pytest.mark.parametrize("broken", ["update (version) on record.cell", "insert on record.value"])
def test_a_change_that_fails_half_way_leaves_no_entry(every_kreis: Kreis, broken: str) -> None:
    """A change and its entry are one transaction: both or neither."""
    superuser = every_kreis.superuser()
    change = change_of(every_kreis, "sgb2_coop_plan_goal")
    before = superuser.execute(CONTENTS).fetchall()
    superuser.execute(f"revoke {broken} from hub_writes")

    with pytest.raises(RuntimeError):
        contribute(*change)

    assert before == superuser.execute(CONTENTS).fetchall()


@pytest.mark.parametrize("moment", STATEMENTS)
def test_a_database_that_goes_away_in_the_middle_of_a_look_shows_nothing(every_kreis: Kreis, moment: str) -> None:
    """Whichever statement it is that is not answered."""
    house, superuser = every_kreis.house("jobcenter"), every_kreis.superuser()
    every_kreis.principal("U01")

    def pull_the_plug(statement: str) -> None:
        if moment in statement:
            superuser.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where usename = 'hub_jobcenter' and datname = current_database()"
            )

    house.db.observe = pull_the_plug

    with pytest.raises((DatabaseUnavailable, LedgerUnavailable)):
        every_kreis.open("U01")


def test_a_look_whose_reading_failed_stands_in_the_log(every_kreis: Kreis) -> None:
    """The log says shown although nobody saw it: the harmless direction."""
    superuser = every_kreis.superuser()
    count = "select count(*) from ledger.index where event = 'access.read'"
    [(before,)] = superuser.execute(count).fetchall()
    every_kreis.principal("U01")
    superuser.execute("revoke select on record.value from hub_reads")

    with pytest.raises(RuntimeError):
        every_kreis.open("U01")

    assert [(before + 1,)] == superuser.execute(count).fetchall()


def test_a_database_that_comes_back_is_used_again(every_kreis: Kreis) -> None:
    """One request fails, the next is answered, without a restart."""
    superuser = every_kreis.superuser()
    first = every_kreis.open("U01")
    superuser.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where usename = 'hub_jobcenter' and datname = current_database()"
    )
    with pytest.raises(DatabaseUnavailable):
        every_kreis.open("U01")

    again = every_kreis.open("U01")

    assert len(first.projection.shown) == len(again.projection.shown)
