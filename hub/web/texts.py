"""What people read, from the message catalogues in `texts/<language>/*.ftl`. No sentence stands in code or template."""

from datetime import date, datetime
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from hub.terms.clock import BERLIN

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("de", "en")
LONGEST_FACT = 1000
"""Signs of one fact, where a sentence with all of it would be longer than the library makes one."""


class Texts:
    """One language. Facts are inserted as they are; escaping is the template's work, which takes only plain text."""

    def __init__(self, language: str, bundle: FluentBundle) -> None:
        self.language = language
        self._bundle = bundle

    def say(self, text: str, **facts: str | int) -> str:
        """The text of an id (`start-title`) or of its attribute (`purpose-handover.noun`), with the facts put in."""
        name, _, attribute = text.partition(".")
        message = self._bundle.get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
        if pattern is None:
            raise LookupError(f'text "{text}" ({self.language}) is empty')
        said, errors = self._bundle.format_pattern(pattern, facts)
        if errors:  # a fact that is longer than a sentence can hold breaks no page
            said, errors = self._bundle.format_pattern(pattern, {name: _cut(fact) for name, fact in facts.items()})
        if errors:
            raise LookupError(f'text "{text}" ({self.language}): {errors[0]}')
        return str(said)

    def knows(self, text: str) -> bool:
        """Whether there is such a text."""
        return bool(self._bundle.has_message(text))

    def variant(self, text: str, way: str) -> bool:
        """Whether a text is said in another way too (`meine-text.du`)."""
        return self.knows(text) and way in self._bundle.get_message(text).attributes

    def day(self, day: date) -> str:
        """`Mo 16.11.2026`."""
        return f"{self.say(f'weekday-{day.isoweekday()}')} {self.plain_day(day)}"

    def plain_day(self, day: date) -> str:
        """`16.11.2026`, for inside a sentence."""
        return f"{day:%d.%m.%Y}"

    def moment(self, at: datetime) -> str:
        """`Mo 16.11.2026, 10:14`, as the clocks in Berlin showed it."""
        local = at.astimezone(BERLIN)
        return f"{self.day(local.date())}, {local:%H:%M}"

    def names(self, names: tuple[str, ...]) -> str:
        """`Sandra, Mia und Ben`."""
        if len(names) < 2:
            return "".join(names)
        return self.say("list-and", first=", ".join(names[:-1]), last=names[-1])


def _cut(fact: str | int) -> str | int:
    return f"{fact[:LONGEST_FACT]}…" if isinstance(fact, str) and len(fact) > LONGEST_FACT else fact


@cache
def load_texts(language: str) -> Texts:
    """Read all catalogues of a language."""
    bundle = FluentBundle([language], use_isolating=False)
    for file in sorted((FOLDER / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return Texts(language, bundle)


def choose_language(wanted: object) -> str:
    """German unless another language that there is was asked for."""
    return str(wanted) if wanted in LANGUAGES else LANGUAGES[0]
