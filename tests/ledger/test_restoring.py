"""A backup was put back: what the database lost comes from the witnesses, byte for byte, or nothing does."""

import sqlite3
from contextlib import contextmanager
from dataclasses import replace

import orjson
import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from hub.db.errors import DatabaseRefused
from hub.exchange.load import OPERATOR
from hub.ledger.comparing import need_newest
from hub.ledger.errors import LedgerForked, WitnessesSilent
from hub.ledger.mirror import FILE as MIRROR
from hub.ledger.recovering import find_last
from hub.ledger.restoring.finding import find_lost
from hub.ledger.signer_state import FILE as SIGNER
from hub.ledger.signer_state import make_signer_state
from hub.review.incidents import Approval, Approved, NotApproved
from hub.review.recovering import recover
from tests.kreis import F01
from tests.ledger.evidence import NAMES, kept_backup, standing_behind
from tests.whole import open_payload

TREE = (
    "select leaf_index, entry_id, leaf from ledger.leaf join ledger.entry using (entry_id) order by 1",
    "select level, tile_index, data from ledger.tile order by 1, 2",
    "select size, peaks, root from ledger.head",
)
NUMBERS = "select max(family_seq) from ledger.subject join core.family using (family_id) where number = %s"
ROLES = ("hub_jobcenter", "hub_family", "hub_oversight", "hub_sequencer", "hub_signer", "hub_loader", "hub_clerk")
AGREED = Approval("Dr. Ada Beispiel", "Bert Muster", "Sicherung vom Vortag eingespielt")


@pytest.fixture
def evidence(kreis, tmp_path):
    """Whatever the loaded Kreis wrote has its place and was signed once."""
    with standing_behind(kreis, tmp_path) as standing:
        standing.place()
        standing.sign()
        yield standing


@contextmanager
def _looking(evidence):
    superuser = evidence.kreis.superuser()
    yield superuser
    superuser.close()


def _tree(evidence):
    with _looking(evidence) as superuser:
        return [superuser.execute(asked).fetchall() for asked in TREE]


def _number(evidence):
    with _looking(evidence) as superuser:
        return superuser.execute(NUMBERS, (F01,)).fetchone()[0]


def _write(evidence, times):
    for _ in range(times):
        evidence.kreis.open("U01")


def _find(evidence):
    return find_lost(evidence.db("hub_loader"), evidence.policy, evidence.fetch)


def _recover(evidence, lost=None):
    approved = Approved(OPERATOR, AGREED, evidence.kreis.at)
    return recover(evidence.kreis.house("loader"), lost or _find(evidence), approved)


def _lost(evidence, times=3):
    """So many entries that witnesses know, and the tree with them."""
    _write(evidence, times)
    evidence.place()
    evidence.sign()
    return _tree(evidence)


def test_what_was_lost_comes_back_byte_for_byte(evidence):
    """Entries, places, tiles and head; then every process starts, the log goes on, and both witnesses cosign it."""
    with kept_backup(evidence) as put_back:
        before, highest = _lost(evidence), _number(evidence)
        put_back()

        assert 3 == _recover(evidence)

        assert before == _tree(evidence)
        for role in ROLES:
            assert set(NAMES) == set(need_newest(evidence.db(role), evidence.policy, evidence.fetch, 0).answered)
        _write(evidence, 1)
        evidence.place()
        assert evidence.sign().published_at
        assert highest < _number(evidence), "no number is given a second time"


def test_the_incident_names_what_was_lost_and_who_agreed(evidence):
    """In clear the hash of the list; sealed the names of both data protection officers and the reason."""
    with kept_backup(evidence) as put_back:
        before = _lost(evidence)
        put_back()
        _recover(evidence)

        with _looking(evidence) as superuser:
            asked = "select entry_id, leaf from ledger.index join ledger.entry using (entry_id) where event = %s"
            [(incident, leaf)] = superuser.execute(asked, ("log.incident",)).fetchall()
            erased = superuser.execute("select entry_id from ledger.erased where erasure = %s", (incident,)).fetchall()
            words = open_payload(superuser, evidence.kreis.keys, incident)
    assert 3 == orjson.loads(leaf)["er"]["n"]
    assert {entry for _, entry, _ in before[0][-3:]} == {entry for (entry,) in erased}
    assert {"jobcenter": AGREED.jobcenter, "jugendamt": AGREED.jugendamt} == words["note"]["approved"]
    assert AGREED.reason == words["note"]["reason"]


def test_who_only_waited_keeps_the_words(evidence):
    """Written before the backup was made, placed after it: the entry is here, and gets the place that it had."""
    waited = evidence.kreis.open("U01").entry
    with kept_backup(evidence) as put_back:
        before = _lost(evidence, times=2)
        put_back()

        assert 2 == _recover(evidence)

        assert before == _tree(evidence)
        with _looking(evidence) as superuser:
            assert open_payload(superuser, evidence.kreis.keys, waited)["access"]


def test_it_is_safe_to_repeat(evidence):
    """The second time nothing is missing, and no entry is written."""
    with kept_backup(evidence) as put_back:
        _lost(evidence)
        put_back()
        _recover(evidence)

        assert _find(evidence) is None


def test_nothing_is_half_done(evidence):
    """One entry is missing in what is put back: then no entry, no place, no tile and no incident is there."""
    with kept_backup(evidence) as put_back:
        _lost(evidence)
        put_back()
        before, lost = _tree(evidence), _find(evidence)

        with pytest.raises(DatabaseRefused) as refused:
            _recover(evidence, replace(lost, leaves=lost.leaves[:-1]))

        assert "HB040" == refused.value.code
        assert before == _tree(evidence)
        assert 3 == _recover(evidence)


def test_a_copy_that_was_altered_gives_nothing(evidence):
    """One byte of one entry in the copies: it does not lead to what they cosigned."""
    with kept_backup(evidence) as put_back:
        _lost(evidence)
        put_back()
        before = _tree(evidence)
        _alter_the_copies(evidence)

        with pytest.raises(LedgerForked):
            _find(evidence)
        assert before == _tree(evidence)


def _alter_the_copies(evidence):
    for name in NAMES:
        with sqlite3.connect(evidence.folder / name / MIRROR) as connection:
            connection.execute(
                "update leaf set leaf = cast(replace(cast(leaf as text), 'access.read', 'access.peek') as blob)"
                " where leaf_index = (select max(leaf_index) from leaf)"
            )


def test_two_witnesses_that_know_different_logs_give_nothing(evidence):
    """A split view: which of them is right, people decide."""
    with kept_backup(evidence) as put_back:
        evidence.silent = {"jugendamt"}
        _lost(evidence)
        put_back()
        (evidence.folder / "signer" / SIGNER).unlink()
        evidence.silent = {"jobcenter"}
        _sign_as_if_nothing_was(evidence)
        evidence.silent = set()
        put_back()

        with pytest.raises(LedgerForked):
            _find(evidence)


def _sign_as_if_nothing_was(evidence):
    """Whoever has the log's key and forgot what it signed: another story for the other witness."""
    policy = replace(evidence.policy, witnesses=evidence.policy.witnesses[1:])
    last = find_last(evidence.db("hub_signer"), policy, evidence.fetch, evidence.at)
    make_signer_state(evidence.folder / "signer", last)
    _write(evidence, 2)
    evidence.place()
    assert evidence.sign() is not None


@pytest.mark.parametrize("silent", NAMES)
def test_both_witnesses_are_needed(evidence, silent):
    """The word of one agency alone brings nothing back."""
    with kept_backup(evidence) as put_back:
        _lost(evidence)
        put_back()
        evidence.silent = {silent}

        with pytest.raises(WitnessesSilent):
            _find(evidence)


def test_what_was_written_since_the_backup_was_put_back_stops_it(evidence):
    """It would stand twice in a family's numbering: people decide. Nothing is changed."""
    with kept_backup(evidence) as put_back:
        _lost(evidence)
        put_back()
        before = _tree(evidence)
        _write(evidence, 1)

        with pytest.raises(LedgerForked, match="written since"):
            _recover(evidence)
        assert before == _tree(evidence)


def test_a_witness_that_is_behind_the_other_is_no_obstacle(evidence):
    """One missed the last checkpoint: what it knows is the beginning of what the other knows."""
    with kept_backup(evidence) as put_back:
        _lost(evidence, times=2)
        evidence.silent = {"jobcenter"}
        before = _lost(evidence, times=1)
        put_back()
        evidence.silent = set()

        assert 3 == _recover(evidence)
        assert before == _tree(evidence)


@pytest.mark.parametrize(
    "words",
    [("", "Bert Muster", "weil"), ("Ada", " ", "weil"), ("Ada", "Bert", " "), ("Ada B.", " ada  b.", "weil")],
    ids=["one agency", "blank", "no reason", "one person twice"],
)
def test_two_officers_must_agree(words):
    """Two people, and why."""
    with pytest.raises(NotApproved):
        Approval(*words)


def test_the_command_says_what_is_missing_and_brings_it_back(evidence, tmp_path):
    """First a look that changes nothing, then with both names, then there is nothing left to do."""
    policy = tmp_path / "trust.txt"
    policy.write_text(evidence.policy.write(), encoding="utf-8")
    environ = {
        "HUB_STATE": str(tmp_path / "state"),
        "HUB_KEYS": str(evidence.kreis.keys),
        "HUB_DATABASE_URL": evidence.kreis.urls.url("ROLE").replace("ROLE", "{role}"),
        "HUB_LOG_POLICY": str(policy),
    }

    def run(*words):
        return CliRunner().invoke(hub, ["ledger", "recover", *words], env=environ)

    agreed = ("--jobcenter", "Ada", "--jugendamt", "Bert", "--reason", "Sicherung")
    with kept_backup(evidence) as put_back:
        before = _lost(evidence)
        put_back()

        looked, half, done, again = run(), run(*agreed[:4]), run(*agreed), run(*agreed)

        assert [1, 2, 0, 0] == [one.exit_code for one in (looked, half, done, again)]
        assert "die Worte von 3 sind verloren" in done.output
        assert before == _tree(evidence)
