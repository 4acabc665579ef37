"""What a withdrawal leaves on pages and papers of a conference, searched in the delivered bytes."""

from hub.terms.minutes import Section
from tests.conference.tables import Scribe, lay_table, sentence
from tests.conference.test_afterwards import OWN_ASD, OWN_JOBCENTER, take_back
from tests.kreis import Kreis
from tests.web.houses import sit_down
from tests.web.tagged import readings_of

JOINT, SAID, OF_JOBCENTER, OF_ASD = "Morgenrunde", "Abendrunde", "Beratungsrunde", "Elternrunde"
PLACES = {"U01": "jobcenter", "U07": "jugendamt", "sandra.ahornwald": "family"}


def _delivered(kreis: Kreis, who: str, number: str) -> list[set[str]]:
    """Which of the words stand on the page of the minutes, and on its paper."""
    under = "/meine" if who.startswith("sandra") else ""
    client, path = sit_down(kreis, who, PLACES[who]), f"{under}/konferenzen/{number}/protokoll"
    said = (client.get(f"{path}?thema=1").text, readings_of(client.get(f"{path}.pdf?thema=1").data))
    return [{word for word in (JOINT, SAID, OF_JOBCENTER, OF_ASD) if word in one} for one in said]


def test_a_withdrawal_takes_from_page_and_paper_what_is_not_the_own_agencys(kreis: Kreis) -> None:
    """C01 back: the Jobcoach keeps the own sentence alone; the ASD all of its and the joint ones; Sandra hers."""
    wanted = lay_table(kreis, persons=("F01-1",))
    jobcoach, asd = Scribe(kreis, "U01", wanted), Scribe(kreis, "U07", wanted)
    jobcoach.saves(sentence(f"{JOINT}."), sentence(f"{OF_JOBCENTER}.", **OWN_JOBCENTER))
    asd.saves(sentence(f"{SAID}.", Section.FAMILY, "fam_family_view"), sentence(f"{OF_ASD}.", **OWN_ASD))
    assert [None, None] == [jobcoach.confirms(), asd.confirms()]
    before = {who: _delivered(kreis, who, wanted.number) for who in PLACES}

    take_back(kreis, "C01")

    after = {who: _delivered(kreis, who, wanted.number) for who in PLACES}
    assert [{JOINT, SAID, OF_JOBCENTER}] * 2 == before["U01"]
    assert [{OF_JOBCENTER}] * 2 == after["U01"]
    assert [{JOINT, SAID, OF_ASD}] * 2 == before["U07"] == after["U07"]
    assert [{JOINT, SAID}] * 2 == before["sandra.ahornwald"] == after["sandra.ahornwald"]
