"""The words that are read before anybody signs: versions of the form, and their languages (D3, D4, D32).

A version without one of the three notices is none: it is not loaded, so nothing can be signed on it.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

FOLDER = "consent"
"""Where the versions lie beside the rules, a folder each; they are no rules."""
GERMAN = "de"
NOTICES = ("purpose", "no_disadvantage", "withdrawal")
"""What a text must tell before it is signed (§ 67b Abs. 2 S. 3 SGB X, Art. 7 Abs. 3 S. 3 GDPR)."""
SECTIONS = ("notices", "say", "categories", "purposes")
EASY = "de-easy"
RELEASE = "say.release_ask"
"""Whether somebody who is bound to secrecy may speak; in versions since there are such questions."""
INFORMATION = tuple(
    f"say.info_{one}" for one in ("who", "officers", "basis", "protection", "storage", "rights", "complain")
)
"""Who is responsible, on which ground, what happens without a yes (E13), how long, which rights (Art. 13 GDPR); in
versions since that stands in them."""
_GAP = re.compile(r"\{(\w+)\}")


class FormFaulty(ValueError):
    """A version of the form is not right: the message names the file and the place, and what would be right."""


@dataclass(frozen=True)
class FormText:
    """One language of a version. `is_checked` says that somebody who speaks it has read it beside the German."""

    language: str
    name: str
    direction: str
    is_checked: bool
    words: Mapping[str, str]

    def say(self, key: str, **facts: str) -> str:
        """The words of a place (`say.ask`), with the facts put in."""
        return _GAP.sub(lambda gap: facts[gap[1]], self.words[key])

    @property
    def notices(self) -> tuple[str, ...]:
        """The three notices, in their order."""
        return tuple(self.words[f"notices.{notice}"] for notice in NOTICES)

    def information(self, **facts: str) -> tuple[str, ...]:
        """What Art. 13 GDPR wants told, with the addresses put in; nothing in a version of before that stood there."""
        return tuple(self.say(key, **facts) for key in INFORMATION if key in self.words)

    @property
    def code(self) -> str:
        """The language that somebody has to understand: Leichte Sprache is German."""
        return GERMAN if self.language == EASY else self.language


@dataclass(frozen=True)
class Form:
    """A version: the German text, which is signed, and the languages that can stand beside it."""

    version: str
    since: date
    until: date | None
    texts: Mapping[str, FormText]
    digest: str

    @property
    def german(self) -> FormText:
        """What is signed."""
        return self.texts[GERMAN]

    @property
    def beside(self) -> tuple[FormText, ...]:
        """The other languages, in their order."""
        return tuple(text for code, text in self.texts.items() if code != GERMAN)

    @property
    def has_releases(self) -> bool:
        """It has the words for releasing somebody from secrecy (D25). Versions of before have not."""
        return RELEASE in self.german.words

    def is_current(self, day: date) -> bool:
        """It may be shown to a family on this day."""
        return self.since <= day and (self.until is None or day <= self.until)


def current_form(forms: Iterable[Form], day: date) -> Form | None:
    """The newest version that may be shown on this day."""
    fitting = [form for form in forms if form.is_current(day)]
    return max(fitting, key=lambda form: (form.since, form.version), default=None)


def parse_form(folder: str, files: Mapping[str, str]) -> Form:
    """A version out of its files by their names. Raises FormFaulty with file and place."""
    documents = {name: _document(f"{folder}/{name}", text) for name, text in files.items()}
    if "form.toml" not in documents:
        raise FormFaulty(f"{folder}/form.toml: the file that says which version this is is missing")
    head = documents["form.toml"]
    version, since = _fact(folder, head, "version", str), _fact(folder, head, "since", date)
    languages = [GERMAN, *_fact(folder, head, "languages", list)]
    missing = [language for language in languages if f"{language}.toml" not in documents]
    extra = sorted(set(documents) - {"form.toml"} - {f"{language}.toml" for language in languages})
    if missing or extra:
        raise FormFaulty(
            f"{folder}/form.toml: languages: no file {missing[0]}.toml"
            if missing
            else f"{folder}/{extra[0]}: not among the languages of form.toml"
        )
    texts = {one: _text(folder, one, documents[f"{one}.toml"]) for one in languages}
    for text in texts.values():
        _compare(f"{folder}/{text.language}.toml", text, texts[GERMAN])
    until = _fact(folder, head, "until", date) if "until" in head else None
    digest = sha256("".join(f"{name}\n{files[name]}\n" for name in sorted(files)).encode()).hexdigest()
    return Form(version, since, until, texts, digest)


def _document(name: str, text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormFaulty(f"{name}: not TOML: {error}") from error


def _fact(folder: str, head: Mapping[str, Any], key: str, kind: type) -> Any:
    if not isinstance(head.get(key), kind):
        raise FormFaulty(f"{folder}/form.toml: {key}: a {kind.__name__} is missing")
    return head[key]


def _text(folder: str, language: str, document: Mapping[str, Any]) -> FormText:
    name = f"{folder}/{language}.toml"
    for notice in NOTICES:
        if not str(document.get("notices", {}).get(notice, "")).strip():
            raise FormFaulty(f"{name}: notices.{notice}: missing; without it no consent counts (D3)")
    words: dict[str, str] = {}
    for section in SECTIONS:
        for key, said in document.get(section, {}).items():
            if not isinstance(said, str) or not said.strip():
                raise FormFaulty(f"{name}: {section}.{key}: a sentence is missing")
            words[f"{section}.{key}"] = said
    if document.get("direction") not in ("ltr", "rtl"):
        raise FormFaulty(f"{name}: direction: ltr or rtl")
    if not isinstance(document.get("checked"), bool) or not isinstance(document.get("name"), str):
        raise FormFaulty(f"{name}: name and checked: who speaks it has read it, true or false")
    return FormText(language, document["name"], document["direction"], document["checked"], words)


def _compare(name: str, text: FormText, german: FormText) -> None:
    """The same places with the same gaps as in German: nothing is left out, nothing is added."""
    for key in sorted(set(text.words) ^ set(german.words)):
        raise FormFaulty(f"{name}: {key}: {'not in the German text' if key in text.words else 'missing'}")
    for key, said in text.words.items():
        if set(_GAP.findall(said)) != set(_GAP.findall(german.words[key])):
            raise FormFaulty(f"{name}: {key}: not the gaps of the German text")
