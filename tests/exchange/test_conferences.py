"""Conferences out of a load file: whole, once, with exact places of what is wrong."""

import json
from typing import Any

import pytest

from hub.conference.planning import Conferences
from hub.exchange.reading import LoadFaulty
from tests.exchange.documents import document
from tests.kreis import F01, ROOT, Kreis

DEMO = json.loads((ROOT / "demo" / "conferences.json").read_text(encoding="utf-8"))
ONE = {
    "number": "K-2026-040",
    "kind": "case",
    "from": "2026-12-01T10:00:00+01:00",
    "to": "2026-12-01T11:00:00+01:00",
    "place": "Raum 1",
    "moderator": "U06",
    "topics": [
        {
            "family": F01,
            "reason": "Ziele",
            "staff": ["U01", "U06", "U07"],
            "persons": ["F01-1"],
            "guests": [{"as": "school", "name": "Frau Lindenblatt"}],
        }
    ],
}


def _conferences(kreis: Kreis, ref: str) -> list[tuple[str, str, list[str | None]]]:
    principal = kreis.principal(ref)
    room = Conferences(kreis.house(principal.agency.value))
    found = room.show(principal, kreis.at, all_of_them=True).meetings
    return [(one.number, one.state, [topic.family for topic in one.topics]) for one in found]


def test_the_demo_conferences_are_there_for_whoever_sits_in_them(kreis: Kreis) -> None:
    """K-31 to K-35 as the demo tells of them; U12 knows the topics of F01 and F11 alone; twice changes nothing."""
    assert 5 == kreis.load(DEMO).conferences
    assert 0 == kreis.load(DEMO).conferences

    f02, f06, f11, f12 = "FAM-2025-007", "FAM-2025-016", "FAM-2026-001", "FAM-2025-018"
    assert [("K-2026-032", "closed", [F01, f11]), ("K-2026-035", "planned", [F01])] == _conferences(kreis, "U12")
    assert ("K-2026-035", "planned", [F01, f02, f12]) in _conferences(kreis, "U06")
    assert ("K-2026-034", "planned", [f06]) in _conferences(kreis, "U08")
    assert ("K-2026-033", "closed", [None]) in _conferences(kreis, "U09")
    assert [] == _conferences(kreis, "U04")


def test_the_next_number_follows_those_of_the_file(kreis: Kreis) -> None:
    """K-2026-036 is planned next."""
    kreis.load(DEMO)

    assert [(35,)] == kreis.superuser().execute("select last from conference.numbering").fetchall()


def test_each_family_of_a_conference_has_its_entry(kreis: Kreis) -> None:
    """Thirteen topics, one of them about nobody."""
    kreis.load(DEMO)

    statement = "select count(*), count(family_id) from ledger.index where event = 'conference.planned'"
    assert [(12, 11)] == kreis.superuser().execute(statement).fetchall()


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"to": "2026-12-01T10:00:00+01:00"}, "conferences[0].to: does not lie after from, or more than twelve hours"),
        ({"moderator": "U12"}, "conferences[0].moderator: no such staff of the two agencies"),
        ({"kind": "nameless"}, "conferences[0].topics[0].family: without names there is none"),
        ({"topics": [{"family": "FAM-1999-001", "reason": "Z", "staff": ["U01", "U07"]}]}, "[0].family: no such"),
        ({"topics": [{"family": F01, "reason": "Z", "staff": ["U99"]}]}, "topics[0].staff[0]: no such staff"),
        (
            {"topics": [{"family": F01, "reason": "Z", "staff": ["U01", "U07"], "persons": ["F02-1"]}]},
            "topics[0].persons: not of that family",
        ),
        (
            {"topics": [ONE["topics"][0], {"family": "FAM-2025-007", "reason": "Z", "staff": ["U01", "U12"]}]},
            "conferences[0].topics[1].staff: nobody of the jugendamt comes or moderates",
        ),
        (
            {"moderator": "U07", "topics": [{"family": F01, "reason": "Z", "staff": ["U07"]}]},
            "conferences[0].topics[0].staff: nobody of the jobcenter comes or moderates",
        ),
        (
            {"kind": "help_plan", "topics": [{"family": F01, "reason": "Z", "staff": ["U01"]}]},
            "conferences[0].topics[0].staff: nobody of the jugendamt comes or moderates",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_nothing_is_kept(
    kreis: Kreis, change: dict[str, Any], fault: str
) -> None:
    """Whoever loads reads where, and never what a value says."""
    with pytest.raises(LoadFaulty) as refused:
        kreis.load(document(conferences=[{**ONE, **change}]))

    assert fault in str(refused.value)
    assert [(0,)] == kreis.superuser().execute("select count(*) from conference.meeting").fetchall()


def test_who_moderates_is_there_for_their_agency_without_a_seat(kreis: Kreis) -> None:
    """As when it is planned."""
    topic = {"family": F01, "reason": "Ziele", "staff": ["U01"]}

    assert 1 == kreis.load(document(conferences=[{**ONE, "moderator": "U07", "topics": [topic]}])).conferences


def test_a_number_twice_in_a_file_is_refused(kreis: Kreis) -> None:
    """Which of the two would be kept nobody could know."""
    with pytest.raises(LoadFaulty, match=r"conferences\[1\].number: given twice"):
        kreis.load(document(conferences=[ONE, ONE]))
