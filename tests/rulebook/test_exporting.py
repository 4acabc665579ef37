"""The rules as a document: everything in it, accessible, and the same bytes for the same rules."""

from dataclasses import replace

import pytest

from hub.rulebook.exporting import export_pdf, sections
from hub.rulebook.saying_promises import say_promises
from hub.rulebook.wording import load_wording
from hub.terms.lists import Role
from tests.policy.worlds import POLICIES, ROOT

WORDING = load_wording(ROOT)


@pytest.fixture(scope="module")
def document():
    """The PDF."""
    return export_pdf(POLICIES, WORDING)


def test_every_rule_every_act_and_every_role_is_in_it():
    """Each rule once, with norm, reason, who, what and when."""
    made = sections(POLICIES, WORDING)

    heads = [section.head for section in made]
    assert all(1 == heads.count(policy.id) for policy in POLICIES.policies)
    assert all(1 == heads.count(act.id) for act in POLICIES.acts.values())
    [table] = [section.table for section in made if section.table]
    assert [WORDING.role(role) for role in Role] == [row[0] for row in table.rows]
    assert any(POLICIES.digest in text for section in made for text in section.texts)


def test_it_is_tagged_and_says_its_language_and_title(document):
    """PDF/UA-1: the library refuses to write what is not; here that it was asked to."""
    assert document.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part" in document
    assert b"Regeln des FAM-Hubs" in document
    assert all(mark in document for mark in (b"/Marked true", b"/Lang(de)", b"/Outlines", b"/StructTreeRoot", b"/TH"))
    assert b"CreationDate" not in document


def test_the_same_rules_make_the_same_bytes(document):
    """And other rules another document: the digest stands in it."""
    assert document == export_pdf(POLICIES, WORDING)
    assert document != export_pdf(replace(POLICIES, digest="0" * 64), WORDING)


def test_the_promises_are_told_with_norm_and_exception(tmp_path):
    """As they stand in their file; where there is none, that is said."""
    (tmp_path / "invariants.toml").write_text(
        '[[invariant]]\nid = "never"\nsentence = "Nie."\nbasis = ["§ 1"]\nat_most = "none"\n'
        '[[invariant.excepted]]\nreason = "Außer hier."\n'
    )

    told, silent = (sections(POLICIES, WORDING, say_promises(folder)) for folder in (tmp_path, tmp_path / "none"))

    assert ("Nie.",) == told[-1].texts
    assert (("Norm", "§ 1"), ("Ausgenommen", "Außer hier.")) == told[-1].lines
    assert "keine Zusagen" in silent[-1].texts[0]
