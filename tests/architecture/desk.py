"""What stands behind the desk: from a route, by what it asks of the desk, to the verbs that it may come to."""

import ast
import inspect
from functools import cache

from .reaching import found, leads_to, names, reached

BUILDING = "hub.main.building"
PLACES = (
    (BUILDING, "desk_of"),
    (BUILDING, "_about_consents"),
    (BUILDING, "_about_rules"),
    ("hub.main.review_desk", "about_review"),
    ("hub.main.conferring", "about_conferences"),
)
"""Functions that put something into a place of the desk."""
WORKING = ("hub.casework", "hub.conference", "hub.rights", "hub.exchange", "hub.review", "hub.rulebook")


def verbs_of(view, verbs):
    """Those of these verbs that a view of the web may come to."""
    inner = inspect.unwrap(view)
    shown = getattr(inner, "view_class", None) or inner
    asked = _asked(reached(f"{shown.__module__}.{shown.__qualname__}", ("hub.web",)))
    behind = {one for chain in asked for start in _behind(chain) for one in reached(start, WORKING)}
    return behind & verbs


def _asked(code):
    """`desk().consents.open` as ("consents", "open"); `desk().consents` alone only where nothing more is said."""
    chains = {chain for name in code for chain in _asked_by(name)}
    longer = {chain[0] for chain in chains if len(chain) > 1}
    return {chain for chain in chains if len(chain) > 1 or chain[0] not in longer}


@cache
def _asked_by(name):
    place = found(name)
    nodes = (node for node in ast.walk(place[1]) if isinstance(node, ast.Attribute)) if place else ()
    said = (ast.unparse(node) for node in nodes)
    return frozenset(tuple(one.split(".")[1:3]) for one in said if one.startswith("desk()."))


@cache
def _fields():
    """What the house puts into each place of the desk."""
    given = {}
    for module, function in PLACES:
        for node in ast.walk(found(f"{module}.{function}")[1]):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Desk":
                given |= {word.arg: (module, word.value) for word in node.keywords if word.arg}
            if isinstance(node, ast.Dict):
                given |= {key.value: (module, value) for key, value in zip(node.keys, node.values, strict=True)}
    return given


def _behind(chain):
    """The functions and methods that one question to the desk comes to."""
    module, node = _fields().get(chain[0], (BUILDING, None))
    known = names(module)
    given = (
        {known[one.id] for one in ast.walk(node) if isinstance(one, ast.Name) and one.id in known} if node else set()
    )
    given = {other for one in given for other in (leads_to(one) if one.startswith(f"{module}.") else [one])}
    for one in given:
        place = found(one)
        if place and isinstance(place[1], ast.ClassDef):
            methods = [node.name for node in place[1].body if isinstance(node, ast.FunctionDef)]
            yield from (f"{one}.{method}" for method in (chain[1:] or methods))
        else:
            yield one
