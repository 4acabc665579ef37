"""Whoever moves from one agency to the other takes no case along."""

import pytest

from hub.casework.opening import list_assigned, list_own, open_family
from hub.gate.clerk import notice
from hub.gate.lists import Asker, Stretch
from hub.gate.store import weigh_families
from hub.identity.store import load_recipient_rows, load_team_rows, load_ties
from hub.terms.families import Asked
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Effect, Owner, Purpose
from hub.terms.writing import NoteKind
from tests.attacks.by_hand import family_id
from tests.casework.desks import desk_of, new_key, occasion
from tests.gate.listed import FIELDS
from tests.kreis import F01, cases_of

F02 = FamilyNumber("FAM-2025-007")
JOINT = Purpose.FAM_JOINT_SUPPORT
LENT = (
    "insert into identity.deputy (tenant_id, staff_id, family_id, stands_in_for, since, until, reason, entered_for)"
    " select f.tenant_id, %s, f.family_id, s.staff_id, %s, date '2026-11-30', 'Urlaub', %s"
    " from core.family f join identity.staff s using (tenant_id) where f.number = %s and s.ref = %s"
)
GIVEN = (
    "insert into identity.assignment (tenant_id, family_id, staff_id, since, until, entered_for)"
    " select tenant_id, family_id, %s, %s, 'infinity', %s from core.family where number = %s"
)
TAKEN = (
    "update identity.assignment a set until = date '2026-11-15' from core.family f, identity.staff s"
    " where f.family_id = a.family_id and s.staff_id = a.staff_id and f.number = %s and s.ref = %s"
)
DRAFTS = "select box from record.load_drafts(%s, %s, %s, %s)"
ENDED = "update identity.post set until = date '2026-11-14' where staff_id = %s"
BEGUN = (
    "insert into identity.post (tenant_id, post_id, staff_id, role, unit, served_by, since, until, team)"
    " select tenant_id, gen_random_uuid(), %s, role, unit, served_by, date '2026-11-15', 'infinity', team"
    " from identity.post where role = %s limit 1"
)


def _move(kreis, role, ref="U01"):
    """Somebody leaves their post on 14 November and begins in another one the day after."""
    superuser, staff = kreis.superuser(), kreis.principal(ref).id
    superuser.execute(ENDED, (staff,))
    superuser.execute(BEGUN, (staff, role))
    return staff


@pytest.mark.parametrize("purpose", [Purpose.SGB8_HELP_PLANNING, Purpose.SGB8_CHILD_PROTECTION, JOINT])
def test_a_jobcoach_who_moves_to_the_asd_finds_no_family_there(every_kreis, purpose):
    """Neither by a page nor by a list, a search or the start page (§ 35 Abs. 1 S. 2 SGB I)."""
    _move(every_kreis, "asd_worker")
    who, house, at = every_kreis.principal("U01", "jugendamt"), every_kreis.house("jugendamt"), every_kreis.at

    assert Effect.DENY is open_family(house, who, F01, purpose, at).effect
    assert () == list_assigned(house, who, at)
    for asked in (Asked(), Asked(F01)):
        assert () == list_own(house, who, JOINT, asked, at).lines


def test_who_has_both_posts_has_at_each_agency_its_own_cases_alone(kreis):
    """Two posts at once are no key to both sides."""
    superuser, staff = kreis.superuser(), kreis.principal("U01").id
    superuser.execute(BEGUN, (staff, "asd_worker"))
    jobcoach, asd = kreis.principal("U01", "jobcenter"), kreis.principal("U01", "jugendamt")

    assert cases_of("U01") == list_assigned(kreis.house("jobcenter"), jobcoach, kreis.at)
    assert () == list_assigned(kreis.house("jugendamt"), asd, kreis.at)
    assert Effect.DENY is open_family(kreis.house("jugendamt"), asd, F01, JOINT, kreis.at).effect


def test_asked_at_another_address_a_tie_is_that_of_the_own_agency(kreis):
    """In a conference the process of one agency asks about the staff of the other."""
    asd, strangers = kreis.principal("U07"), kreis.house("jobcenter").db

    ties = load_ties(strangers, cases_of("U07")[0], (asd,), kreis.at)

    assert ties.mandates[asd.id].assigned


def test_a_case_that_is_given_to_them_there_is_theirs(kreis):
    """From the day on which the new agency assigned it."""
    staff = _move(kreis, "asd_worker")
    kreis.superuser().execute(GIVEN, (staff, "2026-11-16", "jugendamt", F01))
    who, house = kreis.principal("U01", "jugendamt"), kreis.house("jugendamt")

    assert (F01,) == list_assigned(house, who, kreis.at)
    assert Effect.DENY is not open_family(house, who, F01, Purpose.SGB8_HELP_PLANNING, kreis.at).effect


def test_a_case_that_the_old_agency_gave_in_advance_is_not_theirs(kreis):
    """It was entered by the Jobcenter for a day that came after they had left."""
    staff = _move(kreis, "asd_worker")
    superuser = kreis.superuser()
    superuser.execute("delete from identity.assignment where staff_id = %s", (staff,))
    superuser.execute(GIVEN, (staff, "2026-11-16", "jobcenter", F01))
    superuser.execute(LENT, (staff, "2026-11-16", "jobcenter", F01, "U02"))
    who, house = kreis.principal("U01", "jugendamt"), kreis.house("jugendamt")

    assert () == list_assigned(house, who, kreis.at)
    assert Effect.DENY is open_family(house, who, F01, Purpose.SGB8_HELP_PLANNING, kreis.at).effect


def test_another_post_at_the_same_agency_keeps_the_cases(kreis):
    """Who becomes the coordinator stays with the families that are theirs."""
    _move(kreis, "fam_coordinator")
    who, house = kreis.principal("U01", "jobcenter"), kreis.house("jobcenter")

    assert cases_of("U01") == list_assigned(house, who, kreis.at)
    assert Effect.DENY is not open_family(house, who, F01, JOINT, kreis.at).effect


def test_who_comes_back_has_none_of_the_old_cases(kreis):
    """What was theirs before they went to the other agency is not theirs again by itself."""
    staff = _move(kreis, "asd_worker")
    superuser = kreis.superuser()
    superuser.execute(
        "update identity.post set until = date '2026-11-15' where staff_id = %s and since = '2026-11-15'", (staff,)
    )
    superuser.execute(BEGUN.replace("2026-11-15", "2026-11-16"), (staff, "jobcoach"))
    who, house = kreis.principal("U01", "jobcenter"), kreis.house("jobcenter")

    assert () == list_assigned(house, who, kreis.at)
    assert Effect.DENY is open_family(house, who, F01, JOINT, kreis.at).effect


def test_a_grant_to_stand_in_is_not_taken_along_either(kreis):
    """It was for a colleague of the agency that they left."""
    staff = _move(kreis, "asd_worker")
    kreis.superuser().execute("delete from identity.assignment where staff_id = %s", (staff,))
    for begun in ("2026-11-10", "2026-11-16"):
        kreis.superuser().execute(LENT, (staff, begun, None, F01, "U02"))
    who, house = kreis.principal("U01", "jugendamt"), kreis.house("jugendamt")

    assert () == list_assigned(house, who, kreis.at)
    assert Effect.DENY is open_family(house, who, F01, Purpose.SGB8_HELP_PLANNING, kreis.at).effect


def test_nobody_stands_in_for_whose_case_it_is_no_more(kreis):
    """A grant runs until the end of the month; the colleague lost the case before."""
    superuser, who, house = kreis.superuser(), kreis.principal("U04"), kreis.house("jobcenter")
    superuser.execute(LENT, (who.id, "2026-11-10", "jobcenter", F01, "U01"))
    before = list_assigned(house, who, kreis.at)

    superuser.execute(TAKEN, (F01, "U01"))

    assert (F01,) == before
    assert () == list_assigned(house, who, kreis.at)
    assert Effect.DENY is open_family(house, who, F01, JOINT, kreis.at).effect


def test_the_family_is_not_told_that_a_moved_jobcoach_works_with_it_at_the_asd(kreis):
    """Neither to the family nor to a colleague who is asked whom a paper may name."""
    known = load_ties(kreis.house("jobcenter").db, F01, (kreis.principal("U02"),), kreis.at).family
    asd, db = kreis.principal("U07"), kreis.house("jugendamt").db
    before = {row[1] for row in load_team_rows(kreis.house("family").db, known, kreis.at)}
    staff = _move(kreis, "asd_worker")

    named = [row for row in load_recipient_rows(db, known, asd, kreis.at) if row[0] == staff]

    assert "U01" in before
    assert "U01" not in {row[1] for row in load_team_rows(kreis.house("family").db, known, kreis.at)}
    assert not any(row[-1] for row in named)


def test_a_draft_is_not_opened_by_whoever_left(kreis):
    """Neither where it was written nor where they are now."""
    assert desk_of(kreis, "U01").keep(occasion(kreis, "U01"), NoteKind.RECORD, {"text": ["Nur für mich"]}, new_key())
    whose = (kreis.principal("U01").id, family_id(kreis.superuser()), kreis.at, kreis.at.date())

    def drafts(group):
        return len(kreis.connect(f"hub_{group}").execute(DRAFTS, whose).fetchall())

    assert 1 == drafts("jobcenter")
    _move(kreis, "asd_worker")
    assert 0 == drafts("jobcenter") == drafts("jugendamt")


def _shown_of(kreis, ref, group, owner):
    """The cells of an owner that somebody sees of the second family, by its page and by their list."""
    who, house = kreis.principal(ref, group), kreis.house(group)
    page = open_family(house, who, F02, JOINT, kreis.at).projection
    asker = Asker(who, JOINT, kreis.at, "list")
    [line] = [one for one in weigh_families(house, asker, frozenset(FIELDS), Stretch("", 99)) if one.number == F02]
    return [cell for cell in page.shown if cell.owner is owner], line


def test_a_paper_that_names_somebody_of_the_asd_means_nobody_at_the_jobcenter(kreis):
    """It names U07, and means the Jugendamt; as a Jobcoach they are another recipient, until the family says so."""
    coach, _ = _shown_of(kreis, "U01", "jobcenter", Owner.JUGENDAMT)
    _move(kreis, "jobcoach", "U07")
    kreis.superuser().execute(GIVEN, (kreis.principal("U07", "jobcenter").id, "2026-11-16", "jobcenter", F02))

    moved, line = _shown_of(kreis, "U07", "jobcenter", Owner.JUGENDAMT)

    assert coach
    assert [] == moved
    assert line.stale
    assert not any(cell.owner is Owner.JUGENDAMT for cell in line.seen)


def test_the_clerk_reminds_no_agency_of_a_case_that_a_moved_worker_left_behind(kreis):
    """The Jugendamt has nobody for this family any more; the Jobcoach who is there now does not make it theirs."""
    for ref in {"U07", "U08"}:
        kreis.superuser().execute(TAKEN, (F02, ref))
    _move(kreis, "asd_worker")

    notice(kreis.house("clerk"), kreis.at)

    kept = "select t.agency from consent.task t join core.family f using (tenant_id, family_id) where number = %s"
    assert {("jobcenter",)} == set(kreis.superuser().execute(kept, (F02,)))  # the lead has the case there
