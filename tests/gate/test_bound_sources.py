"""What somebody bound to secrecy said goes across by consent and by a release from secrecy, not by one alone (C8)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.casework.writing import write_cells
from hub.gate.consents import Given, Words, read_papers, take_consent
from hub.record.store import load_outline
from hub.terms.changes import Source
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber, FieldId, PersonId
from hub.terms.lists import Level, Purpose
from hub.terms.writing import NewVersion, Occasion, Said, Submission, Written, version_tag
from tests.attacks.by_hand import family_id
from tests.attacks.families import cell, consent, family, withdraw
from tests.casework.desks import desk_of, new_key, occasion, ordinary

NUMBER = FamilyNumber("FAM-2026-758")
PERSON = "X58-1"
DOCTOR = "Frau Dr. Erdacht, Hausärztin"
SAID, PLAIN = "Nur leichte Arbeit", "Erdachte Hilfe"


def _load(kreis, *papers):
    bound = cell("sgb8_help_period", PERSON, SAID, bound_source=f" {DOCTOR.upper()} ")
    kreis.load(family(NUMBER, "X58", [cell("sgb8_help_type", PERSON, PLAIN), bound], consents=list(papers)))


def _released(**more):
    return consent("X58-S1", PERSON, ["U01"]) | {"bound": DOCTOR} | more


def _yes(**more):
    return consent("X58-C1", PERSON, ["U01"], **more)


def _seen(kreis, ref="U01"):
    return {value.content for value in kreis.open(ref, NUMBER).projection.shown}


def _holders(kreis):
    """For whom the key of the bound entry is wrapped, now or later."""
    found = kreis.superuser().execute(
        "select distinct w.holder from record.key_wrapping w join record.key k using (tenant_id, key_id)"
        " join record.cell c on c.tenant_id = k.tenant_id and c.cell_id = k.cell_id"
        " where c.bound_source is not null order by 1"
    )
    return [holder for (holder,) in found.fetchall()]


def test_consent_alone_opens_nothing_that_a_doctor_said(kreis):
    """Neither by the rules nor by a key: whoever takes over the Jobcenter's process cannot open it either."""
    _load(kreis, _yes())

    assert {PLAIN} == _seen(kreis)
    assert ["jugendamt"] == _holders(kreis)
    assert {PLAIN, SAID} <= _seen(kreis, "U07")


def test_with_the_doctor_released_it_is_shown(kreis):
    """However the name is spaced and capitalised."""
    _load(kreis, _yes(), _released())

    assert {PLAIN, SAID} == _seen(kreis)
    assert {SAID} == {value.content for value in kreis.open("U01", NUMBER).projection.shown if value.bound}
    assert ["jobcenter", "jugendamt"] == _holders(kreis)


@pytest.mark.parametrize(
    "other",
    [
        _released(bound="Herr Dr. Anders, Hausarzt"),
        _released(recipients=["staff:U02"]),
        _released(fields=["sgb8_help_type"]),
        _released(**{"to": "2026-11-15"}),
    ],
    ids=["another doctor", "another recipient", "another matter", "until yesterday"],
)
def test_a_release_of_something_else_opens_nothing(kreis, other):
    """It names source, recipient and matter, and it ends (D25)."""
    _load(kreis, _yes(), other)

    assert {PLAIN} == _seen(kreis)


def test_a_release_without_consent_opens_nothing(kreis):
    """It lets somebody speak; whether it is passed on is another question (D25)."""
    _load(kreis, _released())

    assert set() == _seen(kreis)
    assert ["jugendamt"] == _holders(kreis)


def _words(kreis):
    outline = load_outline(kreis.house("jugendamt").db, family_id(kreis.superuser(), NUMBER))
    return Words({PERSON: PersonId(outline.family.persons[0].id)}, {"U01": kreis.principal("U01").id}, {})


def test_a_release_that_comes_later_opens_it_and_taken_back_it_shuts_it_at_once(kreis):
    """The key is wrapped with the release, and its wrapping is over with the withdrawal."""
    _load(kreis, _yes())
    words, house = _words(kreis), kreis.house("jugendamt")
    paper = {name: value for name, value in _released().items() if name != "id"}

    kreis.at += timedelta(minutes=1)
    papers = read_papers([("X58-S1", paper)], words, house.policies.catalogue)
    take_consent(house, kreis.principal("U07"), kreis.at, Given(NUMBER, papers))
    assert {PLAIN, SAID} == _seen(kreis)

    kreis.at += timedelta(minutes=1)
    withdraw(kreis, "X58-S1", PERSON, NUMBER)
    assert {PLAIN} == _seen(kreis)
    assert ["jugendamt"] == _holders(kreis)


def test_a_note_that_names_its_source_stays_until_that_one_is_released(kreis):
    """Entered in the form; the agency that wrote it goes on reading it, and the other needs more than consent."""
    _load(kreis, _yes(categories=["housing"]))
    note = replace(ordinary(FieldId("housing_situation"), "Braucht ein Zimmer ohne Treppe"), persons=(PERSON,))
    written = [
        desk_of(kreis, "U07").save(occasion(kreis, "U07", NUMBER), one, new_key())
        for one in (replace(note, bound=DOCTOR), replace(note, content={"text": "Zwei Zimmer"}))
    ]
    assert all(isinstance(one, Written) for one in written)

    assert {"Braucht ein Zimmer ohne Treppe", "Zwei Zimmer"} == _noted(kreis, "U07")
    assert {"Zwei Zimmer"} == _noted(kreis, "U01")


def test_a_new_version_keeps_the_mark(kreis):
    """It cannot be written away: neither by leaving it out nor by naming nobody."""
    _load(kreis, _yes())
    house, worker = kreis.house("jugendamt"), kreis.principal("U07")
    outline = load_outline(house.db, family_id(kreis.superuser(), NUMBER))
    [bound] = [one for one in outline.cells if one.source]
    said = Said({Level.FULL: "Nur noch leichte Arbeit"}, Source.THIRD_PARTY, legal_day(kreis.at))
    submission = Submission(
        (NewVersion(said, bound.cell),), new_key(), b"x", frozenset({version_tag(bound.cell, bound.version)})
    )

    written = write_cells(house, Occasion(worker, NUMBER, Purpose.SGB8_HELP_PLANNING, kreis.at), submission)

    assert isinstance(written, Written)
    assert {PLAIN} == _seen(kreis)
    assert {PLAIN, "Nur noch leichte Arbeit"} == _seen(kreis, "U07")
    assert ["jugendamt"] == _holders(kreis)


def _noted(kreis, ref):
    shown = kreis.open(ref, NUMBER).projection.shown
    return {value.content["text"] for value in shown if isinstance(value.content, dict)}
