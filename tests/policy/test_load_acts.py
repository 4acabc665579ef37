"""Files of acts that are not right, and that acts are part of what the digest of the rules proves."""

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


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Change one place of an act."""
    path = folder / "acts" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


POLICE, HANDOVER, TABLE, KEEP, ROWS = (
    f"{name}.toml" for name in ("police-request", "handover", "sozialraum-table", "keep-received", "row-export")
)
SPOILT = [
    (POLICE, '"request-is-recent"', '"request-is-recend"', 'line 23: unknown condition "request-is-recend"'),
    (POLICE, 'roles    = ["external"]', 'roles    = ["extern"]', 'unknown role "extern"; "external" perhaps?'),
    (POLICE, 'names    = "words"', 'names    = "facts"', 'a closed list is of words: names = "words"'),
    (POLICE, 'duty = "basis_recorded"', 'duty = "basis_recordet"', 'unknown duty "basis_recordet"'),
    (POLICE, 'says   = "interests_harmed"', 'says   = "harm"', 'unknown reason "harm"'),
    (POLICE, 'expect = "deny"', 'expect = "refuse"', "'refuse' is not one of"),
    (HANDOVER, '"sgb8_8a_informant"]', '"sgb8_informant"]', 'unknown field "sgb8_informant"'),
    (HANDOVER, 'names    = "facts"', 'names    = "record"', "what is left out is one of the facts"),
    (TABLE, "smallest = 5\n", "", "a table needs its smallest number: 2 or more"),
    (KEEP, 'names     = "readings"', 'names     = "facts"', "another basis is for what is read"),
    (ROWS, "report:row_export", "report:reads_per_user", 'act "report:reads_per_user" is also that of'),
    (ROWS, 'id     = "row-export"', 'id     = "consent"', 'id "consent" is also that of'),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), SPOILT)
def test_a_fault_in_an_act_is_named_with_its_file(folder: Path, file: str, old: str, new: str, message: str) -> None:
    """A lawyer who mistypes a word learns where, and what would be right."""
    change(folder, file, old, new)

    with pytest.raises(PolicyFaulty) as caught:
        load_policies(folder, CATALOGUE)

    assert message in str(caught.value)
    assert str(caught.value).startswith("policies/")


def test_the_digest_covers_acts(folder: Path) -> None:
    """An act that asks for less is another set of rules; one more example is not."""
    change(folder, "row-export.toml", 'name   = "not under', 'name   = "never, not under')
    same = load_policies(folder, CATALOGUE)
    change(folder, "police-request.toml", '"birth_date", ', "")
    changed = load_policies(folder, CATALOGUE)

    assert POLICIES.digest == same.digest
    assert changed.digest != same.digest
