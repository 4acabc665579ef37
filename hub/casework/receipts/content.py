"""What a receipt says: one content for text and PDF, so that neither says more than the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from hub.casework.receipts.words import Words
from hub.terms.catalogue import Catalogue
from hub.terms.clock import day_begins, legal_day
from hub.terms.consents import Accounted, Named, PaperStory, Stand, TakenBack
from hub.terms.ids import PersonId
from hub.terms.lists import Agency, Category

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Maker:
    """What receipts are made with: their words, the fields of the catalogue, the controllers by name, and the day.

    `called` are names of people, where the reader sees them; whoever is not in it is called by reference alone.
    """

    words: Words
    catalogue: Catalogue
    controllers: Mapping[Agency, str]
    at: datetime
    called: Mapping[PersonId, str] = field(default_factory=dict)

    def person(self, one: Accounted, person: PersonId | None) -> str:
        """`Mia Ahornwald (F01-2)`; of whom no reference may be told, that it is somebody else."""
        if person is None or person not in one.refs:
            return self.words.say("somebody")
        name, ref = self.called.get(person), one.refs[person]
        return f"{name} ({ref})" if name else ref


@dataclass(frozen=True, repr=False)
class Receipt:
    """Ready to be read: facts as pairs, events in their order. `beside` is the same in another language."""

    words: Words
    title: str
    subtitle: str
    notes: tuple[str, ...]
    facts: Lines
    events: Lines
    closing: Lines
    beside: "Receipt | None" = None


def write_receipt(one: Accounted, maker: Maker) -> Receipt:
    """The receipt of one person and consent: in German, which binds, and beside it in the language of the paper."""
    other = maker.words.beside([*one.reads, *one.story.languages, *one.story.interpreter])
    beside = _write(one, replace(maker, words=other)) if other else None
    return replace(_write(one, maker, (maker.words.say("binding"),) if beside else ()), beside=beside)


def _write(one: Accounted, maker: Maker, notes: tuple[str, ...] = ()) -> Receipt:
    words = maker.words
    today = words.day(legal_day(maker.at))
    own = (words.say("own_only"),) if one.is_own else ()
    release = (words.say("release_only"),) if one.story.bound else ()
    binding = () if words.is_german else (words.say("binding"), words.name)
    return Receipt(
        words=words,
        title=title_of(one, words),
        subtitle=words.say("subtitle", number=one.story.ref, person=one.ref),
        notes=(*notes, *binding, *release, *own),
        facts=tuple((words.say(key, day=today), said) for key, said in _facts(one, maker) if said),
        events=tuple((_when(at, words), said) for at, said in events(one, maker)),
        closing=tuple(_closing(maker)),
    )


def _when(at: date | datetime, words: Words) -> str:
    return words.moment(at) if isinstance(at, datetime) else words.day(at)


def title_of(one: Accounted, words: Words) -> str:
    """Of a consent, or of a release from secrecy, which is none (D25)."""
    return words.say("title_release" if one.story.bound else "title")


def stand_in_words(one: Accounted, words: Words) -> str:
    """„teils widerrufen“."""
    stand = words.one_of("stands", one.story.stand)
    return str(words.receipts["stands"]["partly"]).format(stand=stand) if one.story.partly else stand


def recipient_in_words(named: Named, one: Accounted, maker: Maker) -> str:
    """Name, function, agency; a team by its agency; a member of the family by reference."""
    if named.person is not None:
        return maker.person(one, named.person)
    role = maker.words.role(named.role) if named.role else ""
    agency = named.agency_name or maker.controllers.get(named.agency, "")
    extra = ", ".join(part for part in (role, agency) if part)
    name = named.name or named.key
    return f"{name} ({extra})" if extra else name


def events(one: Accounted, maker: Maker) -> list[tuple[date | datetime, str]]:
    """What happened, the oldest first."""
    found = list(_events(one, maker))
    return sorted(found, key=lambda event: instant(event[0]))


def last_instant(story: PaperStory) -> datetime:
    """The instant at which it stops by itself: the end of its last day (D16)."""
    return day_begins(story.last_day + timedelta(days=1))


def instant(at: date | datetime) -> datetime:
    """When something happened; of a day its first moment."""
    return at if isinstance(at, datetime) else day_begins(at)


def _facts(one: Accounted, maker: Maker) -> Iterator[tuple[str, str]]:
    words, story = maker.words, one.story
    yield ("stand_own" if one.is_own else "stand"), stand_in_words(one, words)
    yield "family", one.number
    person = maker.person(one, one.person)
    yield "person", words.say("by_others", person=person) if one.is_by_others else person
    yield "bound", story.bound
    yield "what", _what(one, words)
    recipients = [recipient_in_words(named, one, maker) for named in one.recipients]
    nobody = words.say("unnamed" if one.names_others else "nobody")
    yield "to", words.several([*(recipients or [nobody]), *([words.say("deputies")] if story.deputies else [])])
    yield "purpose", words.names(words.purpose(purpose) for purpose in story.purposes) or words.say("everything")
    yield "basis", _basis(story, words)
    yield "valid", words.say("from_to", since=words.day(story.valid_from), until=words.day(story.last_day))
    yield "way", words.one_of("ways", story.way)
    yield "form", story.form_version or words.say("no_form")
    yield "language", words.names(words.one_of("languages", code) for code in story.languages)
    yield "interpreter", words.names(words.one_of("languages", code) for code in story.interpreter)
    yield "interpreted_by", one.interpreted_by
    yield "witnesses", one.witnesses
    yield "notices", words.names(words.one_of("notices", one) for one in story.notices) or words.say("no_notices")
    yield "fields", words.fields(maker.catalogue.by_id[field].label for field in story.fields)


def _what(one: Accounted, words: Words) -> str:
    said = words.names(words.category(category) for category in one.story.categories) or words.say("everything")
    return f"{said}; {words.say('entries', count=one.entries)}" if one.entries else said


def _basis(story: PaperStory, words: Words) -> str:
    """What the law calls it (Art. 13 Abs. 1 lit. c GDPR): nothing without a yes. A release says its own (D25)."""
    if story.bound or not any(said.is_yes for said in story.said):
        return ""
    return words.say("basis_health" if Category.HEALTH in story.categories else "basis_text")


def _events(one: Accounted, maker: Maker) -> Iterator[tuple[date | datetime, str]]:
    words, story = maker.words, one.story
    for asked in story.asked_on:
        yield asked, words.happened("asked")
    for said in story.said:
        yield said.at, words.happened("yes" if said.is_yes else "no", who=maker.person(one, said.by))
    for back in story.taken_back:
        yield back.received_at, _taken_back(one, back, maker)
    if story.written_on is not None:
        yield story.written_on, words.happened("confirmed")
    if story.invalid_since is not None:
        yield story.invalid_since, words.happened("invalid")
    if story.confirm_by is not None and story.confirm_by < legal_day(maker.at):
        yield story.confirm_by + timedelta(days=1), words.happened("unconfirmed")
    if story.stand in (Stand.EXPIRED, Stand.ENDED) and last_instant(story) <= maker.at:
        yield last_instant(story), words.happened(story.stand.value)


def _taken_back(one: Accounted, back: TakenBack, maker: Maker) -> str:
    words, named = maker.words, {named.key: named for named in one.recipients}
    what = [words.category(category) for category in back.categories]
    what += [recipient_in_words(named[key], one, maker) for key in back.recipients if key in named]
    key = "withdrawn_part" if back.categories or back.recipients else "withdrawn"
    said = words.happened(key, who=maker.person(one, back.by), what=words.names(what) or words.say("unnamed"))
    if back.entered_at is None or back.entered_at == back.received_at:
        return said
    return f"{said} ({words.happened('entered', at=words.moment(back.entered_at))})"


def _closing(maker: Maker) -> Iterator[tuple[str, str]]:
    words = maker.words
    known = [(name, words.controller(agency)) for agency, name in maker.controllers.items()]
    of_controllers = [f"{name}, {one['address']}, {one['contact']}" for name, one in known]
    yield words.say("controllers"), "; ".join(of_controllers)
    officers = [f"{one['dpo']}, {one['dpo_address']}, {one['dpo_contact']}" for _, one in known]
    yield words.say("dpo"), "; ".join(officers)
    yield words.say("storage"), words.say("storage_text")
    yield words.say("rights"), f"{words.say('rights_text')} {words.say('withdraw')} {words.say('retention')}"
    authority = words.authority
    yield words.say("authority"), f"{authority['name']}, {authority['address']}, {authority['contact']}"
