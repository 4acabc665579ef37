"""From a wish to a set of rules: changed in its cells, compiled, compared with before; or what stands against it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hub.policy.agreed import agree, write_agreed
from hub.policy.documents import WrittenSet, rewrite
from hub.policy.load import AGREED as PLACE
from hub.policy.policies import PolicySet
from hub.rulebook.changes.cells import NEVER, forbidding, purposes_of, roles_of, said_of, value_of
from hub.rulebook.changes.comparing import Compared, compare_sets
from hub.rulebook.wording import Wording
from hub.terms.agreed import AGREED, AgreedCell, CellRef, Value
from hub.terms.lists import Category
from hub.terms.rule_changes import AHEAD_DAYS, LONGEST, MOST_CELLS, REASON_LENGTH, CellChange
from hub.terms.rule_wishes import CellWish, Fault, Wanted, Wrong

_NO_CATEGORY = frozenset({Category.NONE, Category.SINGLE_NOTE})


@dataclass(frozen=True)
class Draft:
    """A set that can be proposed: with its cells before and after, and what the change moves."""

    written: WrittenSet
    cells: tuple[CellChange, ...]
    compared: Compared


Faults = tuple[Fault, ...]


def draft(
    policies: PolicySet, document: str, wish: CellWish, wording: Wording, today: date
) -> tuple[Draft | None, Faults]:
    """The set that the wish makes of the one in force; None with what is wrong. Nothing is proven here yet."""
    faults = tuple(_of_form(wish, today))
    if faults or wish.valid_from is None:
        return None, faults
    changes, faults = _changes(policies, wish, wording)
    if faults:
        return None, faults
    agreed, reason = policies.agreed, " ".join(wish.reason.split())
    for one in changes:
        agreed = agree(agreed, AgreedCell(one.cell, one.value, wish.valid_from, reason))
    written = rewrite(document, PLACE, write_agreed(agreed), policies.catalogue)
    compared = compare_sets(policies, written.policies, wording)
    faults = tuple(_of_outcome(written.policies, changes, compared, wording))
    return (None, faults) if faults else (Draft(written, changes, compared), ())


def _changes(policies: PolicySet, wish: CellWish, wording: Wording) -> tuple[tuple[CellChange, ...], Faults]:
    """Each cell with the value that it has now, or what the law says against it, cell by cell."""
    changes: list[CellChange] = []
    faults: list[Fault] = []
    for place, one in enumerate(wish.cells):
        assert one.cell is not None and one.value is not None  # noqa: PT018 - for mypy; the form is right by now
        now = _value(policies, one.cell, wording)
        changes.append(CellChange(one.cell, now, one.value))
        faults += [replace(fault, place=place) for fault in _of_law(policies, one.cell, one.value, now)]
    return tuple(changes), tuple(faults)


def _value(policies: PolicySet, cell: CellRef, wording: Wording) -> Value:
    return value_of(said_of(policies, wording, cell.role).get((cell.category, cell.purpose), NEVER))


def _of_outcome(
    policies: PolicySet, changes: tuple[CellChange, ...], compared: Compared, wording: Wording
) -> Iterator[Fault]:
    """What only the new set shows: that nothing moves, or that a cell does not come as far as it was wanted."""
    if not compared.moved:
        yield Fault(Wrong.NOTHING_CHANGES)
        return
    for place, one in enumerate(changes):
        if AGREED.index(_value(policies, one.cell, wording)) < AGREED.index(one.value):
            yield Fault(Wrong.FORBIDDEN, forbidding(policies, one.cell), place=place)


def _of_form(wish: CellWish, today: date) -> Iterator[Fault]:
    seen: set[CellRef] = set()
    for place, one in enumerate(wish.cells[:MOST_CELLS]):
        yield from (Fault(wrong, place=place) for wrong in _not_chosen(one))
        if one.cell in seen:
            yield Fault(Wrong.TWICE, place=place)
        seen |= {one.cell} if one.cell else set()
    if len(wish.cells) > MOST_CELLS:
        yield Fault(Wrong.TOO_MANY)
    if not REASON_LENGTH <= len(" ".join(wish.reason.split())) <= LONGEST:
        yield Fault(Wrong.REASON)
    if wish.valid_from is None or not today < wish.valid_from <= today + timedelta(days=AHEAD_DAYS):
        yield Fault(Wrong.DAY)


def _not_chosen(one: Wanted) -> Iterator[Wrong]:
    for value, wrong in (
        (one.category if one.category not in _NO_CATEGORY else None, Wrong.CATEGORY),
        (one.role, Wrong.ROLE),
        (one.purpose, Wrong.PURPOSE),
        (one.value, Wrong.VALUE),
    ):
        if value is None:
            yield wrong


def _of_law(policies: PolicySet, cell: CellRef, wanted: Value, now: Value) -> Iterator[Fault]:
    """What the law says before anything is built; the first that stands against it."""
    deputies = {rule.deputy_role for rule in policies.roles.values()}
    if cell.role in deputies:
        yield Fault(Wrong.DEPUTY)
    elif cell.role not in roles_of(policies) or cell.purpose not in purposes_of(policies, cell.role):
        yield Fault(Wrong.NOT_SHARED, _norms_naming(policies, "purpose-fits-role"))
    elif cell.purpose not in policies.fam_purposes:
        yield Fault(Wrong.NOT_SHARED, _norms_naming(policies, "purpose-is-fam"))
    elif wanted is Value.LAW:
        yield Fault(Wrong.LAW_IS_NOT_AGREED, ("§ 35 Abs. 2 SGB I", "§ 67d Abs. 1 SGB X"))
    elif now is Value.LAW:
        yield Fault(Wrong.LAW_DECIDES, _statutes(policies, cell))
    elif wanted is now:
        yield Fault(Wrong.NOTHING_CHANGES)
    elif AGREED.index(wanted) > AGREED.index(now) and all(one.cell != cell for one in policies.agreed):
        yield Fault(Wrong.FORBIDDEN, forbidding(policies, cell))


def _statutes(policies: PolicySet, cell: CellRef) -> tuple[str, ...]:
    found = [one for one in policies.policies if cell.purpose in one.purposes or not one.purposes]
    return tuple(dict.fromkeys(norm for one in found if cell.role in one.roles for norm in one.basis))[:4]


def _norms_naming(policies: PolicySet, condition: str) -> tuple[str, ...]:
    found = [one.basis for one in policies.policies if condition in (*one.when, *one.unless)]
    return found[0] if found else ()
