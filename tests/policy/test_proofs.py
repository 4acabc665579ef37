"""What is proven of rules: which conditions can hold together, and what no rule covers."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.policy.circumstances import IMPLIED, NEVER_TOGETHER, Implication, Owned, State, implications, owned, settle
from hub.policy.compile import BITS, OWNER_BITS, Rule, program
from hub.policy.conditions import ON_ASKING, ON_KIN, ON_REQUEST
from hub.policy.policies import Measure
from hub.policy.questions import Question, questions
from hub.policy.search import Cover, Found, limiting, permitting, reach, uncovered
from hub.terms.access import Act, Mandate, Order
from hub.terms.lists import Agency, Level, Owner, Purpose, Role
from tests.amounts import examples
from tests.policy.two_rules import PERMIT, SHUT, few
from tests.policy.worlds import CATALOGUE, POLICIES, mask

MANDATES = tuple(
    Mandate(*four, order=order, named=named)
    for *four, order, named in product(*[(False, True)] * 4, Order, (False, True))
)
NOTHING_YET = State(0, 0)


def bits(*names: str) -> int:
    """The conditions of these names."""
    return sum(BITS[name] for name in names)


def test_what_follows_is_settled_with_all_that_follows_from_it():
    """Until nothing more does; what contradicts itself cannot be."""
    a, b, c, d = (1 << number for number in range(4))
    known = (
        Implication(State(b, 0), State(c, 0)),
        Implication(State(a, 0), State(b, 0)),
        Implication(State(0, d), State(0, a)),
        Implication(State(c, d), State(16, 32)),
    )

    assert State(a | b | c, 0) == settle(NOTHING_YET, State(a, 0), known)
    assert State(b | c, a) == settle(State(b, 0), State(0, a), known)
    assert State(c | 16, a | d | 32) == settle(State(c, 0), State(0, d), known)
    assert settle(State(a, 0), State(0, a), known) is None
    assert settle(State(a, 0), State(0, c), known) is None
    assert settle(State(a, 0), State(0, d), known) is None


@pytest.mark.parametrize("role", [Role.JOBCOACH, Role.ASD_DEPUTY, Role.PROVIDER_WORKER, Role.AUDITOR, Role.PARENT])
def test_of_mandates_that_is_known_to_follow_which_is_so_of_every_mandate(role):
    """No more and no less, from each condition and from its absence."""
    rule = POLICIES.roles[role]
    ways = [{name for name, holds in ON_REQUEST.items() if holds(rule, one)} for one in MANDATES]

    for name in ON_REQUEST:
        for is_so in (True, False):
            meant = [way for way in ways if (name in way) is is_so]
            state = State(BITS[name], 0) if is_so else State(0, BITS[name])
            settled = settle(NOTHING_YET, state, implications(rule))
            if not meant:
                assert settled is None
                continue
            assert {one for one in ON_REQUEST if settled.held & BITS[one]} == set.intersection(*meant)
            assert {one for one in ON_REQUEST if settled.absent & BITS[one]} == set(ON_REQUEST) - set.union(*meant)


@pytest.mark.parametrize("role", [Role.JOBCOACH, Role.PARENT, Role.EXTERNAL])
def test_of_whom_the_record_speaks_follows_from_the_function(role):
    """Of officials never, of a member of the family always, of a guest perhaps."""
    settled = settle(NOTHING_YET, NOTHING_YET, implications(POLICIES.roles[role]))
    concerned = bool(settled.held & BITS["is-person-concerned"])
    never = {name for name in ON_KIN if settled.absent & BITS[name]}

    assert (role is Role.PARENT, set(ON_KIN) if role is Role.JOBCOACH else set()) == (concerned, never)


def test_pairs_that_are_written_down_hold_in_both_directions():
    """What is implied, and what never comes together."""
    known = implications(POLICIES.roles[Role.EXTERNAL])
    for one, other in IMPLIED:
        assert settle(NOTHING_YET, State(BITS[one], 0), known).held & BITS[other]
        assert settle(NOTHING_YET, State(0, BITS[other]), known).absent & BITS[one]
    for pair in NEVER_TOGETHER:
        for one, other in (pair, pair[::-1]):
            assert settle(NOTHING_YET, State(BITS[one], 0), known).absent & BITS[other]


@pytest.mark.parametrize(("agency", "mine"), [(Agency.JOBCENTER, Owner.JOBCENTER), (Agency.PROVIDER, Owner.PROVIDER)])
def test_a_value_belongs_to_somebody_in_every_way_it_can(agency, mine):
    """Joint, or before admission one agency's; a provider's are its own or another's."""
    compiled = program(POLICIES, Act.DISCLOSE, agency, Role.JOBCOACH, Purpose.FAM_JOINT_SUPPORT)
    own, other, sides = BITS["owner-is-own"], BITS["owner-is-another"], bits("owner-is-own", "owner-is-another")
    every, joint = sides + sum(OWNER_BITS.values()), CATALOGUE.owner_masks[Owner.JOINT]
    expected = {}
    for owner in Owner:
        fields = CATALOGUE.owner_masks[owner] | (joint if owner in (Owner.JOBCENTER, Owner.JUGENDAMT) else 0)
        for whose in {own if owner is mine else other, other if owner is Owner.PROVIDER else 0} - {0}:
            held = OWNER_BITS[owner] | whose
            expected[State(held, every & ~held)] = fields

    assert expected == {one.state: one.fields for one in owned(compiled, agency)}


FOUR, MASKS = st.integers(0, 15), st.integers(0, 7)


@st.composite
def small_rules(draw):
    """A rule over four conditions and three fields."""
    when = draw(FOUR)
    return Rule(PERMIT, 7, (7, 7, 7, 7), when, draw(FOUR) & ~when, draw(st.sampled_from([0, 0, 16])))


@given(
    st.lists(small_rules(), max_size=2),
    MASKS,
    st.lists(st.builds(Cover, small_rules(), MASKS), max_size=4),
    st.sampled_from([(), (Implication(State(1, 0), State(2, 0)), Implication(State(0, 4), State(8, 0)))]),
    st.sampled_from([(Owned(State(16, 0), 3),), (Owned(State(0, 16), 7), Owned(State(16, 0), 4))]),
)
@settings(max_examples=examples(60))
def test_what_nothing_covers_is_found_wherever_there_is_any(applying, fields, covers, known, ways):
    """As if every combination were tried one by one; and what is found is left however the rest turns out."""
    question = Question(*[None] * 7, ways, known)
    found = list(uncovered(question, applying, fields, covers))

    left = {way.state: [] for way in ways}
    for way, held in product(ways, range(16)):
        full = held | way.state.held
        if any(
            held & one.given.held == one.given.held and not held & one.given.absent and one.then.held & ~held
            for one in known
        ):
            continue
        if all(rule.applies(full) for rule in applying):
            covered = 0
            for cover in covers:
                covered |= cover.fields if cover.rule.applies(full) else 0
            left[way.state].append((full, fields & way.fields & ~covered))
    assert [way.state.held for way in ways if any(rest for _, rest in left[way.state])] == [
        one.state.held & 16 for one in found
    ]
    for one in found:
        matching = [
            rest
            for state, rests in left.items()
            for full, rest in rests
            if state.held == one.state.held & 16
            and full & one.state.held == one.state.held
            and not full & one.state.absent
        ]
        assert matching
        assert one.fields
        assert all(one.fields & ~rest == 0 for rest in matching)


def unless(bit):
    """Covers the one field there is, save where this holds."""
    return Cover(Rule(PERMIT, 1, (1, 1, 1, 1), 0, bit, 0), 1)


def where(bit):
    """Covers it where this holds."""
    return Cover(Rule(PERMIT, 1, (1, 1, 1, 1), bit, 0, 0), 1)


@pytest.mark.parametrize("bit", [1, 2, 4, 8])
def test_what_hangs_on_one_condition_is_found_whichever_it_is(bit):
    """The first of the list like the last; and with it another one, be it so or not."""
    question = Question(*[None] * 7, (Owned(State(16, 0), 1),), ())

    def found(*covers):
        return [one.state for one in uncovered(question, (), 1, covers)]

    assert [State(16 | bit, 0)] == found(unless(bit))
    assert [State(16, bit)] == found(where(bit))
    for other in {1, 2, 4, 8} - {bit}:
        assert [State(16 | bit | other, 0)] == found(unless(other), unless(bit))
        assert [State(16 | bit, other)] == found(where(other), unless(bit))
        assert [State(16 | bit, other)] == found(where(bit | other), unless(bit))


def test_a_rule_about_one_owners_values_covers_nobody_elses():
    """What belongs to another it leaves open, and never shows."""
    question = Question(*[None] * 7, (Owned(State(16, 32), 1), Owned(State(32, 16), 1)), ())
    about = Cover(Rule(PERMIT, 1, (1, 1, 1, 1), 0, 0, 16), 1)

    assert [State(32, 16)] == [one.state for one in uncovered(question, (), 1, (about,))]
    assert [State(16, 32)] == [one.state for one in uncovered(question, (about.rule,), 1, ())]


def test_what_cannot_be_is_no_example():
    """Where one condition implies another, what is open only to the one without the other is open to nobody."""
    covers = (where(2), unless(1))
    nothing_known = Question(*[None] * 7, (Owned(State(16, 0), 1),), ())
    known = Question(*[None] * 7, nothing_known.owned, (Implication(State(1, 0), State(2, 0)),))

    assert [State(17, 2)] == [one.state for one in uncovered(nothing_known, (), 1, covers)]
    assert [] == list(uncovered(known, (), 1, covers))


def test_an_example_says_nothing_of_what_makes_no_difference():
    """A rule whose fields another covers in any case is not asked whether it applies."""
    question = Question(*[None] * 7, (Owned(State(16, 0), 3),), ())
    covers = (where(4)._replace(fields=2), unless(0)._replace(fields=2))

    assert [Found(State(16, 0), 1)] == list(uncovered(question, (), 3, covers))


def test_limits_and_permits_cover_what_they_shut_and_open_at_a_level():
    """Consent may open whatever it is asked for; by itself it opens nothing."""
    half = Rule(replace(SHUT, level=Level.SUMMARY), 3, (3, 3, 3, 0), 0, 0, 0)
    opens = Rule(PERMIT, 3, (3, 1, 1, 0), 0, 0, 0)
    asks = Rule(replace(PERMIT, level=Measure.RELEASE), 3, (0, 0, 0, 0), 0, 0, 0)

    assert [[], [], [Cover(half, 3)]] == [list(limiting([half], level)) for level in (1, 2, 3)]
    assert [[Cover(opens, 1)], [Cover(opens, 1)], []] == [
        list(permitting([half, opens, asks], level)) for level in (1, 2, 3)
    ]
    assert [(reach(opens, level), reach(asks, level)) for level in (1, 2, 3)] == [(1, 3), (1, 3), (0, 3)]


def test_a_question_is_open_where_a_permit_speaks_and_nothing_shuts_it_outright():
    """By who asks for what alone; a prohibition that hangs on more shuts no question."""
    narrow = replace(PERMIT, purposes=frozenset(), roles=frozenset({Role.JOBCOACH}))
    shut = replace(SHUT, fields=CATALOGUE.all, unless=("purpose-is-fam",))

    asked = questions(few(narrow))
    rest = questions(few(narrow, shut))

    assert {(Act.DISCLOSE, Agency.JOBCENTER, Role.JOBCOACH)} == {(one.act, one.agency, one.role) for one in asked.open}
    assert set(Purpose) == {one.purpose for one in asked.open}
    assert POLICIES.fam_purposes == {one.purpose for one in rest.open}
    assert (frozenset(), frozenset({"shuts"})) == (asked.shutting, rest.shutting)
    for other in (
        {"when": ("is-disputed",)},
        {"level": Level.SUMMARY},
        {"fields": mask("address")},
        {"owners": frozenset({Owner.JOINT})},
    ):
        assert len(asked.open) == len(questions(few(narrow, replace(shut, unless=(), **other))).open)
    for other in ({"roles": frozenset({Role.JOBCOACH})}, {"unless": tuple(ON_ASKING)}):
        assert frozenset({"shuts"}) == questions(few(narrow, replace(shut, **other))).shutting
    first = rest.open[0]
    assert (["opens"], ["shuts"][:0]) == ([r.policy.id for r in first.permits], [r.policy.id for r in first.limits])
