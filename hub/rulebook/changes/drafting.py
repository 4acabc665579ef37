"""From a wish to a set of rules: changed in one cell, compiled, compared with before; or what stands against it."""

from collections.abc import Iterator
from dataclasses import dataclass
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
from hub.terms.rule_changes import AHEAD_DAYS, LONGEST, REASON_LENGTH, CellWish, Fault, Wrong

_NO_CATEGORY = frozenset({Category.NONE, Category.SINGLE_NOTE})


@dataclass(frozen=True)
class Draft:
    """A set that can be proposed: with the value of the cell before and after, and what the change moves."""

    written: WrittenSet
    cell: CellRef
    before: Value
    value: Value
    compared: Compared


def draft(
    policies: PolicySet, document: str, wish: CellWish, wording: Wording, today: date
) -> tuple[Draft | None, tuple[Fault, ...]]:
    """The set that the wish makes of the one in force; None with what is wrong. Nothing is proven here yet."""
    faults = tuple(_of_form(wish, today))
    if faults:
        return None, faults
    assert wish.category is not None and wish.role is not None and wish.purpose is not None  # noqa: PT018 - for mypy
    assert wish.value is not None and wish.valid_from is not None  # noqa: PT018 - for mypy
    cell = CellRef(wish.category, wish.role, wish.purpose)
    said = said_of(policies, wording, cell.role).get((cell.category, cell.purpose), NEVER)
    faults = tuple(_of_law(policies, cell, wish.value, value_of(said)))
    if faults:
        return None, faults
    line = AgreedCell(cell, wish.value, wish.valid_from, " ".join(wish.reason.split()))
    text = write_agreed(agree(policies.agreed, line))
    written = rewrite(document, PLACE, text, policies.catalogue)
    compared = compare_sets(policies, written.policies, wording)
    if not compared.moved:
        return None, (Fault(Wrong.NOTHING_CHANGES),)
    after = said_of(written.policies, wording, cell.role).get((cell.category, cell.purpose), NEVER)
    if AGREED.index(value_of(after)) < AGREED.index(wish.value):
        return None, (Fault(Wrong.FORBIDDEN, forbidding(written.policies, cell)),)
    return Draft(written, cell, value_of(said), wish.value, compared), ()


def _of_form(wish: CellWish, today: date) -> Iterator[Fault]:
    for value, wrong in (
        (wish.category if wish.category not in _NO_CATEGORY else None, Wrong.CATEGORY),
        (wish.role, Wrong.ROLE),
        (wish.purpose, Wrong.PURPOSE),
        (wish.value, Wrong.VALUE),
    ):
        if value is None:
            yield Fault(wrong)
    if not REASON_LENGTH <= len(" ".join(wish.reason.split())) <= LONGEST:
        yield Fault(Wrong.REASON)
    if wish.valid_from is None or not today < wish.valid_from <= today + timedelta(days=AHEAD_DAYS):
        yield Fault(Wrong.DAY)


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
