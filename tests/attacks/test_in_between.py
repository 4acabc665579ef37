"""Somebody takes a consent back in the moment between the entry of a look and the look: no page breaks for it."""

import re

import pytest

from tests.attacks.families import withdraw
from tests.kreis import F01
from tests.web.houses import post, sit_down

Z2 = "zweck=fam_joint_support"
CASE = f"/familien/{F01}"
BACK = "select count(*) from consent.withdrawal join consent.paper using (consent_id) where ref = %s"
STAFF = {
    "the table of consents": f"{CASE}/einwilligungen?{Z2}",
    "one paper's receipt": f"{CASE}/einwilligungen/C01/beleg?{Z2}",
    "a withdrawal's form": f"{CASE}/einwilligungen/C01/widerruf?{Z2}",
    "talks": f"{CASE}/einwilligungen/gespraech?{Z2}",
    "a request": f"{CASE}/einwilligungen/anfrage?{Z2}",
    "after a withdrawal": f"{CASE}/nach-widerruf?{Z2}",
    "information": f"{CASE}/information?{Z2}",
    "a look ahead": f"{CASE}/einwilligungen/C01/probeblick?{Z2}",
    "tasks": "/aufgaben",
}
OWN = {
    "the first page": "/meine",
    "own consents": "/meine/zustimmungen",
    "questions": "/meine/zustimmungen/fragen",
    "taking back": "/meine/zustimmungen/C01/zuruecknehmen",
    "a look ahead": "/meine/zustimmungen/C01/probeblick",
    "a receipt": "/meine/zustimmungen/C01/beleg",
}


def _in_between(kreis, group, ref, by, moment=("read_cells", "read_page")):
    """Once, when this group's process is about to read values: somebody takes a consent back at the Jugendamt."""
    done = []

    def look(statement):
        kreis.statements.append(statement)
        if any(word in statement for word in moment) and not done:
            done.append(statement)
            withdraw(kreis, ref, by)

    kreis.house(group).db.observe = look
    return done


def _papers(kreis):
    """Of F01 those that somebody said yes to, with who."""
    statement = (
        "select c.ref, p.ref from consent.declaration d join consent.paper c using (tenant_id, consent_id)"
        " join core.person p on p.tenant_id = d.tenant_id and p.person_id = d.person_id"
        " join core.family f on f.family_id = c.family_id where f.number = %s and d.answer = 'yes' order by 1, 2"
    )
    return kreis.superuser().execute(statement, (F01,)).fetchall()


@pytest.mark.parametrize("path", STAFF.values(), ids=STAFF)
def test_a_page_of_staff_is_asked_anew(kreis, path):
    """200, with a second entry for the second look; what was read by the first is not shown."""
    coach = sit_down(kreis, "U01", "jobcenter")
    [(ref, by), *_] = _papers(kreis)
    done = _in_between(kreis, "jobcenter", ref, by)

    answer = coach.get(path)

    assert 200 == answer.status_code, answer.text
    assert done, "somebody came in between"


@pytest.mark.parametrize("path", OWN.values(), ids=OWN)
def test_a_page_of_a_family_is_asked_anew(kreis, path):
    """A mother looks at her page while the father rings up and takes his word back."""
    sandra = sit_down(kreis, "sandra.ahornwald", "family")
    done = _in_between(kreis, "family", *next(one for one in _papers(kreis) if one[0] != "C01"))

    answer = sandra.get(path)

    assert 200 == answer.status_code, answer.text
    assert done, "somebody came in between"


def test_a_talk_is_begun_while_a_consent_goes(kreis):
    """The list of whom to ask is made anew, and the talk is there once."""
    coach = sit_down(kreis, "U01", "jobcenter")
    [(ref, by), *_] = _papers(kreis)
    done = _in_between(kreis, "jobcenter", ref, by)

    answer = post(coach, f"{CASE}/einwilligungen/gespraech?{Z2}", wer="F01-1")

    assert (303, 1) == (answer.status_code, len(done))
    assert [(1,)] == kreis.superuser().execute("select count(*) from consent.talk").fetchall()


@pytest.mark.parametrize("moment", ["record.outline", "consent.papers", "ledger.append"])
def test_what_is_taken_back_is_not_called_a_mistake_in_the_same_moment(kreis, moment):
    """A mistake says nothing any more: with it the withdrawal would be gone, and what it shut could open."""
    coach = sit_down(kreis, "U01", "jobcenter")
    [(ref, by), *_] = _papers(kreis)
    path = f"{CASE}/einwilligungen/{ref}/irrtum?{Z2}"
    [token] = set(re.findall('name="csrf_token" value="([^"]+)"', coach.get(path).text))
    done = _in_between(kreis, "jobcenter", ref, by, (moment,))

    answer = coach.post(path, data={"grund": "not_said", "csrf_token": token})

    assert done, "somebody came in between"
    assert 422 == answer.status_code
    assert [] == kreis.superuser().execute("select 1 from consent.voided").fetchall()
    assert [(1,)] == kreis.superuser().execute(BACK, (ref,)).fetchall()
