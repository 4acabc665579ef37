"""No SQL that is put together, no secret and no value in a log or an error, no value read where none is shown."""

import ast
import re

import pytest

from .own_rules import loose_statements, readers_of_content, telling_logs, values_in_errors
from .source import HUB, ROOT, files, name, tree

PASSED_ON = {
    ("hub/db/database.py", "statement"): "hands on what a store wrote; the stores are looked at",
    ("hub/db/embedded.py", "statement"): "psycopg.sql quotes the names of a database that the embedded server makes",
    (
        "hub/db/listening.py",
        "'listen ' + self._channel",
    ): "a channel is a constant of whoever listens; LISTEN has no $1",
    ("hub/gate/store.py", "statement"): "one of two constants of the same file",
    ("hub/ledger/durable.py", "f'begin; {schema} commit;'"): "the tables of a file of our own, constants of two rooms",
    ("hub/record/talks/store.py", "statement"): "one of the constants of the same file",
    ("hub/review/context/store.py", "statement"): "a list of columns, constants of the same file",
}
"""Statements that a machine cannot follow to where they are written, and why each is not made of what anybody sent."""

TOLD = {
    ("hub/record/opening.py", "key"): "the id of a key that does not open, which is no secret",
    ("hub/web/problems.py", "event"): "its callers give fixed words: the next test but one",
}
"""Lines of the log that look like more than they are."""

SHOWING = (HUB / "web", HUB / "gate")
OTHER_CONTENT = {
    "hub/casework/receipts/offering.py": "the names that stand on a receipt, from a projection",
    "hub/casework/writing.py": "what somebody typed into a note, on its way in",
    "hub/consent/nodes.py": "a paper as JSON",
    "hub/consent/reading.py": "a paper as JSON",
    "hub/ledger/asking.py": "an answer of a witness",
    "hub/rulebook/seeing.py": "the text of rules",
}
"""Rooms that show nothing and still read something called content."""


def _found(rule):
    return {(name(path), line, said) for path in files() for line, said in rule(tree(path))}


def test_every_statement_is_written_out():
    """Data go beside it as parameters: nothing that anybody sends can become SQL (ASVS V1.2.4)."""
    found = {(file, said) for file, _, said in _found(loose_statements)}

    assert set() == found - PASSED_ON.keys()
    assert set() == PASSED_ON.keys() - found, "no longer needed"


def test_no_line_of_the_log_carries_a_secret_or_a_value():
    """Fixed words, and beside them ids, sizes and kinds of trouble; never an error's own text."""
    found = {(file, said) for file, _, said in _found(telling_logs)}

    assert [] == [one for one in found if not _is_told(*one)]
    assert len(TOLD) == len(found), "no longer needed"


def _is_told(file, said):
    return any(file == known and word in said for known, word in TOLD)


def test_a_failure_is_written_down_in_fixed_words():
    """What `log_failure` is told beside the error stands in the source."""
    told = [
        (name(path), call.args[1])
        for path in files()
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "log_failure"
    ]

    assert told
    assert [] == [file for file, words in told if not isinstance(words, ast.Constant)]


def test_no_error_says_what_a_value_says():
    """Errors go to logs, to consoles and to other programs."""
    assert set() == _found(values_in_errors)


def test_no_value_is_read_outside_the_gate_and_the_pages_that_show_it():
    """Beside lock 2, which says who can make one."""
    readers = {file for file, _, _ in _found(readers_of_content) if not _shows(file)}

    assert OTHER_CONTENT.keys() == readers


def _shows(file):
    return any(room in (ROOT / file).parents for room in SHOWING)


LOOSE = [
    'db.rows(f"select {name}")',
    'db.rows("select %s" % name)',
    'db.rows("select {}".format(name))',
    'db.rows("select " + name)',
    'db.rows(statement=f"select {name}")',
    'tx.execute("; ".join(parts))',
    'db.rows(db.rows("select 1")[0])',
    "def ask(statement):\n    return db.rows(statement)",
    'ask = "select 1"\ndef look(name):\n    ask = f"select {name}"\n    db.rows(ask)',
    'ask = "select 1"\nask += name\ndb.rows(ask)',
    "for ask in asked:\n    connection.executescript(ask)",
    'db.rows(ask) if (ask := f"{name}") else 0',
    "look = lambda ask: db.rows(ask)",
]
WRITTEN = [
    'db.rows("select %s", (name,))',
    'ASK = "select " + "1"\ndb.rows(ASK)',
    'ask = "select 1" if name else "select 2"\ndb.rows(ask)',
    'ask = f"{name}"\ndef look():\n    ask = "select 1"\n    db.rows(ask)',
    "table.rows()",
]


@pytest.mark.parametrize("source", LOOSE)
def test_a_statement_that_is_put_together_is_found(source):
    """In whatever spelling, also by way of a name."""
    assert 1 == len(list(loose_statements(ast.parse(source))))


@pytest.mark.parametrize("source", WRITTEN)
def test_a_statement_that_is_written_out_is_left_alone(source):
    """A rule that finds everything finds nothing."""
    assert [] == list(loose_statements(ast.parse(source)))


TELLING = [
    'log.info(f"signed in with {token}")',
    'log.info("signed in with %s", token)',
    'log.warning("odd", token=1)',
    'log.warning("odd", what=present.session_key)',
    'log.error("odd", **request.headers)',
    'log.error("odd", what=str(value.content))',
    'log.error("odd", exc_info=True)',
    "log.error(str(error))",
    'logging.debug("odd", what=environ["HUB_SECRET_KEY"])',
    "log.bind(password=given)",
    "log.info()",
]


@pytest.mark.parametrize("source", TELLING)
def test_a_line_that_tells_too_much_is_found(source):
    """By its name, by what it is made from, or because nobody can say what is in it."""
    assert 1 == len(list(telling_logs(ast.parse(source))))


def test_a_plain_line_is_left_alone():
    """Fixed words, an id and the kind of an error."""
    plain = ast.parse('log.warning("the clerk could not pass", family=row.number, trouble=type(trouble).__name__)')

    assert [] == list(telling_logs(plain))


@pytest.mark.parametrize(
    "source", ['raise Odd(f"not {value.content}")', "raise Odd(one) from Other(cell.content)", "print(value.content)"]
)
def test_a_value_in_an_error_is_found(source):
    """And one that is printed."""
    assert 1 == len(list(values_in_errors(ast.parse(source))))


def test_a_reader_of_a_value_is_found():
    """Reading, not writing."""
    assert [(1, "value.content")] == list(readers_of_content(ast.parse("said = value.content")))
    assert [] == list(readers_of_content(ast.parse("self.content = 1")))


def test_whoever_silences_a_linter_names_the_rule():
    """`nosec` and `noqa` without an id would silence what nobody has thought of."""
    lines = [line for path in files() for line in path.read_text(encoding="utf-8").splitlines()]

    assert [] == [line for line in lines if "# nosec" in line and not re.search(r"# nosec B\d{3}\b", line)]
    assert [] == [line for line in lines if "# noqa" in line and not re.search(r"# noqa: [A-Z]+\d+", line)]


def test_the_command_that_checks_runs_every_linter():
    """A linter that nobody starts finds nothing."""
    [check] = re.findall(r"^check: .*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    assert {"ruff", "mypy", "lint-imports", "bandit"} == set(re.findall(r"\.venv/bin/([\w-]+)", check))
