"""The rules of the review, as files in `policies/review`: what a finding means, and when it counts.

A file that is not right stops the start: the message names the file, the line where it can, and what would be right.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import orjson
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from hub.policy.faults import Place, PolicyFaulty
from hub.policy.load import REVIEW
from hub.review.watch.detectors.closed import DETECTORS, Detector
from hub.review.watch.limits import read_limits
from hub.terms.circumstances import Input
from hub.terms.hits import SMALL_SIGNS, Consequence, RuleId
from hub.terms.logged import Explanation

_SCHEMA = Path(__file__).parents[3] / "schemas" / "review-rule.schema.json"


@dataclass(frozen=True)
class Rule:
    """One rule. `sentence` has places for what the detector tells; `against` answers "Was spricht dagegen?".

    `open_only`: only what nothing explains concerns it, or nothing but what is `weak` for it. `needs` are inputs
    without which it cannot be sure. A rule is evaluated from its first day to its last, where it is on; `often`: more
    than nightly, since it is about security.
    `within`: so many working days after its first entry a hit has to be looked at.
    """

    id: RuleId
    number: str
    title: str
    sentence: str
    against: str
    basis: tuple[str, ...]
    detector: str
    limits: Any
    consequence: Consequence
    score: int = 0
    open_only: bool = False
    weak: frozenset[Explanation] = frozenset()
    needs: frozenset[Input] = frozenset()
    since: date = date.min
    until: date | None = None
    on: bool = True
    often: bool = False
    within: int | None = None
    digest: str = ""

    @property
    def version(self) -> str:
        """What a run says of it: its name, and the first digits of what it said."""
        return f"{self.id}@{self.digest[:8]}"

    def holds_on(self, day: date) -> bool:
        """Whether it is on, has begun and is not retired."""
        return self.on and self.since <= day and (self.until is None or day <= self.until)

    def tell(self, facts: Mapping[str, str]) -> str:
        """Its sentence for one hit; what is not told stays a dash."""
        names = {name for _, name, _, _ in Formatter().parse(self.sentence) if name}
        return self.sentence.format(**{name: facts.get(name, "–") for name in names})


def load_rules(home: Path) -> tuple[Rule, ...]:
    """All rules of a checkout, by name. Raises PolicyFaulty."""
    folder = home / "policies" / REVIEW
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}
    return read_rules(texts)


def read_rules(texts: Mapping[str, str]) -> tuple[Rule, ...]:
    """All rules out of their texts, by the name of their file. Raises PolicyFaulty, which names file and line."""
    rules = tuple(_read(Place(f"policies/{REVIEW}/{name}", text), Path(name).stem) for name, text in texts.items())
    if sum(rule.id == SMALL_SIGNS for rule in rules) != 1:
        raise PolicyFaulty(f"policies/{REVIEW}/{SMALL_SIGNS}.toml: the rule that adds up small signs is missing")
    return rules


def in_force(rules: Iterable[Rule], day: date) -> tuple[Rule, ...]:
    """Those that are evaluated on a day."""
    return tuple(rule for rule in rules if rule.holds_on(day))


# Once for each text: every desk of a process asks for the same files.
@lru_cache(maxsize=1024)
def _read(place: Place, stem: str) -> Rule:
    document = _document(place)
    if document["id"] != stem:
        raise place.fault("id", f'id "{document["id"]}" is not the name of the file')
    name = document["detector"]
    if name not in DETECTORS and stem != SMALL_SIGNS:
        raise place.fault("detector", f'unknown detector "{name}": {", ".join(DETECTORS)}', name)
    consequence = Consequence(document["consequence"])
    _check_score(place, document, consequence)
    limits = read_limits(place, DETECTORS[name].limits if name in DETECTORS else SmallSigns, document.get("limits", {}))
    detector = DETECTORS.get(name)
    _check_sentence(place, document, detector)
    return Rule(
        id=RuleId(stem),
        number=document.get("number", ""),
        title=document["title"],
        sentence=document["sentence"],
        against=document["speaks-against"],
        basis=tuple(document["basis"]),
        detector=name,
        limits=limits,
        consequence=consequence,
        score=document.get("score", 0),
        open_only=document.get("only-unexplained", False),
        weak=frozenset(map(Explanation, document.get("even-with", ()))),
        needs=frozenset(map(Input, document.get("needs", ()))) | (detector.needs if detector else frozenset()),
        **_when(place, document),
        within=document.get("review-within"),
        digest=hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest(),
    )


@dataclass(frozen=True)
class SmallSigns:
    """So many points of one person at one family, or at all families together, within so many days.

    Together only where the families are so many percent of all that the person looked at meanwhile.
    """

    of_family: int
    of_person: int
    days: int
    percent: int


def _document(place: Place) -> dict[str, Any]:
    try:
        document = tomllib.loads(place.text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyFaulty(f"{place.name}: not TOML: {error}") from error
    fault = best_match(Draft202012Validator(orjson.loads(_SCHEMA.read_bytes())).iter_errors(document))
    if fault is not None:
        key = str(fault.absolute_path[0]) if fault.absolute_path else ""
        raise place.fault(key, f"{'.'.join(map(str, fault.absolute_path)) or 'the file'}: {fault.message}")
    return document


def _check_score(place: Place, document: Mapping[str, Any], consequence: Consequence) -> None:
    if (consequence is Consequence.SCORE) != ("score" in document):
        raise place.fault("consequence", 'score: exactly the rules with consequence "score" have one')


def _check_sentence(place: Place, document: Mapping[str, Any], detector: Detector | None) -> None:
    tells = detector.tells if detector else frozenset({"times", "families", "signs"})
    try:
        places = [(name, form or turned) for _, name, form, turned in Formatter().parse(document["sentence"])]
    except ValueError as error:
        raise place.fault("sentence", f"sentence: {error}") from error
    if any(name == "" or how for name, how in places):
        raise place.fault("sentence", "sentence: a place is a name in braces and nothing else, like {times}")
    named = {name for name, _ in places if name}
    for name in sorted(named - tells):
        raise place.fault(
            "sentence", f'"{{{name}}}" is not told by this detector, which tells {", ".join(sorted(tells))}'
        )


def _when(place: Place, document: Mapping[str, Any]) -> dict[str, Any]:
    since, until = document["from"], document.get("until")
    for key, day in (("from", since), ("until", until)):
        if day is not None and type(day) is not date:
            raise place.fault(key, f"{key}: a day, like 2026-08-01")
    if until is not None and until < since:
        raise place.fault("until", "until lies before from")
    return {"since": since, "until": until, "on": document.get("on", True), "often": document.get("often", False)}
