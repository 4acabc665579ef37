"""Two at once: exactly one wins a cell, nobody's work is half done, and the family's numbers stay without a gap."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from hub.db.errors import CellChanged
from hub.gate.contribute import Contribution, contribute
from hub.terms.lists import Effect
from tests.attacks.by_hand import stored
from tests.attacks.families import change_of, withdraw
from tests.kreis import Kreis

GOAL, STEPS = "sgb2_coop_plan_goal", "sgb2_coop_plan_steps"
Outcome = Contribution | type[BaseException]


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_writers_on_one_cell_exactly_one_wins(every_kreis: Kreis, attempt: int) -> None:
    """The other is told that the cell was changed; there is one version more, and it is whole."""
    outcomes = _at_once(every_kreis, [GOAL, GOAL])

    won = [one for one in outcomes if isinstance(one, Contribution)]
    assert [Effect.PERMIT] == [one.effect for one in won]
    assert [CellChanged] == [one for one in outcomes if not isinstance(one, Contribution)]
    [goal] = stored(every_kreis.superuser(), GOAL)
    assert 2 == goal.version
    versions = every_kreis.superuser().execute(
        "select version, level from record.value where cell_id = %s order by 1", (goal.id,)
    )
    assert [(1, 3), (2, 3)] == versions.fetchall()
    entries = every_kreis.superuser().execute("select count(*) from ledger.index where event = 'record.changed'")
    assert [(1,)] == entries.fetchall()


@pytest.mark.parametrize("attempt", range(3))
def test_two_writers_on_two_cells_of_one_family_both_succeed(every_kreis: Kreis, attempt: int) -> None:
    """Though both would take the family's next number."""
    outcomes = _at_once(every_kreis, [GOAL, STEPS])

    assert [Effect.PERMIT, Effect.PERMIT] == [one.effect for one in outcomes if isinstance(one, Contribution)]
    assert [2, 2] == [stored(every_kreis.superuser(), field)[0].version for field in (GOAL, STEPS)]


def test_a_look_in_the_middle_of_a_change_disturbs_neither(every_kreis: Kreis) -> None:
    """Somebody opens the family just before the change takes its number: the change takes the next one."""
    house, looks = every_kreis.house("jobcenter"), []

    def look_once(statement: str) -> None:
        if "ledger.append" in statement and not looks:
            looks.append(every_kreis.open("U07"))

    house.db.observe = look_once
    written = _write(every_kreis, GOAL, None)

    assert isinstance(written, Contribution)
    assert 2 == stored(every_kreis.superuser(), GOAL)[0].version


def test_a_withdrawal_is_taken_though_somebody_opens_the_family_at_that_moment(every_kreis: Kreis) -> None:
    """To withdraw must be as easy as to consent (Art. 7 Abs. 3 DSGVO): nobody is told to try again."""
    house, looks = every_kreis.house("jugendamt"), []
    every_kreis.principal("U01")

    def look_once(statement: str) -> None:
        if "ledger.append" in statement and not looks:
            looks.append(every_kreis.open("U01"))

    house.db.observe = look_once
    withdraw(every_kreis, "C01", "F01-1")

    assert 1 == len(looks)
    taken_back = "join consent.paper p using (tenant_id, consent_id) where p.ref = 'C01'"
    kept = f"select count(*) from consent.withdrawal w {taken_back}"
    assert [(1,)] == every_kreis.superuser().execute(kept).fetchall()


def test_a_key_made_during_a_withdrawal_is_not_wrapped_for_whom_it_was_withdrawn(every_kreis: Kreis) -> None:
    """Consents are read, then withdrawn, then the change is written: no new key leans on what is no more."""
    house, withdrawn = every_kreis.house("jobcenter"), []

    def withdraw_once(statement: str) -> None:
        if "ledger.append" in statement and not withdrawn:
            withdrawn.append("C03")
            withdraw(every_kreis, "C03", "F01-1")

    house.db.observe = withdraw_once
    [goal] = stored(every_kreis.superuser(), GOAL)
    written = _write(every_kreis, GOAL, None)

    assert isinstance(written, Contribution)
    held = every_kreis.superuser().execute("select count(*) from record.key_wrapping where basis = 'C03'").fetchone()
    assert (0,) == held
    assert goal.version + 1 == stored(every_kreis.superuser(), GOAL)[0].version


def _at_once(kreis: Kreis, fields: Sequence[str]) -> list[Outcome]:
    barrier = Barrier(len(fields))
    with ThreadPoolExecutor(len(fields)) as pool:
        outcomes = list(pool.map(lambda field: _write(kreis, field, barrier), fields))
    kreis.open("U01")  # a number that the loser gave back is taken by the process's next entry
    return outcomes


def _write(kreis: Kreis, field: str, barrier: Barrier | None) -> Outcome:
    change = change_of(kreis, field)
    if barrier is not None:
        barrier.wait(10)
    try:
        return contribute(*change)
    except RuntimeError as error:
        return type(error)
