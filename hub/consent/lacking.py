"""Who has yet to say yes before fields are open, on which ground, and what keeps their last yes from counting.

Taken from the same signer rules, judgements and outcomes as every look: where nothing lacks it is open, and what is
open lacks nothing. It opens nothing itself. To whom it may be told is not decided here (D18).
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from hub.consent.coverage import Asking, Question, Sheet, lay_out
from hub.consent.matters import Matter
from hub.consent.releases import cut, kinds_of, stands, suspension
from hub.consent.settling import NO, Barrier, Opening, settle
from hub.consent.signers import Call, Kind, Rules, Signers
from hub.consent.validity import agrees_in_person, judge
from hub.terms.access import OutlineCell
from hub.terms.catalogue import Catalogue
from hub.terms.ids import CellId, PersonId, StaffId
from hub.terms.lacks import Ground, Lack
from hub.terms.lists import Agency, Category, Level, Purpose, Role
from hub.terms.people import Family, Person
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

ANYBODY = Principal(StaffId(""), "", Role.EXTERNAL, Agency.EXTERNAL)
_ELSEWHERE = frozenset({Reason.RECIPIENT_NOT_COVERED, Reason.PURPOSE_NOT_ALLOWED, Reason.FIELD_NOT_IN_TEXT})
"""A yes to another question. For this one it is as if nobody had been asked."""

_SUSPENDED = {Reason.SUBJECT_DECEASED: Ground.DECEASED, Reason.CONFLICT_OF_INTEREST: Ground.CONFLICT}


class _Word(NamedTuple):
    """A word that lacks; the fields for which it does are gathered beside it."""

    about: PersonId
    by: PersonId | None
    ground: Ground
    reason: Reason


def must_say(
    family: Family, persons: Collection[PersonId], fields: int, at: datetime, catalogue: Catalogue
) -> tuple[Lack, ...]:
    """Everybody whose yes a question about these persons and fields needs at an instant, before anybody was asked.

    For whom and for what it is asked makes no difference to that. What must be settled first is in it as well.
    """
    question = Question(family, ANYBODY, Purpose.FAM_JOINT_SUPPORT, at)
    return lacking(persons, fields, Asking((), question, catalogue))


def lacking(persons: Collection[PersonId], fields: int, asking: Asking) -> tuple[Lack, ...]:
    """Everybody whose yes still lacks, in the order of the record, a person's own word after those of others.

    Nothing where all is open, and nothing where somebody said no or took it back: that is an answer. Single notes are
    not looked at; each is asked about alone.
    """
    question, catalogue = asking.question, asking.catalogue
    fields &= ~catalogue.category_masks[Category.SINGLE_NOTE]
    sheets = [lay_out(paper, question, catalogue) for paper in asking.papers if stands(paper, question.day)]
    found: dict[_Word, int] = {}
    for person in question.family.persons:
        for word, mask in _about(person, fields, sheets, asking) if person.id in persons else ():
            found[word] = found.get(word, 0) | mask
    order = [person.id for person in question.family.persons]
    words = sorted(found, key=lambda word: _place(word, order))
    return tuple(Lack(*word, _categories(found[word], catalogue)) for word in words)


def _place(word: _Word, order: list[PersonId]) -> tuple[int, bool, int]:
    by = order.index(word.by) if word.by in order else -1
    return order.index(word.about), word.by == word.about, by


def entry_lacks(note: OutlineCell, asking: Asking) -> tuple[Lack, ...]:
    """Who has yet to agree that a single confided note is passed on: who confided it, and all it is about (C7).

    A no stands among them with its reason: here it is what the one it was confided to has to know.
    """
    question, catalogue = asking.question, asking.catalogue
    sheets = [lay_out(paper, question, catalogue) for paper in asking.papers if stands(paper, question.day)]
    words: list[_Word] = []
    for person in question.family.persons:
        if person.id in note.entrusted_by:
            words += _confider(person, note.cell, sheets, asking)
        if person.id in note.persons:
            words += _subject(person, note, sheets, asking)
    order = [person.id for person in question.family.persons]
    return tuple(Lack(*word) for word in sorted(dict.fromkeys(words), key=lambda word: _place(word, order)))


def _confider(person: Person, entry: CellId, sheets: Sequence[Sheet], asking: Asking) -> list[_Word]:
    """In person alone; nobody signs for a confider (§ 65 Abs. 1 S. 1 Nr. 1 SGB VIII)."""
    question, notes = asking.question, asking.catalogue.category_masks[Category.SINGLE_NOTE]
    naming = [sheet for sheet in sheets if sheet.denies(notes, entry)]
    matter = Matter(question, Rules(person, Kind.OTHER, question.circle), notes, naming, entry)
    if suspension(person, question, asking.catalogue) is None and agrees_in_person(matter):
        return []
    return [_Word(person.id, person.id, Ground.CONFIDER, Reason.OWN_CONSENT_MISSING)]


def _subject(person: Person, note: OutlineCell, sheets: Sequence[Sheet], asking: Asking) -> list[_Word]:
    question, catalogue = asking.question, asking.catalogue
    suspended = suspension(person, question, catalogue)
    if suspended is not None:
        return [_Word(person.id, None, _SUSPENDED[suspended.reason], suspended.reason)]
    notes = catalogue.category_masks[Category.SINGLE_NOTE]
    answered = [sheet for sheet in sheets if person.id in sheet.paper.persons and (sheet.yeses or sheet.noes)]
    bit = 1 << catalogue.by_id[note.field].bit
    words: list[_Word] = []
    for rules, mask in kinds_of(person, answered, question, catalogue):
        fields = mask & notes if mask & bit else 0
        touching = [sheet for sheet in answered if sheet.denies(fields, note.cell)]
        matter = Matter(question, rules, fields, touching, note.cell)
        words += (words_of(matter) or _noes(matter)) if fields else ()
    return words


def _noes(matter: Matter) -> list[_Word]:
    outcome = settle(matter)
    if not isinstance(outcome, Barrier):
        return []
    grounds = {call.by: call.ground for call in matter.rules.on(matter.question.day).calls}
    return [_Word(matter.person.id, by, grounds[by], outcome.reason) for by in outcome.signers if by in grounds]


def _about(person: Person, fields: int, sheets: Sequence[Sheet], asking: Asking) -> Iterator[tuple[_Word, int]]:
    question, catalogue = asking.question, asking.catalogue
    suspended = suspension(person, question, catalogue)
    if suspended is not None:
        yield _Word(person.id, None, _SUSPENDED[suspended.reason], suspended.reason), fields
        return
    answered = [sheet for sheet in sheets if person.id in sheet.paper.persons and (sheet.yeses or sheet.noes)]
    for rules, mask in kinds_of(person, answered, question, catalogue):
        for piece in cut(mask & fields, answered):
            matter = Matter(question, rules, piece, [sheet for sheet in answered if sheet.asked & piece])
            yield from ((word, piece) for word in words_of(matter))


def words_of(matter: Matter) -> tuple[_Word, ...]:
    """What lacks before one matter is settled in favour."""
    outcome = settle(matter)
    if isinstance(outcome, Opening) or (isinstance(outcome, Barrier) and outcome.reason in NO):
        return ()
    signers = matter.rules.on(matter.question.day)
    missed = [(call, _reason(matter, call, signers)) for call in signers.calls]
    lacks = [_Word(matter.person.id, call.by, call.ground, reason) for call, reason in missed if reason is not None]
    if lacks:
        return tuple(lacks)
    # Whole by the rules of today, not by those of the day on which the last of them signed: all sign anew (R8).
    return tuple([_Word(matter.person.id, call.by, call.ground, Reason.CONSENT_MISSING) for call in signers.calls])


def _reason(matter: Matter, call: Call, signers: Signers) -> Reason | None:
    """What is wrong with the word of one who must speak; None if it counts."""
    own = call.by == matter.person.id
    missing = Reason.OWN_CONSENT_MISSING if own else signers.lack
    if call.by is None or call.ground.bars:
        return signers.lack
    verdict = judge(matter, call.by, missing)
    if any(signature.level > Level.NONE for signature in verdict.signatures):
        return None
    if verdict.miss is None or verdict.miss.reason in _ELSEWHERE:
        return missing
    return verdict.miss.reason


def _categories(mask: int, catalogue: Catalogue) -> tuple[Category, ...]:
    return tuple(category for category in Category if catalogue.category_masks.get(category, 0) & mask)
