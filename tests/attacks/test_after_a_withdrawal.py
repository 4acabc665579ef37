"""The Jobcenter's process taken over, keys remembered, instants invented: what is written since is shut."""

from datetime import date, timedelta

import pytest

from hub.consent.papers import Withdrawal
from hub.gate.consents import Given, TakenBack, Words, read_papers, take_consent, take_withdrawal
from hub.gate.contribute import contribute
from hub.record.keys import CannotOpen, open_box, unwrap_key
from hub.record.places import cell_place
from hub.record.store import load_outline
from hub.terms.access import AccessRequest, Act
from hub.terms.changes import CellChange, Source
from hub.terms.ids import FamilyNumber, FieldId, PersonId, new_id
from hub.terms.lists import Agency, Effect, Level, Owner, Purpose
from tests.attacks.by_hand import family_id
from tests.attacks.families import cell, consent, family
from tests.attacks.taken_over import opens
from tests.gate.asked import answer_makers
from tests.kreis import Kreis

NUMBER = FamilyNumber("FAM-2026-761")
PERSON = "X61-1"
KEYS = """
    select w.key_id::text, w.maker, w.wrapped, h.sealed from record.key_wrapping w
    join record.holder_key h using (tenant_id, family_id, maker, holder)
    where w.holder = 'jobcenter' and w.family_id = %s
"""
VALUES = "select c.cell_id::text, v.version, v.level, v.content from record.value v join record.cell c"
VALUES += " using (tenant_id, partition, cell_id) where c.family_id = %s and c.owner = 'jugendamt'"
FOREIGN = "select w.basis from record.key_wrapping w where w.family_id = %s and w.holder = 'jobcenter'"
FOREIGN += " and w.maker = 'jugendamt'"


def _load(kreis, until="2027-09-30"):
    paper = consent("X61-C1", PERSON, ["U01"]) | {"to": until}
    kreis.load(family(NUMBER, "X61", [cell("sgb8_help_type", PERSON, "Erdachte Hilfe")], consents=[paper]))
    return family_id(kreis.superuser(), NUMBER)


def _withdraw(kreis, group, who):
    kreis.at += timedelta(minutes=1)
    withdrawal = Withdrawal(_person(kreis), kreis.at, Agency(group))
    take_withdrawal(kreis.house(group), kreis.principal(who), kreis.at, TakenBack(NUMBER, "X61-C1", withdrawal))
    kreis.at += timedelta(minutes=1)
    answer_makers(kreis)


def _person(kreis):
    return PersonId(
        load_outline(kreis.house("jugendamt").db, family_id(kreis.superuser(), NUMBER)).family.persons[0].id
    )


def _write(kreis):
    """The Fachkraft notes another help, under the same category and about the same person."""
    who = kreis.principal("U07")
    change = CellChange(
        cell=new_id(),
        expected=0,
        field=FieldId("sgb8_help_type"),
        persons=frozenset({_person(kreis)}),
        owner=Owner.JUGENDAMT,
        texts={Level.FULL: "Seither"},
        source=Source.OWN_FINDING,
        stated_on=date(2026, 11, 16),
        entry=7,
    )
    request = AccessRequest(who, (who,), Act.CONTRIBUTE, Purpose.SGB8_HELP_PLANNING, NUMBER, kreis.at)
    assert Effect.PERMIT is contribute(kreis.house("jugendamt"), request, [change]).effect
    return str(change.cell)


def _held(kreis, one):
    """Every key of the Jugendamt that the Jobcenter can unwrap now, with the whole table in hand."""
    ring = kreis.house("jobcenter").ring
    return [
        unwrap_key(ring.open_holder_key(one, maker, sealed), "jobcenter", key, wrapped)
        for key, maker, wrapped, sealed in kreis.superuser().execute(KEYS, (one,)).fetchall()
        if maker == "jugendamt"
    ]


def _opened(kreis, one, keys):
    found = set()
    for cell_id, version, level, content in kreis.superuser().execute(VALUES, (one,)).fetchall():
        for key in keys:
            try:
                open_box(key, content, cell_place(one, cell_id, version, level))
            except CannotOpen:
                continue
            found.add(cell_id)
    return found


@pytest.mark.parametrize(("group", "who"), [("jugendamt", "U07"), ("jobcenter", "U01")])
def test_the_wrapping_is_gone_from_the_table_and_does_not_come_back(every_kreis, group: str, who: str) -> None:
    """Whoever takes the withdrawal; also after the owner has answered what it was asked."""
    one = _load(every_kreis)
    assert ("X61-C1",) in every_kreis.superuser().execute(FOREIGN, (one,)).fetchall()

    _withdraw(every_kreis, group, who)

    assert [] == every_kreis.superuser().execute(FOREIGN, (one,)).fetchall()


@pytest.mark.parametrize(("group", "who"), [("jugendamt", "U07"), ("jobcenter", "U01")])
def test_what_is_written_since_does_not_open_with_any_key_from_before(every_kreis: Kreis, group: str, who: str) -> None:
    """The thief kept each key in memory while the consent stood, and has the whole database; what is old, they had."""
    one = _load(every_kreis)
    kept = _held(every_kreis, one)
    before = _opened(every_kreis, one, kept)
    _withdraw(every_kreis, group, who)

    since = _write(every_kreis)

    assert before
    assert since not in _opened(every_kreis, one, [*kept, *_held(every_kreis, one)])


def test_an_invented_instant_from_before_opens_nothing(every_kreis: Kreis) -> None:
    """The entry says that the look was while the consent stood: there is no wrapping of that time any more."""
    _load(every_kreis)
    stood = every_kreis.at
    _withdraw(every_kreis, "jugendamt", "U07")
    _write(every_kreis)

    opened = opens(every_kreis, "jobcenter", [stood], [NUMBER])

    assert [] == [one for one in opened if one.owner == "jugendamt"]


def test_what_is_written_after_a_consent_has_run_out_does_not_open_with_its_keys(every_kreis: Kreis) -> None:
    """Nobody withdrew: time passed. The next value begins a new key, for which nobody's time was."""
    one = _load(every_kreis, "2026-11-20")
    kept = _held(every_kreis, one)
    every_kreis.at += timedelta(days=10)

    since = _write(every_kreis)

    assert kept
    assert since not in _opened(every_kreis, one, [*kept, *_held(every_kreis, one)])


def test_the_agency_itself_reads_what_it_wrote_before_and_since(every_kreis: Kreis) -> None:
    """New keys take nothing from their maker."""
    _load(every_kreis)
    _withdraw(every_kreis, "jugendamt", "U07")
    _write(every_kreis)

    shown = every_kreis.open("U07", NUMBER, Purpose.SGB8_HELP_PLANNING).projection.shown

    assert {"Erdachte Hilfe", "Seither"} <= {value.content for value in shown}


def test_a_new_consent_opens_what_was_written_before_and_since(every_kreis: Kreis) -> None:
    """Closed keys and new ones are wrapped for whoever is let in again."""
    _load(every_kreis)
    _withdraw(every_kreis, "jugendamt", "U07")
    _write(every_kreis)
    every_kreis.at += timedelta(minutes=1)
    words = Words({PERSON: _person(every_kreis)}, {"U01": every_kreis.principal("U01").id}, {})
    again = consent("X61-C2", PERSON, ["U01"])
    papers = read_papers([(again.pop("id"), again)], words, every_kreis.house("jugendamt").policies.catalogue)

    take_consent(every_kreis.house("jugendamt"), every_kreis.principal("U07"), every_kreis.at, Given(NUMBER, papers))

    shown = every_kreis.open("U01", NUMBER).projection.shown
    assert {"Erdachte Hilfe", "Seither"} <= {value.content for value in shown}
