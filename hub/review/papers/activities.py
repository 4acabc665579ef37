"""Activities of the register: one for each purpose for which somebody of the controller may ask (Art. 30 Abs. 1)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from dataclasses import fields as fields_of

from hub.review.papers.sources import Sources
from hub.terms.catalogue import Field
from hub.terms.ids import FieldId
from hub.terms.lists import Category, Level, Owner, Purpose, Role, Sensitivity
from hub.terms.review_papers import Lines, PaperSection

GUARDED = (Sensitivity.ART9, Sensitivity.ENTRUSTED_65, Sensitivity.CHILD_PROTECTION, Sensitivity.THIRD_PARTY)
"""What the law guards beside the secrecy of all social data."""


@dataclass(frozen=True)
class Activity:
    """What is done for one purpose. Fields by id, classes of retention by name, all in the order of their lists."""

    purpose: Purpose
    task: str
    norms: tuple[str, ...]
    roles: tuple[Role, ...]
    is_joint: bool
    subjects: tuple[str, ...]
    fields: tuple[FieldId, ...]
    guarded: tuple[tuple[Sensitivity, tuple[FieldId, ...]], ...]
    retention: tuple[str, ...]


def activities(sources: Sources) -> tuple[Activity, ...]:
    """All of them, in the order of the vocabulary."""
    return tuple(_activity(purpose, sources) for purpose in sources.purposes)


def activity_sections(found: Sequence[Activity], sources: Sources) -> Iterator[PaperSection]:
    """All activities in words. One that has the fields of an earlier one refers to it."""
    first: dict[tuple[FieldId, ...], Purpose] = {}
    for one in found:
        told = first.setdefault(one.fields, one.purpose)
        lines = (*_who(one, sources), *_what(one, told, sources))
        yield PaperSection(2, sources.words.purpose(one.purpose), lines=lines)


def _who(one: Activity, sources: Sources) -> Lines:
    say, words = sources.say, sources.words
    return (
        (say("register", "task"), one.task),
        (say("register", "norms"), words.listed(one.norms)),
        (say("register", "roles"), words.listed(map(words.role, one.roles))),
        (say("register", "is_joint"), say("register", "joint_yes" if one.is_joint else "joint_no")),
    )


def _what(one: Activity, told: Purpose, sources: Sources) -> Lines:
    say, words = sources.say, sources.words
    if not one.fields:
        return ((say("register", "categories"), say("register", "no_fields")),)
    if told is not one.purpose:
        return ((say("register", "categories"), say("register", "same_as", purpose=words.purpose(told))),)
    fields = [sources.catalogue.by_id[field] for field in one.fields]
    return (
        (say("register", "persons"), words.listed(say("subjects", subject) for subject in one.subjects)),
        (say("register", "categories"), "; ".join(_categories(fields, sources))),
        (say("register", "special"), words.listed(_guarded(one, sources))),
        (say("register", "keeping"), words.listed(kept(name, sources) for name in one.retention)),
    )


def kept(name: str, sources: Sources) -> str:
    """How long a class of retention is kept; of the books of the log as the rules say."""
    books = {one.name: getattr(sources.policies.retention, one.name) for one in fields_of(sources.policies.retention)}
    if name not in books:
        return str(sources.words.retention[name]["told"])
    if books[name].months == 0:
        return sources.say("words", "same_day")
    since = sources.say("words", f"since_{books[name].since}")
    return sources.say("words", "months", months=books[name].months, since=since)


def as_facts(one: Activity) -> dict[str, object]:
    """An activity as data."""
    return {**asdict(one), "guarded": {str(what): list(fields) for what, fields in one.guarded}}


def _activity(purpose: Purpose, sources: Sources) -> Activity:
    fields = _fields(purpose, sources)
    told = sources.words.purposes[purpose]
    guarded = ((what, tuple(one.id for one in fields if one.sensitivity is what)) for what in GUARDED)
    return Activity(
        purpose=purpose,
        task=told["task"],
        norms=tuple(told["basis"]),
        roles=tuple(role for role in sources.roles if purpose in sources.policies.roles[role].purposes),
        is_joint=any(Owner.JOINT in one.owners for one in fields) or purpose in sources.policies.fam_purposes,
        subjects=tuple(dict.fromkeys(_subjects(purpose, fields))),
        fields=tuple(one.id for one in fields),
        guarded=tuple((what, found) for what, found in guarded if found),
        retention=tuple(dict.fromkeys(one.retention for one in fields)),
    )


def _fields(purpose: Purpose, sources: Sources) -> Sequence[Field]:
    """What was collected for it; for a purpose of FAM also what the own agency may bring in (rule own-data-in-fam)."""
    in_fam = purpose in sources.policies.fam_purposes
    return [one for one in sources.fields if purpose in one.default_purposes or (in_fam and one.ceiling > Level.NONE)]


def _subjects(purpose: Purpose, fields: Sequence[Field]) -> Iterator[str]:
    for subject in ("person", "household", "family"):
        if any(one.subject == subject for one in fields):
            yield subject
    if any(one.sensitivity is Sensitivity.THIRD_PARTY for one in fields):
        yield "third"
    if purpose is Purpose.DPO_CONTROL:
        yield "staff"


def _categories(fields: Sequence[Field], sources: Sources) -> Iterator[str]:
    """Each category with its fields; of the joint record apart."""
    for is_joint in (False, True):
        for category in Category:
            names = [
                one.label for one in fields if one.category is category and (Owner.JOINT in one.owners) is is_joint
            ]
            if names:
                told = sources.say("register", "of_joint", names=", ".join(names)) if is_joint else ", ".join(names)
                yield f"{sources.words.category(category)}: {told}"


def _guarded(one: Activity, sources: Sources) -> Iterator[str]:
    for what, fields in one.guarded:
        labels = ", ".join(sources.catalogue.by_id[field].label for field in fields)
        yield f"{sources.say('sensitivity', what)}: {labels}"


def unasked(sources: Sources) -> Sequence[Field]:
    """Fields of the controller for which nobody there may ask: the catalogue knows them, no rule opens them to it."""
    asked = frozenset(sources.purposes)
    in_fam = bool(asked & sources.policies.fam_purposes)
    return [
        one for one in sources.fields if not one.default_purposes & asked and not (in_fam and one.ceiling > Level.NONE)
    ]


def classes(sources: Sources) -> Sequence[tuple[str, int]]:
    """How many of the controller's fields each class of retention has, in the order of its file."""
    counted = Counter(one.retention for one in sources.fields)
    return [(name, counted[name]) for name in sources.words.retention if counted[name]]
