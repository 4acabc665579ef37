"""The German words for rules: complete, and none too many."""

import tomllib

import pytest

from hub.policy.act_conditions import ON_ACT, ON_NAMED
from hub.policy.act_rules import Names
from hub.policy.conditions import CONDITIONS
from hub.policy.policies import Measure, Tie
from hub.policy.read import DUTIES
from hub.policy.read_acts import ACT_DUTIES
from hub.rulebook.saying import say_fields, say_rule
from hub.rulebook.saying_acts import say_act
from hub.rulebook.seeing import Way
from hub.rulebook.wording import Address, enumerate_words, load_wording, speak
from hub.terms.access import Act
from hub.terms.lists import Agency, Effect, Level, Owner
from hub.terms.reasons import Reason
from tests.policy.worlds import POLICIES, ROOT

WORDS = tomllib.loads((ROOT / "schemas" / "wording.toml").read_text(encoding="utf-8"))
GROUPS = tomllib.loads((ROOT / "schemas" / "reasons.toml").read_text(encoding="utf-8"))
WORDING = load_wording(ROOT)
DECIDED = {"permit", "who_why", "sealed", "consent", "present_family_logs"}
LISTS = {
    "conditions": set(CONDITIONS),
    "duties": set(DUTIES),
    "levels": {level.id for level in Level},
    "measures": set(Measure),
    "acts": set(Act),
    "agencies": set(Agency),
    "owners": set(Owner),
    "whose": set(Owner),
    "ties": set(Tie),
    "act_conditions": {*ON_ACT, *ON_NAMED},
    "act_duties": set(ACT_DUTIES),
    "names": set(Names),
    "ways": set(Way),
    "act_reasons": {reason for reason in Reason if GROUPS[reason]["group"] == "act"} - {Reason.EMERGENCY_NOT_MET},
    "effects": set(Effect),
    "reasons": {reason for reason in Reason if GROUPS[reason]["group"] in DECIDED} | {Reason.EMERGENCY_NOT_MET},
}


@pytest.mark.parametrize("table", LISTS)
def test_every_word_of_the_program_has_a_phrase_and_every_phrase_a_word(table):
    """Complete in both directions: a new condition without a phrase fails, and so does a phrase that nothing uses."""
    assert LISTS[table] == set(WORDS[table])


@pytest.mark.parametrize("policy", POLICIES.policies, ids=lambda policy: policy.id)
def test_every_rule_says_norm_reason_who_what_and_when(policy):
    """A lawyer's reading: no heading is empty, and no id of a condition, role, purpose or field is left."""
    said = say_rule(policy, POLICIES.catalogue, WORDING)

    rows = dict(said.lines)
    assert {"Norm", "Warum", "Was sie tut", "Wer", "Handlung", "Wofür", "Was", "Wann"} <= set(rows)
    assert all(text.strip() for text in rows.values())
    assert len(policy.duties) == len(said.duties)
    spoken = " ".join(rows.values())
    ids = {*policy.when, *policy.unless, *policy.roles, *policy.purposes, *(f.id for f in POLICIES.catalogue.fields)}
    assert not [word for word in ids if ("_" in word or "-" in word) and word in spoken]


@pytest.mark.parametrize("act", POLICIES.acts.values(), ids=lambda act: act.id)
def test_every_act_says_norm_reason_who_what_and_when(act):
    """The same for acts, with each requirement, what is left out, and each duty."""
    said = say_act(act, POLICIES.catalogue, WORDING)

    rows = dict(said.lines)
    assert {"Norm", "Warum", "Wer", "Wofür", "Was", "Wann"} <= set(rows)
    assert len(act.duties) == [heading for heading, _ in said.lines].count("Pflicht")
    assert len(act.left_out) == [heading for heading, _ in said.lines].count("Entfällt")
    spoken = " ".join(text for _, text in said.lines)
    assert not [word for word in (*CONDITIONS, *ON_ACT, *ACT_DUTIES, *DUTIES) if word in spoken]
    assert "{" not in spoken


@pytest.mark.parametrize("name", CONDITIONS)
def test_the_two_phrases_of_a_condition_differ(name):
    """What holds and what does not hold are never the same words."""
    assert WORDING.condition(name) != WORDING.lacking(name)


def test_all_fields_but_one_are_said_by_the_one():
    """The shorter list is read."""
    catalogue = POLICIES.catalogue
    one = catalogue.fields[0]

    assert f"alle Angaben außer „{one.label}“" == say_fields(catalogue.all & ~(1 << one.bit), catalogue, WORDING)


def test_a_form_of_address_is_chosen_and_places_stay():
    """`{du|Sie}` is settled by age; `{until}` is filled in later."""
    text = "{Du hast|Sie haben} zugestimmt bis {until}."

    assert "Du hast zugestimmt bis {until}." == speak(text, Address.DU)
    assert "Sie haben zugestimmt bis {until}." == speak(text, Address.SIE)


def test_an_enumeration_ends_in_its_last_word():
    """„a, b und c“; nothing is empty."""
    assert "a, b oder c" == enumerate_words(["a", "b", "c"], "oder")
    assert "" == enumerate_words([])
