"""The matrix of the rules as it is shown: what a function sees of others' data for a purpose, what a change moves."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hub.terms.agreed import CellRef, Value
from hub.terms.lists import Category, Level, Owner, Purpose, Role
from hub.terms.rule_changes import Counts, Proposal, Stand, StepKind, Version
from hub.terms.rule_wishes import Fault


@dataclass(frozen=True)
class Said:
    """What a cell of the matrix says: the way (`own`, `law`, `occasion`, `consent`, `never`), how far, by what law."""

    way: str
    level: Level = Level.NONE
    norms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moved:
    """A cell of the matrix that says something else than before."""

    cell: CellRef
    before: Said
    after: Said


@dataclass(frozen=True)
class Drafted:
    """What became of a wish: what is wrong with it, or what it would change; its number once it is proposed."""

    faults: tuple[Fault, ...] = ()
    moved: tuple[Moved, ...] = ()
    detail: str = ""
    widens: bool = False
    number: str = ""


@dataclass(frozen=True)
class MatrixRow:
    """A category, and what each purpose says of it, in the order of the matrix's purposes."""

    category: Category
    said: tuple[Said, ...]


@dataclass(frozen=True)
class RuleMatrix:
    """What one function may see of others' data, by one version. `agreed` are its cells that were agreed on."""

    version: Version
    is_in_force: bool
    roles: tuple[Role, ...]
    role: Role
    purposes: tuple[Purpose, ...]
    rows: tuple[MatrixRow, ...]
    agreed: Mapping[CellRef, tuple[Value, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class RuleLine:
    """One rule behind a cell: what it does, why, by which norms and when, in the words of the rulebook."""

    id: str
    is_permit: bool
    reason: str
    norms: tuple[str, ...]
    effect: str = ""
    when: str = ""


@dataclass(frozen=True)
class RuleCell:
    """One cell, with the rules that decide it and whose data it speaks of."""

    version: Version
    cell: CellRef
    said: Said
    owners: tuple[Owner, ...]
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True)
class ProposalView:
    """A proposal as somebody may see it, and what they can do with it."""

    proposal: Proposal
    stand: Stand
    moved: tuple[Moved, ...] = ()
    detail: str = ""
    counts: Counts | None = None
    may: frozenset[StepKind] = frozenset()
    version: Version | None = None
