"""Rule files that are not right: the message names the file, the line and what would be right."""

import shutil
from pathlib import Path

import pytest

from hub.policy.faults import PolicyFaulty
from hub.policy.load import load_policies
from tests.policy.worlds import CATALOGUE, POLICIES, ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the rules, to spoil."""
    return Path(shutil.copytree(ROOT / "policies", tmp_path / "policies"))


def spoil(folder: Path, file: str, old: str, new: str) -> str:
    """Change a rule, load, and return the message."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyFaulty) as caught:
        load_policies(folder, CATALOGUE)
    return str(caught.value)


RESTRICTION = "gdpr/restriction.toml"

SPOILT = [
    (
        '"is-restricted"',
        '"is-restrictd"',
        'policies/gdpr/restriction.toml line 5: policy "restriction": unknown condition "is-restrictd"; '
        '"is-restricted" perhaps?',
    ),
    ('fields = ["*"]', 'fields = ["adress"]', 'line 4: unknown field "adress"; "address" perhaps?'),
    ('says   = "restricted"', 'says   = "restrict"', 'line 7: unknown reason "restrict"; "restricted" perhaps?'),
    ('level  = "none"', 'level  = "nothing"', "line 3: level: 'nothing' is not one of"),
    ('effect = "limit"', 'effect = "forbid"', "line 2: effect: 'forbid' is not one of"),
    ('effect = "limit"', 'effect = "permit"', 'line 3: a permit to level "none" permits nothing'),
    ('level  = "none"', 'level  = "release"', 'line 3: level "release" is for a permit'),
    (
        'effect = "limit"',
        'effect = "limit"\nduties = ["be_kind"]',
        'line 3: policy "restriction": unknown duty "be_kind"',
    ),
    ('effect = "limit"', 'effect = "limit"\npriority = 1', "'priority' was unexpected"),
    ('effect = "limit"', 'effect = "limit"\nroles = ["boss"]', 'line 3: unknown role "boss"'),
    ('effect = "limit"', 'effect = "limit"\nexcept = ["rent"]', 'line 3: unknown field "rent"'),
    ('when   = ["is-restricted"]', 'when   = ["entry-is-released"]', "less consent would show more"),
    ('unless = ["is-theirs-to-ask"]', 'unless = ["is-restricted", "is-related"]', "the rule never applies"),
    (
        'when   = ["is-restricted"]\nunless = ["is-theirs-to-ask"]',
        'unless = ["is-restricted"]',
        "more protection would show more",
    ),
    ('fields = ["*"]', 'fields = ["address"]\nexcept = ["address"]', "no field is left: the rule never applies"),
    ('principal = "jobcoach"', 'principal = "coach"', 'unknown role "coach"; "jobcoach" perhaps?'),
    ('expect = "none"', 'expect = "nothing"', "'nothing' is not one of"),
    ("id     = ", "id     == ", "not TOML"),
    ('reason = "Die Ver', 'grund = "Die Ver', "'reason' is a required property"),
]


@pytest.mark.parametrize(("old", "new", "message"), SPOILT)
def test_a_fault_is_named_with_its_file_and_line(folder: Path, old: str, new: str, message: str) -> None:
    """A lawyer who mistypes a word learns where, and which word was meant."""
    told = spoil(folder, RESTRICTION, old, new)

    assert told.startswith("policies/gdpr/restriction.toml")
    assert message in told


def test_an_id_is_given_once(folder: Path) -> None:
    """Ids stand in the log for ever: two rules never share one."""
    told = spoil(folder, RESTRICTION, 'id     = "restriction"', 'id     = "consent"')

    assert 'id "consent" is also that of policies/gdpr/consent.toml' in told


def test_what_was_superseded_does_not_stay(folder: Path) -> None:
    """A rule that takes the place of another is not in force beside it."""
    told = spoil(folder, RESTRICTION, 'effect = "limit"', 'effect = "limit"\nsupersedes = "consent"')

    assert '"consent" still stands in policies/gdpr/consent.toml: remove that file' in told


def test_every_role_has_its_line(folder: Path) -> None:
    """A function that is forgotten in the table is noticed at the start, not by someone who is locked out."""
    told = spoil(folder, "house/roles.toml", "[role.planner]", "[role.planer]")

    assert 'no line for role "planner"' in told


def test_the_table_of_roles_is_needed(folder: Path) -> None:
    """Without it nobody could say who may ask."""
    (folder / "house/roles.toml").unlink()

    with pytest.raises(PolicyFaulty, match="the table of roles is missing"):
        load_policies(folder, CATALOGUE)


def test_a_file_that_is_not_text_is_named(folder: Path) -> None:
    """Also where an editor has saved it in an old encoding."""
    (folder / RESTRICTION).write_bytes("id = 'für'".encode("latin-1"))

    with pytest.raises(PolicyFaulty, match=r"policies/gdpr/restriction\.toml: not UTF-8 at byte 7"):
        load_policies(folder, CATALOGUE)


def test_the_digest_changes_with_every_rule_and_with_nothing_else(folder: Path) -> None:
    """The rules of a day can be told from any others by what the ledger entry names; comments are no rules."""
    untouched = load_policies(folder, CATALOGUE)
    path = folder / RESTRICTION
    path.write_text("# Art. 18\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    commented = load_policies(folder, CATALOGUE)
    path.write_text(path.read_text(encoding="utf-8").replace("is-restricted", "is-disputed"), encoding="utf-8")
    changed = load_policies(folder, CATALOGUE)

    assert POLICIES.digest == untouched.digest == commented.digest
    assert changed.digest != untouched.digest
    assert 64 == len(untouched.digest)
