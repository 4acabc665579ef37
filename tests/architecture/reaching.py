"""Which names a piece of code leads to, read from the sources: from a route to the desk, from there to the gate.

It follows what is named, called or not, so it may find more than is ever done, and never less: nothing here is called
by a name that is made up at run time.
"""

import ast
from collections.abc import Iterator
from functools import cache

from .source import HUB, ROOT, tree

GATE, WEB = "hub.gate", "hub.web"


@cache
def _modules():
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): tree(path) for path in HUB.rglob("*.py")}


@cache
def names(module):
    """What a name at the top of a module stands for: itself there, or what was imported from elsewhere in the hub."""
    known = {}
    for node in ast.walk(_modules()[module]):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("hub."):
            known |= {one.asname or one.name: f"{node.module}.{one.name}" for one in node.names}
    for node in _modules()[module].body:
        known |= {name: f"{module}.{name}" for name in _bound(node)}
    return known


def _bound(node) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    for target in node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]:
        if isinstance(target, ast.Name):
            yield target.id


@cache
def found(name):
    """The piece of code of this name, with the module in which it stands; a method as module.Class.method."""
    module = next((one for one in _parents(name) if one in _modules()), None)
    if module is None or module == name:
        return None
    nodes, node = _modules()[module].body, None
    for part in name.removeprefix(f"{module}.").split("."):
        node = next((one for one in nodes if part in _bound(one)), None)
        if node is None:
            return None
        nodes = getattr(node, "body", [])
    return module, node


def _parents(name):
    parts = name.split(".")
    return [".".join(parts[:count]) for count in range(len(parts), 0, -1)]


@cache
def leads_to(name):
    """The names of the hub that one piece of code names itself; `self.other` of a method is its class's."""
    place = found(name)
    if place is None:
        return set()
    module, node = place
    known = names(module)
    named = {known[one.id] for one in ast.walk(node) if isinstance(one, ast.Name) and one.id in known}
    if isinstance(node, ast.FunctionDef) and name.count(".") > module.count(".") + 1:
        owner = name.rsplit(".", 1)[0]
        named |= {f"{owner}.{one.attr}" for one in ast.walk(node) if _is_own(one)}
    return named - {name}


def _is_own(node):
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}


def reached(start, rooms):
    """Everything that code leads to, followed as long as it stays in these rooms."""
    seen, todo = set(), [start]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if name == start or name.startswith(tuple(f"{room}." for room in rooms)):
            todo.extend(leads_to(name))
    return seen


def is_function(name):
    """Whether it is a function, not a class or a constant."""
    place = found(name)
    return place is not None and isinstance(place[1], ast.FunctionDef)


def events_named(code):
    """The kinds of act that these pieces of code name: `Event.…`."""
    return {event for name in code for event in _events_in(name)}


@cache
def _events_in(name):
    place = found(name)
    if place is None or isinstance(place[1], ast.ClassDef):
        return frozenset()
    told = (one for one in ast.walk(place[1]) if isinstance(one, ast.Attribute) and one.attr.isupper())
    return frozenset(one.attr for one in told if ast.unparse(one.value) == "Event")
