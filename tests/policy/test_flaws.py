"""Which promises fail, and which rules do nothing: found in small sets of rules."""

from dataclasses import replace

import pytest

from hub.policy.compile import BITS
from hub.policy.flaws import Flaw, flaws
from hub.policy.policies import Measure, Opened, Promise, Sight
from hub.policy.prove import prove
from hub.terms.access import Act
from hub.terms.lists import Level, Purpose, Role
from hub.terms.reasons import Reason
from tests.policy.two_rules import COACHES, PERMIT, SHUT, few
from tests.policy.worlds import CATALOGUE, mask

SHARED, AUDIT, HELP = (
    frozenset({one}) for one in (Purpose.FAM_JOINT_SUPPORT, Purpose.AUDIT, Purpose.SGB8_HELP_PLANNING)
)
FIRST = 1 << 0


def _promise(**more):
    limit = replace(SHUT, id="promise", fields=mask("fam_goal"), says=Reason.NOT_ASSIGNED)
    special = {key: more.pop(key) for key in ("excepted", "by", "duty", "looks_at") if key in more}
    return Promise("promise", "So ist es.", ("§ 1",), replace(limit, **more), **special)


def _broken(*rules, **promise):
    return prove(few(*rules, promises=(_promise(**promise),)))


def test_a_promise_is_broken_by_what_opens_more_than_it_says():
    """The example names the rule, the field, the level, and what has to hold."""
    [found] = _broken(replace(PERMIT, when=("is-disputed",), level=Level.SUMMARY))

    assert (
        found.promise.id,
        found.permit.id,
        found.field,
        found.level,
    ) == ("promise", "opens", "fam_goal", Level.PSEUDONYMISED)
    assert found.state.held & BITS["is-disputed"]
    assert (found.near, found.word) == ((), "")
    assert (found.question.role, found.question.act) == (Role.JOBCOACH, Act.DISCLOSE)


@pytest.mark.parametrize(
    ("holds", "rules", "promise"),
    [
        (True, [replace(PERMIT, fields=mask("address"))], {}),
        (True, [PERMIT, SHUT], {}),
        (False, [PERMIT, replace(SHUT, unless=("is-disputed",))], {}),
        (True, [PERMIT, replace(SHUT, unless=("is-disputed",))], {"unless": ("is-disputed",)}),
        (True, [replace(PERMIT, when=("is-disputed",))], {"unless": ("is-disputed",)}),
        (False, [replace(PERMIT, when=("is-disputed",))], {"when": ("is-disputed",)}),
        (True, [replace(PERMIT, level=Level.SUMMARY)], {"level": Level.SUMMARY}),
        (False, [PERMIT], {"level": Level.SUMMARY}),
        (True, [PERMIT, replace(SHUT, level=Level.SUMMARY)], {"level": Level.SUMMARY}),
        (False, [PERMIT, replace(SHUT, level=Level.SUMMARY)], {"level": Level.PSEUDONYMISED}),
        (False, [replace(PERMIT, level=Measure.RELEASE)], {}),
        (True, [PERMIT], {"by": Opened.CONSENT}),
        (False, [PERMIT], {"by": Opened.RULE}),
        (True, [replace(PERMIT, level=Measure.RELEASE)], {"by": Opened.RULE}),
        (False, [replace(PERMIT, level=Measure.RELEASE)], {"by": Opened.CONSENT}),
        (False, [PERMIT], {"roles": frozenset({Role.ASD_WORKER})}),
        (True, [replace(PERMIT, roles=frozenset(COACHES))], {"roles": frozenset({Role.ASD_WORKER})}),
        (True, [PERMIT], {"acts": frozenset({Act.CONTRIBUTE})}),
        (False, [PERMIT, replace(SHUT, purposes=SHARED)], {}),
        (False, [PERMIT, replace(SHUT, purposes=AUDIT)], {}),
        (True, [PERMIT, replace(SHUT, purposes=AUDIT), replace(SHUT, id="too", purposes=SHARED)], {}),
        (False, [replace(PERMIT, fields=FIRST, level=Level.PSEUDONYMISED)], {"fields": FIRST}),
        (
            True,
            [replace(PERMIT, roles=frozenset(COACHES))],
            {"excepted": (replace(SHUT, fields=mask("fam_goal"), roles=frozenset(COACHES)),)},
        ),
        (True, [PERMIT], {"excepted": (replace(SHUT, fields=mask("fam_goal")),)}),
        (False, [PERMIT], {"excepted": (replace(SHUT, fields=mask("address")),)}),
        (False, [PERMIT], {"excepted": (replace(SHUT, roles=frozenset({Role.PARENT})),)}),
        (False, [PERMIT], {"duty": "two_keys", "level": Level.NONE}),
        (False, [PERMIT], {"duty": "two_keys", "level": Level.FULL}),
        (False, [replace(PERMIT, id="asks", level=Measure.RELEASE), PERMIT], {"by": Opened.RULE}),
        (True, [replace(PERMIT, duties=("two_keys",))], {"duty": "two_keys"}),
        (False, [replace(PERMIT, duties=("two_keys",), fields=mask("address")), PERMIT], {"duty": "two_keys"}),
        (True, [PERMIT, replace(SHUT, level=Level.FULL, duties=("two_keys",))], {"duty": "two_keys"}),
        (True, [replace(PERMIT, when=("is-disputed",), unless=("is-restricted",))], {"looks_at": {Sight.CELL}}),
        (False, [replace(PERMIT, when=("is-disputed", "fam-is-open"))], {"looks_at": {Sight.CELL}}),
        (False, [replace(PERMIT, unless=("is-related",))], {"looks_at": {Sight.CELL, Sight.FAMILY}}),
        (True, [replace(PERMIT, when=("is-about-them",))], {"looks_at": {Sight.CELL}}),
    ],
)
def test_a_promise_holds_where_nothing_opens_more_whatever_holds(holds, rules, promise):
    """With the limits that stand against it, what is excepted, who opens it, and the duty that comes along."""
    assert holds is (_broken(*rules, **promise) == ())


def test_an_example_names_the_limits_that_would_stop_it_but_for_a_condition():
    """And a promise about words the first that is not among them."""
    elsewhere = replace(SHUT, id="elsewhere", fields=mask("address"))
    [near] = _broken(PERMIT, replace(SHUT, when=("is-disputed",)), elsewhere)
    [word] = _broken(replace(PERMIT, when=("is-disputed", "fam-is-open")), looks_at={Sight.CELL})

    assert [rule.policy.id for rule in near.near] == ["shuts"]
    assert (word.promise.id, word.word, word.permit.id, word.question) == ("promise", "fam-is-open", "opens", None)


def _flaws(*rules):
    return {
        (one.flaw, one.policy and one.policy.id, one.fields)
        for one in flaws(few(*rules))
        if one.flaw not in (Flaw.NO_RULE, Flaw.VAIN_PURPOSE)
    }


HALF = replace(SHUT, level=Level.PSEUDONYMISED)
DISPUTED = replace(SHUT, when=("is-disputed",))
GOAL_SHUT, ADDRESS_SHUT = (replace(SHUT, id=name, fields=mask(name)) for name in ("fam_goal", "address"))
WHERE = ("is-disputed",)
NOBODYS = (Flaw.UNREACHABLE, "nobodys", ())
EVER = ("occasion-is-given", "is-successor-in-danger")


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([PERMIT], set()),
        ([replace(PERMIT, when=EVER)], {(Flaw.UNREACHABLE, "opens", ())}),
        ([PERMIT, replace(SHUT, when=EVER)], {(Flaw.UNREACHABLE, "shuts", ())}),
        ([PERMIT, SHUT], {(Flaw.CONTRADICTED, "opens", ())}),
        ([PERMIT, replace(PERMIT, id="nobodys", when=("purpose-fits-role",), purposes=HELP)], {NOBODYS}),
        ([PERMIT, replace(GOAL_SHUT, purposes=SHARED), replace(ADDRESS_SHUT, purposes=AUDIT)], set()),
        ([PERMIT, replace(GOAL_SHUT, when=("is-disputed",)), replace(ADDRESS_SHUT, unless=("is-disputed",))], set()),
        ([replace(PERMIT, level=Level.PSEUDONYMISED)], set()),
        ([PERMIT, HALF], set()),
        ([PERMIT, HALF, replace(HALF, id="too")], {(Flaw.SHADOWED, "shuts", ()), (Flaw.SHADOWED, "too", ())}),
        (
            [replace(PERMIT, level=Level.PSEUDONYMISED), replace(PERMIT, id="more", level=Level.SUMMARY, when=WHERE)],
            set(),
        ),
        ([PERMIT, replace(SHUT, level=Level.SUMMARY), replace(HALF, id="less", when=WHERE)], set()),
        ([PERMIT, replace(SHUT, fields=mask("address"))], {(Flaw.CONTRADICTED, "opens", ("address",))}),
        ([PERMIT, replace(SHUT, when=("is-disputed",))], set()),
        ([PERMIT, replace(PERMIT, id="narrow", when=("is-disputed",))], {(Flaw.SHADOWED, "narrow", ())}),
        ([PERMIT, replace(PERMIT, id="narrow", when=("is-disputed",), duties=("two_keys",))], set()),
        ([replace(PERMIT, level=Level.SUMMARY), replace(PERMIT, id="more", when=("is-disputed",))], set()),
        ([PERMIT, DISPUTED, replace(DISPUTED, id="twice", unless=("is-art9",))], {(Flaw.SHADOWED, "twice", ())}),
        ([PERMIT, DISPUTED, replace(DISPUTED, id="other", says=Reason.NOT_ASSIGNED)], {(Flaw.SHADOWED, "shuts", ())}),
        ([PERMIT, replace(SHUT, level=Level.FULL, when=("is-disputed",))], {(Flaw.SHADOWED, "shuts", ())}),
    ],
)
def test_a_rule_that_does_nothing_is_found(rules, expected):
    """It never applies, is always taken back, or changes nothing that others do not."""
    assert expected == _flaws(*rules)


def test_fields_and_purposes_to_which_nothing_leads_are_found():
    """Every field that no rule opens; every purpose of a function for which none permits anything."""
    audits = replace(PERMIT, purposes=frozenset({Purpose.FAM_JOINT_SUPPORT}))
    goal, address = (replace(audits, id=name, fields=mask(name)) for name in ("fam_goal", "address"))
    found = flaws(few(goal, address, replace(SHUT, level=Level.FULL, fields=CATALOGUE.all)))

    [nobodys] = [one for one in found if one.flaw is Flaw.NO_RULE]
    vain = {(one.role, one.purpose) for one in found if one.flaw is Flaw.VAIN_PURPOSE}
    assert {str(one.id) for one in CATALOGUE.fields} - {"fam_goal", "address"} == set(map(str, nobodys.fields))
    assert vain == {(Role.JOBCOACH, one) for one in COACHES[Role.JOBCOACH].purposes - {Purpose.FAM_JOINT_SUPPORT}}
