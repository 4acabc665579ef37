"""A test that is marked `unchanged` is held to it: the next one of its file looks at the same copy of the Kreis."""

from pathlib import Path
from typing import Any, LiteralString

import psycopg

TABLES: LiteralString = """
    select string_agg(format('select %L, count(*), max(xmin::text::bigint) from %s', name, name), ' union all ')
    from (select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname !~ '^(pg_|ledger$|information_schema$)'
        union all select unnest(array['pg_class', 'pg_namespace', 'pg_policy', 'pg_proc', 'pg_type'])) t
    where name <> 'identity.session'
"""
"""All but the log, and sessions: whoever signs in has one. And what else there is, and who may what with it."""

Rows = dict[str, tuple[int, int | None]]
"""Of each table how many there are, and which transaction wrote one last."""
_BEFORE: dict[Path, tuple[Any, Rows]] = {}


def take_down(superuser: "psycopg.Connection[Any]", place: Path) -> None:
    """What a copy holds that nobody has used; all copies of a `place` are alike."""
    if place not in _BEFORE:
        [(question,)] = superuser.execute(TABLES)
        _BEFORE[place] = question, _rows(superuser, question)


def assert_unchanged(superuser: "psycopg.Connection[Any]", place: Path) -> None:
    """It holds that still. What was changed and changed back is found out, too."""
    question, before = _BEFORE[place]
    now = _rows(superuser, question)
    changed = sorted(name for name in now if now[name] != before[name])
    assert not changed, f"marked `unchanged`, but others would find these changed: {changed}"


def _rows(superuser: "psycopg.Connection[Any]", question: str) -> Rows:
    return {name: (count, last) for name, count, last in superuser.execute(question)}
