"""What papers are made of is whole: every purpose has its task, every risk its measure, every reference is there."""

import ast
import json

import pytest

from hub.review.papers.making import as_example, make_paper, write_text
from hub.review.papers.sources import load_paper_words
from hub.terms.lists import Purpose
from hub.terms.review_papers import SIDES, WRITTEN
from hub.web.app import create_app
from tests.kreis import ROOT
from tests.web.sample import sample_desk
from tests.web.sample_papers import sources

WORDS = load_paper_words(ROOT)
RISKS, MEASURES = WORDS.risks["risk"], WORDS.risks["measure"]
TOLD = {"id", "title", "harms", "likelihood", "severity", "measure", "remains", "tests", "pages"}


def _is_there(reference):
    """The file, and in it the function where one is named."""
    file, _, function = reference.partition("::")
    if not (ROOT / file).is_file():
        return False
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return function in names if function else any(name.startswith("test_") for name in names)


def test_every_purpose_has_its_task_and_norm():
    """None left out, none made up."""
    assert set(Purpose) == set(WORDS.purposes)
    assert all(one["task"] and one["basis"] for one in WORDS.purposes.values())


def test_every_class_of_retention_is_told_in_words():
    """A field cannot have a period that no paper can say."""
    assert all(one["told"] for one in WORDS.retention.values())


def test_every_test_that_is_named_exists():
    """A measure that no test shows any more is found here, not by a court."""
    named = [reference for one in (*RISKS, *MEASURES) for reference in one["tests"]]

    assert [] == [one for one in named if not _is_there(one)]
    assert all(one["tests"] for one in (*RISKS, *MEASURES))


@pytest.mark.parametrize("reference", ["tests/review/papers/test_sources.py::test_nowhere", "tests/nowhere.py"])
def test_a_reference_to_nothing_is_found(reference):
    """The check before can fail."""
    assert not _is_there(reference)


def test_every_page_that_is_named_exists():
    """Of risks and measures."""
    rules = {one.rule for one in create_app(sample_desk()).url_map.iter_rules()}

    assert set() == {page for one in RISKS for page in one["pages"]} - rules


def test_every_risk_says_all_that_the_law_wants():
    """Who is harmed, how likely, how severe, what is done and what remains; each under a name of its own."""
    assert [] == [one.get("id") for one in RISKS if set(one) != TOLD or not all(one[key] for key in TOLD - {"pages"})]
    assert len(RISKS) == len({one["id"] for one in RISKS})


def test_what_people_decide_is_open_or_names_who_agreed():
    """A sentence that nobody agreed on does not stand there as if it were agreed."""
    points = [one for part in WORDS.decided.values() for one in part]

    assert [] == [one["id"] for one in points if not (one.get("open") is True) ^ bool(one.get("agreed"))]


@pytest.mark.parametrize("controller", SIDES)
@pytest.mark.parametrize("kind", WRITTEN)
def test_the_examples_in_docs_are_what_the_repository_says(controller, kind):
    """Stale ones are written anew with `hub review papers --renew`."""
    kept = ROOT / "docs" / "papers" / controller / f"{kind}.md"

    made = write_text(as_example(make_paper(kind, sources(controller)), sources(controller)))

    assert made == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", WRITTEN)
def test_the_same_sources_make_the_same_paper(kind):
    """In words and as data, whatever order sets have in this process."""
    own = sources()

    again = make_paper(kind, own)

    assert json.dumps(again.facts, default=str) == json.dumps(make_paper(kind, own).facts, default=str)
    assert make_paper(kind, own) == again
