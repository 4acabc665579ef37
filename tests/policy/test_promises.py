"""What the decision promises for all rules, requests and families."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.policy.decide import admits, decide, why_not
from hub.policy.policies import Bearing, PolicySet
from hub.terms.access import AccessRequest, Act, Decision, Outline, OutlineCell
from hub.terms.answers import Blank
from hub.terms.ids import CellId, PersonId
from hub.terms.lists import Agency, Category, Effect, Level, Owner, Sensitivity
from hub.terms.reasons import Reason
from tests.amounts import examples
from tests.policy.crowds import crowded
from tests.policy.reference import level_for, read, shut, unknown_to
from tests.policy.reference import owner as owner_of
from tests.policy.staff import STAFF
from tests.policy.worlds import CATALOGUE, any_policy, any_request, outlines, rule_sets

thoroughly = settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
well = settings(max_examples=examples(80), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def levels(decision: Decision) -> dict[CellId, Level]:
    """What is shown, by cell."""
    return {shown.cell.cell: shown.level for shown in decision.shown}


def at_most(less: Decision, more: Decision) -> bool:
    """Nothing is shown in the first that is not shown in the second, at least as far."""
    known = levels(more)
    return all(level <= known.get(cell, Level.NONE) for cell, level in levels(less).items())


def unseen(policies: PolicySet, request: AccessRequest, outline: Outline) -> Iterator[tuple[PersonId, Category, Owner]]:
    """Where nothing that another owner could hold and a family could tick would be seen, cell by cell."""
    family, who = outline.family, request.principal
    assert family is not None
    if unknown_to(request, who, family):
        return
    for person, category, owner in product(family.participants, Category, Owner):
        confided = {Sensitivity.ENTRUSTED_65}
        fields = [f for f in CATALOGUE.fields if f.category is category and owner in f.owners and f.ceiling > 0]
        cells = [
            OutlineCell(CellId(UUID(int=0)), f.id, frozenset({person.id}), owner)
            for f in fields
            if f.sensitivity not in confided
        ]
        if category in {Category.NONE, Category.SINGLE_NOTE} or not cells:
            continue
        if who.agency in {Agency.FAMILY, Agency.EXTERNAL}:  # blanks are for those who could ask for consent
            continue
        mine = str(owner_of(cells[0], family)) == str(who.agency)
        if not mine and all(level_for(policies, request, who, family, cell) is Level.NONE for cell in cells):
            yield person.id, category, owner


@thoroughly
@given(rule_sets, st.one_of(st.tuples(any_request(), outlines), crowded(), crowded()))
def test_the_masks_mean_what_the_rules_say(policies: PolicySet, asked: tuple[AccessRequest, Outline]) -> None:
    """The engine and a slow second reading of the rules never differ in what is shown, nor how far."""
    request, outline = asked
    decision = decide(policies, request, outline)

    assert read(policies, request, outline) == levels(decision)


@well
@given(rule_sets, any_request(), outlines, st.data())
def test_withdrawing_consent_never_shows_more(
    policies: PolicySet, request: AccessRequest, outline: Outline, data: st.DataObject
) -> None:
    """Whatever the policies, less consent never means more data."""
    kept = tuple(release for release in request.context.releases if data.draw(st.booleans(), label="kept"))
    without = replace(request, context=replace(request.context, releases=kept))

    assert at_most(decide(policies, without, outline), decide(policies, request, outline))


@well
@given(rule_sets, any_request(), outlines, st.sampled_from(Level))
def test_allowing_less_never_shows_more(
    policies: PolicySet, request: AccessRequest, outline: Outline, level: Level
) -> None:
    """A person who lowers the level of a consent lowers what is seen, or leaves it as it was."""
    lowered = tuple(replace(release, level=min(level, release.level)) for release in request.context.releases)
    less = replace(request, context=replace(request.context, releases=lowered))

    assert at_most(decide(policies, less, outline), decide(policies, request, outline))


@well
@given(rule_sets, any_request(), outlines, any_policy(effect=Bearing.LIMIT))
def test_one_more_limit_never_shows_more(
    policies: PolicySet, request: AccessRequest, outline: Outline, limit: object
) -> None:
    """A new limit can be put in force at once; it opens nothing anywhere."""
    stricter = PolicySet((*policies.policies, limit), policies.roles, policies.fam_purposes, CATALOGUE)

    assert at_most(decide(stricter, request, outline), decide(policies, request, outline))


@well
@given(rule_sets, any_request(), outlines, st.sampled_from(STAFF))
def test_one_more_person_present_never_shows_more(
    policies: PolicySet, request: AccessRequest, outline: Outline, who: object
) -> None:
    """A shared screen shows what the least entitled person in the room may see."""
    together = replace(request, audience=(*request.audience, who))

    assert at_most(decide(policies, together, outline), decide(policies, request, outline))


@well
@given(rule_sets, any_request(), outlines)
def test_what_is_not_admitted_shows_nothing(policies: PolicySet, request: AccessRequest, outline: Outline) -> None:
    """The question asked before the outline is loaded never hides what would have been permitted, and never opens."""
    decision = decide(policies, request, outline)

    if not admits(policies, request):
        assert Effect.DENY is decision.effect
        assert not read(policies, request, outline)
    if decision.effect is Effect.DENY:
        assert (decision.shown, decision.blanks) == ((), ())


@well
@given(rule_sets, any_request(present=0), outlines)
def test_a_blank_stands_exactly_where_nothing_could_be_seen(
    policies: PolicySet, request: AccessRequest, outline: Outline
) -> None:
    """A blank comes from the catalogue: the record has no say in it, and a category that is seen has none."""
    decision = decide(policies, request, outline)

    drawn = {(blank.person, blank.category, blank.owner) for blank in decision.blanks}
    if request.act is Act.DISCLOSE and decision.effect is not Effect.DENY:
        assert set(unseen(policies, request, outline)) == drawn


@well
@given(rule_sets, any_request(present=0), outlines)
def test_where_no_consent_could_open_anything_no_blank_asks_for_one(
    policies: PolicySet, request: AccessRequest, outline: Outline
) -> None:
    """Outside the purposes of FAM, and while FAM is not open, no obstacle is told: not whose no, nor which paper."""
    assert outline.family is not None
    reason = shut(policies, request, outline.family)

    for blank in decide(policies, request, outline).blanks if reason else ():
        assert Blank(blank.person, blank.category, blank.owner, reason, ask=False) == blank


@well
@given(rule_sets, any_request(present=0), outlines)
def test_blanks_are_the_same_whatever_is_stored(policies: PolicySet, request: AccessRequest, outline: Outline) -> None:
    """A blank must not talk: filling or emptying the record does not move a single one."""
    empty = decide(policies, request, replace(outline, cells=()))
    filled = decide(policies, request, outline)

    if request.act is Act.DISCLOSE and filled.effect is not Effect.DENY:
        assert empty.blanks == filled.blanks


@well
@given(rule_sets, any_request(), outlines)
def test_the_others_are_the_reason_only_where_the_asker_alone_would_see(
    policies: PolicySet, request: AccessRequest, outline: Outline
) -> None:
    """Nobody is told that it is for somebody present what would be shut to themselves as well."""
    shown, alone = (levels(decide(policies, one, outline)) for one in (request, replace(request, audience=())))

    for cell in outline.cells:
        if cell.cell not in shown:
            reason = why_not(policies, request, outline, cell).reason
            assert (cell.cell in alone) is (reason is Reason.ATTENDEE_NOT_ENTITLED)


@well
@given(rule_sets, any_request(), outlines)
def test_everything_withheld_has_a_reason(policies: PolicySet, request: AccessRequest, outline: Outline) -> None:
    """Each cell is either shown with its norms and policies, or there is a code that says why not."""
    decision = decide(policies, request, outline)
    shown = levels(decision)

    assert all(item.because.policies for item in decision.shown)
    assert all(why_not(policies, request, outline, cell) for cell in outline.cells if cell.cell not in shown)
