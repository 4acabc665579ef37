"""The words of receipts: German in `schemas/receipts.toml`, the other languages in `schemas/receipts/`, one file each.

The labels of categories, purposes and functions are those of `schemas/vocabulary.toml`; functions stay German.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hub.terms.clock import BERLIN
from hub.terms.lists import Agency, Category, Purpose, Role
from hub.terms.toml_texts import read_toml

Table = Mapping[str, Any]
SAME = {"fa": "prs"}
"""Who speaks this language reads that file."""


@dataclass(frozen=True, eq=False)
class Words:
    """One language. A KeyError names a word that the files lack. `others` are those that can stand beside German."""

    receipts: Table
    vocabulary: Table
    operator: Table
    others: "Mapping[str, Words]" = field(default_factory=dict)

    @property
    def lang(self) -> str:
        """As a document names the language: ISO 639."""
        return str(self.receipts["lang"])

    @property
    def is_leftward(self) -> bool:
        """Written from right to left."""
        return bool(self.receipts["direction"] == "rtl")

    @property
    def is_german(self) -> bool:
        """The text that is binding."""
        return "categories" not in self.receipts

    @property
    def name(self) -> str:
        """Of the language, in itself; with a note where nobody has checked the translation yet."""
        name = str(self.receipts["name"])
        return name if self.receipts["checked"] else f"{name} – {self.say('unchecked')}"

    def beside(self, languages: Iterable[str]) -> "Words | None":
        """The first of these languages that is not German and that there is."""
        known = (self.others.get(SAME.get(code, code)) for code in languages)
        return next((words for words in known if words is not None), None)

    def say(self, key: str, **facts: object) -> str:
        """A sentence or a heading."""
        return self._put("words", key, facts)

    def happened(self, key: str, **facts: object) -> str:
        """What happened, in words."""
        return self._put("happened", key, facts)

    def one_of(self, table: str, word: str) -> str:
        """The label of a word of a closed list; of a language that is not in it, its code."""
        return str(self.receipts[table].get(word, word) if table == "languages" else self.receipts[table][word])

    def category(self, category: Category) -> str:
        """What a family ticks."""
        return str(self.receipts["categories"][category] if not self.is_german else self._label("categories", category))

    def purpose(self, purpose: Purpose) -> str:
        """What for. A purpose that no family is asked for has its German name in every language."""
        known: Table = self.receipts.get("purposes", {})
        return str(known[purpose] if purpose in known else self._label("purposes", purpose))

    def role(self, role: Role) -> str:
        """A function, in German: it is what people in the office are called."""
        return self._label("roles", role)

    def fields(self, labels: Iterable[str]) -> str:
        """The fields of the text, which have German names alone."""
        said = self.names(labels)
        return said if self.is_german or not said else self.say("german_side")

    def broader(self, table: str, word: str) -> str:
        """The term of the Data Privacy Vocabulary under which a category or a purpose stands."""
        terms: Mapping[str, str] = self.receipts["broader"][table]
        return terms[word] if word in terms else terms["other"]

    def controller(self, agency: Agency) -> Mapping[str, str]:
        """Address and contact of a controller and of its data protection officer, as the operator wrote them."""
        found: Mapping[str, str] = self.operator["controllers"][agency]
        return found

    @property
    def authority(self) -> Mapping[str, str]:
        """Where one complains (Art. 13 Abs. 2 lit. d, 77 GDPR), likewise."""
        found: Mapping[str, str] = self.operator["authority"]
        return found

    def names(self, words: Iterable[str]) -> str:
        """„a, b und c“."""
        *others, last = list(words) or [""]
        calendar = self.receipts["calendar"]
        return f"{calendar['comma'].join(others)}{calendar['and']}{last}" if others else last

    def several(self, names: Iterable[str]) -> str:
        """Names in Latin letters: in a text from right to left each in a line of its own."""
        return "\n".join(names) if self.is_leftward else self.names(names)

    def day(self, one: date) -> str:
        """„Mo 16.11.2026“; in other languages without the name of the day."""
        days = self.receipts["calendar"].get("days")
        return f"{days[one.weekday()]} {one:%d.%m.%Y}" if days else f"{one:%d.%m.%Y}"

    def moment(self, at: datetime) -> str:
        """„Mo 16.11.2026, 10:14 Uhr“, by the clock on the wall."""
        local = at.astimezone(BERLIN)
        return str(self.receipts["calendar"]["moment"]).format(day=self.day(local.date()), time=f"{local:%H:%M}")

    def _put(self, table: str, key: str, facts: Table) -> str:
        return str(self.receipts[table][key]).format(**facts)

    def _label(self, table: str, word: str) -> str:
        return str(self.vocabulary[table][word]["label"])


def load_words(home: Path, operator: Path | None = None) -> Words:
    """The words of a checkout, with the addresses of the operator from a file of theirs, or else those of the demo."""
    folder = home / "schemas"
    german, vocabulary = _read(folder / "receipts.toml"), _read(folder / "vocabulary.toml")
    known = _read(operator or folder / "receipts" / "controllers.toml")
    files = sorted(one for one in (folder / "receipts").glob("*.toml") if one.stem != "controllers")
    others = {one.stem: Words(_read(one), vocabulary, known) for one in files}
    return Words(german, vocabulary, known, others)


def _read(path: Path) -> Table:
    return read_toml(path.read_text(encoding="utf-8"))
