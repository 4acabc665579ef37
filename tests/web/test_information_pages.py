"""The pages of the information sheet: what is due, the sheet in plain words, the mark (Art. 14 GDPR, D31)."""

import re

import pytest

from tests.kreis import F01, NOWHERE
from tests.web.houses import post, sit_down

Z2 = "zweck=fam_joint_support"
LIST = f"/familien/{F01}/information"


@pytest.fixture
def worker(kreis):
    """The ASD worker of F01, after the Jobcoach looked at the family."""
    kreis.open("U01")
    return sit_down(kreis, "U07", "jugendamt")


def _plain(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def _keys(page):
    return re.findall(r'name="blatt" value="([^"]+)"', page)


def test_the_list_says_who_has_to_be_told_until_when(worker):
    """Each person with what was seen; the page of consents leads there."""
    page = worker.get(f"{LIST}?{Z2}").text

    assert "Sandra Ahornwald" in page
    assert "Fällig bis 16.12.2026" in page
    assert 3 == len(_keys(page))
    assert LIST in worker.get(f"/familien/{F01}/einwilligungen?{Z2}").text


def test_the_sheet_says_in_plain_words_what_the_law_asks_for(worker):
    """Who, from where, what, for what, on which ground, for how long, which rights, whom to ask (Art. 14)."""
    said = _plain(worker.get(f"{LIST}/F01-1?{Z2}").text)

    for part in (
        "Wer hat etwas über Sie gelesen?",
        "Es geht nicht darum, dass etwas falsch läuft.",
        "Pro Arbeit – Kreis Musterau",
        "Jobcoach FAM",
        "datenschutz@jobcenter.invalid",
        "Kreis Musterau, Jugendamt",
        "Hilfen",
        "Gemeinsam planen",
        "Nummer C01",
        "§ 67b Abs. 2 SGB X",
        "Art. 7 Abs. 3 DSGVO",
        "Art. 15 DSGVO",
        "Art. 77 DSGVO",
        "bleibt bis drei Jahre nach dem Ende von FAM vermerkt",
        "wird sechs Monate danach gelöscht",
        "In Leichter Sprache",
        "bis drei Jahre nach dem Ende von FAM. Den gemeinsamen Plan löschen wir früher: sechs Monate",
        "muss gelöscht werden, wenn kein Gesetz das Behalten verlangt",
        "Ombudsstelle",
    ):
        assert part in said, part
    assert "Jonas Kranichfeld" not in said
    assert "Mia" not in said
    assert "Träger" not in said


def test_it_is_marked_once_as_handed_over(worker):
    """And then says since when; sent again, nothing is due any more."""
    keys = _keys(worker.get(f"{LIST}?{Z2}").text)

    answer = post(worker, f"{LIST}?{Z2}", blatt=keys, tag="16.11.2026")
    after = worker.get(answer.headers["Location"]).text
    again = post(worker, f"{LIST}?{Z2}", blatt=keys, tag="16.11.2026")

    assert 303 == answer.status_code
    assert 3 == after.count("Ausgehändigt am 16.11.2026.")
    assert not [key for key in _keys(after) if key in keys]
    assert 422 == again.status_code


@pytest.mark.parametrize(
    ("tag", "said"),
    [("32.11.2026", "Bitte geben Sie den Tag an"), ("17.11.2026", "Der Tag liegt in der Zukunft.")],
)
def test_a_wrong_day_is_said_and_what_was_ticked_stays(worker, tag, said):
    """Nothing typed is lost."""
    keys = _keys(worker.get(f"{LIST}?{Z2}").text)

    page = post(worker, f"{LIST}?{Z2}", blatt=keys[:1], tag=tag)

    assert 422 == page.status_code
    assert said in page.text
    assert tag in page.text
    assert 1 == page.text.count(" checked")


@pytest.mark.parametrize("ref", ["F01-99", "F02-1", "<b>"])
def test_a_sheet_for_nobody_is_not_there(worker, ref):
    """As for a family that is not theirs."""
    assert 404 == worker.get(f"{LIST}/{ref}?{Z2}").status_code


def test_absent_and_not_yours_are_the_same_bytes(kreis):
    """For a Jobcoach without the case, and for a provider, who tells no family."""
    kreis.open("U01")
    coach, provider = sit_down(kreis, "U03", "jobcenter"), sit_down(kreis, "U12", "provider")

    theirs, nowhere = (coach.get(f"/familien/{number}/information?{Z2}") for number in (F01, NOWHERE))

    assert 404 == theirs.status_code == nowhere.status_code
    assert theirs.data == nowhere.data
    assert 404 == provider.get(f"{LIST}?zweck=provider_service").status_code


def test_marking_for_a_family_that_is_not_theirs_is_the_same_nothing_and_is_written_down(kreis):
    """As a look at it would be."""
    kreis.open("U01")
    coach, superuser = sit_down(kreis, "U03", "jobcenter"), kreis.superuser()
    before = set(superuser.execute("select entry_id, event from ledger.index").fetchall())

    theirs, nowhere = (
        post(coach, f"/familien/{number}/information?{Z2}", blatt="x", tag="16.11.2026") for number in (F01, NOWHERE)
    )

    assert (404, theirs.data) == (nowhere.status_code, nowhere.data)
    after = set(superuser.execute("select entry_id, event from ledger.index").fetchall())
    events = [event for _, event in after - before]
    assert 2 == events.count("access.denied")
    assert "consent.informed" not in events
