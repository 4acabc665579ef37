"""The pages of the rules over the demo Kreis: whose they are, what they refuse, and that what is typed stays text."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.rulebook.changing import HEALTH, proposed, stated, tick
from tests.rulebook.test_several_cells import GOALS
from tests.web.houses import post, sit_down

PAGES = ("/regeln", "/regeln/R-2026-01", "/regeln/vorschlag", "/regeln/vorschlag/R-2026-02", "/freigaben")
FORM = {
    "kategorie": "health",
    "funktion": "jobcoach_u25",
    "zweck": "school_to_work",
    "wert": "never",
    "ab": "01.12.2026",
    "begruendung": '<script>alert(1)</script> und „Anführung“ "so"',
}


@pytest.mark.parametrize(("who", "group"), [("U01", "jobcenter"), ("U07", "jugendamt"), ("U17", "oversight")])
def test_the_pages_of_the_rules_are_not_for_everybody(kreis, who, group):
    """Who works with families decides by the rules and does not change them; the staff council has other keys."""
    client = sit_down(kreis, who, group)

    assert {403} == {client.get(path).status_code for path in PAGES}
    assert "/regeln" not in client.get("/start").text


def test_the_officer_proposes_nothing_and_releases_nothing(kreis):
    """Heard on a change, and free of it (Art. 38 Abs. 6)."""
    client = sit_down(kreis, "U16", "oversight")
    number = proposed(kreis)

    assert 403 == client.get("/regeln/vorschlag").status_code
    assert 403 == client.get("/freigaben").status_code
    assert 403 == post(client, f"/regeln/vorschlag/{number}", schritt="released").status_code
    assert 200 == client.get(f"/regeln/vorschlag/{number}").status_code


@pytest.mark.parametrize("number", ["R-2026-99", "R-1", "FAM-2025-003", "R-2026-01'--", "vorschlag%00"])
def test_a_number_that_is_none_and_one_that_is_not_there_are_the_same_answer(kreis, number):
    """404, and the same bytes but for what was asked."""
    client = sit_down(kreis, "U22", "jobcenter")
    answers = [client.get(f"/regeln/{number}"), client.get(f"/regeln/vorschlag/{number}")]

    assert {404} == {answer.status_code for answer in answers}


def test_the_matrix_says_each_cell_in_words_and_where_its_rules_stand(kreis):
    """For one function at a time; another is a link away."""
    page = sit_down(kreis, "U22", "jobcenter").get("/regeln?funktion=jobcoach_u25").text

    row = re.search(r'<th scope="row">Gesundheit</th>(.*?)</tr>', page, re.S)[1]
    assert 5 == row.count("nur mit Einwilligung, als Zusammenfassung")
    assert 1 == row.count("nie")
    assert "nur eigene Angaben" in re.search(r'<th scope="row">Leistungsbezug</th>(.*?)</tr>', page, re.S)[1]
    assert "funktion=jobcoach_u25&amp;kategorie=health&amp;zweck=school_to_work" in row


def test_a_proposal_by_form_is_kept_once_and_says_what_was_typed_as_text(kreis):
    """A reason is words: no markup, no rule, no second line of the agreement."""
    client = sit_down(kreis, "U22", "jobcenter")

    answer = post(client, "/regeln/vorschlag", tun="vorschlagen", **FORM)

    page = client.get(answer.headers["Location"]).text
    assert (303, "/regeln/vorschlag/R-2026-02") == (answer.status_code, answer.headers["Location"])
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_looking_what_would_change_keeps_nothing(kreis):
    """Neither a proposal nor an entry."""
    client = sit_down(kreis, "U06", "jobcenter")

    page = post(client, "/regeln/vorschlag", tun="pruefen", **FORM).text

    assert "Das nimmt nur weg." in page
    assert not kreis.superuser().execute("select from rulebook.proposal").fetchall()
    assert not kreis.superuser().execute("select from ledger.index where event like 'rule.%'").fetchall()


@pytest.mark.parametrize("field", sorted(FORM))
def test_a_form_with_a_word_that_is_none_is_mended_and_keeps_what_was_typed(kreis, field):
    """What a program sends instead of a choice is nothing chosen."""
    client = sit_down(kreis, "U22", "jobcenter")

    answer = post(client, "/regeln/vorschlag", tun="vorschlagen", **{**FORM, field: "x'); --"})

    assert 422 == answer.status_code
    assert 'role="alert"' in answer.text
    assert not kreis.superuser().execute("select from rulebook.proposal").fetchall()


def test_both_leads_find_it_under_their_releases_and_it_says_who_is_missing(kreis):
    """„Freigabe fehlt: …“, until both have."""
    number = proposed(kreis, HEALTH)
    tick(kreis)
    stated(kreis, number)
    first, second = sit_down(kreis, "U21", "jugendamt"), sit_down(kreis, "U22", "jobcenter")
    assert "Freigabe fehlt: Leitung Pro Arbeit und Leitung Jugendamt." in first.get("/freigaben").text

    assert 303 == post(first, f"/regeln/vorschlag/{number}", schritt="released").status_code

    assert "Freigabe fehlt: Leitung Pro Arbeit." in second.get("/freigaben").text
    assert 409 == post(first, f"/regeln/vorschlag/{number}", schritt="released").status_code
    assert 303 == post(second, f"/regeln/vorschlag/{number}", schritt="released").status_code
    assert "Von beiden Leitungen freigegeben." in second.get(f"/regeln/vorschlag/{number}").text
    assert 422 == post(second, f"/regeln/vorschlag/{number}", schritt="activated").status_code


SECOND = {"kategorie-2": "help_goals", "funktion-2": "jobcoach", "zweck-2": "fam_joint_support", "wert-2": "never"}


def test_a_form_takes_several_cells_and_proposes_them_as_one(kreis):
    """Their diff stands on one page, and the list names the first and how many more."""
    client = sit_down(kreis, "U22", "jobcenter")

    answer = post(client, "/regeln/vorschlag", tun="vorschlagen", **FORM, **SECOND)

    page = client.get(answer.headers["Location"]).text
    assert 303 == answer.status_code
    assert page.count("rule-gone") >= 2
    assert "und eine weitere Zelle" in client.get("/regeln").text


def test_buttons_add_a_cell_and_leave_one_out_and_keep_what_was_typed(kreis):
    """Without a script, and without anything being proposed; the rest is numbered anew."""
    client = sit_down(kreis, "U22", "jobcenter")

    more = post(client, "/regeln/vorschlag", tun="mehr", **FORM).text
    less = post(client, "/regeln/vorschlag", tun="weniger-1", **FORM, **SECOND).text

    assert "Zelle 2 von 2" in more
    assert 'value="01.12.2026"' in more
    assert "Zelle 2" not in less
    assert '<option value="help_goals" selected>' in less
    assert 'value="health" selected' not in less
    assert not kreis.superuser().execute("select from rulebook.proposal").fetchall()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            {f"{name}-2": FORM[name] for name in ("kategorie", "funktion", "zweck", "wert")},
            "Zelle 2: Diese Zelle steht",
        ),
        ({**SECOND, "kategorie-2": "x'); --"}, "Zelle 2: Bitte wählen Sie eine Kategorie."),
        ({f"kategorie-{number}": "health" for number in range(2, 14)}, "höchstens 12"),
        ({"wert-2": "law"}, "Zelle 2: Bitte wählen Sie einen Zweck."),
    ],
)
def test_what_is_wrong_with_a_further_cell_is_said_with_its_number(kreis, more, said):
    """Twice, unknown, too many, half filled in; a link leads to the place, and nothing is kept."""
    client = sit_down(kreis, "U22", "jobcenter")

    answer = post(client, "/regeln/vorschlag", tun="vorschlagen", **FORM, **more)

    assert 422 == answer.status_code
    assert said in answer.text
    for place in re.findall(r'<li><a class="kern-link" href="#([^"]+)">', answer.text):
        assert f'id="{place}"' in answer.text
    assert not kreis.superuser().execute("select from rulebook.proposal").fetchall()


def test_the_same_again_with_a_new_day_fills_in_every_cell(kreis):
    """What missed its day is proposed anew as it was."""
    number = proposed(kreis, replace(HEALTH, also=(GOALS,)))
    kreis.at += timedelta(days=30)

    page = sit_down(kreis, "U22", "jobcenter").get(f"/regeln/vorschlag/{number}").text

    for name, word in (("kategorie", "health"), ("kategorie-2", "help_goals"), ("wert-2", "never")):
        assert f'<input type="hidden" name="{name}" value="{word}">' in page
