"""The pages of families over the real house: what one said oneself, and taking it back."""

from datetime import UTC, datetime

import pytest

from hub.terms.lists import Owner
from tests.kreis import F01
from tests.web.houses import post, sit_down

TAKE_BACK = "/meine/zustimmungen/{}/zuruecknehmen"
CARD = '<li class="own-card" id="{}">'


@pytest.fixture
def sandra(kreis):
    """Sandra's own browser."""
    return sit_down(kreis, "sandra.ahornwald", "family")


def _card(page, ref):
    """One card of the page."""
    return page.partition(CARD.format(ref))[2].partition("</li>\n<li")[0]


def _of(kreis, person):
    shown = kreis.open("U01").projection
    return {
        value.category
        for value in shown.shown
        if value.owner is Owner.JUGENDAMT and [person] == [shown.people[one] for one in value.persons]
    }


def test_a_mother_sees_who_works_with_her_and_what_she_agreed_to(sandra):
    """By name, in plain words, her children by their given names."""
    start, consents = sandra.get("/meine").text, sandra.get("/meine/zustimmungen").text

    assert "Jonas Kranichfeld" in start
    assert "Meine Zustimmungen ansehen" in start
    assert "Sie selbst" in _card(consents, "C01")
    assert {"Mia", "Ben"} <= {name for name in ("Mia", "Ben") if name in consents}
    assert "F01-" not in "".join(line for line in consents.splitlines() if "value=" not in line)


def test_three_taps_take_a_consent_back_and_no_reason_is_asked(kreis, sandra):
    """Start, consents, one page, done: the Jobcoach's next look is blocked (checks 27 and 28)."""
    assert _of(kreis, "F01-1")
    assert 'href="/meine/zustimmungen"' in sandra.get("/meine").text
    assert TAKE_BACK.format("C01") in sandra.get("/meine/zustimmungen").text
    asked = sandra.get(TAKE_BACK.format("C01")).text

    done = post(sandra, TAKE_BACK.format("C01"), umfang="alles")

    assert "Ab jetzt sieht Jonas Kranichfeld" in asked
    assert "Ihre Hilfen laufen weiter" in asked
    assert "textarea" not in asked
    assert "Zurückgenommen am Mo 16.11.2026, 08:00" in sandra.get(done.headers["Location"]).text
    assert not _of(kreis, "F01-1")


def test_a_double_click_is_one_withdrawal(kreis, sandra):
    """And the second leads to the same page."""
    answers = [post(sandra, TAKE_BACK.format("C01"), umfang="alles") for _ in range(2)]

    kept = kreis.superuser().execute("select count(*) from consent.withdrawal where journal_seq is not null")
    assert {303} == {one.status_code for one in answers}
    assert [(1,)] == kept.fetchall()


def test_a_part_is_taken_back_and_said(kreis, sandra):
    """One category; without a tick nothing happens."""
    refused = post(sandra, TAKE_BACK.format("C01"), umfang="teil")

    post(sandra, TAKE_BACK.format("C01"), umfang="teil", kategorie="help_type")

    card = _card(sandra.get("/meine/zustimmungen").text, "C01")
    assert 422 == refused.status_code
    assert "zum Teil zurückgenommen" in card
    assert "help_type" not in {str(one) for one in _of(kreis, "F01-1")}
    assert "help_goals" in {str(one) for one in _of(kreis, "F01-1")}


def test_a_co_custodians_answer_is_not_shown(kreis):
    """Leon's health: Julia said yes and Markus no; neither page tells of the other's answer (check 23)."""
    pages = {
        name: sit_down(kreis, name, "family").get("/meine/zustimmungen").text
        for name in ("julia.brombeer", "markus.brombeer")
    }

    assert "Ja." in _card(pages["julia.brombeer"], "C07")
    assert CARD.format("C08") not in pages["julia.brombeer"]
    assert CARD.format("C07") not in pages["markus.brombeer"]
    assert "Nein." in _card(pages["markus.brombeer"], "C08")
    assert "Markus" not in pages["julia.brombeer"]


@pytest.mark.parametrize("ref", ["C08", "C06x", "C02", "C12"])
def test_what_somebody_else_signed_cannot_be_taken_back(kreis, ref):
    """The other parent's, no such, another family's: as if it were not there."""
    julia = sit_down(kreis, "julia.brombeer", "family")

    answers = [julia.get(TAKE_BACK.format(ref)), post(julia, TAKE_BACK.format(ref), umfang="alles")]

    assert {404} == {one.status_code for one in answers}


def test_a_child_that_comes_of_age_vanishes_from_the_parents_page(kreis):
    """Elias is 18 on 20.12.2026: what Grit signed for him is nothing of hers any more (check 25)."""
    before = sit_down(kreis, "grit.mohnfeld", "family").get("/meine/zustimmungen").text
    kreis.at = datetime(2026, 12, 20, 9, tzinfo=UTC)

    after = sit_down(kreis, "grit.mohnfeld", "family").get("/meine/zustimmungen").text

    assert "das 15 Jahre oder älter ist" in before
    assert "das 15 Jahre oder älter ist" not in after
    assert "Elias" not in after
    assert "Sie selbst" in after


def test_a_child_of_fourteen_is_spoken_to_as_du(kreis):
    """Until the day of the fifteenth birthday."""
    noah = sit_down(kreis, "noah.mohnfeld", "family")
    young = noah.get("/meine").text
    kreis.at = datetime(2026, 12, 8, 9, tzinfo=UTC)

    assert "nur für dich" in young
    assert "nur für Sie" in sit_down(kreis, "noah.mohnfeld", "family").get("/meine").text


def test_easy_language_stays_on_the_same_page(sandra):
    """The switch leads back to where it was pressed."""
    answer = post(sandra, "/meine/sprache", leicht="ja", zurueck="/meine/zustimmungen")

    assert "/meine/zustimmungen" == answer.headers["Location"]
    assert "Andere Menschen haben ihre eigene Seite" in sandra.get("/meine/zustimmungen").text


@pytest.mark.parametrize("path", ["/meine", "/meine/zustimmungen", TAKE_BACK.format("C01")])
def test_where_somebody_reads_who_may_see_what_it_is_said_what_happens_without_a_yes(sandra, path):
    """E13: plainly, and in easy language too."""
    usual = sandra.get(path).text
    post(sandra, "/meine/sprache", leicht="ja", zurueck=path)

    assert "Ist ein Kind in Gefahr, dürfen oder müssen Fachkräfte handeln, auch ohne Ihr Ja." in usual
    assert "Ist ein Kind in Gefahr? Dann hilft das Jugend-Amt. Auch ohne Ihr Ja." in sandra.get(path).text


def test_in_easy_language_a_not_is_bold_and_nothing_untrue_is_said(sandra):
    """Whoever is in a crisis is not told that all is well; a no is said so that it is not read over."""
    post(sandra, "/meine/sprache", leicht="ja", zurueck="/meine")
    start, back = sandra.get("/meine").text, sandra.get(TAKE_BACK.format("C01")).text

    assert "Sie haben <strong>nichts</strong> falsch gemacht." in start
    assert "Alles ist gut" not in start
    assert "Ihr Nein ändert das Geld vom Job-Center <strong>nicht</strong>." in back
    assert "**" not in start + back


def test_every_look_of_a_family_is_written_down(kreis, sandra):
    """As a look at consents, in the own name, for the own right."""
    sandra.get("/meine/zustimmungen")

    rows = kreis.superuser().execute("select event, role, purpose from ledger.index where role = 'parent'").fetchall()
    assert [("consent.read", "parent", "data_subject_access")] == rows


def test_leaving_ends_the_sign_in(sandra):
    """The way out stands on the page; after it the page before is not to be had again (check 57)."""
    page = sandra.get("/meine/zustimmungen")
    left = sandra.get("/weg")

    again = sandra.get("/meine/zustimmungen")

    assert 'id="schnell-weg" href="/weg"' in page.text
    assert "no-store" == page.headers["Cache-Control"]
    assert "Zustimmung" not in sandra.get(left.headers["Location"]).text
    assert (303, True) == (again.status_code, again.headers["Location"].endswith("/anmelden"))


def test_staff_have_no_such_page(kreis):
    """403: it names no family."""
    assert 403 == sit_down(kreis, "U01", "jobcenter").get("/meine").status_code


def test_the_pages_cost_a_fixed_number_of_statements(kreis, sandra):
    """Five for the view and one for the sign-in, however large the family is."""
    sandra.get("/meine/zustimmungen")
    kreis.statements.clear()

    sandra.get("/meine/zustimmungen")

    assert 6 == len(kreis.statements)


def test_the_case_number_of_others_opens_nothing(kreis, sandra):
    """No address of a family page names a family at all."""
    assert 404 == sandra.get(f"/familien/{F01}/einwilligungen?zweck=fam_joint_support").status_code
