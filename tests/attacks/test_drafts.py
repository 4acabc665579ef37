"""Drafts and receipts against whoever has taken over a process, or moves rows in the database."""

import pytest

from hub.terms.lists import Purpose
from hub.terms.sealing import NAMED
from hub.terms.writing import NoteKind
from tests.attacks.by_hand import family_id, sqlstate
from tests.casework.desks import desk_of, entrusted, new_key, occasion, ordinary
from tests.kreis import Kreis

FIELDS = {"text": ["Nur für mich"]}
LOAD = "select box from record.load_drafts(%s, %s, %s, %s)"


def _keep(kreis: Kreis, ref: str, kind: NoteKind) -> None:
    assert desk_of(kreis, ref).keep(occasion(kreis, ref), kind, FIELDS, new_key())


def _drafts(kreis: Kreis, ref: str) -> list[object]:
    found = desk_of(kreis, ref).open_desk(occasion(kreis, ref))
    return [draft.fields for draft in found.drafts] if found else []


@pytest.mark.parametrize("kind", list(NoteKind))
def test_a_draft_is_nowhere_in_clear(kreis: Kreis, kind: NoteKind) -> None:
    """Not its text, and its length only in steps."""
    _keep(kreis, "U07", kind)

    [(box,)] = kreis.superuser().execute("select box from record.draft").fetchall()

    assert b"Nur" not in bytes(box)
    assert 0 == (len(box) - NAMED - 48) % 1024


@pytest.mark.parametrize("ref", ["U01", "U08", "U09", "U12"])
def test_nobody_else_gets_a_draft_back(kreis: Kreis, ref: str) -> None:
    """Neither colleague, head, provider nor the other agency."""
    _keep(kreis, "U07", NoteKind.ENTRUSTED)

    assert [] == _drafts(kreis, ref)
    assert [FIELDS] == _drafts(kreis, "U07")


@pytest.mark.parametrize("login", ["hub_jobcenter", "hub_provider"])
def test_another_agencys_process_cannot_ask_for_it(every_kreis: Kreis, login: str) -> None:
    """Whoever it says it is asking for."""
    _keep(every_kreis, "U07", NoteKind.ENTRUSTED)
    whose = (every_kreis.principal("U07").id, family_id(every_kreis.superuser()), every_kreis.at, every_kreis.at.date())

    assert [] == every_kreis.connect(login).execute(LOAD, whose).fetchall()
    assert 1 == len(every_kreis.connect("hub_jugendamt").execute(LOAD, whose).fetchall())


@pytest.mark.parametrize(
    "change",
    [
        "update record.draft set kind = 'record'",
        "update record.draft set saved_at = saved_at - interval '1 minute'",
        "update record.draft set box = set_byte(box, 60, get_byte(box, 60) # 1)",
    ],
)
def test_a_draft_that_was_moved_or_changed_does_not_open(kreis: Kreis, change: str) -> None:
    """It is bound to author, family, kind and time; the form comes empty."""
    _keep(kreis, "U07", NoteKind.ENTRUSTED)

    kreis.superuser().execute(change)

    assert [] == _drafts(kreis, "U07")


@pytest.mark.parametrize(
    "change",
    [
        "update identity.assignment set until = '2026-11-15' where staff_id = %s",
        "insert into identity.relation (tenant_id, staff_id, person_id, relation)"
        " select tenant_id, %s, person_id, 'cousin' from core.person where ref = 'F01-1'",
    ],
    ids=["the assignment was withdrawn", "a relative"],
)
def test_with_the_family_its_draft_is_out_of_reach(kreis: Kreis, change: str) -> None:
    """For the page, and for whoever asks the database past the gate."""
    _keep(kreis, "U07", NoteKind.ENTRUSTED)
    whose = (kreis.principal("U07").id, family_id(kreis.superuser()), kreis.at, kreis.at.date())

    kreis.superuser().execute(change, (kreis.principal("U07").id,))

    assert desk_of(kreis, "U07").open_desk(occasion(kreis, "U07")) is None
    assert [] == kreis.connect("hub_jugendamt").execute(LOAD, whose).fetchall()


def test_a_receipt_says_nothing_of_what_was_sent(kreis: Kreis) -> None:
    """Two notes with the same text leave different hashes: nobody tries out what one may have said."""
    for _ in range(2):
        desk_of(kreis, "U07").save(occasion(kreis, "U07"), entrusted(), new_key())

    rows = kreis.superuser().execute("select key_hash, body_hash, answer::text from record.receipt").fetchall()

    assert 2 == len({bytes(key) for key, _, _ in rows}) == len({bytes(body) for _, body, _ in rows})
    assert not any("Unter uns" in answer for _, _, answer in rows)


def test_no_receipt_without_its_change(kreis: Kreis) -> None:
    """Nobody makes it look as if a key had been used."""
    statement = "select record.keep_receipt(%s, %s, %s, %s, %s, '{}', now())"
    staff, family = kreis.principal("U01").id, family_id(kreis.superuser())
    given = (staff, staff, b"k" * 32, b"b" * 32, family)

    assert "HB012" == sqlstate(kreis.connect("hub_jobcenter"), statement, given)


def test_a_note_of_one_agency_is_answered_to_nobody_of_the_other(kreis: Kreis) -> None:
    """A key that somebody overheard opens no answer."""
    key = new_key()
    mine = desk_of(kreis, "U01").save(occasion(kreis, "U01"), ordinary(), key)
    theirs = desk_of(kreis, "U07").save(occasion(kreis, "U07", purpose=Purpose.SGB8_HELP_PLANNING), entrusted(), key)

    assert mine != theirs
