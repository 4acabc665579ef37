"""A change of the rules waits for the witnesses of both agencies: at each release, and on its day."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hub.exchange.evidence import open_watch
from hub.gate.proposals.store import load_versions
from hub.ledger.freshness import Grace
from hub.terms.clock import day_begins, legal_day
from hub.terms.rule_changes import Stand, StepFault, StepKind, stand_of
from tests.kreis import ROOT, Kreis
from tests.ledger.evidence import NAMES, Evidence, standing_behind
from tests.ledger.test_vouching import asking
from tests.rulebook.changing import DAY, WORDS, on_its_day, one, proposed, released, stated, step, tick
from tests.web.houses import post, sit_down

RENEWED = ("kategorie", "funktion", "zweck", "wert", "begruendung", "ab")
LONG = Grace(*[timedelta(days=9)] * 5)


@pytest.fixture
def evidence(kreis: Kreis, tmp_path: Path) -> Iterator[Evidence]:
    """A cosigned log; those who release and the clerk ask the witnesses."""
    with standing_behind(kreis, tmp_path) as standing:
        standing.place()
        assert standing.sign()
        for group in ("jobcenter", "jugendamt", "clerk"):
            house = kreis.house(group)
            house.writer.stand_on(asking(standing, house.db))
        yield standing


def _stand(kreis: Kreis, number: str) -> Stand:
    return stand_of(one(kreis, number), load_versions(kreis.house("jugendamt").db)[-1].digest, legal_day(kreis.at))


@pytest.mark.parametrize("silent", NAMES)
def test_no_release_is_kept_while_a_witness_is_silent(evidence: Evidence, silent: str) -> None:
    """Not the first and not the second; to refuse and to withdraw it asks nobody."""
    kreis = evidence.kreis
    number = proposed(kreis)
    stated(kreis, number)
    before = one(kreis, number)

    evidence.silent = {silent}
    assert [StepFault.UNVOUCHED] * 2 == [step(kreis, lead, StepKind.RELEASED, number) for lead in ("U21", "U22")]
    assert before == one(kreis, number)

    evidence.silent = set()
    assert step(kreis, "U21", StepKind.RELEASED, number) is None
    evidence.silent = {silent}
    assert StepFault.UNVOUCHED is step(kreis, "U22", StepKind.RELEASED, number)
    assert step(kreis, "U22", StepKind.REFUSED, number) is None


@pytest.mark.parametrize("silent", NAMES)
def test_on_its_day_it_waits_for_the_witnesses(evidence: Evidence, silent: str) -> None:
    """Pending as long as one is silent; in force at the next look with both."""
    kreis = evidence.kreis
    number = proposed(kreis)
    released(kreis, number)

    evidence.silent = {silent}
    on_its_day(kreis)
    assert (Stand.RELEASED, 1) == (_stand(kreis, number), len(load_versions(kreis.house("jobcenter").db)))

    evidence.silent = set()
    tick(kreis)
    assert Stand.IN_FORCE is _stand(kreis, number)


def test_a_day_that_passes_without_a_quorum_brings_nothing(evidence: Evidence) -> None:
    """It is over, as if nobody had released it in time: the proposal has to be made anew."""
    kreis = evidence.kreis
    number = proposed(kreis)
    released(kreis, number)
    evidence.silent = set(NAMES)
    on_its_day(kreis)
    evidence.silent = set()

    on_its_day(kreis, DAY + timedelta(days=1))

    assert (Stand.MISSED, 1) == (_stand(kreis, number), len(load_versions(kreis.house("jobcenter").db)))
    kreis.at = day_begins(DAY + timedelta(days=1)) + timedelta(hours=8)
    lead = sit_down(kreis, "U22", "jobcenter")
    told = lead.get("/freigaben").text
    assert "Freigegeben, aber nicht in Kraft getreten" in told
    assert number in told
    page = lead.get(f"/regeln/vorschlag/{number}").text
    assert "Verfallen, obwohl beide Leitungen freigegeben hatten" in page
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    again = post(lead, "/regeln/vorschlag", **{name: fields[name] for name in RENEWED}, tun="pruefen")
    assert 200 == again.status_code
    assert fields["begruendung"] in again.text


def test_the_page_says_why_and_keeps_what_was_typed(evidence: Evidence) -> None:
    """503, in plain words; with both witnesses the same form goes through."""
    kreis = evidence.kreis
    number = proposed(kreis)
    stated(kreis, number)
    house = kreis.house("jobcenter")
    watch = open_watch(ROOT, house.db, LONG)
    watch.vouching = asking(evidence, house.db)
    watch.levels = dict.fromkeys(watch.levels, min(watch.levels.values()))  # no sequencer runs here
    lead = sit_down(kreis, "U22", "jobcenter", watch)
    form = {"schritt": "released", "worte": WORDS}

    evidence.silent = {"jugendamt"}
    told = post(lead, f"/regeln/vorschlag/{number}", **form)

    assert 503 == told.status_code
    assert "Die Zeugen beider Stellen antworten gerade nicht alle" in told.text
    assert WORDS in told.text
    evidence.silent = set()
    assert 303 == post(lead, f"/regeln/vorschlag/{number}", **form).status_code
