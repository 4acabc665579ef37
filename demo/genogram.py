"""The genogram of each family: a node for each person, bonds between adults, descent of children."""

from collections.abc import Iterator

from demo.people import Household, age_on
from demo.said import Said, say
from demo.usual import STICHTAG, entered_on

BONDS: dict[str, tuple[tuple[str, str], ...]] = {
    "F02": (("12", "divorced"),),
    "F03": (("12", "together"), ("16", "divorced"), ("27", "divorced")),
    "F05": (("12", "married"),),
    "F06": (("12", "married"),),
    "F08": (("12", "together"),),
    "F10": (("13", "separated"),),
    "F11": (("12", "married"),),
    "F13": (("12", "together"),),
    "F14": (("12", "separated"),),
}
"""Which adults, by number, and how they stand to each other."""

PARENTS: dict[str, dict[str, str]] = {
    "F01": {"2": "1", "3": "1"},
    "F02": {"3": "12", "4": "12"},
    "F03": {"3": "16", "4": "27", "5": "12"},
    "F04": {"1": "2"},
    "F05": dict.fromkeys("3456", "12"),
    "F06": dict.fromkeys("345", "12"),
    "F07": {"2": "1", "3": "1"},
    "F08": {"3": "12"},
    "F09": {"2": "1", "3": "1"},
    "F10": {"2": "13"},
    "F11": {"3": "12", "4": "12"},
    "F12": {"2": "1", "3": "1"},
    "F13": {"3": "12", "4": "12"},
    "F14": {"3": "12", "4": "12"},
}
"""Of whom each child was born."""


def genogram(family: Household) -> Iterator[Said]:
    """Nodes, bonds and descent. Without names a node says age in steps of five years; the rest says no name anyway."""
    on = entered_on(family, "jugendamt")
    siblings = sorted(PARENTS[family.id], key=lambda number: family.member(number).born)
    for position, member in enumerate(family.members, 1):
        number = str(position)
        node: dict[str, object] = {"kind": "node", "sex": member.sex}
        if number == family.focus:
            node |= {"focus": True}
        if member.homes:
            node |= {"household": list(member.homes)}
        if number in siblings:
            node |= {"order": siblings.index(number) + 1}
        full = node | {"name": f"{member.given} {member.surname}", "born": member.born}
        yield say(number, "sgb8_genogram", full, pseudonymised=node | {"age": _band(member.born)}, on=on)
    for pair, bond in BONDS.get(family.id, ()):
        tie = {"kind": "bond", "bond": bond}
        yield say(pair, "sgb8_genogram", tie, pseudonymised=tie, on=on)
    for child, parents in PARENTS[family.id].items():
        line = {"kind": "descent", "child": family.ref(child), "parents": family.refs(parents), "as": "birth"}
        yield say(child + parents, "sgb8_genogram", line, pseudonymised=line, on=on)


def _band(born: str) -> str:
    """Age on the Stichtag in steps of five years: 41 is "40–44"."""
    first = age_on(born, STICHTAG) // 5 * 5
    return f"{first}–{first + 4}"
