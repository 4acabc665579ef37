"""K-33 of the demo: „Familie A“ on the table, by the verbs of the page, once, and closed as the set says."""

import json
from typing import Any

import pytest

from hub.conference.nameless import Nameless
from hub.conference.planning import Conferences
from hub.main.demo_sheets import bring_one_as_told
from hub.terms.nameless import Part, SheetState, Sitting, Table
from tests.kreis import ROOT, Kreis

STORY = json.loads((ROOT / "demo" / "sheets.json").read_text(encoding="utf-8"))["sheets"][0]
MEETINGS = json.loads((ROOT / "demo" / "conferences.json").read_text(encoding="utf-8"))


@pytest.fixture
def held(kreis: Kreis) -> Kreis:
    """The Kreis with its conferences, before anybody told anything."""
    kreis.load(MEETINGS)
    return kreis


def test_k_33_is_closed_and_shows_its_sheet_to_all_who_sit_there(held: Kreis) -> None:
    """U01, U07, U03 and U09; U08 does not sit there. Told again, nothing changes."""
    for _ in range(2):
        bring_one_as_told(held.house("jobcenter"), STORY)

    tables = {ref: _look(held, ref) for ref in ("U01", "U07", "U03", "U09")}

    assert {SheetState.SHOWN} == {one.state for one in tables.values()}
    assert [STORY["words"]["question"]] * 4 == [one.sheet.words.question for one in tables.values() if one.sheet]
    told = [member.part for member in tables["U09"].sheet.composition.members] if tables["U09"].sheet else []
    assert [Part.MOTHER, Part.FATHER, Part.CHILD, Part.CHILD] == told
    assert _table(held, "U08") is None
    [meeting] = Conferences(held.house("jugendamt")).find(held.principal("U09"), "K-2026-033", held.at).meetings
    assert "closed" == meeting.state


def test_a_story_with_a_name_in_it_is_refused_like_everybodys(held: Kreis) -> None:
    """The demo has no way beside the check."""
    named = {**STORY, "words": {**STORY["words"], "tried": "Daniela war bei der Beratung."}}

    with pytest.raises(RuntimeError, match="the sheet is refused"):
        bring_one_as_told(held.house("jobcenter"), named)

    assert SheetState.NONE is _look(held, "U01").state


def _look(kreis: Kreis, ref: str) -> Table:
    found: Any = _table(kreis, ref)
    assert found is not None
    return found


def _table(kreis: Kreis, ref: str) -> Table | None:
    principal = kreis.principal(ref)
    return Nameless(kreis.house(principal.agency.value)).look(Sitting(principal, "K-2026-033", 1, kreis.at))
