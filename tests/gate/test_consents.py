"""Taking consent back: from the commit on nobody sees more than is still open, and keys go with it."""

from datetime import timedelta

import pytest

from hub.consent.papers import Withdrawal
from hub.gate.consents import NoSuchConsent, TakenBack, take_withdrawal
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Category, Owner
from hub.terms.reasons import Reason
from tests.kreis import F01, demo
from tests.whole import open_payload

WRAPPINGS = """
    select array(select p.ref from record.subject s join core.person p using (person_id)
                 where s.subjects_id = k.subjects_id order by p.ref), k.category, k.level, w.holder, k.key_id::text
    from record.key_wrapping w join record.key k using (key_id)
    where w.basis not in ('own', 'statute') and w.until > %s and w.since <= %s
"""
EPOCH = "select consent_epoch from core.family where number = %s"


def _sandra(kreis):
    [(person,)] = kreis.superuser().execute("select person_id::text from core.person where ref = 'F01-1'").fetchall()
    return person


def _take_back(kreis, ref="C01", number=F01, **narrower):
    """Sandra takes a consent back at the Jobcenter's desk, a minute after the last act."""
    kreis.at += timedelta(minutes=1)
    house, coach = kreis.house("jobcenter"), kreis.principal("U01")
    withdrawal = Withdrawal(_sandra(kreis), kreis.at, Agency.JOBCENTER, **narrower)
    return take_withdrawal(house, coach, kreis.at, TakenBack(number, ref, withdrawal))


def _shown(disclosure, owner):
    """Who and what is shown of an owner's part."""
    people = disclosure.projection.people
    return {
        (people[person], value.category)
        for value in disclosure.projection.shown
        for person in value.persons
        if value.owner is owner and len(value.persons) == 1
    }


def _wrapped(kreis, at=None):
    """Keys of F01 that some consent has wrapped at an instant: whom they are about, category, level, holder."""
    rows = kreis.superuser().execute(WRAPPINGS, (at or kreis.at, at or kreis.at)).fetchall()
    return {(tuple(persons), *rest) for persons, *rest in rows if persons[0].startswith("F01")}


def test_what_was_taken_back_is_gone_at_the_next_look(every_kreis):
    """At once: of Sandra's own data the Jobcoach sees nothing of the Jugendamt any more, of the children all of it."""
    kreis = every_kreis
    before = _shown(kreis.open("U01"), Owner.JUGENDAMT)

    _take_back(kreis)

    after = kreis.open("U01")
    assert {one for one in before if one[0] != "F01-1"} == _shown(after, Owner.JUGENDAMT)
    assert {person for person, _ in before} == {"F01-1", "F01-2", "F01-3"}


def test_the_blank_says_that_it_was_taken_back(kreis):
    """By whom and when."""
    _take_back(kreis)

    after = kreis.open("U01").projection

    blank = next(
        one for one in after.blanks if after.people[one.person] == "F01-1" and one.category is Category.CONTACT
    )
    assert Reason.CONSENT_WITHDRAWN is blank.reason
    assert kreis.at.date() == blank.on
    assert ["F01-1"] == [after.people[one] for one in blank.signers]


@pytest.mark.parametrize("days", [0, 30, 70])
def test_keys_go_with_the_consent_and_no_others_do(kreis, days):
    """A key stays wrapped exactly where, for everybody it is about, another consent names category and agency."""
    before = _wrapped(kreis, kreis.at + timedelta(days=days))

    _take_back(kreis)

    after = _wrapped(kreis, kreis.at + timedelta(days=days))
    assert {one for one in before if _is_open(kreis, one)} == after
    assert after < before


def _is_open(kreis, wrapping):
    """By the words of the demo file, read anew: C02, C03 and C04 are what is left."""
    persons, category, _, holder, _ = wrapping
    left = [one for one in demo()["families"][0]["consents"] if one["id"] in ("C02", "C03", "C04")]
    return all(
        any(
            person in one["for"]
            and category in one["categories"]
            and holder in {kreis.principal(name.removeprefix("staff:")).agency for name in one["recipients"]}
            for one in left
        )
        for person in persons
    )


def test_open_tickets_are_void(kreis):
    """The family's epoch grows by one."""
    [(before,)] = kreis.superuser().execute(EPOCH, (F01,)).fetchall()

    _take_back(kreis)

    assert [(before + 1,)] == kreis.superuser().execute(EPOCH, (F01,)).fetchall()


def test_a_withdrawal_is_an_entry(kreis):
    """What was taken back, by whom and when it was received; it concerns both agencies."""
    entry = _take_back(kreis)

    [(event, controllers)] = kreis.superuser().execute(
        "select event, controllers from ledger.index where entry_id = %s", (entry,)
    )
    said = open_payload(kreis.superuser(), kreis.keys, entry)
    assert ("consent.withdrawn", {"jobcenter", "jugendamt"}) == (event, set(controllers))
    assert ["C01"] == said["decision"]["consents"]
    assert [_sandra(kreis)] == said["subject"]["persons"]
    assert kreis.at.isoformat() == said["access"]["received_at"]


def test_a_narrower_withdrawal_takes_only_what_it_names(kreis):
    """One category; the others stay as they were (D29)."""
    before = _shown(kreis.open("U01"), Owner.JUGENDAMT)

    _take_back(kreis, categories=frozenset({Category.HELP_TYPE}))

    after = _shown(kreis.open("U01"), Owner.JUGENDAMT)
    assert {("F01-1", Category.HELP_TYPE)} == before - after
    wrapped = {(category, holder) for persons, category, _, holder, _ in _wrapped(kreis) if persons == ("F01-1",)}
    assert ("help_type", "jobcenter") not in wrapped
    assert ("help_goals", "jobcenter") in wrapped


def test_the_other_agencys_view_is_not_touched(kreis):
    """C03 is for the ASD worker; taking C01 back does not narrow it."""
    before = _shown(kreis.open("U07"), Owner.JOBCENTER)

    _take_back(kreis)

    assert before == _shown(kreis.open("U07"), Owner.JOBCENTER)


@pytest.mark.parametrize(("ref", "number"), [("C99", F01), ("C01", FamilyNumber("FAM-2025-999"))])
def test_what_is_not_there_cannot_be_taken_back(kreis, ref, number):
    """And nothing is written."""
    [(before,)] = kreis.superuser().execute("select count(*) from ledger.entry").fetchall()

    with pytest.raises(NoSuchConsent):
        _take_back(kreis, ref, number)

    assert [(before,)] == kreis.superuser().execute("select count(*) from ledger.entry").fetchall()


def test_taking_back_twice_is_no_error(kreis):
    """The second word changes nothing, and both are kept."""
    _take_back(kreis)
    once = _shown(kreis.open("U01"), Owner.JUGENDAMT)

    _take_back(kreis)

    assert once == _shown(kreis.open("U01"), Owner.JUGENDAMT)
    taken_back = "join consent.paper p using (tenant_id, consent_id) where p.ref = 'C01'"
    kept = f"select count(*) from consent.withdrawal w {taken_back}"
    assert [(2,)] == kreis.superuser().execute(kept).fetchall()
