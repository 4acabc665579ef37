"""What an invitation says that somebody may do: no more than is so."""

from hub.terms.conferences import MeetingKind
from tests.gate.held import planned
from tests.kreis import F01, Kreis
from tests.web.houses import post, sit_down
from tests.web.tagged import expect_accessible, readings_of

TABLE = ["U01", "U07", "F01-1"]


def test_to_a_help_plan_talk_nobody_is_promised_that_staying_away_costs_nothing(kreis: Kreis) -> None:
    """§ 36 SGB VIII: the plan is made with them; on both pages, on both papers, in plain words too."""
    path = f"/konferenzen/{planned(kreis, {F01: TABLE}, kind=MeetingKind.HELP_PLAN).number}"
    coach, sandra = sit_down(kreis, "U06", "jobcenter"), sit_down(kreis, "sandra.ahornwald", "family")
    papers = [sandra.get(f"/meine{path}/einladung.pdf").data, coach.get(f"{path}/einladung.pdf").data]

    said = [sandra.get("/meine/konferenzen").text, coach.get(f"{path}/einladung").text, *map(readings_of, papers)]
    post(sandra, "/meine/sprache", leicht="ja")
    easy = sandra.get("/meine/konferenzen").text

    assert [True] * 4 == ["§ 36 SGB VIII" in one for one in said]
    assert not [one for one in (*said, easy) if "Sie müssen nicht kommen" in one or "Nachteile" in one]
    assert "Wir planen die Hilfe mit Ihnen zusammen." in easy
    for paper in papers:
        expect_accessible(paper, "Einladung zu einem Gespräch")


def test_to_a_conference_about_a_family_they_need_not_come(kreis: Kreis) -> None:
    """It is voluntary (I4)."""
    planned(kreis, {F01: TABLE})

    page = sit_down(kreis, "sandra.ahornwald", "family").get("/meine/konferenzen").text

    assert "Sie müssen nicht kommen." in page
    assert "§ 36 SGB VIII" not in page
