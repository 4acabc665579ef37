"""A sheet without names is made of what many families have; what of the record stands in a text is found (I3, C4)."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from hub.gate.nameless.drafting import Told, draft_sheet
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.nameless import Band, Composition, Drafted, Hint, Member, Part, TraceKind, Words
from hub.terms.writing import Occasion
from tests.kreis import Kreis, demo

F13, F05, F03 = FamilyNumber("FAM-2026-A05"), FamilyNumber("FAM-2025-014"), FamilyNumber("FAM-2025-011")
PLAIN = Words(
    "Die Eltern sehen das Geld als Hauptsorge, die Fachkraft die Abende mit den Kindern.",
    "Eine Beratung wurde abgebrochen, eine Maßnahme ohne Abschluss beendet.",
    "Wie finden beide Sichten zusammen?",
)


def test_the_sheet_of_k33_says_parents_children_and_age_groups(kreis: Kreis) -> None:
    """F13 as K-33 speaks of it: „Familie A“, two parents, a child of 6 to 9 and one of 3 to 5; and no more."""
    drafted = _draft(kreis, "U01", F13)

    assert drafted.sheet.composition == Composition(
        (
            Member(Part.MOTHER, Band.MIDLIFE),
            Member(Part.FATHER, Band.MIDLIFE),
            Member(Part.CHILD, Band.PRIMARY),
            Member(Part.CHILD, Band.KITA),
        )
    )
    assert () == drafted.traces


def test_no_sheet_of_the_demo_holds_a_value_of_its_family() -> None:
    """What a sheet says of itself is a closed list: no text of any record can be in it."""
    told = {type(value) for value in _leaves(Composition((Member(Part.CHILD, Band.KITA),), many_adults=True))}

    assert {Part, Band, int, bool} == told


@pytest.mark.unchanged
@pytest.mark.parametrize("one", demo()["families"], ids=lambda one: str(one["id"]))
def test_every_name_place_and_birth_date_of_every_family_is_found(kreis: Kreis, one: Mapping[str, Any]) -> None:
    """Whoever has the case cannot show a text with a name, a place, a date of birth or a number of the record in it."""
    for staff in sorted({tie["staff"] for tie in one["assignments"]} & {"U01", "U02", "U03", "U07", "U08"}):
        told = _told(kreis, staff, FamilyNumber(one["number"]))
        if told is None:
            continue
        owner = kreis.principal(staff).agency.value
        missed = [
            said
            for said in _secrets(one, owner)
            if not _draft(kreis, staff, told.drafted.number, Words(f"Es geht um {said}, sagt die Fachkraft.")).traces
        ]

        assert [] == missed


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Danielas Sorge ist das Geld.", TraceKind.NAME),
        ("DANIELA sagt es.", TraceKind.NAME),
        ("Die Nessel-Grunds kommen.", TraceKind.NAME),
        ("N e s s e l g r u n d", TraceKind.NAME),
        ("Nessel\u00adgrund und Ri\u200bco", TraceKind.NAME),
        ("Sie wohnen in Birkenfurt.", TraceKind.PLACE),
        ("Sie ist Birkenfurterin.", TraceKind.PLACE),
        ("geboren am 14.2.1989", TraceKind.DAY),
        ("am 14. Februar", TraceKind.DAY),
        ("Jahrgang 1989", TraceKind.BIRTH),
        ("FAM 2026 A05", TraceKind.NUMBER),
        ("Akte JA-51-013/2026", TraceKind.NUMBER),
        ("BG 00000BG0000013", TraceKind.NUMBER),
        ("Tel. 0000 / 11 30 01", TraceKind.NUMBER),
        ("daniela.nesselgrund@demo.invalid", TraceKind.CONTACT),
    ],
)
def test_what_is_spelt_otherwise_is_found_too(kreis: Kreis, text: str, kind: TraceKind) -> None:
    """Inflected, in capitals, taken apart, with signs that nobody sees; each by what it is."""
    drafted = _draft(kreis, "U01", F13, Words("", text, ""))

    assert kind in {trace.kind for trace in drafted.traces}
    assert {"tried"} == {trace.part for trace in drafted.traces}


def test_what_may_give_the_family_away_is_told_to_the_author(kreis: Kreis) -> None:
    """Dari, four children, an interpreter (F05); three surnames and more than two parents (F03)."""
    dari, patchwork = _draft(kreis, "U02", F05), _draft(kreis, "U01", F03)

    assert {Hint.LANGUAGE, Hint.MANY_CHILDREN, Hint.PLACE} <= set(dari.hints)
    assert {Hint.SEVERAL_NAMES, Hint.MANY_ADULTS} <= set(patchwork.hints)
    assert dari.sheet.composition.many_children
    assert not [one for one in dari.sheet.composition.members if one.part is Part.CHILD]


def test_who_has_not_the_case_makes_no_sheet_of_it(kreis: Kreis) -> None:
    """U03 sits at the table of K-33 and has not the case: as if it were not there, and written down."""
    assert _told(kreis, "U03", F13) is None
    assert _told(kreis, "U01", FamilyNumber("FAM-2025-999")) is None


def test_nothing_of_the_other_agency_goes_into_a_sheet(kreis: Kreis) -> None:
    """What the family released for clearing its admission is shown to U01, and is not U01's to tell others (C4)."""
    entries = kreis.superuser()
    _draft(kreis, "U01", F13)

    [(controllers,)] = entries.execute("select controllers from ledger.index order by at desc, entry_id desc limit 1")
    assert ["jobcenter"] == controllers


def _draft(kreis: Kreis, staff: str, number: FamilyNumber, words: Words = PLAIN) -> Drafted:
    told = _told(kreis, staff, number, words)
    assert told is not None
    return told.drafted


def _told(kreis: Kreis, staff: str, number: FamilyNumber, words: Words = PLAIN) -> Told | None:
    principal = kreis.principal(staff)
    occasion = Occasion(principal, number, Purpose.CASE_CONFERENCE, kreis.at)
    return draft_sheet(kreis.house(principal.agency.value), occasion, words)


def _secrets(family: Mapping[str, Any], owner: str) -> list[str]:
    found = [str(family["number"])]
    for cell in family["cells"]:
        if cell.get("owner") != owner or "value" not in cell:
            continue
        value = cell["value"]
        match cell["field"]:
            case "given_name" | "family_name" | "phone" | "email":
                found.append(value)
            case "birth_date":
                year, month, day = value.split("-")
                found += [value, f"{day}.{month}.{year}", f"{int(day)}.{int(month)}.", year]
            case "address":
                found += [value["town"], value["street"]]
    return found


def _leaves(value: object) -> Iterator[object]:
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from _leaves(getattr(value, one.name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value
