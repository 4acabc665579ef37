"""What an act names, piece by piece: let go, or left out and why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from hub.policy.act_conditions import ON_ACT, ON_NAMED
from hub.policy.act_rules import AtMost, LeftOut, Names
from hub.policy.conditions import ON_CELL, ON_FIELD
from hub.policy.decide import decide, why_not
from hub.policy.proceeding import Proceeding
from hub.policy.small_cells import hidden
from hub.terms.access import AccessRequest, Outline, OutlineCell
from hub.terms.ids import CellId, PolicyId
from hub.terms.lists import Level
from hub.terms.reasons import Reason


class Piece(NamedTuple):
    """One thing that the act names. `refused` says why it is left out; else it is let go at its level.

    `rules` are those of reading; that of the act decides everything that it names.
    """

    name: str
    refused: Reason | None = None
    level: Level = Level.FULL
    rules: tuple[PolicyId, ...] = ()
    duties: tuple[str, ...] = ()


def names_of(one: Proceeding) -> tuple[str, ...]:
    """What the act names, as the answer calls it."""
    return {
        Names.NOTHING: (),
        Names.WORDS: one.terms.words,
        Names.TABLE: tuple(cell.id for cell in one.terms.table),
    }.get(one.rule.names, tuple(str(cell.cell) for cell in one.cells))


def pieces_of(one: Proceeding, reading: AccessRequest) -> tuple[Piece, ...]:
    """Everything that the act names, weighed. `reading` is the question of a look for the purpose of the act."""
    return tuple(_WEIGHED[one.rule.names](one, reading))


def holds(one: Proceeding, when: Sequence[str], unless: Sequence[str] = ()) -> bool:
    """All of `when` hold of the act, and none of `unless`."""
    return all(ON_ACT[name](one) for name in when) and not any(ON_ACT[name](one) for name in unless)


def _nothing(_: Proceeding, __: AccessRequest) -> Iterator[Piece]:
    return iter(())


def _words(one: Proceeding, _: AccessRequest) -> Iterator[Piece]:
    """Words of a closed list; what is not on it is left out (C14, E7)."""
    listed: AtMost | None = one.rule.at_most
    for word in one.terms.words:
        yield Piece(word, listed.says if listed and word not in listed.words else None)


def _facts(one: Proceeding, _: AccessRequest) -> Iterator[Piece]:
    """Each with the first reason in the order of the file for which it is left out."""
    for cell in one.cells:
        reasons = [rule.says for rule in one.rule.left_out if _is_left_out(one, rule, cell)]
        yield Piece(str(cell.cell), reasons[0] if reasons else None)


def _readings(one: Proceeding, reading: AccessRequest) -> Iterator[Piece]:
    """Each as it would be read: by the rules of reading, with all that they ask."""
    policies, outline = one.viewer.asking.policies, Outline(one.viewer.family, one.cells)
    decision = decide(policies, reading, outline)
    shown = {item.cell.cell: item for item in decision.shown}
    for cell in one.cells:
        if cell.cell in shown:
            item = shown[cell.cell]
            yield Piece(str(cell.cell), None, item.level, item.because.policies, _carried(one, decision.duties))
        else:
            finding = why_not(policies, reading, outline, cell)
            yield Piece(str(cell.cell), finding.reason, Level.NONE, finding.policies)


def _carried(one: Proceeding, duties: Sequence[str]) -> tuple[str, ...]:
    """What comes along of the duties of reading: a note that a value is disputed goes wherever it goes (F7)."""
    return tuple(duty for duty in duties if duty in one.rule.carries)


def _record(one: Proceeding, reading: AccessRequest) -> Iterator[Piece]:
    """All that is held. Where that is nothing, a field of everybody stands for whether the asker may ask at all."""
    if one.cells or one.rule.if_empty is None:
        yield from _readings(one, reading)
        return
    field = one.viewer.asking.policies.catalogue.by_id[one.rule.if_empty]
    cell = OutlineCell(CellId(""), field.id, frozenset(one.terms.about), min(field.owners))
    outline = Outline(one.viewer.family, (cell,))
    if not decide(one.viewer.asking.policies, reading, outline).shown:
        finding = why_not(one.viewer.asking.policies, reading, outline, cell)
        yield Piece("", finding.reason, Level.NONE, finding.policies)


def _table(one: Proceeding, _: AccessRequest) -> Iterator[Piece]:
    """The numbers of a table; hidden are small ones, and those that would tell them (J3)."""
    unseen = hidden(one.terms.table, one.rule.smallest)
    for cell in one.terms.table:
        yield Piece(cell.id, Reason.SMALL_CELL if cell.id in unseen else None)


_WEIGHED: Mapping[Names, Callable[[Proceeding, AccessRequest], Iterator[Piece]]] = {
    Names.NOTHING: _nothing,
    Names.WORDS: _words,
    Names.FACTS: _facts,
    Names.READINGS: _readings,
    Names.RECORD: _record,
    Names.TABLE: _table,
}


def _is_left_out(one: Proceeding, rule: LeftOut, cell: OutlineCell) -> bool:
    if not rule.fields >> one.viewer.asking.policies.catalogue.by_id[cell.field].bit & 1:
        return False
    return all(_is_so(one, name, cell) for name in rule.when) and not any(
        _is_so(one, name, cell) for name in rule.unless
    )


def _is_so(one: Proceeding, name: str, cell: OutlineCell) -> bool:
    """A condition of the act, of the entry, or of its field."""
    field = one.viewer.asking.policies.catalogue.by_id[cell.field]
    if name in ON_ACT:
        return ON_ACT[name](one)
    if name in ON_NAMED:
        return ON_NAMED[name](one, field)
    if name in ON_CELL:
        return ON_CELL[name](one.viewer, cell)
    return ON_FIELD[name](one.viewer.asking, field)
