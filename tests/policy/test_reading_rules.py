"""What a file says is what is read: a rule, the tables of the house, and the promises; each fault by its place."""

from dataclasses import replace

import pytest

from hub.policy.faults import Place, PolicyFaulty
from hub.policy.policies import Bearing, Case, MandateRule, MandateTable, Measure, Policy, Tie
from hub.policy.read import meant, read_mandates, read_policy, read_roles
from hub.terms.access import Act
from hub.terms.lists import Agency, Category, Level, Owner, Purpose, Role
from hub.terms.mandates import MandateAct
from hub.terms.reasons import Reason
from tests.policy.worlds import CATALOGUE, mask

KEYS = ["agencies", "roles", "purposes", "owners", "categories", "duties", "except", "deputy_role", "may", "over"]
TEXT = 'id = "some"\nlevel = []\nfields = []\nwhen = []\nunless = []\nsays = ""\nrole = ""\ngiven = ""\n"WORD"\n'
TEXT += "".join(f"{key} = []\n" for key in (*KEYS, "reason"))
TEXT += '"is-art9"\n"source-is-open"\n"address-is-locked"\n'
PLACE = Place("policies/some.toml", TEXT)
LIMIT = {"id": "some", "effect": "limit", "level": "none", "says": "restricted", "basis": ["§ 1"], "reason": "Weil."}
PERMIT = {**LIMIT, "effect": "permit", "level": "full", "says": "own_task"}
GIVEN = {"principal": "jobcoach", "purpose": "fam_joint_support", "owner": "jobcenter", "field": "address"}
LEVELS = {
    "none": Level.NONE,
    "pseudonymised": Level.PSEUDONYMISED,
    "summary": Level.SUMMARY,
    "full": Level.FULL,
    "ceiling": Measure.CEILING,
    "release": Measure.RELEASE,
}


def read(**said):
    """The rule of this document."""
    return read_policy(PLACE, {**LIMIT, **said}, CATALOGUE)


def fault(reading) -> str:
    """The message of a document that is not right."""
    with pytest.raises(PolicyFaulty) as found:
        reading()
    return str(found.value)


def test_what_is_not_said_of_a_limit_is_everything():
    """Every field, act, person, purpose and owner; no condition, no duty, no example."""
    expected = Policy(
        id="some",
        effect=Bearing.LIMIT,
        level=Level.NONE,
        fields=CATALOGUE.all,
        says=Reason.RESTRICTED,
        acts=frozenset(Act),
        basis=("§ 1",),
        reason="Weil.",
        is_general=True,
    )

    assert expected == read()
    assert replace(
        expected, effect=Bearing.PERMIT, level=Level.FULL, says=Reason.OWN_TASK, acts=frozenset({Act.DISCLOSE})
    ) == read(**PERMIT)


def test_what_is_said_is_taken_as_it_is_said():
    """Each word as what it is."""
    found = read(
        acts=["contribute"],
        agencies=["jobcenter", "provider"],
        roles=["jobcoach"],
        purposes=["audit"],
        owners=["joint"],
        when=["is-disputed", "is-art9"],
        unless=["is-discussed"],
        duties=["two_keys", "art9_logged"],
    )

    assert (frozenset({Act.CONTRIBUTE}), frozenset({Agency.JOBCENTER, Agency.PROVIDER})) == (found.acts, found.agencies)
    assert (frozenset({Role.JOBCOACH}), frozenset({Purpose.AUDIT})) == (found.roles, found.purposes)
    assert (frozenset({Owner.JOINT}), ("is-disputed", "is-art9")) == (found.owners, found.when)
    assert (("is-discussed",), ("two_keys", "art9_logged")) == (found.unless, found.duties)


@pytest.mark.parametrize(
    ("said", "fields", "is_general"),
    [
        ({"fields": ["*"]}, CATALOGUE.all, True),
        ({"fields": ["address", "fam_goal"]}, mask("address", "fam_goal"), False),
        ({"fields": ["address", "fam_goal"], "except": ["address"]}, mask("fam_goal"), False),
        ({"except": ["address"]}, CATALOGUE.all & ~mask("address"), True),
        ({"categories": ["health"]}, CATALOGUE.category_masks[Category.HEALTH], False),
        (
            {"categories": ["health", "single_note"], "except": ["sgb2_counselling_note"]},
            (CATALOGUE.category_masks[Category.HEALTH] | CATALOGUE.category_masks[Category.SINGLE_NOTE])
            & ~mask("sgb2_counselling_note"),
            False,
        ),
    ],
)
def test_a_rule_speaks_of_the_fields_it_names_or_of_all_but_some(said, fields, is_general):
    """General is what names none."""
    found = read(**said)

    assert (fields, is_general) == (found.fields, found.is_general)


def test_every_level_is_read_as_that():
    """Of a limit all but one; of a permit all but none."""
    for word, level in LEVELS.items():
        if word != "release":
            assert level is read(level=word).level
        if word != "none":
            assert level is read(**{**PERMIT, "level": word}).level


def test_an_example_is_read_with_all_that_it_expects():
    """Reason and duties only where it names them."""
    full = {"name": "one", "given": GIVEN, "expect": "summary", "reason": "consent", "duties": ["two_keys"]}
    bare = {"name": "two", "given": GIVEN, "expect": "none"}

    first, second = read(case=[full, bare]).cases

    assert Case("one", GIVEN, Level.SUMMARY, Reason.CONSENT, frozenset({"two_keys"})) == first
    assert Case("two", GIVEN, Level.NONE) == second


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"says": "WORD"}, 'line 9: unknown reason "WORD"'),
        ({"says": "restrictd"}, 'line 6: unknown reason "restrictd"; "restricted" perhaps?'),
        ({"roles": ["jobcoch"]}, 'line 11: unknown role "jobcoch"; "jobcoach" perhaps?'),
        ({"roles": ["WORD"]}, 'line 9: unknown role "WORD"'),
        ({"agencies": ["WORD"]}, 'line 9: unknown agency "WORD"'),
        ({"purposes": ["WORD"]}, 'line 9: unknown purpose "WORD"'),
        ({"owners": ["WORD"]}, 'line 9: unknown owner "WORD"'),
        ({"categories": ["WORD"]}, 'line 9: unknown category "WORD"'),
        ({"agencies": ["x"]}, 'line 10: unknown agency "x"'),
        ({"purposes": ["x"]}, 'line 12: unknown purpose "x"'),
        ({"owners": ["x"]}, 'line 13: unknown owner "x"'),
        ({"categories": ["x"]}, 'line 14: unknown category "x"'),
        ({"except": ["x"]}, 'line 16: unknown field "x"'),
        ({"fields": ["WORD"]}, 'line 9: unknown field "WORD"'),
        ({"fields": ["adress"]}, 'line 3: unknown field "adress"; "address" perhaps?'),
        ({"except": ["WORD"]}, 'line 9: unknown field "WORD"'),
        (
            {"when": ["is-restrictd"]},
            'line 4: policy "some": unknown condition "is-restrictd"; "is-restricted" perhaps?',
        ),
        ({"when": ["WORD"]}, 'line 9: policy "some": unknown condition "WORD"'),
        ({"unless": ["fam-is-opem"]}, 'line 5: policy "some": unknown condition "fam-is-opem"; "fam-is-open" perhaps?'),
        ({"duties": ["two_kys"]}, 'line 15: policy "some": unknown duty "two_kys"; "two_keys" perhaps?'),
        (
            {"level": "release"},
            'line 2: level "release" is for a permit; to limit, say a level or "ceiling"',
        ),
        (
            {**PERMIT, "level": "none"},
            'line 2: a permit to level "none" permits nothing; a prohibition is effect "limit"',
        ),
        (
            {"when": ["is-disputed"], "unless": ["is-disputed"]},
            'line 5: "is-disputed" stands in "when" and in "unless": the rule never applies',
        ),
        (
            {"when": ["entry-is-released"]},
            'line 4: "entry-is-released" must not close anything: less consent would show more',
        ),
        (
            {**PERMIT, "unless": ["source-is-open"]},
            'line 22: "source-is-open" must not close anything: less consent would show more',
        ),
        (
            {"when": ["is-art9"], "unless": ["is-art9"]},
            'line 21: "is-art9" stands in "when" and in "unless": the rule never applies',
        ),
        (
            {"unless": ["address-is-locked"]},
            'line 23: "address-is-locked" must not open anything: more protection would show more',
        ),
        (
            {"unless": ["is-restricted"]},
            'line 4: "is-restricted" must not open anything: more protection would show more',
        ),
        (
            {**PERMIT, "when": ["is-restricted"]},
            'line 4: "is-restricted" must not open anything: more protection would show more',
        ),
        ({"fields": ["address"], "except": ["address"]}, "line 3: no field is left: the rule never applies"),
        ({"case": [{"given": {**GIVEN, "principal": "WORD"}}]}, 'line 9: unknown role "WORD"'),
        ({"case": [{"given": {**GIVEN, "purpose": "WORD"}}]}, 'line 9: unknown purpose "WORD"'),
        ({"case": [{"given": {**GIVEN, "owner": "WORD"}}]}, 'line 9: unknown owner "WORD"'),
        ({"case": [{"given": {**GIVEN, "principal": "x"}}]}, 'line 8: unknown role "x"'),
        ({"case": [{"given": {**GIVEN, "purpose": "x"}}]}, 'line 8: unknown purpose "x"'),
        ({"case": [{"given": {**GIVEN, "owner": "x"}}]}, 'line 8: unknown owner "x"'),
        ({"case": [{"given": {**GIVEN, "field": "adress"}}]}, 'line 8: unknown field "adress"; "address" perhaps?'),
        (
            {"case": [{"name": "one", "given": GIVEN, "expect": "none", "reason": "consnt"}]},
            'line 20: unknown reason "consnt"; "consent" perhaps?',
        ),
    ],
)
def test_a_fault_of_a_rule_is_told_with_its_line_and_what_may_have_been_meant(said, message):
    """At the word itself where it stands in the text, else at its key; without a line where neither does."""
    assert f"policies/some.toml{'' if message[0] == ':' else ' '}{message}" == fault(lambda: read(**said))


def test_a_word_that_is_like_none_is_not_guessed():
    """Only what is close."""
    assert '; "jobcoach" perhaps?' == meant("jobcoch", iter(["asd_worker", "jobcoach"]))
    assert "" == meant("WORD", ["asd_worker", "jobcoach"])


ROLE = {"agencies": ["jobcenter"], "purposes": ["audit"], "tie": "none", "learns_of_refusals": True}


def _roles(**rows):
    document = {"role": {**dict.fromkeys(Role, ROLE), **rows}, "fam": {"purposes": ["case_conference", "livelihood"]}}
    return read_roles(PLACE, {**document, "role": {key: row for key, row in document["role"].items() if row}})


def test_the_table_of_roles_says_for_whom_and_for_what():
    """And which purposes are those of FAM."""
    roles, shared = _roles(jobcoach={**ROLE, "tie": "assignment", "deputy_role": "jobcoach_deputy"})

    assert frozenset({Purpose.CASE_CONFERENCE, Purpose.LIVELIHOOD}) == shared
    assert set(Role) == set(roles)
    coach, auditor = roles[Role.JOBCOACH], roles[Role.AUDITOR]
    assert (frozenset({Agency.JOBCENTER}), frozenset({Purpose.AUDIT})) == (auditor.agencies, auditor.purposes)
    assert (Tie.NONE, True, None) == (auditor.tie, auditor.learns_of_refusals, auditor.deputy_role)
    assert (Tie.ASSIGNMENT, Role.JOBCOACH_DEPUTY) == (coach.tie, coach.deputy_role)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"planner": None}, 'line 7: no line for role "planner": every role says what it may ask for, if nothing'),
        ({"WORD": ROLE}, 'line 9: unknown role "WORD"'),
        ({"bossy": ROLE}, 'line 7: unknown role "bossy"'),
        ({"jobcoach": {**ROLE, "agencies": ["x"]}}, 'line 10: unknown agency "x"'),
        ({"jobcoach": {**ROLE, "purposes": ["x"]}}, 'line 12: unknown purpose "x"'),
        ({"jobcoach": {**ROLE, "deputy_role": "x"}}, 'line 17: unknown role "x"'),
    ],
)
def test_a_fault_in_the_table_of_roles_is_told_with_its_line(rows, message):
    """A function that is forgotten, too."""
    assert f"policies/some.toml {message}" == fault(lambda: _roles(**rows))


def test_a_fault_in_the_purposes_of_fam_is_told_with_its_line():
    """They stand in the same table."""
    document = {"role": dict.fromkeys(Role, ROLE), "fam": {"purposes": ["x"]}}

    assert 'policies/some.toml line 12: unknown purpose "x"' == fault(lambda: read_roles(PLACE, document))


def _mandates(**row):
    limits = {"deputy_days": 1, "self_declared_days": 2, "ahead_days": 3, "reason_length": 4, "reason": "x"}
    roles = {"asd_lead": {"may": ["assign"], "over": ["asd_worker"], **row}}
    return read_mandates(PLACE, {"limits": limits, "role": roles})


def test_the_table_of_mandates_says_who_may_enter_what_about_whom():
    """And how long and how far ahead."""
    rule = MandateRule(frozenset({MandateAct.ASSIGN}), frozenset({Role.ASD_WORKER}))

    assert MandateTable({Role.ASD_LEAD: rule}, 1, 2, 3, 4) == _mandates()
    other = {"limits": {}, "role": {"x": {"may": [], "over": []}}}
    assert 'policies/some.toml line 7: unknown role "x"' == fault(lambda: read_mandates(PLACE, other))
    assert 'policies/some.toml line 18: unknown mandateact "x"' == fault(lambda: _mandates(may=["x"]))
    assert 'policies/some.toml line 19: unknown role "x"' == fault(lambda: _mandates(over=["x"]))
