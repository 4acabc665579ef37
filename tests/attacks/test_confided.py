"""What was confided to one worker (§ 65 SGB VIII) opens to that worker's proof: to no process, no token of others."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hub.casework.opening import open_family
from hub.gate.confiding import confide_anew
from hub.ledger.confiding import Confided
from hub.record.confided import is_sealed_for_a_worker, whose_key
from hub.terms.ids import FamilyId, FamilyNumber, KeyId
from hub.terms.lists import Purpose
from tests.attacks.by_hand import Connection
from tests.attacks.families import cell, family
from tests.attacks.in_force import is_one_workers, owner
from tests.attacks.taken_over import Held, everything, opens, opens_of_a_dump
from tests.confidences import proof_of
from tests.kreis import Kreis

F07 = FamilyNumber("FAM-2026-004")
BOXES = """
    select k.family_id::text, k.key_id::text, w.wrapped from record.key k
    join record.key_wrapping w using (tenant_id, key_id) join record.cell c using (tenant_id, cell_id)
    where c.owner = 'jugendamt' and c.entrusted_to = (select staff_id from identity.staff where ref = %s)
      and w.basis = 'own'
"""
NOBODYS = """
    select k.family_id::text, k.key_id::text, w.wrapped from record.key k
    join record.key_wrapping w using (tenant_id, key_id) join record.cell c using (tenant_id, cell_id)
    join core.family f on f.family_id = c.family_id where f.number = %s and c.field_id = 'sgb8_child_statement'
"""
OWN_TASK = Purpose.SGB8_HELP_PLANNING


def _boxes(superuser: Connection, ref: str) -> list[tuple[bytes, bytes]]:
    """What was confided to somebody, with its place, as it lies in the database."""
    rows = superuser.execute(BOXES, (ref,)).fetchall()
    return [(bytes(box), whose_key(FamilyId(family), KeyId(key))) for family, key, box in rows]


def _confided(kreis: Kreis, holder: str = "jugendamt") -> Confided:
    held = kreis.house(holder).ring.confidant
    assert isinstance(held, Confided)
    return held


def _notes(kreis: Kreis, *, is_proven: bool) -> list[str]:
    """Confided notes of F07 that its worker's page shows."""
    asking = kreis.principal("U07", is_proven=is_proven)
    shown = open_family(kreis.house("jugendamt"), asking, F07, OWN_TASK, kreis.at)
    return [one.field for one in shown.projection.shown if one.field == "sgb8_conversation_note"]


def test_the_worker_reads_it_by_a_proof_and_without_one_it_only_waits(kreis: Kreis) -> None:
    """Before the proof: no value, no line of the log that says it was shown; after it the note."""
    assert [] == _notes(kreis, is_proven=False)
    assert ["sgb8_conversation_note"] == _notes(kreis, is_proven=True)


@pytest.mark.parametrize("thief", ["jobcenter", "jugendamt", "provider"])
def test_no_agencys_whole_process_opens_one_text_of_it(kreis: Kreis, thief: str) -> None:
    """Its sign-in, its private key and its code, each cell tried; and the same over a full dump."""
    of_workers = {one for one in everything(kreis.superuser()) if is_one_workers(one)}

    assert {"jugendamt", "provider"} == {owner(one) for one in of_workers}
    assert set() == of_workers & opens(kreis, thief)
    assert set() == of_workers & opens_of_a_dump(kreis, thief)


def test_a_process_that_asks_the_holder_of_keys_gets_what_the_proof_is_of(kreis: Kreis) -> None:
    """A taken-over process sends what it likes: no grant, a guessed one, a colleague's."""
    confided, superuser = _confided(kreis), kreis.superuser()
    of_u07, of_u08 = _boxes(superuser, "U07"), _boxes(superuser, "U08")
    colleague = confided.prove(proof_of("U08")) or ""

    assert of_u07
    for grant in ("", "guessed", colleague):
        assert {None} == set(confided.open(grant, of_u07))
    assert None not in confided.open(colleague, of_u08)
    assert not confided.holds(colleague, kreis.principal("U07").id)


def test_who_is_of_the_other_agency_proves_to_be_nobody_here(kreis: Kreis) -> None:
    """A token of a Jobcoach, of a provider's worker, of nobody: the holder of the Jugendamt's keys has no seat."""
    for ref in ("U01", "U12", "U16", "U99"):
        assert _confided(kreis).prove(proof_of(ref)) is None
    assert _confided(kreis, "provider").prove(proof_of("U12"))


def test_a_box_at_another_place_or_of_another_worker_does_not_open(kreis: Kreis) -> None:
    """Whoever can write into the database moves a box under a colleague's entry: it stays shut."""
    confided = _confided(kreis)
    (box, where), (_, elsewhere), *_ = _boxes(kreis.superuser(), "U07")
    mine, theirs = confided.prove(proof_of("U07")) or "", confided.prove(proof_of("U08")) or ""

    assert [None, None, None] == list(confided.open(mine, [(box, elsewhere), (b"", where), (box[:-1], where)]))
    assert [None] == list(confided.open(theirs, [(box, where)]))
    assert None not in confided.open(mine, [(box, where)])


def test_who_moves_an_account_in_the_database_to_another_worker_opens_nothing(kreis: Kreis) -> None:
    """U07 proved who they are once; then U08's account is made theirs: the binding is kept outside the database."""
    confided = _confided(kreis)
    assert confided.prove(proof_of("U07"))
    kreis.superuser().execute("delete from identity.account where subject = 'U07'")
    kreis.superuser().execute(
        "update identity.account set staff_id = (select staff_id from identity.staff where ref = 'U07')"
        " where subject = 'U08'"
    )

    assert confided.prove(proof_of("U08")) is None


def test_what_counts_as_confided_and_names_nobody_opens_to_nobody(kreis: Kreis) -> None:
    """A field that is confided by its nature (C6), without the worker: until it is handed on, no proof opens it."""
    number = FamilyNumber("FAM-2026-781")
    kreis.load(family(number, "X81", [cell("sgb8_child_statement", "X81-1", "Sagt etwas", id="s")]))
    confided, superuser = _confided(kreis), kreis.superuser()
    rows = superuser.execute(NOBODYS, (number,)).fetchall()
    found = [(bytes(box), whose_key(FamilyId(of), KeyId(key))) for of, key, box in rows]

    assert found
    assert all(is_sealed_for_a_worker(box) for box, _ in found)
    for ref in ("U07", "U08", "U09"):
        assert {None} == set(confided.open(confided.prove(proof_of(ref)) or "", found))
    assert set() == {one for one in opens(kreis, "jugendamt", families=[number]) if one.confided}


def test_what_was_confided_before_there_were_such_keys_is_closed_anew(kreis: Kreis) -> None:
    """Written under the agency's key, as an older release did: one pass, and that key opens it no more."""
    with _older_release(kreis):
        number = FamilyNumber("FAM-2026-782")
        note = cell("sgb8_conversation_note", "X82-1", {"date": "2026-11-02", "with": "A", "text": "B"}, id="n")
        kreis.load(family(number, "X82", [{**note, "entrusted_to": "U07", "entrusted_by": ["X82-1"]}]))
    before = {one for one in opens(kreis, "jugendamt", families=[number]) if one.confided}

    done = confide_anew(kreis.house("jugendamt"), _confided(kreis).keys, kreis.at)

    after: set[Held] = {one for one in opens(kreis, "jugendamt", families=[number]) if one.confided}
    assert 1 == len(before)
    assert set() == after
    assert set() == {one for one in opens_of_a_dump(kreis, "jugendamt") if one in before}
    assert done > len(before)
    assert 0 == confide_anew(kreis.house("jugendamt"), _confided(kreis).keys, kreis.at)
    confided = _confided(kreis)
    assert None not in confided.open(confided.prove(proof_of("U07")) or "", _boxes(kreis.superuser(), "U07"))


def test_after_a_pass_the_pair_alone_opens_nothing_but_files_and_a_lost_file_is_lost(kreis: Kreis) -> None:
    """Boxes are for the worker's own key: whoever deletes it makes unreadable what was confided to them."""
    confided = _confided(kreis)
    confide_anew(kreis.house("jugendamt"), confided.keys, kreis.at)
    grant = confided.prove(proof_of("U07")) or ""
    boxes = _boxes(kreis.superuser(), "U07")
    assert None not in confided.open(grant, boxes)

    confided.keys.destroy(kreis.principal("U07").id, kreis.at.date())

    assert {None} == set(confided.open(grant, boxes))


@contextmanager
def _older_release(kreis: Kreis) -> Iterator[None]:
    house = kreis.house("loader")
    kreis._houses["loader"] = replace(house, ring=replace(house.ring, intakes={}))
    yield
    kreis._houses["loader"] = house


def test_a_grant_ends_with_the_proof(kreis: Kreis) -> None:
    """It is worth as long as the proof is fresh, whoever holds it."""
    confided = _confided(kreis)
    grant = confided.prove(proof_of("U07")) or ""
    assert confided.seat_of(grant)

    confided._grants[grant] = replace(confided._grants[grant], until=datetime.now(UTC))

    assert confided.seat_of(grant) is None
