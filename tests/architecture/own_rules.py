"""Three rules of ours that no linter knows, each a function from one parsed file to what it finds there.

They follow names within one file, so that a statement kept in a variable is looked at where it is made. What they
cannot follow (an argument, an attribute, a call) is a finding: closed by default. Why not semgrep: decision 0017.
"""

import ast
from collections.abc import Iterator

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
Bound = dict[str, list[ast.expr | None]]
ASKING = {"rows", "execute", "executemany", "executescript", "exec_driver_sql"}
LOGGERS = {"log", "logger", "logging", "LOG"}
LEVELS = {"debug", "info", "warning", "warn", "error", "exception", "critical", "log", "bind", "msg"}
SECRET = {"secret", "secrets", "password", "token", "tokens", "cookie", "cookies", "key", "keys", "seed", "private"}
SECRET |= {"nonce", "headers", "authorization", "form", "args", "json", "url", "dsn", "environ"}
VALUES = {"content", "contents", "plaintext", "value", "values", "cells", "shown", "projection", "signed", "words"}
TEXTS_OF_ERRORS = {"exc_info", "stack_info"}


def loose_statements(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Statements for the database that are not written out: f-strings, `%`, `format`, `+` with what is no text."""
    for call, bound in _calls(module, {}):
        if isinstance(call.func, ast.Attribute) and call.func.attr in ASKING:
            given = [*call.args[:1], *(one.value for one in call.keywords if one.arg == "statement")]
            if given and not _is_written(given[0], bound, frozenset()):
                yield call.lineno, ast.unparse(given[0])[:80]


def _calls(scope: ast.AST, outer: Bound) -> Iterator[tuple[ast.Call, Bound]]:
    """Every call with the names that are known where it stands: a function's own hide those around it."""
    bound = {**outer, **_bound(scope)}
    for node in _within(scope):
        if isinstance(node, ast.Call):
            yield node, bound
        elif isinstance(node, SCOPES):
            yield from _calls(node, bound)


def _within(scope: ast.AST) -> Iterator[ast.AST]:
    """What stands in a scope, up to the functions in it and not into them."""
    todo = list(ast.iter_child_nodes(scope))
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, SCOPES):
            todo.extend(ast.iter_child_nodes(node))


def _bound(scope: ast.AST) -> Bound:
    """What each name of a scope is given; None where it is not known: an argument, a loop, a sum."""
    bound: Bound = {}
    for node in _within(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                _bind(bound, target, node.value)
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr):
            _bind(bound, node.target, node.value)
        elif isinstance(node, ast.AugAssign | ast.For | ast.comprehension):
            _bind(bound, node.target, None)
        elif isinstance(node, ast.arg):
            bound.setdefault(node.arg, []).append(None)
    return bound


def _bind(bound: Bound, target: ast.expr, value: ast.expr | None) -> None:
    if isinstance(target, ast.Name):
        bound.setdefault(target.id, []).append(value)
    for one in getattr(target, "elts", []):
        _bind(bound, one, None)


def _is_written(node: ast.expr | None, bound: Bound, seen: frozenset[str]) -> bool:
    """Whether it is text as it stands in the source, whatever name it goes by."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _is_written(node.left, bound, seen) and _is_written(node.right, bound, seen)
    if isinstance(node, ast.IfExp):
        return _is_written(node.body, bound, seen) and _is_written(node.orelse, bound, seen)
    if isinstance(node, ast.Name) and node.id not in seen and node.id in bound:
        return all(_is_written(one, bound, seen | {node.id}) for one in bound[node.id])
    return False


def telling_logs(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Lines of the operators' log that are not fixed words, or that carry a secret, a value or the text of an error."""
    for node in ast.walk(module):
        if not _is_logging(node):
            continue
        fixed = bool(node.args) and isinstance(node.args[0], ast.Constant) and len(node.args) == 1
        named = {one.arg or "**" for one in node.keywords}
        carried = {word for one in node.keywords for word in _words(one.value)}
        if not fixed or "**" in named or named & TEXTS_OF_ERRORS or (named | carried) & (SECRET | VALUES):
            yield node.lineno, ast.unparse(node)[:120]


def _is_logging(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr in LEVELS and ast.unparse(called.value) in LOGGERS


def _words(node: ast.AST) -> set[str]:
    """The words that names are made of: `self.family_key` gives self, family and key."""
    names = [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
    names += [one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)]
    return {word for name in names for word in name.lower().strip("_").split("_")}


def values_in_errors(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Exceptions and prints that say what a value says: errors travel further than pages do."""
    for node in ast.walk(module):
        said = node if isinstance(node, ast.Raise) or _is_print(node) else None
        if said is not None and any(isinstance(one, ast.Attribute) and one.attr == "content" for one in ast.walk(said)):
            yield node.lineno, ast.unparse(said)[:120]


def _is_print(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "click.echo", "echo"}


def readers_of_content(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Where what a value says is taken out of it."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr == "content" and isinstance(node.ctx, ast.Load):
            yield node.lineno, ast.unparse(node)
