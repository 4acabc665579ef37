"""A set of rules keeps what the set in force promises, or its operator says by name what it gives up, and why."""

import re
from functools import cache

import pytest

from hub.db.errors import RulesChanged
from hub.gate.activations.store import load_activations
from hub.policy.documents import write_set
from hub.rulebook import activating
from hub.rulebook.activating import Became, Sponsor, put_in_force
from hub.rulebook.proving import prover
from tests.kreis import ROOT, books, rules
from tests.rulebook.rule_folders import ALONE, EMERGENCY, put, without
from tests.whole import open_payload

GONE, WEAK = "entrusted-never-to-control", "finance-sees-four-fields"
WHY = "Der Fachausschuss hat es am 20. November so beschlossen."
VAIN = """
id = "rogue"
effect = "permit"
level = "full"
fields = ["phone"]
roles = ["jobcoach"]
when = ["principal-is-entrustee"]
unless = ["is-entrusted"]
says = "own_task"
basis = ["§ 1 SGB I"]
reason = "Eine Regel, die niemand schreiben sollte."

[[case]]
name = "nobody sees it"
expect = "none"
given = { principal = "it_admin", purpose = "livelihood", field = "phone", owner = "jobcenter" }
"""


@pytest.fixture
def folder(tmp_path):
    """A copy of the rules to change."""
    without(tmp_path)
    [copy] = tmp_path.glob("rules-*")
    return copy


def _drop(folder, promise):
    file = folder / "invariants.toml"
    text = file.read_text(encoding="utf-8")
    kept = re.sub(rf'\[\[invariant\]\]\nid       = "{promise}"\n(?:(?!\[\[invariant\]\]).*\n)*', "", text)
    assert kept != text
    file.write_text(kept, encoding="utf-8")


def _weaken(folder):
    """The youth help office may see a fifth field, says the promise; no rule lets it."""
    file = folder / "invariants.toml"
    text = file.read_text(encoding="utf-8")
    assert '"provider_hours", "sgb8_cost_contribution"]' in text
    file.write_text(text.replace('"provider_hours", "sgb8', '"provider_hours", "phone", "sgb8'), encoding="utf-8")


@cache
def _prove():
    return prover(ROOT)


def _put(kreis, folder, gives_up=(), prove=None):
    place = (kreis.urls.url("hub_loader"), kreis.keys)
    written = write_set(folder, books().catalogue)
    return put_in_force(place, written, Sponsor("Dr. Muster", kreis.at, dict(gives_up), EMERGENCY), prove or _prove())


def _activations(kreis):
    return load_activations(kreis.house("jobcenter").db)


def test_a_set_without_a_promise_in_force_is_refused(every_kreis, folder):
    """Although every promise that it makes holds, and the rules keep even this one by chance."""
    _drop(folder, GONE)

    outcome = _put(every_kreis, folder)

    [said] = outcome.findings
    assert (Became.REFUSED, (GONE,)) == (outcome.became, outcome.ending)
    assert f"„{GONE}“" in said
    assert "Was anvertraut ist, sieht weder Aufsicht noch Prüfung." in said
    assert [rules().policies.digest] == [one.digest for one in _activations(every_kreis)]


def test_a_weaker_promise_is_no_promise(kreis, folder):
    """The name is the same, the sentence too; what it forbids is less."""
    _weaken(folder)

    outcome = _put(kreis, folder)

    assert (Became.REFUSED, (WEAK,)) == (outcome.became, outcome.ending)


def test_a_dropped_promise_that_the_rules_break_is_told_with_its_example(kreis, folder):
    """Promise and rule go together: without the second look nobody would see what opens."""
    _drop(folder, GONE)
    (folder / "sgb8" / "control-sees-nothing-entrusted.toml").unlink()

    said = " ".join(_put(kreis, folder).findings)

    assert f"--give-up {GONE}" in said
    assert f"„{GONE}“ hält nicht" in said


def test_what_is_given_up_by_name_stays_written_down(every_kreis, folder):
    """With the set for good, and in the entry of the log: which promises, why, and who."""
    _drop(folder, GONE)

    outcome = _put(every_kreis, folder, {GONE: WHY})

    [_, last] = _activations(every_kreis)
    payload = open_payload(every_kreis.superuser(), every_kreis.keys, last.entry)
    assert (Became.ACTIVATED, outcome.digest) == (outcome.became, last.digest)
    assert ("Dr. Muster", {GONE: WHY}) == (last.activated_by, last.given_up)
    assert [GONE] == payload["access"]["gave_up"]
    assert {"reasons": {GONE: WHY}, "reason": EMERGENCY} == payload["note"]


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({WEAK: WHY}, f"„{WEAK}“ ist keine Zusage, die mit diesen Regeln entfällt"),
        ({GONE: WHY, "no-such-promise": WHY}, "„no-such-promise“ ist keine Zusage"),
        ({GONE: "egal     "}, "zu kurz"),
        ({GONE: ""}, "zu kurz"),
        ({"unreadable": WHY}, f"--give-up {GONE}"),
    ],
)
def test_nothing_is_given_up_by_the_way(kreis, folder, named, words):
    """A wrong name, one too many, no reason: refused, and nothing changes."""
    _drop(folder, GONE)

    outcome = _put(kreis, folder, named)

    assert Became.REFUSED is outcome.became
    assert words in " ".join(outcome.findings)
    assert 1 == len(_activations(kreis))


def test_only_the_set_in_force_binds(kreis, folder):
    """What was given up once needs no second word; and a promise that comes back binds again."""
    _drop(folder, GONE)
    _put(kreis, folder, {GONE: WHY})
    with (folder / "sgb1" / "own-task.toml").open("a", encoding="utf-8") as file:
        file.write("# noch ein Wort\n")

    assert Became.ACTIVATED is _put(kreis, folder).became
    assert Became.ACTIVATED is _put(kreis, ROOT / "policies").became
    assert Became.REFUSED is _put(kreis, folder).became


def test_a_set_that_was_tampered_with_frees_from_nothing(kreis, folder, tmp_path):
    """Nobody can read what is in force; then the promises of the set before it count."""
    put(kreis, without(tmp_path, "gdpr/consent"))
    kreis.superuser().execute("update rulebook.activation set document = '{}' where ordinal = 2")
    _drop(folder, GONE)

    assert (GONE,) == _put(kreis, folder).ending


def test_where_no_promise_can_be_read_that_is_said_too(kreis, folder):
    """A way back there must be; it is taken knowingly."""
    kreis.superuser().execute("update rulebook.activation set document = '{}', digest = repeat('0', 64)")

    refused = _put(kreis, folder)
    outcome = _put(kreis, folder, {"unreadable": WHY})

    assert "nicht mehr zu lesen" in " ".join(refused.findings)
    assert Became.ACTIVATED is outcome.became
    assert {"unreadable": WHY} == _activations(kreis)[-1].given_up


def test_a_vain_rule_is_refused_in_the_words_of_check(hub, kreis, folder):
    """What `check` complains of is not put in force: both say the same, line by line."""
    (folder / "house" / "rogue.toml").write_text(VAIN, encoding="utf-8")

    checked, activated = hub("policy", "check", folder), hub("policy", "activate", folder)

    assert (1, 1) == (checked[0], activated[0])
    assert "„rogue“ gilt nie" in activated[1]
    assert checked[1].splitlines()[:-1] == activated[1].splitlines()[:-1]
    assert 1 == len(_activations(kreis))


def test_check_tells_beforehand_what_activate_will_ask(hub, kreis, folder):
    """Of a folder alone nothing is wrong; by the rules in force a promise is missing; named, it takes effect."""
    _drop(folder, GONE)

    alone, beside = hub("policy", "check", folder), hub("policy", "check", folder, "--in-force")
    refused = hub("policy", "activate", folder)
    done = hub("policy", "activate", folder, "--by", "Dr. Muster", "--give-up", GONE, WHY, *ALONE)

    assert [0, 1, 1, 0] == [one[0] for one in (alone, beside, refused, done)]
    assert beside[1].splitlines()[:-1] == refused[1].splitlines()[:-1]
    assert {GONE: WHY} == _activations(kreis)[-1].given_up


def test_whoever_was_faster_is_held_against_too(kreis, folder, tmp_path):
    """Between the proof and the commit another set took effect: the proof is begun anew, by what that one promises."""
    seen = []
    other = without(tmp_path, "gdpr/consent")

    def prove(policies, held, reasons):
        seen.append(held.policies.digest)
        if len(seen) == 1:
            place = (kreis.urls.url("hub_loader"), kreis.keys)
            put_in_force(place, other, Sponsor("faster", kreis.at, emergency=EMERGENCY), lambda *_: ())
        return ()

    _drop(folder, GONE)
    outcome = _put(kreis, folder, prove=prove)

    assert [rules().policies.digest, other.policies.digest] == seen
    assert (Became.ACTIVATED, other.policies.digest) == (outcome.became, outcome.before)
    assert 3 == len(_activations(kreis))


def test_the_database_takes_no_set_that_was_held_against_another(kreis, folder, monkeypatch):
    """Whatever the process says: the set named as the one before has to be the one in force."""
    _drop(folder, GONE)
    monkeypatch.setattr(activating, "load_digest_in_force", lambda _: "1" * 64)

    with pytest.raises(RulesChanged):
        _put(kreis, folder, prove=lambda *_: ())

    assert 1 == len(_activations(kreis))
