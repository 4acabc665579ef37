"""Who comes as a guest is told what it may be used for: on the shared view, and on the paper they are invited with."""

import pytest

from tests.gate.held import planned
from tests.gate.walked import together
from tests.kreis import F01, Kreis
from tests.web.houses import sit_down
from tests.web.tagged import readings_of

SEEN = "Was hier steht, dürfen Sie nur für dieses Gespräch verwenden und niemandem weitersagen (§ 78 SGB X)."
INVITED = "nur für dieses Gespräch verwenden und niemandem weitersagen (§ 78 SGB X)."
GUESTS = range(4, 11)


def test_the_notice_is_the_first_line_of_the_view_as_long_as_a_guest_is_there(kreis: Kreis) -> None:
    """Not where the coordinator is alone, nor once the guests have left, nor where there is nothing to see."""
    (_, alone), (held, cookie) = together(kreis)
    window = sit_down(kreis, "U06", "jobcenter").application.test_client()

    def delivered(bound: str) -> str:
        window.set_cookie("fam_beamer_jobcenter", bound)
        return window.get("/beamer/bild").text.strip()

    with_guests = delivered(cookie)
    held.go(*GUESTS)
    shut = delivered(cookie)
    held.confirm()
    without = delivered(cookie)

    assert with_guests.startswith(f'<p class="screen__notice">Wer als Gast hier ist: {SEEN}</p>')
    assert "<dl>" in with_guests
    assert "<dl>" in without
    assert [False] * 3 == ["§ 78" in said for said in (shut, without, delivered(alone))]


@pytest.mark.parametrize(("names", "is_told"), [(["U01", "U07", "F01-1", "school"], True), (["U01", "F01-1"], False)])
def test_the_invitation_to_a_topic_with_a_guest_says_it_on_page_and_paper(
    kreis: Kreis, names: list[str], *, is_told: bool
) -> None:
    """Staff print it for whoever has no account."""
    client, number = sit_down(kreis, "U06", "jobcenter"), planned(kreis, {F01: names}).number

    page = client.get(f"/konferenzen/{number}/einladung?thema=1").text
    paper = readings_of(client.get(f"/konferenzen/{number}/einladung.pdf?thema=1").data)

    assert is_told is (INVITED in page)
    assert is_told is ("§ 78 SGB X" in " ".join(paper.split()))
