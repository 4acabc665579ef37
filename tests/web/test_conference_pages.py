"""The pages of conferences: planned without a script, what is wrong is said at its field, others get nothing."""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hub.terms.minutes import MinutesWanted
from hub.web.door import CONFERENCE_ROLES, PLANNERS
from tests.conference.tables import Scribe, sentence
from tests.kreis import F01, ROOT, Kreis, books
from tests.web.houses import post, sit_down
from tests.web.tagged import expect_accessible

DEMO = json.loads((ROOT / "demo" / "conferences.json").read_text(encoding="utf-8"))
F12, NOWHERE = "FAM-2025-018", "FAM-2025-999"
PLAN = {
    "art": "case",
    "tag": "01.12.2026",
    "von": "13:00",
    "bis": "15:00",
    "ort": "Raum 2.14",
    "moderation": "U01",
    "themen": "1",
    "leute": "ja",
    "thema-1-familie": F01,
    "thema-1-anlass": "Wie es weitergeht",
    "thema-1-leute": ["U01", "U07", "U12", "F01-1"],
    "thema-1-gast-1-als": "school",
    "thema-1-gast-1-name": "Frau Lindenblatt",
    "stand": "0",
    "schluessel": "0123456789abcdef" * 2,
}


def _send(
    client: FlaskClient, fields: Mapping[str, object], act: str = "speichern", path: str = "/konferenzen/neu"
) -> TestResponse:
    token = re.search('name="csrf_token" value="([^"]+)"', client.get("/konferenzen/neu").text)
    assert token is not None
    return client.post(path, data={**fields, "tun": act, "csrf_token": token[1]})


def _planned(client: FlaskClient, more: Mapping[str, object] = MappingProxyType({})) -> str:
    answer = _send(client, {**PLAN, **more})
    assert 303 == answer.status_code, re.findall(r"plan-fault|kern-error[^<]*>([^<]*)", answer.text)
    return answer.location.split("?")[0]


def test_the_list_is_empty_and_says_so(kreis: Kreis) -> None:
    """`users.md` 5: „Keine Konferenz geplant.“, and the way to plan one."""
    page = sit_down(kreis, "U01", "jobcenter").get("/konferenzen").text

    assert "Keine Konferenz geplant." in page
    assert 'href="/konferenzen/neu"' in page


def test_a_conference_is_planned_in_two_steps_without_a_script(kreis: Kreis) -> None:
    """First the family; then colleagues, its people by name, guests; kept, it is in everybody's list."""
    client = sit_down(kreis, "U01", "jobcenter")
    step = _send(client, {**PLAN, "leute": ""}, "weiter")
    assert 200 == step.status_code
    assert "Henrike Steinkauz" in step.text
    assert "Mia Ahornwald" in step.text

    path = _planned(client)

    page = client.get(path).text
    for said in ("Wie es weitergeht", "Raum 2.14", "Sandra Ahornwald", "Ronja Haubentaucher", "Frau Lindenblatt"):
        assert said in page
    assert path in sit_down(kreis, "U12", "provider").get("/konferenzen").text


def test_a_form_that_is_sent_twice_plans_once(kreis: Kreis) -> None:
    """By going back in the browser or by two clicks; with other words it says where the plan stands that is there."""
    client = sit_down(kreis, "U01", "jobcenter")
    paths = {_planned(client), _planned(client)}

    other = _send(client, {**PLAN, "ort": "Raum 3"})

    assert 1 == len(paths)
    assert 409 == other.status_code
    assert "Aus diesem Formular ist schon eine Konferenz entstanden." in other.text
    assert [(1,)] == kreis.superuser().execute("select count(*) from conference.meeting").fetchall()
    assert 422 == _send(client, {**PLAN, "schluessel": ""}).status_code


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("tag", "31.02.2026", "Bitte den Tag so angeben"),
        ("von", "25:00", "Bitte die Uhrzeit so angeben"),
        ("bis", "12:00", "Das Ende liegt nicht nach dem Beginn."),
        ("art", "secret", "Bitte eine Art wählen."),
        ("ort", "x" * 201, "Das ist zu lang."),
        ("thema-1-anlass", "", "Bitte den Anlass nennen."),
        ("thema-1-familie", F12, "Keine Familie gefunden oder keine Zuständigkeit."),
        ("thema-1-familie", NOWHERE, "Keine Familie gefunden oder keine Zuständigkeit."),
        ("thema-1-familie", "' or 1=1", "Keine Familie gefunden oder keine Zuständigkeit."),
        ("thema-1-leute", ["U01", "U08"], "Jemand davon arbeitet nicht mit dieser Familie"),
        ("thema-1-leute", ["<b>"], "Jemand davon arbeitet nicht mit dieser Familie"),
        ("thema-1-leute", ["U01", "F01-1"], "Zur Fallkonferenz gehören Fachkräfte beider Behörden"),
        ("thema-1-gast-1-als", "spy", "als was der Gast kommt"),
        ("thema-1-gast-1-name", "", "Bitte den Namen des Gastes nennen"),
        ("moderation", "U12", "Die Moderation übernimmt"),
        ("moderation", "\x00", "Die Moderation übernimmt"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    kreis: Kreis, field: str, value: object, said: str
) -> None:
    """422, with a way to the field; what else was typed stands there still."""
    answer = _send(sit_down(kreis, "U01", "jobcenter"), {**PLAN, field: value})

    assert 422 == answer.status_code
    assert said in answer.text
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}"' in answer.text
    others = {"ort": "Raum 2.14", "thema-1-anlass": "Wie es weitergeht", "tag": "01.12.2026"}
    assert [] == [typed for name, typed in others.items() if name != field and typed not in answer.text]
    assert [(0,)] == kreis.superuser().execute("select count(*) from conference.meeting").fetchall()


def test_a_number_is_there_only_for_whoever_sits_in_it(kreis: Kreis) -> None:
    """Guessed, foreign and impossible numbers have one answer: 404."""
    path = _planned(sit_down(kreis, "U01", "jobcenter"))
    stranger = sit_down(kreis, "U08", "jugendamt")

    pages = [stranger.get(one) for one in (path, "/konferenzen/K-2026-999", f"{path}/einladung?thema=1")]
    answers = {(page.status_code, re.sub(r'value="[^"]*"', "", page.text)) for page in pages}

    assert {404} == {code for code, _ in answers}
    assert 1 == len(answers)
    assert 404 == stranger.get("/konferenzen/..%2fx").status_code


def test_of_a_conference_one_sees_the_own_topics_alone(kreis: Kreis) -> None:
    """U12 in K-35: nothing of F02 and F12, no reason, no name of whoever sits there only."""
    kreis.load(DEMO)

    page = sit_down(kreis, "U12", "provider").get("/konferenzen/K-2026-035").text

    assert F01 in page
    for hidden in ("FAM-2025-007", F12, "Kita und Umgang", "Brombeer", "Viktor Pirol", "/aendern"):
        assert hidden not in page


def test_who_saves_over_a_newer_plan_is_told_and_keeps_what_was_typed(kreis: Kreis) -> None:
    """409; the first one's plan stands."""
    client = sit_down(kreis, "U01", "jobcenter")
    path = _planned(client)
    form = client.get(f"{path}/aendern").text
    topic = re.search('name="thema-1-id" value="([^"]+)"', form)
    assert topic is not None
    fields = {**PLAN, "stand": "1", "thema-1-id": topic[1]}
    assert 303 == _send(client, {**fields, "ort": "Raum 1"}, path=f"{path}/aendern").status_code

    late = _send(client, {**fields, "ort": "Raum 2"}, path=f"{path}/aendern")

    assert 409 == late.status_code
    assert "inzwischen geändert" in late.text
    assert "Raum 2" in late.text
    assert "Raum 1" in client.get(path).text


def test_the_family_reads_who_comes_and_prints_it(kreis: Kreis) -> None:
    """K-35 for Sandra: her topic, five people, in plain words, and a tagged PDF."""
    kreis.load(DEMO)
    client = sit_down(kreis, "sandra.ahornwald", "family")

    page = client.get("/meine/konferenzen").text
    paper = client.get("/meine/konferenzen/K-2026-035/einladung.pdf?thema=1")

    for said in ("Di 24.11.2026, 13:00", "Henrike Steinkauz", "Ronja Haubentaucher", "Sie müssen nicht kommen."):
        assert said in page
    for hidden in ("Kita und Umgang", "Viktor Pirol", "FAM-2025-007"):
        assert hidden not in page
    expect_accessible(paper.data, "Einladung zu einem Gespräch K-2026-035")
    assert 404 == client.get("/meine/konferenzen/K-2026-034/einladung.pdf").status_code
    assert 404 == client.get("/konferenzen").status_code


def test_whoever_runs_it_looks_ahead_and_asks_for_consent(kreis: Kreis) -> None:
    """J6: what is visible with these people, because of whom not; the talk begins with Z3 filled in."""
    kreis.load(DEMO)
    client = sit_down(kreis, "U06", "jobcenter")

    page = client.get("/konferenzen/K-2026-035/vorschau?thema=1").text

    assert re.search(r">[^<]+: Das darf Ronja Haubentaucher \([^<]+\) nicht sehen\.</li>", page)
    ways = re.findall(r'href="([^"]*ohne=[^"]*)"', page)
    assert 4 == len(ways), "whoever looks ahead is always there"
    assert "Ohne Jonas Kranichfeld." in client.get(ways[0].replace("&amp;", "&")).text
    asked = re.search(r'href="(/familien/FAM-2025-003/[^"]*fuer=case_conference)"', page)
    assert asked is not None
    assert (
        'name="fuer" value="case_conference"'
        in sit_down(kreis, "U01", "jobcenter").get(asked[1].replace("&amp;", "&")).text
    )
    foreign = sit_down(kreis, "U01", "jobcenter")
    for path in ("/konferenzen/K-2026-035/vorschau?thema=1", "/konferenzen/K-2026-035/vorschau?thema=99999"):
        assert 404 == foreign.get(path).status_code


def test_who_holds_no_conferences_is_not_let_in(kreis: Kreis) -> None:
    """Benefit officers; and a provider plans nothing."""
    assert 403 == sit_down(kreis, "U05", "jobcenter").get("/konferenzen").status_code
    assert 403 == sit_down(kreis, "U12", "provider").get("/konferenzen/neu").status_code


def test_who_is_offered_the_pages_is_who_may_look_for_a_conference() -> None:
    """As `policies/house/roles.toml` says, of those who work with cases."""
    roles = books().policies.roles
    theirs = {
        role for role, one in roles.items() if "case_conference" in one.purposes and one.tie in ("assignment", "deputy")
    }

    assert theirs == CONFERENCE_ROLES
    assert {role for role in theirs if "provider" not in roles[role].agencies} == PLANNERS


def test_a_conference_is_called_off_on_its_page_and_the_invitation_says_so(kreis: Kreis) -> None:
    """What will happen is said first; Sandra reads it on her page, in easy language too; the start page is empty."""
    client, sandra = sit_down(kreis, "U01", "jobcenter"), sit_down(kreis, "sandra.ahornwald", "family")
    path = _planned(client, {"tag": "18.11.2026"})
    assert path in sit_down(kreis, "U07", "jugendamt").get("/start").text
    asked = client.get(f"{path}/absagen").text
    assert "Auf der Einladung der Familie steht oben, dass das Gespräch ausfällt." in asked

    answer = post(client, f"{path}/absagen", stand="1")

    assert 303 == answer.status_code
    assert "abgesagt" in client.get(path).text
    assert "Dieses Gespräch fällt aus." in sandra.get("/meine/konferenzen").text
    post(sandra, "/meine/sprache", leicht="ja", zurueck="/meine/konferenzen")
    easy = sandra.get("/meine/konferenzen").text
    assert "Sie können zu Hause bleiben." in easy
    assert "Das ist Ihr Recht" not in easy
    assert path not in sit_down(kreis, "U07", "jugendamt").get("/start").text
    assert 404 == client.get(f"{path}/absagen").status_code
    assert 409 == post(client, f"{path}/absagen", stand="2").status_code
    assert 404 == post(sit_down(kreis, "U07", "jugendamt"), f"{path}/absagen", stand="2").status_code


def test_a_moved_conference_says_from_when_and_each_topic_its_time(kreis: Kreis) -> None:
    """On the page, on the invitation and for the family."""
    client = sit_down(kreis, "U01", "jobcenter")
    path = _planned(client, {"thema-1-dauer": "45"})
    form = re.findall(r'name="(thema-1[^"]*-id)" value="([^"]+)"', client.get(f"{path}/aendern").text)

    moved = {**PLAN, **dict(form), "stand": "1", "tag": "02.12.2026", "thema-1-dauer": "45"}
    assert 303 == _send(client, moved, path=f"{path}/aendern").status_code

    for page in (client.get(path).text, sit_down(kreis, "sandra.ahornwald", "family").get("/meine/konferenzen").text):
        assert "Der Termin ist neu. Früher war es: Di 01.12.2026, 13:00." in page
        assert "ab 13:00 Uhr, 45 Minuten" in page
    assert 200 == client.get(f"{path}/einladung.pdf?thema=1").status_code


def test_a_topic_with_minutes_is_named_where_it_was_taken_out(kreis: Kreis) -> None:
    """What is in the way, and what to do."""
    client = sit_down(kreis, "U01", "jobcenter")
    path = _planned(client)
    Scribe(kreis, "U01", MinutesWanted(path.rpartition("/")[2], 1)).saves(sentence("Der Plan bleibt."))

    answer = _send(client, {**PLAN, "stand": "1", "thema-1-familie": "FAM-2025-007"}, path=f"{path}/aendern")

    assert 422 == answer.status_code
    assert f"Zu {F01} gibt es schon ein Protokoll." in answer.text
    assert "Sie kann nicht mehr abgesagt werden." in post(client, f"{path}/absagen", stand="1").text


@pytest.mark.parametrize("said", ["4", "721", "halb", "-5", "٤٥"])
def test_a_time_that_is_none_is_said_at_its_field(kreis: Kreis, said: str) -> None:
    """In minutes, from 5 to 720."""
    answer = _send(sit_down(kreis, "U01", "jobcenter"), {**PLAN, "thema-1-dauer": said})

    assert 422 == answer.status_code
    assert 'href="#thema-1-dauer"' in answer.text
