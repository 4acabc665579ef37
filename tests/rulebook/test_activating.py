"""`hub policy activate`: proven first, written down with the change, and the same twice is once."""

import shutil

import pytest

from hub.exchange.houses import RulesNotActivated, need_rules
from hub.gate.activations.store import load_activations
from hub.rulebook.activating import Became, Sponsor, put_in_force
from tests.kreis import ROOT, books, rules
from tests.rulebook.rule_folders import ALONE, put, without


def _entries(kreis):
    statement = "select count(*) from ledger.index where event = 'policy.activated'"
    return kreis.superuser().execute(statement).fetchone()[0]


def test_a_set_is_put_in_force_with_its_entry(every_kreis, tmp_path):
    """Who, since when, which, and the entry that says so."""
    changed, kreis = without(tmp_path, "gdpr/consent"), every_kreis

    outcome = put(kreis, changed, by="Dr. Muster")

    first, second = load_activations(kreis.house("jobcenter").db)
    assert (Became.ACTIVATED, rules().policies.digest) == (outcome.became, outcome.before)
    assert (1, 2, changed.policies.digest) == (first.ordinal, second.ordinal, second.digest)
    assert ("Dr. Muster", kreis.at) == (second.activated_by, second.since)
    assert 2 == _entries(kreis)


def test_the_same_twice_changes_nothing_and_is_not_proven_again(kreis):
    """No second entry either."""

    def never(*_):
        raise AssertionError("proven again")

    place = (kreis.urls.url("hub_loader"), kreis.keys)
    outcome = put_in_force(place, rules(), Sponsor("test", kreis.at), never)

    assert Became.IN_FORCE_ALREADY is outcome.became
    assert 1 == _entries(kreis)


def test_an_earlier_set_comes_back_as_a_new_line(kreis, tmp_path):
    """Nothing that was is changed: the way back is one more step."""
    put(kreis, without(tmp_path, "gdpr/consent"))

    assert Became.ACTIVATED is put(kreis, rules()).became
    assert [1, 2, 3] == [one.ordinal for one in load_activations(kreis.house("jobcenter").db)]


def test_a_set_with_a_finding_is_refused_with_its_sentences(kreis, tmp_path):
    """And the set before stays in force."""
    place = (kreis.urls.url("hub_loader"), kreis.keys)
    changed = without(tmp_path, "gdpr/consent")

    outcome = put_in_force(place, changed, Sponsor("test", kreis.at), lambda *_: ("Ein Satz.",))

    assert (Became.REFUSED, ("Ein Satz.",)) == (outcome.became, outcome.findings)
    assert [rules().policies.digest] == [one.digest for one in load_activations(kreis.house("jobcenter").db)]


def test_the_command_proves_and_puts_in_force(hub, kreis, tmp_path):
    """The repository's own rules keep every promise; a comment more is another text of the same set."""
    folder = tmp_path / "policies"
    shutil.copytree(ROOT / "policies", folder)
    with (folder / "sgb1" / "own-task.toml").open("a", encoding="utf-8") as file:
        file.write("# noch ein Wort\n")

    first, second = hub("policy", "activate", folder, "--by", "Dr. Muster", *ALONE), hub("policy", "activate", folder)

    assert (0, 0) == (first[0], second[0])
    assert "jetzt in Kraft" in first[1]
    assert "schon in Kraft" in second[1]
    assert 2 == _entries(kreis)


def test_the_command_refuses_what_breaks_a_promise(hub, kreis, tmp_path):
    """It says which, and leaves everything as it is."""
    written = without(tmp_path, "sgb8/entrusted-stays")
    [folder] = tmp_path.glob("rules-*")

    code, out, _ = hub("policy", "activate", folder)

    assert 1 == code
    assert "Nicht in Kraft gesetzt" in out
    assert written.policies.digest[:12] in out
    assert 1 == _entries(kreis)


def test_no_process_starts_without_rules_in_force(hub, kreis, tmp_path):
    """One line that says what to do, and exit status 2."""
    kreis.superuser().execute("delete from rulebook.activation")
    file = tmp_path / "kreis.json"
    file.write_text('{"format": 1}', encoding="utf-8")

    code, out, err = hub("load", file)

    assert (2, "") == (code, out)
    assert "hub: no rules are in force yet: run `hub policy activate`\n" == err


def test_no_process_starts_with_rules_that_were_never_in_force(kreis, tmp_path):
    """Those that were once may be behind: it starts with those in force now."""
    url = kreis.urls.url("hub_jobcenter")
    put(kreis, without(tmp_path, "gdpr/consent"))
    need_rules(url, books())
    kreis.superuser().execute("delete from rulebook.activation where ordinal = 1")

    with pytest.raises(RulesNotActivated, match="never put in force"):
        need_rules(url, books())
