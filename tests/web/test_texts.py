"""What people read stands in the message catalogues, in every language."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from hub.terms.lists import Agency, BlankReason, Category, Owner, Purpose, Role
from hub.terms.reasons import Reason
from hub.web.desk import Group
from hub.web.texts import FOLDER, LANGUAGES, load_texts

WEB = FOLDER.parent
LISTS = {
    "role": Role,
    "agency": Agency,
    "owner": Owner,
    "purpose": Purpose,
    "category": Category,
    "reason": Reason,
    "group": Group,
    "blocked": BlankReason,
}


def _ids(language: str) -> set[str]:
    found: set[str] = set()
    for file in (FOLDER / language).glob("*.ftl"):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{file.name}: {entry.content}"
            if isinstance(entry, ftl.Message):
                found |= {entry.id.name} | {f"{entry.id.name}.{one.id.name}" for one in entry.attributes}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_said_twice_under_one_name(language: str) -> None:
    """Of two files that define the same name, a page would show the wrong one."""
    files = [file.read_text(encoding="utf-8") for file in sorted((FOLDER / language).glob("*.ftl"))]
    named = [
        entry.id.name for text in files for entry in FluentParser().parse(text).body if isinstance(entry, ftl.Message)
    ]

    assert [] == sorted(name for name, times in Counter(named).items() if times > 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_texts(language):
    """No page falls silent in another language."""
    assert _ids("de") == _ids(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_closed_lists_has_a_name(language):
    """Whatever the rooms below answer, the page can say it."""
    for prefix, words in LISTS.items():
        assert [] == [word for word in words if not load_texts(language).knows(f"{prefix}-{word.value}")]


def test_no_sentence_stands_in_a_template():
    """Outside of tags and expressions a template holds no letter."""
    for file in (WEB / "templates").rglob("*.html"):
        bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "", file.read_text(encoding="utf-8"), flags=re.S)
        assert re.findall(r"\w+", bare) == [], file.name


def test_no_german_stands_in_the_code():
    """Strings in the code are ids; German in a docstring is an example."""
    for file in WEB.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        german = [one.value for one in strings if id(one) not in docstrings and re.search("[äöüÄÖÜß„“]", one.value)]
        assert german == [], file.name


def test_every_text_that_the_templates_name_exists():
    """A typing mistake is found here, not by somebody at a screen."""
    known = _ids("de")
    for file in Path(WEB / "templates").rglob("*.html"):
        named = re.findall(r'say\("([a-z.-]+[a-z])"[,)]', file.read_text(encoding="utf-8"))
        assert [] == [text for text in named if text not in known], file.name


def test_the_other_language_is_kept_for_the_browser(jobcoach):
    """And the page says which language it is in."""
    jobcoach.get("/start")
    with jobcoach.session_transaction() as session:
        token = session["form_token"]

    jobcoach.post("/sprache", data={"sprache": "en", "csrf_token": token})

    assert '<html lang="en">' in jobcoach.get("/start").text


@pytest.mark.parametrize(
    ("said", "led"),
    [
        ("/familien/FAM-2025-003?zweck=fam_joint_support", "/familien/FAM-2025-003?zweck=fam_joint_support"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("https://elsewhere.example/", "/"),
        ("/" + "x" * 999, "/"),
        ("/a\r\nSet-Cookie: x=y", "/"),
        ("", "/"),
    ],
)
def test_choosing_a_language_stays_on_the_page_and_never_leaves_the_address(jobcoach, said, led):
    """What a form says about where to go back to may come from anybody."""
    jobcoach.get("/start")
    with jobcoach.session_transaction() as session:
        token = session["form_token"]

    response = jobcoach.post("/sprache", data={"sprache": "en", "csrf_token": token, "zurueck": said})

    assert response.headers["Location"] == led


def test_a_fact_without_end_is_cut_and_breaks_no_page():
    """A name of three thousand signs makes a long sentence, not a fault of the hub."""
    said = load_texts("de").say("talk-list-about", name="x" * 3000)

    assert f"{'x' * 1000}…" in said
    assert "x" * 1001 not in said
