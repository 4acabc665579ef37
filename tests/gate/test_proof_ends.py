"""Proof of consent ends by itself three years after FAM (D30): what was signed and said, and who the people were."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import orjson
import pytest

from hub.consent.journal import Line, add_lines
from hub.consent.store import load_journal_state
from hub.exchange.load import OPERATOR
from hub.gate.erasing_again import ErasedAgain, replay_erasures
from hub.gate.keeping import erase_what_is_over, hold_back, let_go
from hub.gate.replaying import Replayed, replay
from hub.terms.clock import day_begins, legal_day
from hub.terms.holds import Hold, HoldReason
from hub.terms.ids import new_id
from hub.terms.lists import Agency
from tests.attacks.by_hand import family_id
from tests.gate.came_back import says
from tests.gate.test_erasing_records import _journal, end_fam, erase, loader
from tests.kreis import F01, STICHTAG, Kreis
from tests.review.at_cases import looks_of, plant, seat

DAY = legal_day(STICHTAG)
ENDED = "2023-11-15"
"""The last of three years is the day before the Stichtag."""
LEFT = {
    "consent.paper": "family_id = %(family)s",
    "consent.declaration": "person_id = any(%(people)s)",
    "consent.paper_person": "person_id = any(%(people)s)",
    "core.person": "family_id = %(family)s",
    "core.holding": "person_id = any(%(people)s)",
    "identity.account": "staff_id = any(%(people)s)",
    "identity.post": "staff_id = any(%(people)s)",
}


def clerks_pass(kreis: Kreis, day: date = DAY) -> int:
    """Just after the midnight with which a day begins."""
    return erase_what_is_over(kreis.house("clerk"), day_begins(day) + timedelta(minutes=1)).proofs


def _left(kreis: Kreis) -> Callable[[], dict[str, int]]:
    """What of F01's proof is there, whenever it is asked; its people are those of now."""
    db = kreis.superuser()
    people = [row[0] for row in db.execute("select person_id from core.person where ref like 'F01-%'")]
    said = {"family": family_id(db), "people": people}
    asked = {table: f"select count(*) from {table} where {whose}" for table, whose in LEFT.items()}
    return lambda: {table: db.execute(query, said).fetchall()[0][0] for table, query in asked.items()}


def _of_others(kreis: Kreis) -> list[tuple[int, ...]]:
    count = "(select count(*) from consent.paper where family_id <> %(f)s), (select count(*) from core.person"
    count += " where family_id <> %(f)s), (select sum(consent_epoch) from core.family where family_id <> %(f)s)"
    return kreis.superuser().execute(f"select {count}", {"f": family_id(kreis.superuser())}).fetchall()


def _over(kreis: Kreis, tmp_path: Path, ended: str = ENDED) -> None:
    """FAM ended on a day, and the record is erased."""
    end_fam(kreis, ended)
    erase(loader(kreis, tmp_path), kreis)


def _leaves(kreis: Kreis) -> list[dict[str, str]]:
    rows = kreis.superuser().execute(
        "select e.leaf from ledger.entry e join ledger.index i using (tenant_id, entry_id) where i.event = 'log.erase'"
    )
    said = [orjson.loads(leaf)["er"] for (leaf,) in rows]
    return [one for one in said if one.get("rc") == "consent_proof"]


def test_the_proof_is_gone_on_the_day_after_three_years_and_not_before(kreis: Kreis, tmp_path: Path) -> None:
    """Once, with one entry whose leaf says class and day; number and end of FAM stay, and so does all of others."""
    _over(kreis, tmp_path)
    left, others = _left(kreis), _of_others(kreis)
    before = left()
    assert all(before.values())

    assert 0 == clerks_pass(kreis, DAY - timedelta(days=1))
    assert before == left()
    assert (1, 0) == (clerks_pass(kreis), clerks_pass(kreis))

    assert {0} == set(left().values())
    assert others == _of_others(kreis)
    assert [{"rc": "consent_proof", "to": (DAY - timedelta(days=1)).isoformat()}] == _leaves(kreis)
    stays = kreis.superuser().execute("select status, exit_date from core.family where number = %s", (F01,))
    assert [("ended", date.fromisoformat(ENDED))] == stays.fetchall()


def test_not_before_the_record_is_erased(kreis: Kreis, tmp_path: Path) -> None:
    """Somebody has to take over what must stay first; then the next pass ends the proof too."""
    end_fam(kreis, ENDED)
    left = _left(kreis)
    before = left()
    assert (0, before) == (clerks_pass(kreis), left())

    erase(loader(kreis, tmp_path), kreis)

    assert (1, {0}) == (clerks_pass(kreis), set(left().values()))


@pytest.mark.parametrize("of", ["family", "entry"])
def test_what_is_held_back_stays_until_it_is_let_go(kreis: Kreis, tmp_path: Path, of: str) -> None:
    """A court asks who agreed to what (G8): of the family, or about one entry of it."""
    entry = kreis.open("U01").entry
    _over(kreis, tmp_path)
    place = (F01, None) if of == "family" else (None, entry)
    held = Hold(new_id(), HoldReason.COURT, date(2027, 12, 31), kreis.at, *place)
    hold_back(kreis.house("loader"), OPERATOR, held)
    left = _left(kreis)
    before = left()

    assert (0, before) == (clerks_pass(kreis), left())
    let_go(kreis.house("loader"), OPERATOR, held.id, kreis.at)
    assert (1, {0}) == (clerks_pass(kreis), set(left().values()))


def test_an_open_case_keeps_it_until_it_is_closed(kreis: Kreis, tmp_path: Path) -> None:
    """An officer asks whether what somebody saw was lawful (H9): the consents answer it."""
    looks = looks_of(kreis, "U01", 2)
    _over(kreis, tmp_path)
    officer = seat(kreis, "U16", agency=Agency.JOBCENTER)
    case = officer.read(officer.open(plant(kreis, looks)))
    left = _left(kreis)
    before = left()

    assert (0, before) == (clerks_pass(kreis), left())
    assert officer.plausible(case) is None
    assert (1, {0}) == (clerks_pass(kreis), set(left().values()))


def test_rules_in_force_that_do_not_name_the_class_end_nothing(kreis: Kreis, tmp_path: Path) -> None:
    """After an update, until both keys have put the new rules in force: no entry either."""
    _over(kreis, tmp_path)
    db = kreis.superuser()
    db.execute("set session_replication_role = replica")
    db.execute("update rulebook.activation set document = replace(document::text, '[consent_proof]', '[another]')")

    assert (0, []) == (clerks_pass(kreis), _leaves(kreis))


def test_of_somebody_whom_rows_about_staff_name_the_bare_id_stays_as_long(kreis: Kreis, tmp_path: Path) -> None:
    """That a worker is related to them: no birth, no custody, no lock; it goes once nothing names them any more."""
    db = kreis.superuser()
    db.execute(
        "insert into identity.relation (tenant_id, staff_id, person_id, relation) select s.tenant_id, s.staff_id,"
        " m.person_id, 'relative' from identity.staff s, core.person m where s.ref = 'U03' and m.ref = 'F01-2'"
    )
    _over(kreis, tmp_path)

    assert (1, 0) == (clerks_pass(kreis), clerks_pass(kreis))
    bare = "select ref, kind, born, deceased_on, languages, address_lock from core.person where ref like 'F01-%'"
    assert [("F01-2", "third", None, None, [], False)] == db.execute(bare).fetchall()
    assert [(0,)] == db.execute(
        "select count(*) from core.holding h join core.person using (person_id) where ref like 'F01-%'"
    ).fetchall()

    db.execute("delete from identity.relation")
    assert 1 == clerks_pass(kreis)
    assert [] == db.execute(bare).fetchall()


def test_nobody_sees_anything_of_it_afterwards(kreis: Kreis, tmp_path: Path) -> None:
    """Whose case it was opens the family, and there is nothing, from a process that had its facts in mind."""
    assert kreis.open("U01").projection.shown
    _over(kreis, tmp_path)
    clerks_pass(kreis)

    assert not kreis.open("U01").projection.shown


def test_a_record_erased_again_after_a_restore_loses_its_proof_too(kreis: Kreis, tmp_path: Path) -> None:
    """A backup from before both: the journal erases the record, the clerk's first pass the proof."""
    house = loader(kreis, tmp_path)
    end_fam(kreis, ENDED)
    _journal(kreis, house, tmp_path, str(family_id(kreis.superuser())))
    left = _left(kreis)
    assert 0 == clerks_pass(kreis)
    for agency in ("jobcenter", "jugendamt"):
        says(kreis, agency, F01, tmp_path)

    assert ErasedAgain(put_back=1) == replay_erasures(house, OPERATOR, kreis.at, tmp_path)

    assert (1, {0}) == (clerks_pass(kreis), set(left().values()))


def test_a_withdrawal_put_back_from_the_journal_brings_no_paper_back(kreis: Kreis, tmp_path: Path) -> None:
    """The journal knows of it, the database of its paper no more."""
    house = loader(kreis, tmp_path)
    of_f01 = "select consent_id::text from consent.paper where family_id = %s limit 1"
    [(paper,)] = kreis.superuser().execute(of_f01, (family_id(kreis.superuser()),))
    _over(kreis, tmp_path)
    clerks_pass(kreis)
    tenant, _ = load_journal_state(house.db)
    add_lines(tmp_path / "jobcenter.jsonl", lambda _: [Line(tenant, 1, paper, {})])

    assert Replayed(unknown=1) == replay(house, OPERATOR, kreis.at, tmp_path)
    assert 0 == clerks_pass(kreis)
