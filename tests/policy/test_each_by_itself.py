"""What is looked at cell by cell: an entry that is named, a source that was released, a part of custody."""

from dataclasses import replace
from datetime import date

import pytest

from hub.policy.decide import decide
from hub.policy.policies import Measure
from hub.terms.access import Confidence, Context, Outline, OutlineCell, SourceRelease
from hub.terms.grounds import Basis, Grounds
from hub.terms.ids import CellId
from hub.terms.lists import Agency, Category, Level, Owner, Purpose, Sensitivity
from hub.terms.people import Area, Family, Holding, Person
from tests.policy.staff import COACH, PARENT, TEACHER, TIED, WORKER
from tests.policy.worlds import CATALOGUE, CHILD, FAMILY, MOTHER, POLICIES, TODAY, alone, cell, look, mask, release

CAPACITY = cell("sgb2_work_capacity", MOTHER, owner=Owner.JOBCENTER, levels=0b1111, source="doctor")
NOTE = cell("sgb2_counselling_note", MOTHER, owner=Owner.JOBCENTER, levels=0b1111)
HERS = frozenset({MOTHER})
OF_NOBODY = CAPACITY._replace(persons=frozenset())
YES = release(WORKER, MOTHER, CATALOGUE.all)

PLAIN = replace(
    next(one for one in POLICIES.policies if one.id == "own-task"),
    when=(),
    unless=(),
    fields=CATALOGUE.all,
    agencies=frozenset(),
    purposes=frozenset(),
)
"""A rule by which everybody sees everything."""


def shown(request, *cells: OutlineCell, family: Family = FAMILY) -> list[str]:
    """The fields of the cells that are shown."""
    return [str(one.cell.field) for one in decide(POLICIES, request, Outline(family, cells)).shown]


def _said(**other):
    """The mother released her doctor towards the worker, for her capacity to work, unless said otherwise."""
    given = {"recipient": WORKER.id, "person": MOTHER, "source": "doctor", "fields": mask("sgb2_work_capacity")}
    return look(WORKER, context=Context(TIED, (YES,), sources=(SourceRelease(**{**given, **other}),)))


def test_what_a_doctor_said_goes_across_where_everybody_released_that_doctor_for_it():
    """Beside the consent to share it (§ 76 Abs. 1 SGB X)."""
    assert ["sgb2_work_capacity"] == shown(_said(), CAPACITY)
    assert ["sgb2_work_capacity"] == shown(look(WORKER, YES), CAPACITY._replace(source=None))
    assert [] == shown(look(WORKER, YES), CAPACITY)


@pytest.mark.parametrize(
    "other",
    [
        {"source": "counsellor"},
        {"fields": mask("sgb2_counselling_note")},
        {"person": CHILD},
        {"recipient": COACH.id},
    ],
)
def test_another_release_from_secrecy_is_none(other):
    """Of another source, for another matter, by somebody else, or towards somebody else."""
    assert [] == shown(_said(**other), CAPACITY)


def test_nobody_is_released_from_secrecy_for_what_speaks_of_nobody():
    """It takes somebody to release."""
    rules = alone([replace(PLAIN, when=("source-is-open",))])
    found = [decide(rules, _said(), Outline(FAMILY, (one,))).shown for one in (CAPACITY, OF_NOBODY)]

    assert [1, 0] == [len(one) for one in found]


def test_a_note_that_nobody_confided_needs_nobodys_word_in_person():
    """The consent names it: that is enough; with a confider it is not."""
    named = release(WORKER, MOTHER, CATALOGUE.all, entries=frozenset({NOTE.cell}), signers=())

    assert ["sgb2_counselling_note"] == shown(look(WORKER, named), NOTE)
    assert [] == shown(look(WORKER, YES), NOTE)
    assert [] == shown(look(WORKER, named), NOTE._replace(entrusted_by=frozenset({MOTHER}), passed_on=True))


def _in_danger(basis=Basis.SUCCESSOR, purpose=Purpose.SGB8_CHILD_PROTECTION, **other):
    given = {"since": TODAY, "danger_signs": ("Anzeichen",), "needed_for_estimate": True}
    return look(WORKER, purpose=purpose, grounds=Grounds(basis, **{**given, **other}))


def test_what_was_confided_to_a_predecessor_is_read_where_danger_shows_and_the_estimate_needs_it():
    """On the day on which it shows, by whoever took the case over."""
    confided = cell("sgb8_conversation_note", CHILD, entrusted_to=COACH.id)

    assert ["sgb8_conversation_note"] == shown(_in_danger(), confided)
    assert ["sgb8_conversation_note"] == shown(_in_danger(since=None), confided)


@pytest.mark.parametrize(
    "other",
    [
        {"basis": Basis.ESTIMATE},
        {"basis": Basis.BREAK_GLASS},
        {"needed_for_estimate": False},
        {"danger_signs": ()},
        {"danger_signs": (" ",)},
        {"since": date(2026, 11, 17)},
        {"purpose": Purpose.SGB8_HELP_PLANNING},
    ],
)
def test_without_each_of_these_it_stays_with_whom_it_was_confided_to(other):
    """Another ground, no need, no sign, a day to come, another purpose (§ 65 Abs. 1 S. 1 Nr. 3 SGB VIII)."""
    assert [] == shown(_in_danger(**other), cell("sgb8_conversation_note", CHILD, entrusted_to=COACH.id))


def test_a_guest_of_a_conference_is_held_to_the_ceiling_like_an_agency():
    """She is nobody of whom the record speaks: a number of the Jobcenter's is opened to her by no consent."""
    conference = Purpose.CASE_CONFERENCE
    number = cell("sgb2_customer_number", MOTHER, owner=Owner.JOBCENTER)
    goal = cell("fam_goal", MOTHER, owner=Owner.JOINT)
    yes = release(TEACHER, MOTHER, CATALOGUE.all, purpose=conference)

    assert ["fam_goal"] == shown(look(TEACHER, yes, purpose=conference), number, goal)


def _one_by_one(*agencies: Agency):
    """Rules by which an entry is seen where a consent names it, and by these agencies without one."""
    named = replace(PLAIN, when=("entry-is-released",))
    return alone([named, replace(PLAIN, agencies=frozenset(agencies))] if agencies else [named])


def _naming(to, person, entry):
    return release(to, person, CATALOGUE.all, entries=frozenset({CellId(entry)}))


CELLS = tuple(
    cell(field, person, owner=Owner.JOBCENTER)._replace(cell=CellId(entry))
    for entry, field, person in (
        ("one", "housing_situation", MOTHER),
        ("two", "sgb2_income", MOTHER),
        ("three", "housing_situation", CHILD),
        ("four", "sgb2_income", CHILD),
    )
)


def test_a_consent_that_names_an_entry_opens_its_neighbour_no_further():
    """Though they are of one person, one owner and one kind."""
    found = decide(_one_by_one(), look(COACH, _naming(COACH, MOTHER, "one")), Outline(FAMILY, CELLS)).shown

    assert ["one"] == [one.cell.cell for one in found]


@pytest.mark.parametrize("audience", [(COACH, WORKER), (WORKER, COACH)])
def test_what_is_named_to_one_of_several_is_looked_at_by_itself_whatever_is_named_to_another(audience):
    """The jobcoach sees the one that is named to her, and the worker all: so all see that one."""
    yes = (_naming(COACH, MOTHER, "one"), _naming(WORKER, CHILD, "three"))
    request = replace(look(COACH, *yes), audience=audience)

    found = decide(_one_by_one(Agency.JUGENDAMT), request, Outline(FAMILY, CELLS)).shown

    assert ["one"] == [one.cell.cell for one in found]


def test_of_a_child_a_parent_reads_that_part_for_which_she_has_custody():
    """Health or the rest, though both are of one owner and one child (F5, D19)."""
    parts = (
        cell("housing_situation", CHILD, owner=Owner.JOBCENTER)._replace(cell=CellId("home")),
        cell("accessibility_need", CHILD, owner=Owner.JOBCENTER)._replace(cell=CellId("need")),
    )
    asking = look(PARENT, purpose=Purpose.DATA_SUBJECT_ACCESS)

    for area, expected in ((Area.HEALTH, "accessibility_need"), (Area.PERSON, "housing_situation")):
        custody = (Holding(MOTHER, areas=frozenset({area})),)
        child = Person(CHILD, "P2", born=date(2016, 11, 16), custody=custody)
        family = replace(FAMILY, persons=(FAMILY.persons[0], child))
        for cells in (parts, parts[::-1]):
            assert [expected] == shown(asking, *cells, family=family)


def test_texts_at_several_levels_are_all_held():
    """Whoever may see a summary sees it where the whole is written too."""
    both = cell("sgb2_work_capacity", MOTHER, owner=Owner.JOBCENTER, levels=1 << Level.FULL | 1 << Level.SUMMARY)

    assert [Level.SUMMARY] == [one.level for one in decide(POLICIES, look(WORKER, YES), Outline(FAMILY, (both,))).shown]


def test_who_agrees_in_person_agrees_for_one_recipient():
    """A word towards the jobcoach is none towards the worker."""
    named = release(WORKER, MOTHER, CATALOGUE.all, entries=frozenset({NOTE.cell}))
    confided = NOTE._replace(entrusted_by=frozenset({MOTHER}), passed_on=True)
    found = [
        shown(
            look(WORKER, context=Context(TIED, (named,), confidences=(Confidence(to.id, FAM, MOTHER, NOTE.cell),))),
            confided,
        )
        for to in (WORKER, COACH)
    ]

    assert [["sgb2_counselling_note"], []] == found


FAM = Purpose.FAM_JOINT_SUPPORT
TOLD = tuple(level for level in Level if level)


@pytest.mark.parametrize("level", TOLD)
def test_a_rule_opens_its_own_fields_and_no_other_at_any_level(level):
    """The first and the last of the catalogue, and one between."""
    for field in (CATALOGUE.fields[0], CATALOGUE.fields[40], CATALOGUE.fields[-1]):
        one = OutlineCell(CellId("one"), field.id, frozenset({MOTHER}), min(field.owners), levels=1 << level)
        mine, others = 1 << field.bit, CATALOGUE.all & ~(1 << field.bit)
        found = [
            decide(alone([replace(PLAIN, fields=fields)]), look(COACH), Outline(FAMILY, (one,))).shown
            for fields in (mine, others, CATALOGUE.all)
        ]

        assert [1, 0, 1] == [len(shown_) for shown_ in found], field.id


def test_a_rule_that_excepts_a_kind_of_field_speaks_of_its_own_fields_still():
    """Without health data; and of no field that it does not name."""
    rules = alone([replace(PLAIN, fields=mask("fam_goal", "sgb2_work_capacity"), unless=("is-art9",))])
    cells = [cell(name, MOTHER) for name in ("fam_goal", "sgb2_work_capacity", "housing_situation")]
    found = [decide(rules, look(COACH), Outline(FAMILY, (one,))).shown for one in cells]

    assert [1, 0, 0] == [len(one) for one in found]


@pytest.mark.parametrize("field", [CATALOGUE.fields[0], CATALOGUE.fields[-1]])
@pytest.mark.parametrize("level", TOLD)
def test_what_is_shown_by_consent_is_not_shown_without(field, level):
    """At no level; with it, up to the level of the consent."""
    rules = alone([replace(PLAIN, level=Measure.RELEASE)])
    one = OutlineCell(CellId("one"), field.id, frozenset({MOTHER}), min(field.owners), levels=1 << level)
    yes = [release(COACH, MOTHER, 1 << field.bit, level=given) for given in TOLD]

    assert () == decide(rules, look(COACH), Outline(FAMILY, (one,))).shown
    found = [decide(rules, look(COACH, each), Outline(FAMILY, (one,))).shown for each in yes]
    assert [given >= level for given in TOLD] == [bool(one) for one in found]


@pytest.mark.parametrize(
    "confided", [{"entrusted_to": WORKER.id}, {"entrusted_by": frozenset({MOTHER})}, {"passed_on": True}]
)
def test_a_consent_at_large_opens_nothing_that_was_confided(confided):
    """To somebody, by somebody, or passed on by now: the consent has to name it (C7)."""
    rules = alone([replace(PLAIN, level=Measure.RELEASE)])
    one = cell("housing_situation", MOTHER, **confided)
    yes = [release(COACH, MOTHER, CATALOGUE.all, entries=entries) for entries in (frozenset(), frozenset({one.cell}))]

    assert [0, 1] == [len(decide(rules, look(COACH, each), Outline(FAMILY, (one,))).shown) for each in yes]


def test_of_several_papers_that_name_an_entry_each_opens_what_it_speaks_of():
    """Whichever was signed first."""
    rules = alone([replace(PLAIN, level=Measure.RELEASE)])
    papers = tuple(
        replace(_naming(COACH, MOTHER, "one"), fields=mask(name)) for name in ("housing_situation", "address")
    )
    named = CELLS[0]._replace(entrusted_by=frozenset({MOTHER}))

    for given in (papers, papers[::-1]):
        assert 1 == len(decide(rules, look(COACH, *given), Outline(FAMILY, (named,))).shown)


def test_of_several_papers_each_names_its_own_entry():
    """Neither opens the neighbour of the other's."""
    papers = (_naming(COACH, MOTHER, "one"), _naming(COACH, CHILD, "three"))

    for given in (papers, papers[::-1]):
        found = decide(_one_by_one(), look(COACH, *given), Outline(FAMILY, CELLS)).shown
        assert ["one", "three"] == [one.cell.cell for one in found]


def test_whoever_asks_is_present_whoever_else_is_named():
    """A list of those present that names one other forgets nobody (I13)."""
    own = cell("housing_situation", MOTHER, owner=Owner.JOBCENTER)

    assert ["housing_situation"] == shown(look(COACH), own)
    assert ["housing_situation"] == shown(look(COACH, audience=()), own)
    assert [] == shown(look(COACH, audience=(WORKER,)), own)
    assert [] == shown(look(WORKER, audience=(COACH,)), own)


def test_a_blank_stands_for_what_a_family_could_tick_of_each_other_owner():
    """For each participant every category with a field that consent can open: no single note, nothing confided."""
    kinds = {
        (owner, field.category)
        for field in CATALOGUE.fields
        for owner in field.owners
        if field.ceiling > Level.NONE
        and field.sensitivity is not Sensitivity.ENTRUSTED_65
        and field.category not in (Category.NONE, Category.SINGLE_NOTE)
    }
    for principal, mine in ((COACH, Owner.JOBCENTER), (WORKER, Owner.JUGENDAMT)):
        drawn = decide(POLICIES, look(principal), Outline(FAMILY)).blanks
        expected = {(who, owner, kind) for who in (MOTHER, CHILD) for owner, kind in kinds if owner is not mine}

        assert expected == {(one.person, one.owner, one.category) for one in drawn}
        assert len(expected) == len(drawn)
