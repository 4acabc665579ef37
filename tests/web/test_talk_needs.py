"""Preparing a talk, the worker reads who must say yes to each question; the Jobcoach reads nothing of it (D18)."""

from tests.web.houses import post, sit_down
from tests.web.talks import F07, HELP, TALKS, Z2

F03 = TALKS.replace(F07, "FAM-2025-011")


def _begun(client, path, who):
    return post(client, f"{path}?{Z2}", wer=who).headers["Location"].partition("?")[0].removesuffix("/vorbereiten")


def test_each_question_says_who_must_say_yes_to_it(kreis):
    """Beate for herself, by her own right."""
    worker = sit_down(kreis, "U07", "jugendamt")
    talk = _begun(worker, TALKS, "F07-1")
    post(worker, f"{talk}/vorbereiten?{Z2}", **HELP)

    page = worker.get(f"{talk}/vorbereiten?{Z2}").text

    assert "Ja sagen müssen dazu:" in page
    assert "Beate Haselstrauch – entscheidet selbst (§ 67b Abs. 2 SGB X)" in page


def test_a_question_about_a_child_names_all_who_decide(kreis):
    """F03, Tim, 14: both who hold custody, and he himself."""
    worker = sit_down(kreis, "U07", "jugendamt")
    talk = _begun(worker, F03, "F03-1")
    post(worker, f"{talk}/vorbereiten?{Z2}", **{**HELP, "person": "F03-3", "kategorie": "school_childcare"})

    page = worker.get(f"{talk}/vorbereiten?{Z2}").text

    assert "Nicole Distelau – gemeinsam sorgeberechtigt (§§ 1626, 1629, 1687 BGB)" in page
    assert "Olaf Distelau – gemeinsam sorgeberechtigt" in page
    assert "Tim Distelau – entscheidet ab 14 mit" in page


def test_whoever_may_not_know_of_custody_reads_nothing_of_it(kreis):
    """The Jobcoach prepares the same question."""
    coach = sit_down(kreis, "U01", "jobcenter")
    talk = _begun(coach, F03, "F03-1")
    post(coach, f"{talk}/vorbereiten?{Z2}", **{**HELP, "person": "F03-1", "empfaenger": "U07", "kategorie": "contact"})

    page = coach.get(f"{talk}/vorbereiten?{Z2}").text

    assert "weg-1" in page
    assert "Ja sagen müssen dazu:" not in page
    assert "sorgeberechtigt (" not in page


def _screens(client, path, who, **question):
    talk = _begun(client, path, who)
    asked = post(client, f"{talk}/vorbereiten?{Z2}", **{**HELP, "person": who, **question})
    assert 303 == asked.status_code, asked.text
    return client.get(f"{talk}?{Z2}").text


def test_only_who_decides_alone_is_asked_whether_parents_shall_hear_of_it(kreis):
    """Nele, 15: alone about data of the Jobcenter; about help her mother is asked as well, and hears of it (D12)."""
    worker = sit_down(kreis, "U07", "jugendamt")

    alone = _screens(worker, TALKS, "F07-2", empfaenger="U07", kategorie="work_training")
    beside = _screens(worker, TALKS, "F07-2", kategorie="help_type")

    assert "Sollen deine Eltern davon erfahren?" in alone
    assert "Sollen deine Eltern davon erfahren?" not in beside
    assert "Wurde verstanden, worum es geht?" in alone
    assert "Wurde verstanden, worum es geht?" in beside


def test_a_youth_of_14_never_decides_alone(kreis):
    """Noah, F12: a veto beside his mother's word (D11); to ask him whether she shall hear of it would be untrue."""
    worker = sit_down(kreis, "U08", "jugendamt")

    page = _screens(worker, TALKS.replace(F07, "FAM-2025-018"), "F12-3", empfaenger="U08", kategorie="work_training")

    assert "Sollen deine Eltern davon erfahren?" not in page


def test_who_may_not_know_of_custody_goes_by_the_age(kreis):
    """The Jobcoach asks Nele the same, whatever is known of her capacity (D18)."""
    coach = sit_down(kreis, "U01", "jobcenter")

    page = _screens(coach, TALKS, "F07-2", empfaenger="U07", kategorie="work_training")

    assert "Sollen deine Eltern davon erfahren?" in page
