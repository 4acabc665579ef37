"""What a change of the rules opens and closes: exact, the same both ways round, nothing where nothing changed."""

import random
import shutil
from dataclasses import replace
from functools import cache

import pytest

from hub.policy.compile import BITS, OWNER_BITS, program
from hub.policy.conditions import ON_REQUEST
from hub.policy.load import load_policies
from hub.policy.packing import at, up_to
from hub.policy.policies import Tie
from hub.policy.tables import table
from hub.rulebook.diff_text import DiffText, count_cells
from hub.rulebook.differing import Asked, changed_rules, differences
from hub.rulebook.spaces import ways_of_owning
from hub.rulebook.wording import load_wording
from hub.terms.access import Act
from hub.terms.lists import Agency, Level, Purpose, Role
from tests.policy.worlds import POLICIES, ROOT

WORDING = load_wording(ROOT)
CHANGED = (
    "restriction",
    "consent",
    "own-task",
    "ceiling",
    "address-lock",
    "provider-order",
    "assigned-only",
    "entrusted-stays",
)
ASKED = (
    Asked(Act.DISCLOSE, Agency.JOBCENTER, Role.JOBCOACH, Purpose.FAM_JOINT_SUPPORT),
    Asked(Act.DISCLOSE, Agency.JUGENDAMT, Role.ASD_WORKER, Purpose.SGB8_CHILD_PROTECTION),
    Asked(Act.DISCLOSE, Agency.PROVIDER, Role.PROVIDER_WORKER, Purpose.PROVIDER_SERVICE),
    Asked(Act.CONTRIBUTE, Agency.JUGENDAMT, Role.ASD_WORKER, Purpose.CASE_CONFERENCE),
)


@cache
def _without(name):
    return replace(POLICIES, policies=tuple(one for one in POLICIES.policies if one.id != name), digest=f"no {name}")


@cache
def _found_without(name):
    """From the rules of the house to those without this one."""
    return differences(POLICIES, _without(name))


def _flat(found):
    return {(d.whose, d.leaf.state, d.leaf.consent, d.leaf.old, d.leaf.new, d.leaf.fields, d.asked) for d in found}


def test_a_set_does_not_differ_from_itself(tmp_path):
    """Not even from a copy that was read anew."""
    copy = load_policies(shutil.copytree(ROOT / "policies", tmp_path / "policies"), POLICIES.catalogue)

    assert () == differences(POLICIES, copy)
    assert {} == changed_rules(POLICIES, copy)


@pytest.mark.parametrize("name", CHANGED)
def test_what_one_way_opens_the_other_way_closes(name):
    """The difference of B and A is that of A and B with old and new exchanged."""
    there, back = _found_without(name), differences(_without(name), POLICIES)

    assert _flat(there) == {(whose, s, c, new, old, f, asked) for whose, s, c, old, new, f, asked in _flat(back)}


@pytest.mark.parametrize("name", CHANGED)
def test_every_difference_and_nothing_else_is_found(name):
    """Circumstances drawn at random are decided by both sets: they differ where a leaf says so, and only there."""
    other, found = _without(name), _found_without(name)
    draw = random.Random(name)

    for _ in range(300):
        asked, consent = draw.choice(ASKED), draw.choice(list(Level))
        whose = draw.choice(ways_of_owning(POLICIES.catalogue, asked.agency))
        free = sum(bit for bit in BITS.values() if draw.random() < 0.5) & ~(whose.state.held | whose.state.absent)
        held = whose.state.held | free
        for field in draw.sample(POLICIES.catalogue.fields, 5):
            if whose.fields >> field.bit & 1:
                levels = [_level(policies, asked, held, consent, field.bit) for policies in (POLICIES, other)]
                said = _said(found, asked, (whose, held, consent), field.bit)
                assert (said or [(levels[0], levels[0])]) == [tuple(levels)]


def _level(policies, asked, held, consent, bit):
    catalogue = policies.catalogue
    seen = table(program(policies, *asked), held).reach(up_to(catalogue, catalogue.all, consent))
    return max((level for level in Level if level and at(catalogue, seen, level) >> bit & 1), default=Level.NONE)


def _said(found, asked, circumstance, bit):
    """The leaves that speak of the circumstance: none or one, since they do not overlap."""
    whose, held, consent = circumstance
    return [
        (one.leaf.old, one.leaf.new)
        for one in found
        if asked in one.asked
        and one.whose == whose
        and one.leaf.fields >> bit & 1
        and held & one.leaf.state.held == one.leaf.state.held
        and not held & one.leaf.state.absent
        and (one.leaf.consent is consent or _is_deaf(found, one, asked))
    ]


def _is_deaf(found, one, asked):
    """No rule of the question looks at consent: it is asked for none alone."""
    return {other.leaf.consent for other in found if asked in other.asked} == {Level.NONE} and one.leaf.consent == 0


def test_who_needs_no_assignment_any_more_sees_the_families_of_others():
    """A change of the table of roles alone: one mandate means two things, and just the unassigned is opened.

    But an emergency is for those who work with single cases: they lose it (§ 34 StGB).
    """
    rule = replace(POLICIES.roles[Role.JOBCOACH], tie=Tie.NONE)
    loose = replace(POLICIES, roles={**POLICIES.roles, Role.JOBCOACH: rule}, digest="loose")

    everything = differences(POLICIES, loose)
    found = [one for one in everything if {asked.purpose for asked in one.asked} != {Purpose.SGB8_CHILD_PROTECTION}]

    assert found
    assert {Role.JOBCOACH} == {asked.role for one in found for asked in one.asked}
    assert {Level.NONE} == {one.leaf.old for one in found}
    assert all(one.leaf.state.held & BITS["has-mandate"] for one in found)
    assert all(not one.leaf.state.held & BITS["is-related"] for one in found)
    assert "fragt künftig ohne Bindung an eine Familie" in DiffText(POLICIES, loose, everything, WORDING).text()


def test_a_purpose_more_is_told_with_the_role():
    """In words and as cells."""
    rule = POLICIES.roles[Role.JOBCOACH]
    wider = replace(rule, purposes=rule.purposes | {Purpose.SGB2_BENEFIT})
    other = replace(POLICIES, roles={**POLICIES.roles, Role.JOBCOACH: wider}, digest="wider")

    found = differences(POLICIES, other)

    assert 0 < count_cells(found)["opened"]
    assert 0 == count_cells(found)["closed"]
    text = DiffText(POLICIES, other, found, WORDING).text()
    assert "Jobcoach FAM: neue Zwecke: Leistung (eigene Aufgabe Jobcenter)" in text


def test_a_change_of_words_alone_moves_nothing():
    """A reason is corrected: it is told, and that nobody sees more or less."""
    spoken = tuple(
        replace(one, reason="Ein anderer Satz.") if one.id == "restriction" else one for one in POLICIES.policies
    )
    other = replace(POLICIES, policies=spoken, digest="spoken")

    found = differences(POLICIES, other)

    text = DiffText(POLICIES, other, found, WORDING).text()
    assert () == found
    assert "geändert: restriction" in text
    assert "Niemand sieht mehr oder weniger" in text


def test_the_words_say_who_for_what_and_when():
    """Without the rule on restriction, what is restricted is opened; no id of a condition is left in the text."""
    other = _without("restriction")

    text = DiffText(POLICIES, other, differences(POLICIES, other), WORDING).text()

    assert "entfallen: restriction" in text
    assert "wenn die Verarbeitung der Angabe eingeschränkt ist" in text
    assert "Geschlossen" not in text
    assert not [name for name in (*BITS, *ON_REQUEST) if name in text.replace("restriction", "")]
    assert not [name for name in map(str, OWNER_BITS) if f" {name} " in text]
