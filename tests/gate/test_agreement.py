"""What both agencies agree to keep closer, on real families: gone at the next look, and back for nobody unasked."""

from dataclasses import replace
from datetime import date, timedelta

from hub.casework.opening import list_own
from hub.terms.families import Asked
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from tests.gate.ahead import answer, persons, really
from tests.rulebook.changing import HEALTH, in_force, wider

ALINA = FamilyNumber("FAM-2026-008")
PLANNING = replace(HEALTH, purpose=Purpose.FAM_JOINT_SUPPORT)
"""Alina said yes (C33): her coach may know about her health, to plan together."""
BACK = date(2027, 1, 4)


def _health(kreis, ref="U03"):
    """The values about health of the other agency that a member of staff is shown, and the blanks instead."""
    disclosure = kreis.open(ref, ALINA)
    shown = [value for value in disclosure.projection.shown if value.field == "accessibility_need"]
    return [value for value in shown if value.owner == "jugendamt"], disclosure


def test_a_closer_rule_takes_the_cell_away_at_the_next_look(kreis):
    """No restart, no withdrawal: it was there, and on the day it is gone, for the deputy of the coach too."""
    before, _ = _health(kreis)

    in_force(kreis, PLANNING)

    after, disclosure = _health(kreis)
    assert (1, 0) == (len(before), len(after))
    assert disclosure.projection.shown


def test_consents_given_stay_as_they_were_signed(kreis):
    """Check 59: no paper is touched, whatever the rule says of it."""
    papers = "select document, xmin from consent.paper order by consent_id"
    before = kreis.superuser().execute(papers).fetchall()

    in_force(kreis, PLANNING)
    in_force(kreis, wider(PLANNING, BACK))

    assert before == kreis.superuser().execute(papers).fetchall()


def test_a_wider_rule_shows_nobody_a_cell_more_without_a_new_yes(kreis):
    """Alina's yes stands and is older than the rule: what was closed in between opens only once she is asked anew."""
    in_force(kreis, PLANNING)
    in_force(kreis, wider(PLANNING, BACK))

    assert [] == _health(kreis)[0]


def test_whoever_is_asked_anew_and_says_yes_is_shown(kreis):
    """The rule is wider for what is signed from its day on."""
    in_force(kreis, PLANNING)
    in_force(kreis, wider(PLANNING, BACK))
    kreis.at += timedelta(days=1)

    _sign_anew(kreis)

    assert 1 == len(_health(kreis)[0])


def test_the_list_of_families_says_no_more_than_the_page(kreis):
    """What is worked out ahead for lists knows no agreement: the rules alone decide there."""
    in_force(kreis, PLANNING)
    in_force(kreis, wider(PLANNING, BACK))
    who = kreis.principal("U03")

    listed = list_own(kreis.house("jobcenter"), who, Purpose.FAM_JOINT_SUPPORT, Asked(limit=25), kreis.at)

    assert ALINA in {one.number for one in listed.lines}


def _sign_anew(kreis):
    """A paper like C33, worded and signed under the wider rule."""
    alina = persons(kreis, ALINA)["F10-1"]
    said = answer(kreis, [alina], {alina: True}, "U03", categories=["health"], level="full")
    really(kreis, "U03", ALINA, [("C33-NEU", said)])


def test_keys_follow_the_agreement_at_the_next_paper(kreis):
    """What no function of an agency may see any more is wrapped for it no more; decisions shut it before that."""
    in_force(kreis, PLANNING)
    assert 1 == _wrapped(kreis)
    alina = persons(kreis, ALINA)["F10-1"]

    said = answer(kreis, [alina], {alina: True}, "U03", categories=["housing"], level="full")
    really(kreis, "U03", ALINA, [("C33-WOHNEN", said)])

    assert 0 == _wrapped(kreis)


def _wrapped(kreis):
    """Keys of the Jugendamt to what is about Alina's health that the Jobcenter can open now."""
    statement = (
        "select count(*) from record.key_wrapping w join record.key k using (tenant_id, key_id)"
        " join core.family f on f.family_id = k.family_id where f.number = %s and k.category = 'health'"
        " and k.owner = 'jugendamt' and w.holder = 'jobcenter' and w.until > %s"
    )
    return kreis.superuser().execute(statement, (ALINA, kreis.at)).fetchone()[0]
