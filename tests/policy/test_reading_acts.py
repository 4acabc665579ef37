"""What a file of an act says is what is read, and each fault is told by its place."""

import pytest

from hub.policy.act_rules import ActCase, ActRule, AtMost, Duty, LeftOut, Names, Otherwise, Requirement
from hub.policy.faults import Place, PolicyFaulty
from hub.policy.read_acts import read_act
from hub.terms.lists import Agency, Effect, Purpose, Role
from hub.terms.reasons import Reason
from tests.policy.worlds import CATALOGUE, mask

KEYS = ("id", "names", "at_most", "leave_out", "otherwise", "if_empty", "says", "given")
MORE = ("roles", "purposes", "never_for", "agencies", "fields", "reason", "condition", "duty")
TEXT = (
    "".join(f'{key} = ""\n' for key in KEYS)
    + '"WORD"\n'
    + "".join(f"{key} = []\n" for key in MORE)
    + '"source-is-open"\n'
)
PLACE = Place("policies/acts/some.toml", TEXT)
GIVEN = {"principal": "jobcoach", "purpose": "handover", "details": {}}
EXAMPLE = {"name": "one", "given": GIVEN, "expect": "deny", "reason": "not_assigned"}
BARE = {"id": "some", "act": "workflow:some", "says": "statute", "basis": ["§ 1"], "reason": "Weil.", "case": [EXAMPLE]}
PART = {"says": "not_necessary", "basis": ["§ 2"], "reason": "Darum."}
OTHER = {**PART, "instead_of": ["consent_missing"]}


def read(**said):
    """The act of this document."""
    return read_act(PLACE, {**BARE, **said}, CATALOGUE)


def test_what_is_not_said_of_an_act_is_empty():
    """It names nothing, asks for nothing, leaves nothing out; everybody may carry it out."""
    example = ActCase("one", GIVEN, Effect.DENY, Reason.NOT_ASSIGNED)

    assert ActRule("some", "workflow:some", Reason.STATUTE, ("§ 1",), "Weil.", cases=(example,)) == read()


def test_who_may_and_for_what_is_taken_as_it_is_said():
    """And what stands for an empty record, what comes along, and that nobody ever may."""
    found = read(
        never=True,
        roles=["jobcoach", "asd_worker"],
        purposes=["audit"],
        never_for=["handover"],
        carries=["two_keys"],
        if_empty="fam_goal",
    )

    assert (True, frozenset({Role.JOBCOACH, Role.ASD_WORKER})) == (found.never, found.roles)
    assert (frozenset({Purpose.AUDIT}), frozenset({Purpose.HANDOVER})) == (found.purposes, found.never_for)
    assert (frozenset({"two_keys"}), "fam_goal") == (found.carries, found.if_empty)


def test_what_an_act_requires_is_asked_of_everybody_or_of_some():
    """Under its conditions."""
    conditions = {"when": ["request-is-recent"], "unless": ["facts-are-named"], "agencies": ["jugendamt"]}

    first, second = read(require=[PART, {**PART, **conditions}]).requires

    assert Requirement(Reason.NOT_NECESSARY, ("§ 2",), "Darum.") == first
    assert (
        Requirement(
            Reason.NOT_NECESSARY,
            ("§ 2",),
            "Darum.",
            ("request-is-recent",),
            ("facts-are-named",),
            frozenset({Agency.JUGENDAMT}),
        )
        == second
    )


def test_what_is_left_out_is_some_fields_or_whatever_is_so():
    """Of the facts that the act names."""
    conditions = {"fields": ["address", "fam_goal"], "when": ["is-art9"], "unless": ["is-disputed"]}

    first, second = read(names="facts", leave_out=[PART, {**PART, **conditions}]).left_out

    assert LeftOut(Reason.NOT_NECESSARY, ("§ 2",), "Darum.", CATALOGUE.all) == first
    fields = mask("address", "fam_goal")
    assert LeftOut(Reason.NOT_NECESSARY, ("§ 2",), "Darum.", fields, ("is-art9",), ("is-disputed",)) == second


def test_what_comes_with_an_act_is_a_duty_of_acts_or_of_reading():
    """For everybody or for some, under its conditions."""
    conditions = {"when": ["request-is-recent"], "unless": ["facts-are-named"], "agencies": ["jobcenter"]}

    first, second = read(duty=[{"duty": "two_keys"}, {"duty": "handover_talk", **conditions}]).duties

    assert Duty("two_keys") == first
    where = ("request-is-recent",), ("facts-are-named",), frozenset({Agency.JOBCENTER})
    assert Duty("handover_talk", *where) == second


def test_another_basis_is_for_what_is_read():
    """With its own duties, of either kind."""
    other, missing = {**OTHER, "when": ["request-is-recent"]}, frozenset({Reason.CONSENT_MISSING})

    bare, full = (read(names="readings", otherwise=one).otherwise for one in (OTHER, {**other, "duties": DUTIES}))

    assert Otherwise((), missing, Reason.NOT_NECESSARY, ("§ 2",), "Darum.") == bare
    assert Otherwise(("request-is-recent",), missing, Reason.NOT_NECESSARY, ("§ 2",), "Darum.", tuple(DUTIES)) == full


DUTIES = ["plain_language", "two_keys"]


def test_a_closed_list_names_its_words_and_a_table_its_smallest_number():
    """Two at least."""
    found = read(names="words", at_most={**PART, "words": ["a", "b"]})
    table = read(names="table", smallest=2)

    assert AtMost(frozenset({"a", "b"}), Reason.NOT_NECESSARY, ("§ 2",), "Darum.") == found.at_most
    assert (Names.TABLE, 2) == (table.names, table.smallest)


def test_an_example_is_compared_in_what_it_names():
    """What it does not name is not compared."""
    [found] = read(case=[{**EXAMPLE, "shown": ["a"], "withheld": [], "duties": ["two_keys"]}]).cases

    assert (frozenset({"a"}), frozenset(), frozenset({"two_keys"})) == (found.shown, found.withheld, found.duties)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"says": "WORD"}, ' line 9: unknown reason "WORD"'),
        ({"says": "statut"}, ' line 7: unknown reason "statut"; "statute" perhaps?'),
        ({"roles": ["WORD"]}, ' line 9: unknown role "WORD"'),
        ({"roles": ["jobcoch"]}, ' line 10: unknown role "jobcoch"; "jobcoach" perhaps?'),
        ({"purposes": ["WORD"]}, ' line 9: unknown purpose "WORD"'),
        ({"never_for": ["WORD"]}, ' line 9: unknown purpose "WORD"'),
        ({"carries": ["two_kys"]}, ': unknown duty "two_kys"; "two_keys" perhaps?'),
        ({"carries": ["plain_language"]}, ': unknown duty "plain_language"'),
        ({"purposes": ["x"]}, ' line 11: unknown purpose "x"'),
        ({"never_for": ["x"]}, ' line 12: unknown purpose "x"'),
        ({"require": [{**PART, "agencies": ["x"]}]}, ' line 13: unknown agency "x"'),
        ({"duty": [{"duty": "two_keys", "agencies": ["x"]}]}, ' line 13: unknown agency "x"'),
        ({"leave_out": [{**PART, "fields": ["x"]}]}, ' line 14: unknown field "x"'),
        ({"leave_out": [{**PART, "says": "x"}]}, ' line 7: unknown reason "x"'),
        ({"otherwise": {**OTHER, "says": "x"}}, ' line 7: unknown reason "x"'),
        ({"names": "words", "at_most": {**PART, "words": [], "says": "x"}}, ' line 7: unknown reason "x"'),
        ({"case": [{**EXAMPLE, "given": {**GIVEN, "principal": "x"}}]}, ' line 8: unknown role "x"'),
        ({"case": [{**EXAMPLE, "reason": "x"}]}, ' line 15: unknown reason "x"'),
        ({"if_empty": "WORD"}, ' line 9: unknown field "WORD"'),
        ({"if_empty": "adress"}, ' line 6: unknown field "adress"; "address" perhaps?'),
        ({"require": [{**PART, "says": "WORD"}]}, ' line 9: unknown reason "WORD"'),
        ({"require": [{**PART, "says": "statut"}]}, ' line 7: unknown reason "statut"; "statute" perhaps?'),
        ({"require": [{**PART, "when": ["WORD"]}]}, ' line 9: unknown condition "WORD"'),
        ({"require": [{**PART, "when": ["is-art9"]}]}, ': unknown condition "is-art9"'),
        ({"require": [{**PART, "unless": ["WORD"]}]}, ' line 9: unknown condition "WORD"'),
        ({"require": [{**PART, "agencies": ["WORD"]}]}, ' line 9: unknown agency "WORD"'),
        ({"leave_out": [{**PART, "says": "WORD"}]}, ' line 9: unknown reason "WORD"'),
        ({"leave_out": [{**PART, "fields": ["WORD"]}]}, ' line 9: unknown field "WORD"'),
        ({"leave_out": [{**PART, "when": ["WORD"]}]}, ' line 9: unknown condition "WORD"'),
        ({"leave_out": [{**PART, "unless": ["WORD"]}]}, ' line 9: unknown condition "WORD"'),
        ({"leave_out": [PART]}, ' line 4: what is left out is one of the facts: names = "facts"'),
        (
            {"names": "facts", "leave_out": [{**PART, "when": ["entry-is-released"]}]},
            ' line 4: "entry-is-released" must not close anything: less consent would show more',
        ),
        (
            {"names": "facts", "leave_out": [{**PART, "when": ["source-is-open"]}]},
            ' line 18: "source-is-open" must not close anything: less consent would show more',
        ),
        ({"duty": [{"duty": "WORD"}]}, ' line 9: unknown duty "WORD"'),
        ({"duty": [{"duty": "two_keys", "when": ["WORD"]}]}, ' line 9: unknown condition "WORD"'),
        ({"duty": [{"duty": "two_keys", "unless": ["is-art9"]}]}, ': unknown condition "is-art9"'),
        ({"duty": [{"duty": "two_keys", "agencies": ["WORD"]}]}, ' line 9: unknown agency "WORD"'),
        ({"otherwise": {**OTHER, "says": "WORD"}}, ' line 9: unknown reason "WORD"'),
        ({"otherwise": {**OTHER, "instead_of": ["WORD"]}}, ' line 9: unknown reason "WORD"'),
        ({"otherwise": {**OTHER, "when": ["WORD"]}}, ' line 9: unknown condition "WORD"'),
        ({"otherwise": {**OTHER, "duties": ["WORD"]}}, ' line 9: unknown duty "WORD"'),
        ({"otherwise": OTHER}, ' line 5: another basis is for what is read: names = "readings"'),
        ({"at_most": {**PART, "words": ["a"]}}, ' line 3: a closed list is of words: names = "words"'),
        ({"names": "words", "at_most": {**PART, "words": [], "says": "WORD"}}, ' line 9: unknown reason "WORD"'),
        ({"names": "table"}, " line 2: a table needs its smallest number: 2 or more"),
        ({"names": "table", "smallest": 1}, " line 2: a table needs its smallest number: 2 or more"),
        ({"case": [{**EXAMPLE, "given": {**GIVEN, "principal": "WORD"}}]}, ' line 9: unknown role "WORD"'),
        (
            {"case": [{**EXAMPLE, "given": {**GIVEN, "purpose": "handovr"}}]},
            ' line 8: unknown purpose "handovr"; "handover" perhaps?',
        ),
        ({"case": [{**EXAMPLE, "reason": "WORD"}]}, ' line 9: unknown reason "WORD"'),
    ],
)
def test_a_fault_of_an_act_is_told_with_its_line_and_what_may_have_been_meant(said, message):
    """At the word itself where it stands in the text, else at its key; without a line where neither does."""
    with pytest.raises(PolicyFaulty) as found:
        read(**said)

    assert f"policies/acts/some.toml{message}" == str(found.value)
