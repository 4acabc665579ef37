"""Minutes out of a load file: K-31 waits for U08, K-32 is confirmed by both; a value that is not there is named."""

import copy
import json
from typing import Any

import pytest

from hub.exchange.reading import LoadFaulty
from hub.terms.lists import Agency
from hub.terms.minutes import MinutesWanted, Section
from tests.conference.tables import Scribe, faults, sentence
from tests.exchange.documents import document
from tests.kreis import ROOT, Kreis

DEMO = json.loads((ROOT / "demo" / "conferences.json").read_text(encoding="utf-8"))


def test_the_minutes_of_k_32_are_confirmed_by_both_and_read_only(kreis: Kreis) -> None:
    """F01: what was said on 27.10., what was agreed, the next date."""
    kreis.load(DEMO)
    jobcoach = Scribe(kreis, "U01", MinutesWanted("K-2026-032", 1))

    assert ["result", "agreed", "next"] == [section for section, _ in jobcoach.reads()]
    assert jobcoach.opens().kept.is_closed
    assert ["closed"] == faults(jobcoach.saves(sentence("Noch etwas.")))


def test_the_minutes_of_k_31_wait_for_the_jugendamt(kreis: Kreis) -> None:
    """U08 confirms them, and then they are closed."""
    kreis.load(DEMO)
    asd = Scribe(kreis, "U08", MinutesWanted("K-2026-031", 3))

    assert [Agency.JOBCENTER] == [one.agency for one in asd.opens().kept.confirmed]
    assert asd.confirms() is None
    assert asd.opens().kept.is_closed


def test_what_k_32_agreed_is_a_task(kreis: Kreis) -> None:
    """Of F11 three, of two days."""
    kreis.load(DEMO)
    seen = Scribe(kreis, "U07", MinutesWanted("K-2026-032", 4)).opens()

    days = [str(line.due) for line in seen.lines if line.section is Section.AGREED]
    assert set(days) <= {"2026-11-30", "2026-12-14"}
    [(count,)] = kreis.superuser().execute("select count(*) from conference.line where due is not null").fetchall()
    assert 5 == count


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"author": "U12"}, "minutes.author: no such staff of the two agencies"),
        ({"confirmed": [{"staff": "U12", "at": "2026-10-27T16:10:00+01:00"}]}, "minutes.confirmed[0].staff: no such"),
        (
            {"lines": [{"section": "agreed", "field": "fam_shared_action", "persons": ["F01-1"]}]},
            "minutes.lines[0].due: what was agreed has a day",
        ),
        (
            {"lines": [{"section": "result", "field": "fam_minutes_joint", "persons": ["F01-2"]}]},
            "minutes.lines[0]: no such joint value",
        ),
        (
            {"lines": [{"section": "result", "field": "sgb8_help_type", "persons": ["F01-1"]}]},
            "minutes.lines[0]: no such joint value",
        ),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(kreis: Kreis, change: dict[str, Any], fault: str) -> None:
    """Not even the conference."""
    one = copy.deepcopy(next(one for one in DEMO["conferences"] if one["number"] == "K-2026-032"))
    one["topics"] = [one["topics"][0] | {"minutes": one["topics"][0]["minutes"] | change}]

    with pytest.raises(LoadFaulty) as caught:
        kreis.load(document(conferences=[one]))

    assert fault in str(caught.value)
    assert [(0,)] == kreis.superuser().execute("select count(*) from conference.meeting").fetchall()
