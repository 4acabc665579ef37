"""Staff enter a withdrawal or a mistake: real pages over the demo Kreis."""

import re
from datetime import timedelta

import pytest

from hub.terms.lists import Owner
from tests.kreis import F01
from tests.web.houses import post, sit_down

Z2 = "zweck=fam_joint_support"
C01 = f"/familien/{F01}/einwilligungen/C01"
NOW = {"wer": "F01-1", "weg": "phone", "tag": "16.11.2026", "uhrzeit": "08:00", "umfang": "alles"}


@pytest.fixture
def coach(kreis):
    """The Jobcoach of F01, at their own address."""
    return sit_down(kreis, "U01", "jobcenter")


def _of_sandra(kreis):
    """What the Jobcoach sees of the Jugendamt about Sandra alone."""
    shown = kreis.open("U01").projection
    return {
        value.category
        for value in shown.shown
        if value.owner is Owner.JUGENDAMT and ["F01-1"] == [shown.people[one] for one in value.persons]
    }


def _kept(kreis, ref="C01"):
    return (
        kreis.superuser()
        .execute(
            "select w.document from consent.withdrawal w join consent.paper p using (tenant_id, consent_id)"
            " where p.ref = %s order by w.ordinal",
            (ref,),
        )
        .fetchall()
    )


def test_a_withdrawal_by_phone_is_in_force_and_says_what_is_not_seen_any_more(kreis, coach):
    """Two steps, no reason; the page says who sees what no more, and the next look shows it."""
    assert _of_sandra(kreis)

    answer = post(coach, f"{C01}/widerruf?{Z2}", **NOW)

    said = coach.get(answer.headers["Location"]).text
    assert 303 == answer.status_code
    assert "Ab jetzt sieht Jonas Kranichfeld" in said
    assert "Sandra Ahornwald hat zurückgenommen" in said
    assert not _of_sandra(kreis)


def test_it_asks_no_reason_and_the_page_offers_it(coach):
    """Nothing on the form asks why; the consents page leads there."""
    form = coach.get(f"{C01}/widerruf?{Z2}").text

    assert f"{C01}/widerruf?{Z2}" in coach.get(f"/familien/{F01}/einwilligungen?{Z2}").text
    assert {"wer", "weg", "tag", "uhrzeit", "umfang"} <= {name for name in NOW if f'name="{name}"' in form}
    assert "textarea" not in form


def test_sent_twice_it_is_one_withdrawal(kreis, coach):
    """A double click leads to the same page."""
    first, second = (post(coach, f"{C01}/widerruf?{Z2}", **NOW) for _ in range(2))

    assert [303, 303] == [first.status_code, second.status_code]
    assert 1 == len(_kept(kreis))


def test_a_part_takes_only_that(kreis, coach):
    """One category for one person; the paper says so (D29)."""
    before = _of_sandra(kreis)

    post(coach, f"{C01}/widerruf?{Z2}", **{**NOW, "umfang": "teil", "kategorie": "help_type"})

    assert {"help_type"} == {str(one) for one in before - _of_sandra(kreis)}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"uhrzeit": "23:59"}, "liegt in der Zukunft"),
        ({"tag": "31.12.2024"}, "liegt vor der Zustimmung"),
        ({"tag": "31.02.2026"}, "Tag und Uhrzeit"),
        ({"wer": "F01-2"}, "wer zurücknimmt"),
        ({"wer": "F02-1"}, "wer zurücknimmt"),
        ({"weg": "portal"}, "wie der Widerruf ankam"),
        ({"umfang": "teil"}, "welcher Teil"),
        ({"umfang": "teil", "kategorie": "health"}, "welcher Teil"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(kreis, coach, wrong, said):
    """Each at its place; a child that signed nothing, another family's mother, a category that is not in the paper."""
    answer = post(coach, f"{C01}/widerruf?{Z2}", **{**NOW, **wrong})

    assert (422, True, []) == (answer.status_code, said in answer.text, _kept(kreis))


def test_a_later_entry_counts_from_its_receipt_and_names_the_looks_in_between(kreis, coach):
    """The look at eight, the receipt before it, the entry at nine: for the data protection officer it is listed."""
    kreis.open("U01")
    kreis.at += timedelta(hours=1)

    post(coach, f"{C01}/widerruf?{Z2}", **{**NOW, "tag": "15.11.2026", "uhrzeit": "18:30"})

    rows = kreis.house("oversight").db.rows("select * from consent.looks_before_entry(%s)", (kreis.at - timedelta(2),))
    assert {("C01", "jobcoach")} == {(row[2], row[7]) for row in rows}
    assert all(row[3] <= row[8] < row[4] for row in rows)


@pytest.mark.parametrize("ref", ["C06", "C99", "C01%00"])
@pytest.mark.parametrize("page", ["widerruf", "irrtum"])
def test_a_consent_of_others_is_as_if_it_were_not_there(kreis, coach, ref, page):
    """Of another family, of none: the same bytes, to look and to enter."""
    unknown = f"/familien/FAM-2025-999/einwilligungen/C01/{page}?{Z2}"
    path = f"/familien/{F01}/einwilligungen/{ref}/{page}?{Z2}"

    looks = [coach.get(one) for one in (unknown, path)]
    entries = [post(coach, one, **NOW, grund="wrong_person") for one in (unknown, path)]

    assert [(404, looks[0].data)] * 2 == [(one.status_code, one.data) for one in looks]
    assert [(404, entries[0].data)] * 2 == [(one.status_code, one.data) for one in entries]


def test_whoever_has_not_the_case_cannot_enter_one(kreis):
    """A Jobcoach of another team gets the usual page, and nothing is kept."""
    stranger = sit_down(kreis, "U04", "jobcenter")

    assert 404 == post(stranger, f"{C01}/widerruf?{Z2}", **NOW).status_code
    assert [] == _kept(kreis)


def test_a_mistake_keeps_the_entry_and_opens_nothing(kreis, coach):
    """With a reason of the list; without one nothing happens (check 29)."""
    refused = post(coach, f"{C01}/irrtum?{Z2}")
    before = _of_sandra(kreis)

    answer = post(coach, f"{C01}/irrtum?{Z2}", grund="entered_twice")

    page = coach.get(f"/familien/{F01}/einwilligungen?{Z2}").text
    assert (422, 303, True, set()) == (refused.status_code, answer.status_code, bool(before), _of_sandra(kreis))
    assert "Irrtümlich erfasst, gilt nicht seit dem 16.11.2026" in page


def test_what_was_taken_back_cannot_be_called_a_mistake(kreis, coach):
    """It would only tell less about a no that stays valid."""
    post(coach, f"{C01}/widerruf?{Z2}", **NOW)

    answer = post(coach, f"{C01}/irrtum?{Z2}", grund="not_said")

    assert (422, True) == (answer.status_code, "fragen Sie die Person neu" in answer.text)


def test_who_looked_before_confirms_what_became_of_it(kreis, coach):
    """Each named recipient who looked while it counted stands in the list until their agency has answered (D28)."""
    page = f"/familien/{F01}/nach-widerruf?{Z2}"
    kreis.open("U01")
    post(coach, f"{C01}/widerruf?{Z2}", **NOW)
    asked = coach.get(page).text
    [key] = set(re.findall('name="was" value="([^"]+)"', asked))
    at_the_asd = sit_down(kreis, "U07", "jugendamt")

    for browser in (at_the_asd, coach, coach):
        post(browser, page, was=key, antwort="deleted")

    assert 'dir="auto">Jonas Kranichfeld, ' in asked
    assert "Art. 19 DSGVO" in asked
    assert "Gelöscht. (Mo 16.11.2026, 08:00)" in coach.get(page).text
    rows = (
        kreis.superuser()
        .execute(
            "select r.agency, r.answer, e.agency from consent.recall r"
            " join ledger.entry e on e.entry_id = r.answer_entry"
        )
        .fetchall()
    )
    assert [("jobcenter", "deleted", "jobcenter")] == rows
    assert 404 == sit_down(kreis, "U04", "jobcenter").get(page).status_code
