"""From a wish to a set of rules: a line of the agreement takes away, and what it gives back opens to nobody unasked."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.rules import CHANGES as STORY
from hub.policy.agreed import agree, bounds, policy_id, write_agreed
from hub.policy.documents import rewrite
from hub.policy.faults import PolicyFaulty
from hub.policy.flaws import flaws
from hub.policy.load import AGREED as PLACE
from hub.policy.prove import prove
from hub.rulebook.changes.drafting import draft
from hub.rulebook.wording import load_wording
from hub.terms.agreed import AGREED, LEVELS, AgreedCell, Bound, CellRef, Value
from hub.terms.lists import Category, Level, Purpose, Role
from hub.terms.rule_wishes import CellWish, Wrong
from tests.kreis import ROOT, books, rules
from tests.rulebook.changing import DAY, HEALTH

TODAY = date(2026, 11, 16)
CELL = CellRef(Category.HEALTH, Role.JOBCOACH_U25, Purpose.SCHOOL_TO_WORK)
LAW = """\
id = "nothing-about-health"
effect = "limit"
level = "none"
categories = ["health"]
roles = ["jobcoach_u25"]
purposes = ["school_to_work"]
says = "ceiling_none"
basis = ["§ 999 SGB X"]
reason = "Ein Gesetz, das es nur hier gibt."
[[case]]
name = "a coach of the young learns nothing of health"
given = { principal = "jobcoach_u25", purpose = "school_to_work", field = "accessibility_need", owner = "jugendamt" }
expect = "none"
"""


def _draft(wish=HEALTH, document=None):
    written = rules() if document is None else document
    return draft(written.policies, written.document, wish, load_wording(ROOT), TODAY)


def _with(text, place=PLACE):
    return rewrite(rules().document, place, text, books().catalogue)


def test_a_line_takes_away_from_the_function_and_from_whoever_stands_in_for_it():
    """Else a deputy would be shown what the colleague may not see."""
    found, faults = _draft()

    assert ((), True, False) == (faults, found.compared.narrows, found.compared.widens)
    assert {Role.JOBCOACH_U25, Role.JOBCOACH_DEPUTY} == {one.cell.role for one in found.compared.moved}
    assert {(Category.HEALTH, Purpose.SCHOOL_TO_WORK)} == {
        (one.cell.category, one.cell.purpose) for one in found.compared.moved
    }


def test_a_set_with_a_line_keeps_every_promise():
    """The proof is that of every set; a line more is a limit more."""
    found, _ = _draft()

    assert [] == list(prove(found.written.policies))


def test_the_story_of_the_demo_keeps_every_promise_too():
    """Its sets are not proven at each start of the demo: they are here."""
    written = rules()
    for told in STORY:
        cell = Category(told["category"]), Role(told["role"]), Purpose(told["purpose"])
        wish = CellWish(*cell, Value(told["value"]), told["reason"], date.fromisoformat(told["from"]))
        found, faults = draft(written.policies, written.document, wish, load_wording(ROOT), date(2026, 6, 1))
        assert () == faults
        written = found.written
        assert [] == [*prove(written.policies), *flaws(written.policies)]


def test_what_the_law_forbids_no_agreement_opens():
    """The norm of the rule that stands against it is named, and no other."""
    shut = _with(LAW, Path("sgbx", "nothing-about-health.toml"))

    found, [fault] = _draft(replace(HEALTH, value=Value.CONSENT), shut)

    assert (None, Wrong.FORBIDDEN, ("§ 999 SGB X",)) == (found, fault.wrong, fault.norms)


def test_a_line_that_is_taken_back_still_binds_what_was_signed_before():
    """A yes under the closer rule was no yes to what the wider one opens."""
    first, _ = _draft()
    later = replace(HEALTH, value=Value.CONSENT, valid_from=date(2027, 1, 4))
    second, faults = _draft(later, first.written)

    fields = books().catalogue.category_masks[Category.HEALTH]
    assert ((), True) == (faults, second.compared.widens)
    assert (Bound(fields, date(2027, 1, 4), Level.NONE),) == bounds(second.written.policies, CELL.role, CELL.purpose)
    assert () == bounds(first.written.policies, CELL.role, CELL.purpose)


@pytest.mark.parametrize(
    "text",
    [
        write_agreed((AgreedCell(CELL, Value.NEVER, DAY, "Ein Grund."),) * 2),
        write_agreed((AgreedCell(CELL, Value.NEVER, DAY, "Ein Grund."),)).replace("health", "helth"),
        write_agreed((AgreedCell(CELL, Value.NEVER, DAY, "Ein Grund."),)).replace("health", "single_note"),
        write_agreed((AgreedCell(CELL, Value.NEVER, DAY, "Ein Grund."),)).replace("2026-12-01", "2026-13-01"),
        write_agreed((AgreedCell(CELL, Value.NEVER, DAY, "Ein Grund."),)).replace('"never"', '"law"'),
    ],
)
def test_a_faulty_line_is_no_rule_at_all(text):
    """It says the file and what would be right, and no set comes of it."""
    with pytest.raises(PolicyFaulty, match=r"house/agreed\.toml"):
        _with(text)


@given(st.text(min_size=10, max_size=60).filter(lambda text: len(" ".join(text.split())) >= 10))
def test_whatever_is_typed_as_a_reason_is_a_reason_and_no_rule(reason):
    """No quotation mark, no line and no sign ends it early."""
    agreed = (AgreedCell(CELL, Value.NEVER, DAY, reason),)

    [line] = _with(write_agreed(agreed)).policies.agreed

    assert (CELL, Value.NEVER, ()) == (line.cell, line.value, line.earlier)
    assert line.reason.split() == "".join(sign if sign.isprintable() else " " for sign in reason).split()


@given(st.lists(st.sampled_from(AGREED), max_size=6), st.integers(0, 6))
def test_what_a_yes_opens_is_the_least_of_all_values_since(values, signed):
    """However often a cell was changed: a yes of one day opens what every rule since let it."""
    agreed: tuple[AgreedCell, ...] = ()
    for month, value in enumerate(values, start=1):
        agreed = agree(agreed, AgreedCell(CELL, value, date(2026, month, 1), "Ein Grund, der genügt."))
    day = date(2025, 12, 15) if signed == 0 else date(2026, signed, 15)

    line = next(iter(agreed), None)
    now = LEVELS[line.value] if line else Level.FULL
    opened = min([now, *(LEVELS[value] for before, value in (line.earlier if line else ()) if day < before)])

    standing = [Value.CONSENT, *values][min(signed, len(values)) :]
    assert min(LEVELS[value] for value in standing) == opened


def test_the_id_of_a_line_is_that_of_its_cell():
    """It stands in the log, and means the same cell whenever it was agreed on."""
    assert "agreed-health-jobcoach-u25-school-to-work" == policy_id(CELL)
    assert CellWish(CELL.category, CELL.role, CELL.purpose, Value.NEVER, HEALTH.reason, DAY) == HEALTH
