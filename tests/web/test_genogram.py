"""The genogram: who is drawn, where, and that nobody who may not be seen leaves a trace."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.terms.ids import PersonId
from hub.terms.lists import Level, Owner
from hub.web.genogram.facts import Bond, BondKind, Descent, Facts, Node, Sex, Way, keep_whole, read_facts
from hub.web.genogram.lines import write_genogram
from hub.web.genogram.picture import HALF, draw
from hub.web.genogram.rows import place
from hub.web.genogram.words import Words
from hub.web.texts import load_texts
from tests.web.sample import BEN, MIA, PEOPLE, SANDRA, value

TODAY = date(2026, 11, 16)


def _node(person, **content):
    return value({person}, "sgb8_genogram", {"kind": "node", **content}, owner=Owner.JUGENDAMT)


def _f03():
    """Seven people, three bonds, a child in two households."""
    people = (
        ("Nicole Distelau", Sex.FEMALE, "A", 99),
        ("Cem Zeytindal", Sex.MALE, "A", 99),
        ("Tim Distelau", Sex.MALE, "AB", 2),
        ("Deniz Zeytindal", Sex.MALE, "A", 1),
        ("Ela Zeytindal", Sex.FEMALE, "A", 3),
        ("Olaf Distelau", Sex.MALE, "B", 99),
        ("Sevgi Narbahçe", Sex.FEMALE, "C", 99),
    )
    nodes = tuple(
        Node(str(number), sex, name, "40", households=frozenset(homes), order=order)
        for number, (name, sex, homes, order) in enumerate(people, start=1)
    )
    bonds = (
        Bond(("1", "2"), BondKind.TOGETHER),
        Bond(("1", "6"), BondKind.DIVORCED),
        Bond(("2", "7"), BondKind.DIVORCED),
    )
    return Facts(nodes, bonds, (Descent("3", ("1", "6")), Descent("4", ("2", "7")), Descent("5", ("1", "2"))))


def test_couples_stand_side_by_side_and_children_below_their_parents():
    """The patchwork of F03 as in the drawing of it: Sevgi, Cem, Nicole, Olaf; below them Deniz, Ela, Tim."""
    spots = place(_f03())
    rows = [[ref for ref in sorted(spots, key=lambda one: spots[one][1]) if spots[ref][0] == row] for row in (0, 1)]

    assert rows == [["7", "2", "1", "6"], ["4", "5", "3"]]


def test_an_outline_is_drawn_for_a_household_of_two_at_least():
    """Sevgi lives alone; Tim stands inside two."""
    assert [0, 1] == [one.number for one in draw(_f03(), {}).households]


def test_without_one_person_the_picture_is_as_if_there_were_none():
    """No gap, no line, no outline, no word tells of somebody who is left out."""
    whole = _f03()
    left = tuple(node for node in whole.nodes if node.ref != "6")
    without = keep_whole(replace(whole, nodes=left))
    never = keep_whole(Facts(left, whole.bonds[::2], (Descent("3", ("1",)), *whole.descents[1:])))

    assert draw(without, {}).households == draw(never, {}).households
    assert place(without) == place(never)
    assert Words(without, load_texts("de")).summary() == Words(never, load_texts("de")).summary()
    assert "Olaf" not in Words(without, load_texts("de")).summary()


def test_the_summary_says_the_picture_in_one_sentence():
    """For those who hear the page."""
    said = Words(_f03(), load_texts("de")).summary()

    assert said.startswith("Nicole und Cem leben zusammen; Nicole und Olaf sind geschieden")
    assert "in einem Haushalt leben Nicole, Cem, im Wechsel Tim, Deniz und Ela" in said


def test_a_pseudonymised_person_has_an_age_group_and_no_name():
    """Even if a name should stand in what was made for it."""
    cell = _node(SANDRA, sex="female", age="40–44", name="Sandra", born="1985-01-01")
    facts = read_facts((cell._replace(level=Level.PSEUDONYMISED),), PEOPLE, TODAY)

    assert ("", "40–44", None) == (facts.nodes[0].name, facts.nodes[0].age, facts.nodes[0].born)
    assert Words(facts, load_texts("de")).name(facts.nodes[0]) == "weiblich (40–44)"


def test_ages_are_whole_years_and_stop_at_death():
    """On the day of the look."""
    alive, dead = (
        _node(MIA, sex="female", born="2017-11-17"),
        _node(BEN, sex="male", born="1950-01-01", deceased="2020-06-01"),
    )
    facts = read_facts((alive, dead), PEOPLE, TODAY)

    assert [("8", False), ("70", True)] == [(node.age, node.deceased) for node in facts.nodes]


@pytest.mark.parametrize(
    ("said", "level", "drawn"),
    [
        ("Schwanger, errechnet für Februar 2027", Level.FULL, True),
        ("Nicht schwanger", Level.FULL, False),
        ("Schwanger, errechnet für Februar 2027", Level.SUMMARY, False),
        ("Schwangerschaftsberatung", Level.FULL, False),
    ],
)
def test_a_pregnancy_is_drawn_only_if_a_whole_value_about_health_says_so(said, level, drawn):
    """It is K7, while the picture is K2."""
    cells = (_node(SANDRA, sex="female"), value({SANDRA}, "accessibility_need", said, level=level))

    assert drawn == any(node.sex is Sex.UNBORN for node in read_facts(cells, PEOPLE, TODAY).nodes)


@pytest.mark.parametrize(
    "content", [{"kind": "node"}, {"kind": "nonsense"}, {"kind": "bond", "bond": "x"}, "text", {"kind": "descent"}, []]
)
def test_a_value_of_another_form_is_left_out(content):
    """Nobody is drawn by guessing, and nothing breaks."""
    cell = value({SANDRA, MIA}, "sgb8_genogram", content)

    assert not read_facts((cell,), PEOPLE, TODAY).nodes


def test_whoever_is_not_known_to_the_page_is_not_drawn():
    """Only people whom the look itself names."""
    stranger = PersonId("00000000-0000-4000-8000-00000000ffff")

    assert not read_facts((_node(stranger, sex="male"),), PEOPLE, TODAY).nodes


def test_two_couples_of_one_person_begin_at_places_of_their_own():
    """Cem's line to Sevgi and his line to Nicole cannot be taken for one."""
    picture = draw(_f03(), {})
    begins = [end for couple in picture.couples for end in (couple.path.split("V")[0], couple.path.rsplit("H")[1])]

    assert len(begins) == len({one.removeprefix("M").split(" ")[0].split("V")[0] for one in begins})


def test_parents_who_are_no_couple_are_each_joined_to_their_child():
    """A line from the middle between them would begin at nothing, and say that they are a couple."""
    facts = replace(_f03(), bonds=(), descents=(Descent("3", ("1", "6")),))
    picture = draw(facts, {})
    spots = {one.node.ref: one for one in picture.symbols}

    assert not picture.couples
    assert all(f"M{spots[ref].x:g} {spots[ref].y + HALF:g}V" in picture.lines[0].path for ref in ("1", "6"))


refs = st.integers(0, 9).map(str)
nodes = st.builds(
    Node,
    refs,
    st.sampled_from(Sex),
    age=st.just("7"),
    households=st.frozensets(st.sampled_from("ABC"), max_size=2),
    order=st.integers(1, 4),
)
worlds = st.builds(
    Facts,
    st.lists(nodes, max_size=9, unique_by=lambda node: node.ref).map(tuple),
    st.lists(st.builds(Bond, st.tuples(refs, refs), st.sampled_from(BondKind)), max_size=8).map(tuple),
    st.lists(
        st.builds(Descent, refs, st.lists(refs, min_size=1, max_size=3).map(tuple), st.sampled_from(Way)), max_size=8
    ).map(tuple),
)


@given(worlds)
def test_no_symbol_lies_on_another_and_nothing_leads_to_somebody_left_out(world):
    """Whatever people and bonds a record holds."""
    facts = keep_whole(world)
    picture = draw(facts, {})
    there = {node.ref for node in facts.nodes}
    spots = [(one.x, one.y) for one in picture.symbols]

    assert all(there >= set(bond.pair) for bond in facts.bonds)
    assert all(there >= {one.child, *one.parents} for one in facts.descents)
    assert {one.node.ref for one in picture.symbols} == there
    assert all(
        abs(x - u) > 2 * HALF or abs(y - v) > 2 * HALF for number, (x, y) in enumerate(spots) for u, v in spots[:number]
    )
    assert all(HALF < x < picture.width - HALF and HALF < y < picture.height - HALF for x, y in spots)


@given(worlds)
def test_every_household_of_two_has_an_outline_and_no_other(world):
    """One alone would tell of somebody missing."""
    facts = keep_whole(world)

    homes = draw(facts, {}).households

    letters = {letter for node in facts.nodes for letter in node.households}
    shared = [one for one in letters if sum(one in node.households for node in facts.nodes) > 1]
    assert len(homes) == len(shared)


@pytest.mark.parametrize(
    ("persons", "content", "said"),
    [
        ({SANDRA}, {"kind": "node", "sex": "female", "born": "1991-03-12", "household": ["A"]}, "weiblich, geboren"),
        (
            {MIA},
            {"kind": "node", "sex": "female", "household": ["A", "B"]},
            "weiblich, im Wechsel in den Haushalten A und B",
        ),
        ({SANDRA, BEN}, {"kind": "bond", "bond": "divorced"}, "Sandra und Ben sind geschieden"),
        (
            {SANDRA, MIA},
            {"kind": "descent", "child": "F01-2", "parents": ["F01-1", "F09-9"]},
            "Mia ist Kind von Sandra",
        ),
        ({SANDRA}, {"kind": "nonsense"}, ""),
    ],
)
def test_in_the_list_of_the_record_a_cell_of_it_is_said_in_words(persons, content, said):
    """Not in the form in which it is kept; whoever is not named here is not named there."""
    names = {SANDRA: "Sandra", MIA: "Mia", BEN: "Ben"}
    cell = value(persons, "sgb8_genogram", content, owner=Owner.JUGENDAMT)

    written = ", ".join(write_genogram(cell, PEOPLE, names.__getitem__, load_texts("de")))

    assert written.startswith(said)
    assert "F09" not in written
    assert bool(said) == bool(written)


def test_released_without_names_it_is_said_without_names():
    """The reference is what the card says too."""
    cell = value({SANDRA, BEN}, "sgb8_genogram", {"kind": "bond", "bond": "married"}, level=Level.PSEUDONYMISED)

    assert ("Person F01-1 und Person F01-3 sind verheiratet",) == write_genogram(cell, PEOPLE, str, load_texts("de"))
