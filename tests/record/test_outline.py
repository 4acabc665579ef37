"""From the rows of an outline to the facts that are decided on."""

from datetime import date
from uuid import UUID

import orjson

from hub.record.outline import parse_outline
from hub.terms.lists import Owner
from hub.terms.people import CUSTODY_AREAS, Area, FamStatus, Holding, Insight, PersonKind


def _id(number: int) -> str:
    return str(UUID(int=number))


FAMILY = {
    "id": _id(1),
    "number": "FAM-2026-900",
    "status": "ended",
    "proposing": "jugendamt",
    "exit_date": "2026-08-31",
    "staff_related": True,
    "epoch": 7,
    "persons": [
        {
            "id": _id(11),
            "ref": "X-1",
            "kind": "participant",
            "born": "2012-02-29",
            "deceased_on": None,
            "languages": ["prs", "de"],
            "insight": "doubted",
            "restricted_since": "2026-01-02",
            "conflict_since": "2026-03-04",
            "conflict_until": None,
            "address_lock": True,
            "holdings": [
                ["custody", _id(12), sorted(CUSTODY_AREAS), None, None, None, "2026-01-20"],
                ["betreuung", _id(13), ["health"], "2025-01-01", "2027-12-31", "2026-05-06", None],
            ],
        },
        {
            "id": _id(12),
            "ref": "X-2",
            "kind": "third",
            "born": None,
            "deceased_on": "2026-10-01",
            "languages": ["de"],
            "insight": "yes",
            "restricted_since": None,
            "conflict_since": None,
            "conflict_until": None,
            "address_lock": False,
            "holdings": None,
        },
    ],
}
SUBJECTS = {"s": [_id(11), _id(12)]}
PLAIN = [_id(21), "given_name", "s", "jobcenter", 1, 2, 8, None, None, None, None, False, None, 1, None, 3, None]
RICH = [
    *(_id(22), "provider_report", "s", "provider", 3, 1, 12, "oft", _id(31), [_id(11)]),
    *("2026-10-01T10:00:00+02:00", True, "2026-10-02", 2, _id(21), 120, "5e" * 16),
]


def _parsed(*cells):
    return parse_outline(*(orjson.dumps(text).decode() for text in (FAMILY, SUBJECTS, cells)))


def test_a_family_is_read_with_all_that_decides():
    """Every fact comes out as it went in; an open end stays open."""
    family = _parsed().family

    assert (FamStatus.ENDED, Owner.JUGENDAMT, date(2026, 8, 31)) == (family.status, family.proposing, family.exit_date)
    assert (True, 7) == (family.staff_related, family.epoch)
    child, third = family.persons
    assert (date(2012, 2, 29), Insight.DOUBTED, True) == (child.born, child.insight, child.address_lock)
    assert (date(2026, 1, 2), date(2026, 3, 4), None) == (
        child.restricted_since,
        child.conflict_since,
        child.conflict_until,
    )
    assert (Holding(_id(12), proven_on=date(2026, 1, 20)),) == child.custody
    assert (
        Holding(_id(13), frozenset({Area.HEALTH}), date(2025, 1, 1), date(2027, 12, 31), date(2026, 5, 6)),
    ) == child.betreuer
    assert (PersonKind.THIRD, None, date(2026, 10, 1), ()) == (third.kind, third.born, third.deceased_on, third.custody)
    assert (child,) == family.participants


def test_a_cell_is_read_with_how_it_was_entrusted():
    """To whom, by whom, and whether it was passed on."""
    plain, rich = _parsed(PLAIN, RICH).cells

    assert (Owner.JOBCENTER, 1, 2, 8) == (plain.owner, plain.entry, plain.version, plain.levels)
    assert (None, None, frozenset(), False, False, False) == (
        *(plain.provider, plain.entrusted_to, plain.entrusted_by),
        *(plain.passed_on, plain.disputed, plain.restricted),
    )
    assert ("oft", _id(31), frozenset({_id(11)}), True, True, True) == (
        *(rich.provider, rich.entrusted_to, rich.entrusted_by),
        *(rich.passed_on, rich.disputed, rich.restricted),
    )
    assert (1, None, 2, _id(21)) == (plain.part, plain.extract_of, rich.part, rich.extract_of)
    assert (None, "5e" * 16) == (plain.source, rich.source)
    assert frozenset({_id(11), _id(12)}) == plain.persons == rich.persons


def test_an_outline_says_nothing_of_what_a_cell_holds():
    """It has no place for a value, a length, a count or a hash."""
    [cell] = _parsed(PLAIN).cells

    assert not {"value", "content", "text", "length", "size", "count", "hash", "digest"} & set(cell._fields)


def test_where_there_is_no_family_there_is_nothing():
    """What the database says of a number that nobody has, or of another tenant's."""
    found = parse_outline(None, None, None)

    assert (None, ()) == (found.family, found.cells)
