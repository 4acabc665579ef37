"""What the page of minutes is made of: sentences as they may be seen, and where whoever looks may write."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from hub.terms.answers import Disclosure, Json
from hub.terms.ids import CellId, FieldId
from hub.terms.lists import Agency, Owner
from hub.terms.minutes import INVITED, Line, MinutesView, Section
from hub.terms.writing import version_tag
from hub.web.here import desk
from hub.web.minutes_form import Place
from hub.web.naming import Naming
from hub.web.note_form import Typed
from hub.web.note_page import Someone
from hub.web.texts import Texts


@dataclass(frozen=True, repr=False)
class Entry:
    """One sentence as it is shown: what it says, about whom, whose it is, who wrote it and when."""

    cell: CellId
    lines: tuple[str, ...]
    people: str
    owner: str
    by: str
    tag: str
    is_joint: bool


@dataclass(frozen=True)
class Choice:
    """A field for a sentence: whose it will be, and who reads it."""

    field: FieldId
    label: str


@dataclass(frozen=True, repr=False)
class SectionPart:
    """A section of the page: its sentences, and the fields for one more, if whoever looks may write there."""

    id: Section
    entries: tuple[Entry, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, repr=False)
class MinutesPage:
    """All of it. `typed` stands in the form, `key` is new for each."""

    view: MinutesView
    parts: tuple[SectionPart, ...]
    people: tuple[Someone, ...]
    present: tuple[str, tuple[str, ...]]
    typed: Typed
    key: str
    faults: tuple[Place, ...] = ()
    saved_at: datetime | None = None
    changing: Entry | None = None

    def faults_at(self, *places: str) -> tuple[Place, ...]:
        """What is wrong at these places of the form."""
        return tuple(fault for fault in self.faults if fault.place in places)


@dataclass(frozen=True, repr=False)
class SentenceWriter:
    """Writes sentences out of one look."""

    disclosure: Disclosure
    texts: Texts

    @property
    def naming(self) -> Naming:
        """What people are called here."""
        return Naming(self.disclosure, self.texts)

    def entries(self, lines: tuple[Line, ...], section: Section) -> tuple[Entry, ...]:
        """Those of one section, in the order in which they were written."""
        values = {value.cell: value for value in self.disclosure.projection.shown}
        naming = self.naming
        return tuple(
            Entry(
                cell=line.cell,
                lines=tuple(self.words(values[line.cell].content, section)),
                people=naming.names(values[line.cell].persons),
                owner=self.texts.say(f"minutes-owner-{line.owner}"),
                by=self._by(line),
                tag=version_tag(line.cell, values[line.cell].version or 0),
                is_joint=line.owner is Owner.JOINT,
            )
            for line in lines
            if line.section is section
        )

    def present(self, lines: tuple[Line, ...]) -> tuple[str, tuple[Entry, ...]]:
        """Who was there as it was noted last, and what it is called: who was invited, where nobody knows who came."""
        noted = self.entries(lines, Section.PRESENT)[-1:]
        if not noted or noted[0].lines[:1] != (INVITED,):
            return Section.PRESENT.value, noted
        return f"{Section.PRESENT}-planned", (replace(noted[0], lines=noted[0].lines[1:]),)

    def words(self, content: Json, section: Section) -> Iterator[str]:
        """A sentence; who does what until when; a date; or who was there."""
        if section is Section.AGREED and isinstance(content, dict):
            yield self.texts.say("minutes-agreed", **self._agreed(content))
        elif section is Section.NEXT and isinstance(content, str):
            yield self._moment(content)
        elif isinstance(content, list):
            yield from (self._called(str(one)) for one in content)
        else:
            yield from str(content).split("\n")

    def _agreed(self, content: Mapping[str, object]) -> dict[str, str]:
        try:
            day = self.texts.day(date.fromisoformat(str(content.get("until", ""))))
        except ValueError:
            day = str(content.get("until", ""))
        return {"who": str(content.get("who", "")), "what": str(content.get("what", "")), "day": day}

    def _moment(self, content: str) -> str:
        try:
            at = datetime.fromisoformat(content)
        except ValueError:
            return content
        return self.texts.moment(at) if at.tzinfo else self.texts.day(at.date())

    def _called(self, one: str) -> str:
        people = {ref: person for person, ref in self.disclosure.projection.people.items()}
        return self.naming.name(people[one]) if one in people else one

    def _by(self, line: Line) -> str:
        facts = {"name": line.author_name, "moment": self.texts.moment(line.at)}
        return self.texts.say("minutes-by", **facts)


def parts_of(view: MinutesView, texts: Texts) -> tuple[SectionPart, ...]:
    """Every section in which something stands or may be written."""
    writer = SentenceWriter(view.disclosure, texts)
    parts = (
        SectionPart(section, writer.entries(view.lines, section), tuple(_choices(view, section, texts)))
        for section in Section
        if section is not Section.PRESENT
    )
    return tuple(part for part in parts if part.entries or part.choices)


def present_in(view: MinutesView, texts: Texts) -> tuple[str, tuple[str, ...]]:
    """Who was there, and under which heading."""
    called, noted = SentenceWriter(view.disclosure, texts).present(view.lines)
    return texts.say(f"minutes-section-{called}"), tuple(line for entry in noted for line in entry.lines)


def people_in(view: MinutesView, texts: Texts) -> tuple[Someone, ...]:
    """Everybody of the family who may be named."""
    naming = Naming(view.disclosure, texts)
    named = sorted(view.disclosure.projection.people.items(), key=lambda one: one[1])
    return tuple(Someone(ref, naming.name(person)) for person, ref in named)


def confirmed_in(view: MinutesView, texts: Texts) -> tuple[str, ...]:
    """Which agency confirmed, who for it and when, or that it has not. An addendum comes after both, in neither."""
    is_added = any(line.section is Section.ADDENDUM for line in view.lines)
    how = "minutes-confirmed-before" if is_added else "minutes-confirmed"
    said = {one.agency: texts.say(how, name=one.name, moment=texts.moment(one.at)) for one in view.kept.confirmed}
    agencies = (Agency.JOBCENTER, Agency.JUGENDAMT)
    waits = texts.say("minutes-waits")
    return tuple(f"{texts.say(f'minutes-agency-{one}')}: {said.get(one, waits)}" for one in agencies)


def _choices(view: MinutesView, section: Section, texts: Texts) -> Iterator[Choice]:
    for spot in view.spots:
        if spot.section is section:
            field = desk().catalogue.by_id[spot.field]
            if field.owners == {Owner.JOINT}:
                yield Choice(spot.field, texts.say("minutes-choice-joint"))
            else:
                yield Choice(spot.field, texts.say("minutes-choice-own", field=field.label))
