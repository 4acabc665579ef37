"""With the whole database in hand, an agency still opens only what is its own or was released to it."""

from collections import defaultdict

import pytest
from structlog.testing import capture_logs

from hub.gate.contribute import contribute
from hub.record.keys import CannotOpen, open_box, unwrap_key
from hub.record.places import cell_place
from tests.attacks.by_hand import Connection, stored
from tests.attacks.families import cell, change_of, consent, every_cell, family, withdraw
from tests.attacks.in_force import REPORTED
from tests.kreis import F01, Kreis, books

VALUES = """
    select v.key_id::text, c.family_id::text, c.cell_id::text, v.version, v.level, v.content, c.field_id,
        c.owner, k.maker, c.entrusted_to is not null or c.entrusted_by <> '{}', d.ceiling
    from record.value v join record.cell c using (tenant_id, partition, cell_id)
    join record.key k using (tenant_id, key_id) join record.field d using (field_id)
    join core.family f on f.family_id = c.family_id where f.number like %s
"""
SWAP = (
    "update record.value v set {0} = o.{0} from record.value o"
    " where v.cell_id = %s and v.version = %s and v.level = 3 and o.cell_id = %s and o.version = %s and o.level = {1}"
)


@pytest.mark.parametrize("thief", ["jobcenter", "jugendamt", "provider", "family", "oversight"])
def test_whoever_has_the_whole_database_opens_only_what_was_made_for_them(every_kreis: Kreis, thief: str) -> None:
    """Every sealed key and every wrapping tried on every value: own ones open, what was released, and reports."""
    _load_everything(every_kreis)

    too_much = [
        (field, owner, level)
        for field, owner, maker, entrusted, ceiling, level in _opened(every_kreis, thief)
        if maker != thief
        and (entrusted or level > ceiling)
        and (entrusted or (thief, owner) != ("jugendamt", "provider") or field not in REPORTED)
    ]

    assert [] == too_much


def test_what_was_released_does_open(every_kreis: Kreis) -> None:
    """The thief above has tried the right way: with these keys the Jobcenter does open what the family released."""
    opened = {(field, owner) for field, owner, *_ in _opened(every_kreis, "jobcenter")}

    assert {("sgb8_help_type", "jugendamt"), ("sgb2_coop_plan_goal", "jobcenter")} <= opened
    assert set() == set(_opened(every_kreis, "oversight"))


def test_without_consent_no_key_of_the_jugendamt_is_wrapped_for_the_jobcenter(every_kreis: Kreis) -> None:
    """Not withheld by a rule alone: there is nothing with which it could be opened."""
    every_kreis.load(family("FAM-2026-731", "X31", every_cell(books().catalogue, "X31-1", {"value": "Erdacht"})))

    rows = every_kreis.superuser().execute(
        "select k.maker, w.holder, w.basis from record.key_wrapping w join record.key k using (tenant_id, key_id)"
        " join core.family f on f.family_id = k.family_id where f.number = 'FAM-2026-731'"
    )

    own = {(maker, maker, "own") for maker in ("jobcenter", "jugendamt", "provider")}
    order = {
        ("jobcenter", "provider", "statute"),
        ("jugendamt", "provider", "statute"),
    }  # what a provider's order opens
    assert own | order | {("provider", "jugendamt", "statute")} == set(rows)  # and what the provider reports


def test_the_jobcenter_is_not_told_that_something_is_there_which_nothing_can_open(every_kreis: Kreis) -> None:
    """The outline leaves out of the other's part what no consent opens, and what was entrusted and not passed on."""
    _load_everything(every_kreis)
    superuser, attacker = every_kreis.superuser(), every_kreis.connect("hub_jobcenter")

    told = set()
    for (one,) in superuser.execute("select family_id from core.family").fetchall():
        rows = attacker.execute(
            "select json_array_elements(cells::json) ->> 0 from record.outline(%s)", (one,)
        ).fetchall()
        told |= {cell for (cell,) in rows}
    secret = superuser.execute(
        "select c.cell_id::text from record.cell c join record.field d using (field_id)"
        " where c.owner in ('jugendamt', 'provider') and (d.ceiling = 0 or (c.passed_on_at is null"
        " and (c.entrusted_to is not null or c.entrusted_by <> '{}')))"
    ).fetchall()

    assert len(secret) > 30
    assert set() == told & {cell for (cell,) in secret}


@pytest.mark.parametrize("column", ["content", "key_id"])
def test_a_value_moved_to_another_cell_does_not_open(every_kreis: Kreis, column: str) -> None:
    """It is left out of the page, and the log of the process says so, without what it says."""
    superuser = every_kreis.superuser()
    [goal], [steps] = stored(superuser, "sgb2_coop_plan_goal"), stored(superuser, "sgb2_work_history")
    superuser.execute(SWAP.format(column, 3), (goal.id, 1, steps.id, 1))
    superuser.execute("update record.value set content = content || '\\x00' where cell_id = %s", (goal.id,))

    with capture_logs() as lines:
        shown = every_kreis.open("U01").projection.shown

    assert "sgb2_coop_plan_goal" not in {value.field for value in shown}
    assert "sgb2_work_history" in {value.field for value in shown}
    assert [goal.id] == [line["cell"] for line in lines if line["event"] == "a cell does not open"]


def test_an_older_version_put_back_does_not_open(every_kreis: Kreis) -> None:
    """What was corrected stays corrected, also for whoever holds the database."""
    contribute(*change_of(every_kreis, "sgb2_coop_plan_goal"))
    superuser = every_kreis.superuser()
    [goal] = stored(superuser, "sgb2_coop_plan_goal")
    assert 2 == goal.version
    superuser.execute(SWAP.format("content", 3), (goal.id, 2, goal.id, 1))

    with capture_logs() as lines:
        shown = every_kreis.open("U01").projection.shown

    assert "sgb2_coop_plan_goal" not in {value.field for value in shown}
    assert [goal.id] == [line["cell"] for line in lines if line["event"] == "a cell does not open"]


def test_a_text_of_another_level_put_in_its_place_does_not_open(every_kreis: Kreis) -> None:
    """The long text is not shown where the short one is due."""
    superuser = every_kreis.superuser()
    [parenting, *_] = stored(superuser, "sgb8_parenting")
    superuser.execute(SWAP.format("content", 2), (parenting.id, 1, parenting.id, 1))

    with capture_logs():
        shown = every_kreis.open("U07").projection.shown

    assert parenting.id not in {str(value.cell) for value in shown}


def test_a_wrapping_moved_to_another_key_does_not_open(every_kreis: Kreis) -> None:
    """Bound to its key and its holder: put under another it is noise."""
    superuser = every_kreis.superuser()
    [goal] = stored(superuser, "sgb2_coop_plan_goal")
    superuser.execute(
        "update record.key_wrapping w set wrapped = (select o.wrapped from record.key_wrapping o"
        " where o.key_id <> w.key_id and o.holder = w.holder and o.basis = 'own' limit 1)"
        " where w.holder = 'jobcenter' and w.basis = 'own'"
        " and w.key_id = (select key_id from record.value where cell_id = %s and level = 3)",
        (goal.id,),
    )

    with capture_logs():
        shown = every_kreis.open("U01").projection.shown

    assert goal.id not in {str(value.cell) for value in shown}


def test_a_familys_key_that_does_not_open_takes_only_its_own_cells_with_it(every_kreis: Kreis) -> None:
    """What one agency seals badly for another does not shut the other out of its own part."""
    every_kreis.superuser().execute(
        "update record.holder_key set sealed = '\\x00' where maker = 'jobcenter' and holder = 'jugendamt'"
    )

    with capture_logs():
        shown = every_kreis.open("U07").projection.shown

    assert "jugendamt" in {value.owner for value in shown}
    assert "jobcenter" not in {value.owner for value in shown}


def test_after_a_withdrawal_no_wrapping_rests_on_that_consent(every_kreis: Kreis) -> None:
    """The keys are gone in the same transaction; what rests on other consents stays."""
    withdraw(every_kreis, "C01", "F01-1")

    rows = every_kreis.superuser().execute("select distinct basis, holder from record.key_wrapping").fetchall()

    assert not [holder for basis, holder in rows if basis == "C01"]
    assert {("C02", "jobcenter"), ("C03", "jugendamt"), ("own", "jobcenter")} <= set(rows)


def test_what_was_withdrawn_does_not_open_even_with_the_whole_database(every_kreis: Kreis) -> None:
    """The Jobcenter is left with less than before, and with nothing of the category that only that consent opened."""
    before = {(field, owner) for field, owner, *_ in _opened(every_kreis, "jobcenter", F01)}

    withdraw(every_kreis, "C01", "F01-1")
    after = {(field, owner) for field, owner, *_ in _opened(every_kreis, "jobcenter", F01)}

    assert after < before
    assert ("sgb8_help_goals_released", "jugendamt") in before - after


def _opened(kreis: Kreis, thief: str, number: str = "%") -> list[tuple[str, str, str, bool, int, int]]:
    """Each value that the holder's private key opens, whatever wrapping in whatever row it takes."""
    superuser, ring = kreis.superuser(), kreis.house(thief).ring
    holder_keys = defaultdict(set)
    for one, maker, sealed in superuser.execute("select family_id::text, maker, sealed from record.holder_key"):
        try:
            holder_keys[one].add(ring.open_holder_key(one, maker, sealed))
        except CannotOpen:
            continue
    keys = _unwrapped(superuser, thief, [key for found in holder_keys.values() for key in found])
    opened = []
    for key, one, found, version, level, content, *facts in superuser.execute(VALUES, (number,)):
        place = cell_place(one, found, version, level)
        opened += [(*facts, level) for clear in keys[key] if _opens(clear, content, place)]
    return opened


def _opens(clear: bytes, content: bytes, place: bytes) -> bool:
    try:
        open_box(clear, content, place)
    except CannotOpen:
        return False
    return True


def _unwrapped(superuser: Connection, thief: str, holder_keys: list[bytes]) -> dict[str, set[bytes]]:
    keys = defaultdict(set)
    for key, wrapped in superuser.execute("select key_id::text, wrapped from record.key_wrapping").fetchall():
        for holder_key in holder_keys:
            try:
                keys[key].add(unwrap_key(holder_key, thief, key, wrapped))
            except CannotOpen:
                continue
    return keys


def _load_everything(kreis: Kreis) -> None:
    """A family with every field, at every level, that releases all it can, and something entrusted in each category."""
    everything = every_cell(books().catalogue, "X32-1", {"value": "Lang", "summary": "Kurz", "pseudonymised": "Jemand"})
    entrusted = {"entry": 2, "entrusted_to": "U07", "entrusted_by": ["X32-1"]}
    notes = [
        cell(field, "X32-1", "Anvertraut", summary="Kurz", **entrusted)
        for field in ("sgb8_parenting", "sgb8_help_type", "sgb8_conversation_note", "sgb8_school_situation")
    ]
    papers = [consent("X32-C1", "X32-1", ["U01", "U07", "U12"])]
    kreis.load(family("FAM-2026-732", "X32", everything + notes, consents=papers))
