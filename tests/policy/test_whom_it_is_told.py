"""What is said of a value that is withheld depends on who asks, and on what was said to them and to nobody else."""

from dataclasses import replace
from datetime import date

import pytest

from hub.policy.decide import decide, why_not
from hub.policy.policies import Measure
from hub.terms.access import Context, Mandate, Obstacle, Outline
from hub.terms.ids import StaffId
from hub.terms.lists import Agency, BlankReason, Category, Level, Owner, Purpose, Role
from hub.terms.people import Area, FamStatus, Holding, Person
from hub.terms.principals import Principal
from hub.terms.reasons import Reason
from tests.policy.staff import COACH, PARENT, TEACHER, TIED, TRAINER, WORKER, drawn
from tests.policy.worlds import (
    CATALOGUE,
    CHILD,
    FAMILY,
    GRANDFATHER,
    MOTHER,
    POLICIES,
    alone,
    cell,
    look,
    mask,
    release,
)

SHARED, CONFERENCE, THEIRS = Purpose.FAM_JOINT_SUPPORT, Purpose.CASE_CONFERENCE, Purpose.DATA_SUBJECT_ACCESS
GOALS = cell("sgb8_help_goals_released", MOTHER)
STRANGER = Principal(StaffId(drawn("stranger")), "G09", Role.PARENT, Agency.FAMILY)


def told(request, one=GOALS, family=FAMILY) -> Reason:
    """Why this one is withheld, for the log."""
    return why_not(POLICIES, request, Outline(family, (one,)), one).reason


@pytest.mark.parametrize(
    ("who", "purpose", "expected"),
    [
        (TEACHER, CONFERENCE, Reason.CONSENT_MISSING),
        (TEACHER, THEIRS, Reason.OTHERS_DATA),
        (PARENT, CONFERENCE, Reason.OTHERS_DATA),
        (PARENT, THEIRS, Reason.OTHERS_DATA),
        (STRANGER, CONFERENCE, Reason.OTHERS_DATA),
        (COACH, SHARED, Reason.CONSENT_MISSING),
    ],
)
def test_a_guest_of_a_conference_is_told_like_an_agency_and_a_relative_like_one(who, purpose, expected):
    """Of a child's goals: a consent is missing, or they are another's; a guest who asks for herself is a relative."""
    context = Context({**TIED, STRANGER.id: Mandate(assigned=True)})

    assert expected is told(look(who, purpose=purpose, context=context), cell("sgb8_help_goals_released", CHILD))


def test_while_a_restore_is_pending_that_is_the_reason():
    """Not that it is another's: it was open yesterday and may be so tomorrow (G7)."""
    request = look(COACH, release(COACH, MOTHER, CATALOGUE.all))
    pending = replace(request, context=replace(request.context, restore_pending=True))

    assert Reason.RESTORE_PENDING is told(pending)
    assert {Reason.RESTORE_PENDING} == {one.reason for one in decide(POLICIES, pending, Outline(FAMILY)).blanks}


def _met(*obstacles: Obstacle, **more):
    return look(COACH, context=Context(TIED, (), obstacles), **more)


def _no(reason=Reason.CONSENT_REFUSED, to=COACH, purpose=SHARED, **more):
    given = {"person": MOTHER, "fields": mask("sgb8_help_goals_released"), "on": date(2026, 11, 2)}
    return Obstacle(recipient=to.id, purpose=purpose, reason=reason, **{**given, **more})


def test_what_was_said_to_another_or_for_another_purpose_is_told_to_nobody():
    """Neither in the log nor by a blank."""
    assert Reason.CONSENT_REFUSED is told(_met(_no()))
    for foreign in (_no(to=WORKER), _no(purpose=CONFERENCE), _no(person=CHILD), _no(fields=mask("fam_goal"))):
        assert Reason.CONSENT_MISSING is told(_met(foreign))
    assert BlankReason.CONSENT_REFUSED is _blank(_met(_no())).reason.blank
    for foreign in (_no(to=WORKER), _no(purpose=CONFERENCE), _no(person=CHILD), _no(fields=mask("fam_goal"))):
        assert BlankReason.CONSENT_MISSING is _blank(_met(foreign)).reason.blank


def test_a_third_person_who_agreed_to_another_field_has_not_agreed_to_this_one():
    """So they are the reason still (B4)."""
    both = cell("sgb8_help_goals_released", MOTHER, GRANDFATHER)
    other, this = (release(COACH, GRANDFATHER, mask(name)) for name in ("fam_goal", "sgb8_help_goals_released"))

    assert Reason.THIRD_PARTY is told(look(COACH, other), both)
    assert Reason.CONSENT_MISSING is told(look(COACH, this), both)


def test_only_rules_that_ask_for_a_consent_to_this_field_are_named():
    """Not those that open another, nor those that need none."""
    own = next(one for one in POLICIES.policies if one.id == "own-task")
    plain = replace(own, when=(), unless=(), agencies=frozenset(), purposes=frozenset(), level=Level.PSEUDONYMISED)
    asks = replace(plain, id="asks", level=Measure.RELEASE, fields=mask("sgb8_help_goals_released"))
    other = replace(asks, id="other", fields=mask("fam_goal"))

    found = why_not(alone([plain, other, asks]), look(COACH), Outline(FAMILY, (GOALS,)), GOALS)

    assert (Reason.CONSENT_MISSING, ("asks",)) == found


def test_whoever_has_a_part_of_custody_is_told_of_that_part():
    """From fifteen the youth decides where the mother could ask; elsewhere it is simply not hers (F5, D19)."""
    custody = (Holding(MOTHER, areas=frozenset({Area.HEALTH})),)
    youth = Person(CHILD, "P2", born=date(2010, 11, 16), custody=custody)
    family = replace(FAMILY, persons=(FAMILY.persons[0], youth))
    asking = look(PARENT, purpose=THEIRS)
    health, home = (cell(name, CHILD, owner=Owner.JOBCENTER) for name in ("accessibility_need", "housing_situation"))

    assert Reason.YOUTH_DECIDES is told(asking, health, family)
    assert Reason.OTHERS_DATA is told(asking, home, family)


def test_a_providers_own_report_for_another_purpose_is_not_allowed_and_another_providers_is_not_its_own():
    """Whose a provider's value is, turns on the very provider (§ 67 Abs. 4 SGB X)."""
    asking = look(TRAINER, purpose=Purpose.PROVIDER_SERVICE)
    sealed = {"levels": 0}
    mine, other = (
        cell("provider_report", MOTHER, owner=Owner.PROVIDER, provider=one, **sealed) for one in (TRAINER.provider, "x")
    )

    assert told(asking, mine) is not told(asking, other)


def _blank(request, family=FAMILY):
    kind = (MOTHER, Category.HELP_GOALS, Owner.JUGENDAMT)
    drawn_ = decide(POLICIES, request, Outline(family)).blanks
    [found] = [one for one in drawn_ if (one.person, one.category, one.owner) == kind]
    return found


def test_of_several_noes_a_blank_tells_the_most_telling_and_of_equals_the_latest():
    """A refusal before what has run out; the day is that of the last one; what a blank cannot say comes last."""
    old, new = _no(on=date(2026, 3, 1)), _no(on=date(2026, 10, 1))
    ended, unproven = _no(Reason.CONSENT_EXPIRED), _no(Reason.CUSTODY_UNPROVEN)

    for given in ((old, new, ended, unproven), (unproven, ended, new, old)):
        found = _blank(_met(*given))
        assert (Reason.CONSENT_REFUSED, date(2026, 10, 1)) == (found.reason, found.on)
        assert Reason.CONSENT_EXPIRED is _blank(_met(*[one for one in given if one not in (old, new)])).reason
    assert Reason.CONSENT_EXPIRED is _blank(_met(ended, _no(Reason.CONSENT_EXPIRED, on=None))).reason
    assert date(2026, 11, 2) == _blank(_met(_no(Reason.CONSENT_EXPIRED, on=None), ended)).on


def test_before_admission_the_other_agency_sees_no_blank_until_the_first_consent():
    """The one that proposes does (I2); afterwards both do."""
    clearing = Purpose.FAM_ADMISSION
    proposed = replace(FAMILY, status=FamStatus.PROPOSED)
    yes = release(WORKER, GRANDFATHER, CATALOGUE.all, purpose=clearing, level=Level.NONE)

    def blanks(request, family):
        return decide(POLICIES, request, Outline(family)).blanks

    assert blanks(look(COACH, purpose=clearing), proposed)
    assert not blanks(look(WORKER, purpose=clearing), proposed)
    assert blanks(look(WORKER, yes, purpose=clearing), proposed)
    assert blanks(look(WORKER, purpose=clearing), replace(proposed, proposing=Owner.JUGENDAMT))
    assert not blanks(look(COACH, purpose=clearing), replace(proposed, proposing=Owner.JUGENDAMT))
    assert blanks(look(WORKER), FAMILY)


def test_whoever_owns_no_part_sees_no_blank():
    """A mother and a teacher are told of no gaps."""
    for who in (PARENT, TEACHER):
        for purpose in (CONFERENCE, THEIRS):
            assert () == decide(POLICIES, look(who, purpose=purpose), Outline(FAMILY)).blanks
