"""One paper, read: what it says, who said yes or no to it, and what was taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.terms.clock import legal_day
from hub.terms.consents import PaperStory, Stand
from hub.web.lacking import lack_lines
from hub.web.naming import Naming


@dataclass(frozen=True, repr=False)
class PaperCard:
    """A paper: its number and stand, its facts as pairs, and what happened, the oldest first.

    `lacks` is empty for whom it is not told who lacks; `complete` they learn too (D18)."""

    ref: str
    stand: Stand
    word: str
    facts: tuple[tuple[str, str], ...]
    events: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    complete: bool | None = None
    lacks: tuple[str, ...] = ()
    is_release: bool = False


@dataclass(frozen=True, repr=False)
class PaperWriter:
    """Writes papers. `recipients` are the names of recipients by their keys."""

    naming: Naming
    recipients: Mapping[str, str]

    def card(self, paper: PaperStory) -> PaperCard:
        """One paper."""
        texts = self.naming.texts
        word = texts.say(f"stand-{paper.stand}")
        return PaperCard(
            ref=paper.ref,
            stand=paper.stand,
            word=texts.say("stand-partly", stand=word) if paper.partly else word,
            facts=tuple((texts.say(f"paper-{name}"), said) for name, said in self._facts(paper) if said),
            events=tuple((texts.moment(at), said) for at, said in sorted(self._events(paper))),
            notes=tuple(self._notes(paper)),
            complete=paper.complete,
            is_release=bool(paper.bound),
            lacks=lack_lines(paper.missing, self.naming, paper.categories),
        )

    def _facts(self, paper: PaperStory) -> Iterable[tuple[str, str]]:
        texts = self.naming.texts
        say, day = texts.say, texts.plain_day
        yield "bound", paper.bound
        yield "for", self.naming.names(paper.persons)
        yield "to", texts.names(tuple(self.recipients[key] for key in paper.recipients if key in self.recipients))
        categories = tuple(say(f"category-{one}") for one in paper.categories)
        yield "what", texts.names(categories) or say("paper-everything")
        yield "purpose", texts.names(tuple(say(f"purpose-{one}") for one in paper.purposes)) or say("paper-everything")
        yield "valid", say("paper-from-to", since=day(paper.valid_from), until=day(paper.last_day))
        yield "way", say(f"way-{paper.way}")
        yield "form", paper.form_version or ""
        yield "language", self._languages(paper.languages)
        yield "interpreter", self._languages(paper.interpreter)
        yield "deputies", say("value-yes") if paper.deputies else ""

    def _languages(self, codes: tuple[str, ...]) -> str:
        texts = self.naming.texts
        return texts.names(tuple(texts.say(f"lang-{one}") if texts.knows(f"lang-{one}") else one for one in codes))

    def _events(self, paper: PaperStory) -> Iterable[tuple[datetime, str]]:
        say = self.naming.texts.say
        for said in paper.said:
            yield said.at, say("event-yes" if said.is_yes else "event-no", name=self.naming.name_or_other(said.by))
        for back in paper.taken_back:
            categories = self.naming.texts.names(tuple(say(f"category-{one}") for one in back.categories))
            what = "event-withdrawn-part" if categories else "event-withdrawn"
            text = say(what, name=self.naming.name_or_other(back.by), categories=categories)
            if back.entered_at is not None and back.entered_at != back.received_at:
                text = say("event-entered-later", said=text, at=self.naming.texts.moment(back.entered_at))
            yield back.received_at, text

    def _notes(self, paper: PaperStory) -> Iterable[str]:
        texts = self.naming.texts
        if paper.invalid_since is not None:
            yield texts.say("note-invalid", day=texts.plain_day(paper.invalid_since))
        if paper.entered_late:
            yield texts.say("note-late")
        if paper.confirm_by is not None:
            is_past = paper.confirm_by < legal_day(self.naming.disclosure.at)
            said, day = "note-confirm-by", paper.confirm_by
            if is_past:
                said, day = "note-unconfirmed", day + timedelta(days=1)
            yield texts.say(said, day=texts.plain_day(day))
        if paper.asked_on and not paper.said:
            days = texts.names(tuple(texts.plain_day(day) for day in paper.asked_on))
            yield texts.say("note-asked", days=days)
