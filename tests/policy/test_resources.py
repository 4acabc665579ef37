"""Rules about other systems' own things: read from a file, and asked."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from hub.policy.faults import PolicyFaulty
from hub.policy.resources import candidates, evaluate, load_resource_types
from hub.terms.authzen import Deed, Entity, Inquiry

TEXT = """type = "offer"
subject_type = "staff"
actions = ["read", "edit", "recommend"]

[[subject]]
id = "planner"
properties = { role = "planner" }

[[subject]]
id = "guest"

[[resource]]
id = "swimming"
properties = { status = "open", places = 1 }

[[resource]]
id = "music"
properties = { status = "closed" }

[[resource]]
id = "plain"

[[rule]]
id = "all-read"
effect = "permit"
actions = ["read", "recommend"]
basis = ["§ 1 SGB VIII", "§ 80 SGB VIII"]
reason = "Angebote sind bekannt."

[[rule]]
id = "staff-read"
effect = "permit"
actions = ["read"]
when = { "subject.properties.role" = "planner" }
basis = ["§ 80 SGB VIII", "§ 79 SGB VIII"]
reason = "Wer plant, liest."

[[rule]]
id = "planners-edit"
effect = "permit"
actions = ["edit"]
when = { "subject.properties.role" = ["planner", "lead"], "action.properties.draft" = true }
basis = ["§ 80 SGB VIII"]
reason = "Die Planung pflegt die Liste."

[[rule]]
id = "guest-keeps-swimming"
effect = "permit"
actions = ["edit"]
when = { "subject.id" = "guest", "resource.id" = "swimming", "action.properties.draft" = false }
basis = ["§ 80 SGB VIII"]
reason = "Wer es anbietet, pflegt es."

[[rule]]
id = "closed-rests"
effect = "forbid"
actions = ["recommend"]
when = { "resource.properties.status" = "closed" }
basis = ["§ 79 SGB VIII"]
reason = "Geschlossenes wird nicht empfohlen."
"""


def _load(folder: Path, **files: str):
    home = folder / "policies" / "resources"
    home.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (home / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_resource_types(folder / "policies")


@pytest.fixture
def offers(tmp_path):
    """The one type of the text above."""
    return _load(tmp_path, offer=TEXT)["offer"]


def _asking(subject="guest", action="read", resource="swimming", **more):
    what = Entity("offer", resource, more.get("resource_is", {}))
    who = Entity(more.get("subject_type", "staff"), subject, more.get("subject_is", {}))
    return Inquiry("system-1", datetime(2026, 11, 16, tzinfo=UTC), who, Deed(action, more.get("action_is", {})), what)


DRAFT = {"action_is": {"draft": True}}


@pytest.mark.parametrize(
    ("expected", "asked"),
    [
        (True, _asking()),
        (True, _asking("nobody", resource="nothing")),
        (False, _asking(action="edit")),
        (False, _asking("planner", "edit")),
        (True, _asking("planner", "edit", **DRAFT)),
        (False, _asking("guest", "edit", **DRAFT)),
        (True, _asking("guest", "edit", **DRAFT, subject_is={"role": "lead"})),
        (False, _asking("planner", "edit", **DRAFT, subject_is={"role": "guest"})),
        (False, _asking("planner", "edit", action_is={"draft": "true"})),
        (False, _asking("planner", "edit", action_is={"draft": 1})),
        (True, _asking("guest", "edit", action_is={"draft": False})),
        (False, _asking("guest", "edit", "music", action_is={"draft": False})),
        (False, _asking("planner", "edit", action_is={"draft": False})),
        (True, _asking(action="recommend")),
        (False, _asking(action="recommend", resource="music")),
        (True, _asking(action="recommend", resource="music", resource_is={"status": "open"})),
        (False, _asking(action="recommend", resource_is={"status": "closed"})),
        (False, _asking(action="delete")),
        (False, _asking(subject_type="family")),
    ],
)
def test_permitted_is_what_some_rule_permits_and_none_forbids(offers, expected, asked):
    """By what the file knows, unless the asker says otherwise; the word "true" is not true, and 1 is not either."""
    assert expected is evaluate(offers, asked).permitted


def test_a_yes_names_the_first_rules_reason_and_all_norms_once(offers):
    """In the order of the file."""
    said = evaluate(offers, _asking("planner"))

    assert "Angebote sind bekannt." == said.context["reason"]
    assert ["§ 1 SGB VIII", "§ 80 SGB VIII", "§ 79 SGB VIII"] == said.context["norms"]


def test_a_no_names_what_forbids_and_nothing_of_what_would_permit(offers):
    """A prohibition has the word."""
    said = evaluate(offers, _asking(action="recommend", resource="music"))

    assert {"reason": "Geschlossenes wird nicht empfohlen.", "norms": ["§ 79 SGB VIII"]} == said.context


def test_where_no_rule_speaks_nothing_is_named(offers):
    """Of an unknown type, another kind of subject, an unknown action, or a case that no rule knows."""
    asked = (_asking(subject_type="family"), _asking(action="delete"), _asking(action="edit"))

    assert [{"reason": "no_rule"}] * 3 == [evaluate(offers, one).context for one in asked]
    assert {"reason": "no_rule"} == evaluate(None, _asking()).context
    assert evaluate(None, _asking()).permitted is False


def test_a_search_asks_for_every_one_of_the_open_part_and_leaves_the_rest_as_it_was(offers):
    """Subjects and resources in the order of their names, actions in that of the file."""
    asked = _asking("x", "y", "z", subject_is={"role": "lead"}, resource_is={"a": 1}, **DRAFT)

    people = list(candidates(offers, asked, "subject"))
    things = list(candidates(offers, asked, "resource"))
    deeds = list(candidates(offers, asked, "action"))

    assert ["guest", "planner"] == [name for name, _ in people] == [one.subject.id for _, one in people]
    assert ["music", "plain", "swimming"] == [name for name, _ in things] == [one.resource.id for _, one in things]
    assert ["read", "edit", "recommend"] == [name for name, _ in deeds] == [one.action.name for _, one in deeds]
    assert all(one.subject.properties == {"role": "lead"} for _, one in people)
    assert all(one.resource.properties == {"a": 1} for _, one in things)
    assert all(one.action.properties == {"draft": True} for _, one in deeds)
    assert all(one.resource == asked.resource and one.action == asked.action for _, one in people)
    assert [] == list(candidates(None, asked, "action"))


def test_what_is_read_is_what_the_file_says(offers):
    """Every part of it, and a mark of the very text."""
    assert ("offer", "staff", ("read", "edit", "recommend")) == (offers.type, offers.subject_type, offers.actions)
    assert {"planner": {"role": "planner"}, "guest": {}} == offers.subjects
    assert {"swimming": {"status": "open", "places": 1}, "music": {"status": "closed"}, "plain": {}} == offers.resources
    assert ["all-read", "staff-read", "planners-edit", "guest-keeps-swimming", "closed-rests"] == [
        rule.id for rule in offers.rules
    ]
    assert [True, True, True, True, False] == [rule.permits for rule in offers.rules]
    assert ({}, ("planner",)) == (offers.rules[0].when, offers.rules[1].when["subject.properties.role"])
    assert ("§ 1 SGB VIII", "§ 80 SGB VIII") == offers.rules[0].basis
    assert sha256(TEXT.encode()).hexdigest() == offers.digest


def test_a_folder_may_hold_several_types_or_none(tmp_path):
    """Without subjects and resources nothing is known of them."""
    bare = TEXT.replace('"offer"', '"course"')
    bare = bare[: bare.index("[[subject]]")] + bare[bare.index("[[rule]]") :]

    assert {} == load_resource_types(tmp_path)
    found = _load(tmp_path, offer=TEXT, course=bare)

    assert {"offer", "course"} == set(found)
    assert ({}, {}) == (found["course"].subjects, found["course"].resources)


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ('subject_type = "staff"', "subject_type = ", "policies/resources/offer.toml: not TOML: Invalid value"),
        (
            'subject_type = "staff"',
            "",
            "policies/resources/offer.toml: the file: 'subject_type' is a required property",
        ),
        ('subject_type = "staff"', "subject_type = 7", "offer.toml line 2: subject_type: 7 is not of type 'string'"),
        ('effect = "forbid"', 'effect = "deny"', "offer.toml line 23: rule.4.effect: 'deny' is not one of"),
        (
            'actions = ["edit"]',
            'actions = ["write", "burn"]',
            'offer.toml line 3: rule "planners-edit": action "burn" is not among the actions of the type',
        ),
    ],
)
def test_a_fault_is_named_with_its_file_and_where_it_can_with_its_line(tmp_path, good, bad, message):
    """So that whoever wrote it finds it."""
    with pytest.raises(PolicyFaulty) as found:
        _load(tmp_path, offer=TEXT.replace(good, bad))

    assert message in str(found.value)
    assert str(found.value).startswith("policies/resources/offer.toml")


def test_two_files_of_one_type_are_a_fault(tmp_path):
    """The second in the order of their names is named."""
    with pytest.raises(PolicyFaulty) as found:
        _load(tmp_path, again=TEXT, offer=TEXT)

    assert "policies/resources/offer.toml: type: another file has this type" == str(found.value)
