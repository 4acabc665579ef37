"""The page of consents: a table with headers and words, and every paper with its story."""

import re

from hub.terms.consents import Stand
from hub.web.texts import load_texts
from tests.web.sample import DPO, NUMBER

PAGE = f"/familien/{NUMBER}/einwilligungen?zweck=fam_joint_support"


def _plain(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_it_is_a_table_with_headers_of_rows_and_columns(jobcoach):
    """Twelve categories and three people; each cell has its state as text (check 30)."""
    page = jobcoach.get(PAGE).text

    assert page.count('<th scope="col">') == 13
    assert page.count('<th scope="row">') == 3
    assert page.count('<td class="square') == 36
    assert all(_plain(cell) for cell in re.findall(r'<td class="square.*?</td>', page, flags=re.DOTALL))


def test_every_stand_is_said_in_words_and_drawn_as_a_sign(jobcoach):
    """Never by colour alone."""
    page, texts = jobcoach.get(PAGE).text, load_texts("de")

    for stand in Stand:
        assert texts.say(f"stand-{stand}") in page
    assert "teils abgelehnt" in page
    assert "läuft in 14 Tagen ab bis " in _plain(page)


def test_one_sentence_says_how_it_stands(jobcoach):
    """What needs a look first."""
    assert "3 Felder sind uneinig, 3 sind abgelehnt, 3 sind widerrufen" in _plain(jobcoach.get(PAGE).text)


def test_the_recipients_are_links_that_keep_the_purpose(jobcoach):
    """Usable by keyboard; the address names nobody."""
    page = jobcoach.get(PAGE).text
    other = jobcoach.get(PAGE + "&an=U07&fuer=case_conference").text

    assert f"/familien/{NUMBER}/einwilligungen?zweck=fam_joint_support&amp;an=U07&amp;fuer=fam_joint_support" in page
    assert "Henrike Steinkauz: Fallkonferenz" in _plain(other)
    assert "<title>Einwilligungen – FAM-2025-003 – FAM</title>" in page


def test_a_cell_leads_to_its_paper_and_the_paper_tells_its_story(jobcoach):
    """Who said yes or no and when, what was entered later, and what was entered by mistake (check 29)."""
    page = jobcoach.get(PAGE).text
    text = _plain(page)

    assert 'href="#C01"' in page
    assert 'id="C01"' in page
    assert "So 01.02.2026, 10:15 Sandra Ahornwald: Ja" in text
    assert "eine weitere Person: Nein" in text
    assert "Sandra Ahornwald: zurückgenommen (eingetragen Di 03.11.2026, 09:00)" in text
    assert "Irrtümlich erfasst, gilt nicht seit dem 12.05.2026." in text
    assert "Gilt seit dem 23.10.2026 nicht mehr: schriftliche Bestätigung fehlt." in text
    assert "Deutsch und xx" in text


def test_only_joint_purposes_are_offered(jobcoach):
    """For an own task the question is asked again: consents hold for what is joint."""
    response = jobcoach.get(f"/familien/{NUMBER}/einwilligungen?zweck=sgb2_integration")

    assert response.status_code == 422
    assert 'value="fam_joint_support"' in response.text
    assert 'value="sgb2_integration"' not in response.text


def test_whoever_may_not_look_at_consents_finds_nothing(sit_down):
    """The same bytes as for a family that is not there."""
    client = sit_down(DPO)

    assert client.get(PAGE).status_code == 404
    assert client.get(PAGE).data == client.get("/familien/FAM-1999-999/einwilligungen?zweck=dpo_control").data


def test_nonsense_in_the_address_shows_the_readers_own_table(jobcoach):
    """Nobody is found by guessing."""
    assert "Jonas Kranichfeld: Gemeinsam planen" in _plain(jobcoach.get(PAGE + "&an=U99&fuer=nonsense").text)
