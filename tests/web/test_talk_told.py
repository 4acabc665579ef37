"""Who is responsible and which rights there are: on the tablet, on the copy and on the family's own page."""

import pytest

from hub.casework.information import read_addresses
from hub.casework.receipts.words import load_words
from tests.kreis import ROOT
from tests.web.houses import post, sit_down
from tests.web.talks import YES, Z2, begin

CONTACTS = ("fam@jobcenter.invalid", "fam@jugendamt.invalid", "datenschutz@kreis.invalid", "post@datenschutz.invalid")
RIGHTS = "Sie können Auskunft verlangen, Falsches berichtigen lassen, Angaben löschen oder sperren lassen"


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


def test_it_is_told_before_the_first_question_and_stands_on_the_copy(worker):
    """Both offices, their officers, the authority, and the rights (Art. 13 Abs. 1 and 2 GDPR)."""
    talk = begin(worker)
    page = worker.get(f"{talk}?{Z2}").text
    before, _ = page.split('id="frage-1"')
    post(worker, f"{talk}?{Z2}", **YES)
    copy = worker.get(f"{talk}/kopie?{Z2}").text

    for text in (before, copy):
        assert [] == [one for one in (*CONTACTS, RIGHTS, "Art. 6 Abs. 1 Buchst. a DSGVO") if one not in text]
    assert worker.get(f"{talk}/kopie.pdf?{Z2}").data.startswith(b"%PDF-1.7")


def test_beside_the_german_it_stands_in_the_language_of_the_talk(worker):
    """Dari, from right to left, with the addresses of the same offices."""
    talk = begin(worker)
    post(worker, f"{talk}/vorbereiten?{Z2}", tun="sprache", sprache="prs")

    before, _ = worker.get(f"{talk}?{Z2}").text.split('id="frage-1"')

    assert '<ul class="talk-side" lang="prs" dir="rtl"><li>برای دوسیهٔ مشترک هر دو اداره با هم مسئول‌اند' in before
    assert 4 == before.count("fam@jobcenter.invalid") + before.count("fam@jugendamt.invalid")


def test_what_is_asked_on_the_family_page_says_it_too(kreis, worker):
    """Nele reads the questions alone: there is nobody beside her who could say it."""
    talk = begin(worker, who="F07-2", question=_own_question())
    asked = post(worker, f"{talk}/vorbereiten?{Z2}", tun="familienseite")
    assert 303 == asked.status_code, asked.text

    page = sit_down(kreis, "nele.haselstrauch", "family").get("/meine/zustimmungen/fragen").text

    assert [] == [one for one in (*CONTACTS, RIGHTS) if one not in page]


def _own_question():
    return {
        "tun": "frage",
        "person": "F07-2",
        "empfaenger": "U01",
        "kategorie": "work_training",
        "fuer": "fam_joint_support",
        "wofuer": "Damit die Termine passen.",
        "bis": "6",
    }


def test_receipts_sheets_and_talks_name_the_same_addresses():
    """An operator writes them once: a sheet with another authority than the receipt helps nobody (Art. 77 GDPR)."""
    words = load_words(ROOT)
    addresses = read_addresses((ROOT / "schemas" / "information.toml").read_text(encoding="utf-8"), words.operator)

    assert words.authority["name"] == addresses["authority"].name
    assert words.authority["contact"] == addresses["authority"].contact
    for name in ("jobcenter", "jugendamt"):
        assert words.operator["controllers"][name]["contact"] == addresses[name].contact
        assert words.operator["controllers"][name]["dpo_contact"] in addresses[name].officer
