"""A small folder of rules, read whole: what becomes of each file, and what the digest of the rules proves."""

from dataclasses import replace
from pathlib import Path

import pytest

from hub.policy.faults import PolicyFaulty
from hub.policy.load import load_policies, read_policies, read_texts
from hub.terms.catalogue import Catalogue, Ownership
from hub.terms.lists import Category, Level, Purpose, Sensitivity
from hub.terms.retention import Keeping, Since
from tests.policy.worlds import CATALOGUE, POLICIES, ROOT

HOUSE = ROOT / "policies" / "house"
RULE = """id = "some"
effect = "limit"
level = "none"
fields = ["*"]
when = ["is-restricted"]
says = "restricted"
basis = ["Art. 18 DSGVO"]
reason = "Die Verarbeitung ist eingeschränkt."

[[case]]
name = "one example of it"
given = { principal = "jobcoach", purpose = "fam_joint_support", field = "address", owner = "jobcenter" }
expect = "none"
"""
ACT = """id = "export"
act = "report:row_export"
names = "record"
if_empty = "family_name"
never = true
says = "purpose_not_allowed"
basis = ["Art. 5 DSGVO"]
reason = "Das gibt es nicht, für niemanden."

[[case]]
name = "one example of it"
given = { principal = "planner", purpose = "research", details = {} }
expect = "deny"
reason = "purpose_not_allowed"
"""
PROMISE = """[[invariant]]
id = "kept"
sentence = "Das bleibt so, was auch geschieht."
basis = ["Art. 18 DSGVO"]
at_most = "none"
when = ["is-restricted"]
"""
ROLES, MANDATES = ((HOUSE / name).read_text(encoding="utf-8") for name in ("roles.toml", "mandates.toml"))
RETENTION = (HOUSE.parent / "retention.toml").read_text(encoding="utf-8")
FILES = {
    "house/roles.toml": ROLES,
    "house/mandates.toml": MANDATES,
    "invariants.toml": PROMISE,
    "retention.toml": RETENTION,
    "gdpr/some.toml": RULE,
    "acts/export.toml": ACT,
}


def read(catalogue=CATALOGUE, **changed):
    """The rules of these files; `__` stands for the folder, None leaves one out."""
    named = {name.replace("__", "/") + ".toml": text for name, text in changed.items()}
    texts = {Path(name): text for name, text in {**FILES, **named}.items() if text is not None}
    return read_policies(dict(sorted(texts.items())), catalogue, "rules")


def fault(**changed) -> str:
    """The message of files that are not right."""
    with pytest.raises(PolicyFaulty) as found:
        read(**changed)
    return str(found.value)


def test_each_file_becomes_what_it_is():
    """Rules, acts by their names, promises, and the two tables of the house."""
    found = read()

    assert ["some"] == [rule.id for rule in found.policies]
    assert {"report:row_export": "export"} == {name: act.id for name, act in found.acts.items()}
    assert ["kept"] == [promise.id for promise in found.promises]
    assert (POLICIES.roles, POLICIES.fam_purposes) == (found.roles, found.fam_purposes)
    assert POLICIES.mandates == found.mandates
    assert found.catalogue is CATALOGUE
    assert 64 == len(found.digest)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"house__roles": None}, "rules/house/roles.toml: the table of roles is missing"),
        ({"house__mandates": None}, "rules/house/mandates.toml: the table of mandates is missing"),
        ({"invariants": None}, "rules/invariants.toml: the table of invariants is missing"),
        ({"retention": None}, "rules/retention.toml: the table of retention is missing"),
        ({"gdpr__zeta": RULE}, 'rules/gdpr/zeta.toml line 1: id "some" is also that of rules/gdpr/some.toml'),
        (
            {"gdpr__more": RULE.replace('"some"', '"export"')},
            'rules/gdpr/more.toml line 1: id "export" is also that of rules/acts/export.toml',
        ),
        (
            {"gdpr__more": RULE.replace('id = "some"', 'id = "more"\nsupersedes = "some"')},
            'rules/gdpr/more.toml line 2: "some" still stands in rules/gdpr/some.toml: remove that file',
        ),
        (
            {"acts__more": ACT.replace('"export"', '"more"')},
            'rules/acts/more.toml line 2: act "report:row_export" is also that of rules/acts/export.toml',
        ),
        ({"gdpr__some": RULE.replace('"restricted"', '"zzz"')}, 'rules/gdpr/some.toml line 6: unknown reason "zzz"'),
        (
            {"acts__export": ACT.replace('says = "purpose_not_allowed"', 'says = "zzz"')},
            'rules/acts/export.toml line 6: unknown reason "zzz"',
        ),
        (
            {"invariants": PROMISE.replace('"is-restricted"', '"zzz"')},
            'rules/invariants.toml line 6: policy "kept": unknown condition "zzz"',
        ),
        (
            {"house__mandates": MANDATES.replace('over = ["asd_worker"]', 'over = ["zzz"]')},
            'rules/house/mandates.toml line 32: unknown role "zzz"',
        ),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(changed, message):
    """Whatever kind of file it stands in."""
    assert message == fault(**changed)


@pytest.mark.parametrize(
    ("changed", "start", "end"),
    [
        ({"gdpr__some": "id ="}, "rules/gdpr/some.toml: not TOML: ", "(at end of document)"),
        ({"gdpr__some": ""}, "rules/gdpr/some.toml: the file: ", "is a required property"),
        ({"gdpr__some": RULE.replace('"none"', '"x"', 1)}, "rules/gdpr/some.toml line 3: level: 'x' is not one", "]"),
        ({"gdpr__some": RULE.replace('"none"\n', '"x"\n')}, "rules/gdpr/some.toml line ", "]"),
        ({"acts__export": ACT.replace("names", "level")}, "rules/acts/export.toml", "was unexpected)"),
        ({"house__roles": ROLES.replace("[fam]", "[fum]")}, "rules/house/roles.toml", ""),
        (
            {"retention": RETENTION.replace("= 36", "= 360")},
            "rules/retention.toml line ",
            "maximum of 120",
        ),
        ({"invariants": PROMISE.replace("sentence", "word")}, "rules/invariants.toml line 1: invariant.0: ", ""),
    ],
)
def test_a_file_of_another_shape_is_told_with_what_is_wrong_in_it(changed, start, end):
    """By the part of the schema for its kind."""
    message = fault(**changed)

    assert message.startswith(start)
    assert message.endswith(end)


def test_the_digest_is_the_same_whatever_is_no_rule():
    """Comments, examples, the place of a file, and how a field is called."""
    labelled = Catalogue(tuple(replace(field, label="anders") for field in CATALOGUE.fields))
    two = "[[case]]" + RULE.partition("[[case]]")[2]
    other_case = RULE.replace('name = "one example of it"', 'name = "another example"')

    expected = read().digest
    assert expected == read(gdpr__some="# Art. 18\n" + RULE).digest
    assert expected == read(gdpr__some=other_case).digest == read(gdpr__some=RULE + two).digest
    assert expected == read(gdpr__some=None, sgbx__some=RULE).digest
    assert expected == read(labelled).digest


@pytest.mark.parametrize(
    "changed",
    [
        {"gdpr__some": RULE.replace('"none"', '"summary"', 1)},
        {"gdpr__some": RULE.replace("ist ein", "bleibt ein")},
        {"gdpr__some": None},
        {"gdpr__more": RULE.replace('"some"', '"more"')},
        {"acts__export": None},
        {"acts__export": ACT.replace("niemanden", "keinen")},
        {"invariants": PROMISE.replace('"none"', '"summary"')},
        {"house__mandates": MANDATES.replace("42", "41")},
        {"house__roles": ROLES.replace('deputy_role        = "asd_deputy"\n', "")},
    ],
)
def test_the_digest_changes_with_every_word_of_a_rule(changed):
    """Of a table and of a promise too; a rule more or less."""
    assert read().digest != read(**changed).digest


@pytest.mark.parametrize(
    "changed",
    [
        {"category": Category.HEALTH},
        {"ceiling": Level.NONE},
        {"sensitivity": Sensitivity.ART9},
        {"ownership": Ownership.JOINT},
        {"basis_without_consent": "another"},
        {"default_purposes": frozenset({Purpose.AUDIT})},
        {"id": "another"},
    ],
)
def test_the_digest_changes_with_whatever_a_decision_turns_on_in_a_field(changed):
    """Its name, whose it is, how far it goes, and for what it is kept."""
    first, *rest = CATALOGUE.fields
    assert changed != {key: getattr(first, key) for key in changed}
    other = Catalogue((replace(first, **changed), *rest))

    assert read().digest != read(other).digest


BOOKS = """
[access_log]
months = 3
since = "fam_end"
basis = ["§ 79 Abs. 4 SGB X", "Art. 5 DSGVO"]
reason = "Zur Kontrolle des Datenschutzes."

[disclosure_register]
months = 120
since = "act"
basis = ["Art. 15 DSGVO"]
reason = "Was jemand erhielt, gehört zum Fall."
"""


def test_the_books_are_kept_as_the_file_says():
    """For as many months, from the day that it names, with its paragraphs and its reason."""
    kept = read(retention=BOOKS).retention
    why = ("§ 79 Abs. 4 SGB X", "Art. 5 DSGVO")

    assert Keeping(3, Since.FAM_END, why, "Zur Kontrolle des Datenschutzes.") == kept.access_log
    assert (
        Keeping(120, Since.ACT, ("Art. 15 DSGVO",), "Was jemand erhielt, gehört zum Fall.") == kept.disclosure_register
    )


def test_a_folder_is_read_with_all_below_it_but_other_systems_things(tmp_path):
    """Each by its place in the folder, in order; what is not UTF-8 is named with the byte."""
    for name, text in {**FILES, "resources/offer.toml": "no rule", "notes.md": "no rule"}.items():
        path = tmp_path / "rules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert {Path(name): text for name, text in FILES.items()} == read_texts(tmp_path / "rules")
    assert sorted(map(Path, FILES)) == list(read_texts(tmp_path / "rules"))
    assert read().digest == load_policies(tmp_path / "rules", CATALOGUE).digest
    (tmp_path / "rules" / "gdpr" / "some.toml").write_bytes(b"id = '\xff'")
    with pytest.raises(PolicyFaulty, match=r"^rules/gdpr/some\.toml: not UTF-8 at byte 6$"):
        read_texts(tmp_path / "rules")
