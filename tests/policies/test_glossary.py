"""The German terms that the code keeps."""

import re
import tomllib

from tests.policy.worlds import POLICIES, ROOT

GLOSSARY = tomllib.loads((ROOT / "schemas/glossary.toml").read_text(encoding="utf-8"))
ASCII = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def test_every_term_has_its_norm_and_its_meaning() -> None:
    """A colleague who reads no German law finds each term with its paragraph and what it means."""
    assert all({"basis", "english"} == set(entry) for entry in GLOSSARY.values())
    assert all(re.match(r"^(§§?|Art\.) \d", entry["basis"]) for entry in GLOSSARY.values())
    assert sorted(GLOSSARY, key=str.lower) == list(GLOSSARY)


def test_the_german_words_in_the_cases_are_in_the_glossary() -> None:
    """Cases are written in English: what stays German there are legal terms, each explained in one place."""
    names = [case.name for policy in POLICIES.policies for case in policy.cases]
    german = re.compile(r"\b(?:Wirtschaftliche )?[A-Z][a-zäöüß]*(?:plan|schaft|minderung|hilfe|gramm|gespräch)\b")

    used = {word.translate(ASCII) for name in names for word in german.findall(name)}

    assert {"Hilfeplan", "Bedarfsgemeinschaft"} <= used
    assert used <= set(GLOSSARY)
