"""Each promise of `policies/invariants.toml` is broken on purpose in a copy of the rules, and `check` says so."""

import re
import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner

from hub.cli.policy import policy as command
from hub.policy.load import load_policies
from hub.policy.prove import prove
from hub.rulebook.checking import complaints
from hub.rulebook.complaints import Complaints
from hub.rulebook.wording import load_wording
from tests.policy.worlds import CATALOGUE, POLICIES, ROOT

WORDING = load_wording(ROOT)
PROMISES = {promise.id: promise for promise in POLICIES.promises}
WITHOUT = {
    "only-for-the-purposes-of-the-role": "sgb8/purpose-in-danger",
    "only-who-has-the-case": "sgb1/assigned-only",
    "never-a-relative": "sgbx/relatives-excluded",
    "never-staff-by-personnel": "sgb1/own-staff-as-clients",
    "no-content-by-office": "gdpr/dpo-reads-no-content",
    "never-above-the-ceiling": "house/ceiling",
    "child-protection-never-across": "gdpr/others-up-to-ceiling",
    "informant-never-across": "stgb/emergency-keeps-informant",
    "identifiers-never-across": "sgb2/identifiers-stay",
    "locked-address-never-across": "sgbx/address-lock",
    "secret-source-never-across-unreleased": "sgbx/source-released",
    "notes-across-one-by-one": "gdpr/single-note",
    "entrusted-never-across-unnamed": "sgb8/entrusted-across-by-its-confider",
    "entrusted-never-across-without-its-worker": "sgb8/entrusted-across-by-its-worker",
    "never-what-another-confided": "sgb8/confided-by-another",
    "emergency-opens-nothing-confided": "stgb/emergency-opens-nothing-confided",
    "entrusted-stays-with-its-worker": "sgb8/entrusted-stays",
    "entrusted-never-to-control": "sgb8/control-sees-nothing-entrusted",
    "entrusted-only-in-youth-welfare": "sgb8/entrusted-in-youth-welfare",
    "refusals-never-known-where-money-is-decided": "gdpr/no-disadvantage",
    "finance-sees-four-fields": "sgb8/youth-help-finance-only",
    "restricted-to-nobody": "gdpr/restriction",
    "provider-only-with-an-order": "sgb8/order-needed",
    "provider-only-while-the-help-runs": "sgb8/order-running",
    "provider-only-with-an-agreement": "sgb8/order-agreed",
    "provider-worker-only-when-named": "sgb8/order-names-worker",
    "informant-never-to-the-family": "sgb8/informant-unknown-to-family",
    "nobody-asks-for-a-flagged-child": "sgb8/flagged-child",
    "no-names-of-staff-in-own-log": "gdpr/no-names-in-own-log",
    "entrusted-is-bound-to-its-purpose": "sgb8/entrusted-bound",
    "successor-records-the-danger": "sgb8/entrusted-to-successor",
    "estimate-without-names": "sgb8/estimate-pseudonymised",
    "special-categories-are-logged": "gdpr/art9-logged",
    "disputes-are-noted": "gdpr/dispute-noted",
    "deputies-are-logged": "sgbx/deputy-logged",
    "control-gives-its-reason": "sgbx/control-logged",
    "outsiders-are-told-their-purpose": "sgbx/notice-to-recipients",
    "reports-are-discussed-first": "sgb8/report-discussed",
}
"""The promise, and the one rule without which it does not hold."""

ALTERED = {
    "consent-only-while-fam-is-open": ("gdpr/consent", ', "fam-is-open"]', "]"),
    "consent-never-while-restore-is-pending": ("gdpr/consent", 'unless = ["restore-is-pending"]\n', ""),
    "own-data-in-fam-only-what-can-be-shared": ("house/own-data-in-fam", ', "ceiling-above-none"]', "]"),
}
"""The promise, and the words of a rule on which it hangs."""

ADDED = {
    "no-writing-into-anothers-record": 'level = "full"\nacts = ["contribute"]\nwhen = ["owner-is-another"]',
    "nothing-by-consent-for-sanctions": 'level = "release"\npurposes = ["sgb2_sanction"]',
    "sanctions-see-nothing-of-others": 'level = "full"\npurposes = ["sgb2_sanction"]\nwhen = ["owner-is-another"]',
    "guests-only-by-consent": 'level = "full"\npurposes = ["case_conference"]',
    "across-only-for-fam": 'level = "full"\npurposes = ["sgb2_benefit"]\nwhen = ["owner-is-another"]',
    "own-data-only-for-their-task": 'level = "full"\npurposes = ["sgb2_sanction"]\nwhen = ["owner-is-own"]',
    "joint-record-only-by-consent-where-money-is-decided": 'level = "full"\npurposes = ["livelihood"]\n'
    'owners = ["joint"]\nwhen = ["owner-is-another"]',
    "no-control-without-occasion": 'level = "full"\npurposes = ["supervision"]',
    "audit-sees-money-only": 'level = "full"\npurposes = ["audit"]',
}
"""The promise, and a permit that nobody should write; the limits that would stop it are taken away."""

STOPPING = {"no-control-without-occasion": "sgbx/occasion-needed", "audit-sees-money-only": "sgbx/audit-of-money-only"}


@pytest.fixture
def folder(tmp_path):
    """A copy of the rules to spoil."""
    return shutil.copytree(ROOT / "policies", tmp_path / "policies")


def _found(folder, promise):
    """The one promise, put to the spoiled rules; in words."""
    policies = replace(load_policies(folder, CATALOGUE), promises=(PROMISES[promise],))
    return [Complaints(policies, WORDING).broken(one) for one in prove(policies)]


def _says_which_and_why(sentences, promise):
    [sentence] = sentences
    return sentence.startswith(f"Die Zusage „{promise}“ hält nicht: {PROMISES[promise].sentence} Doch die Regel „")


def test_every_promise_is_broken_here_in_some_way():
    """None is left out: a promise that nothing can break promises nothing."""
    broken = {*WITHOUT, *ALTERED, *ADDED, "nothing-hangs-on-anothers-data"}
    assert broken == set(PROMISES)


@pytest.mark.parametrize("promise", WITHOUT)
def test_a_promise_falls_with_the_rule_that_keeps_it(folder, promise):
    """Without that rule the proof gives an example, in one sentence."""
    (folder / f"{WITHOUT[promise]}.toml").unlink()
    assert _says_which_and_why(_found(folder, promise), promise)


@pytest.mark.parametrize("promise", ALTERED)
def test_a_promise_falls_with_the_words_on_which_it_hangs(folder, promise):
    """One condition less."""
    name, words, instead = ALTERED[promise]
    file = folder / f"{name}.toml"
    text = file.read_text(encoding="utf-8")
    assert words in text
    file.write_text(text.replace(words, instead), encoding="utf-8")
    assert _says_which_and_why(_found(folder, promise), promise)


@pytest.mark.parametrize("promise", ADDED)
def test_a_promise_falls_by_a_permit_too_many(folder, promise):
    """The permit is named as the rule that breaks it."""
    if promise in STOPPING:
        (folder / f"{STOPPING[promise]}.toml").unlink()
    rogue = f'id = "rogue"\neffect = "permit"\nfields = ["*"]\nsays = "own_task"\n{ADDED[promise]}\n'
    rogue += 'basis = ["§ 1 SGB I"]\nreason = "So darf es nicht sein."\n'
    case = '\n[[case]]\nname = "nobody sees it"\nexpect = "none"\n'
    case += 'given = { principal = "it_admin", purpose = "livelihood", field = "phone", owner = "jobcenter" }\n'
    (folder / "house" / "rogue.toml").write_text(rogue + case, encoding="utf-8")
    found = _found(folder, promise)
    assert _says_which_and_why(found, promise)
    assert "„rogue“" in found[0]


def test_no_rule_may_look_at_what_is_not_in_the_list(folder):
    """A condition that looked at another cell would be of no known kind; the loader knows none, so it is put in."""
    promise = "nothing-hangs-on-anothers-data"
    spoiled = replace(POLICIES.policies[0], when=("other-partition-is-filled",))
    policies = replace(POLICIES, promises=(PROMISES[promise],), policies=(spoiled, *POLICIES.policies[1:]))
    [broken] = prove(policies)
    assert (broken.permit.id, broken.word) == (spoiled.id, "other-partition-is-filled")


def test_the_rules_of_the_house_keep_every_promise_and_none_is_vain():
    """The proof itself: nothing is found, over every question and every combination of conditions."""
    assert list(complaints(POLICIES, WORDING)) == []


def test_check_names_the_promise_and_ends_with_1(folder):
    """As the operator sees it."""
    (folder / "gdpr" / "restriction.toml").unlink()
    done = CliRunner().invoke(command, ["check", str(folder)])
    assert done.exit_code == 1
    assert re.search(
        r"„restricted-to-nobody“ hält nicht: Mit einer eingeschränkten Angabe arbeitet niemand\. Doch", done.output
    )
    assert "Beanstandungen" in done.output
