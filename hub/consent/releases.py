"""What a family's consents open to one recipient for one purpose at one instant, and what is in the way of the rest.

The cost is that of the papers which name a person, times the groups of fields in which they differ: some 20
microseconds a group, 0.3 ms for three persons and five papers. Neither more fields nor the papers of others add to it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hub.consent.coverage import Question, Sheet, lay_out
from hub.consent.papers import Paper, Way
from hub.consent.signers import Kind, Rules, Signers, differences, kind_masks
from hub.consent.validity import Matter, Miss, Signature, Verdict, judge, silence
from hub.terms.access import Obstacle, Release
from hub.terms.catalogue import Catalogue
from hub.terms.ids import PersonId
from hub.terms.lists import Category, Level
from hub.terms.people import Person
from hub.terms.reasons import Reason

_WEIGHT = (
    Reason.CONSENT_REFUSED,
    Reason.CONSENT_WITHDRAWN,
    Reason.RECIPIENT_NOT_COVERED,
    Reason.PURPOSE_NOT_ALLOWED,
    Reason.FIELD_NOT_IN_TEXT,
    Reason.NOT_SPECIFIC,
    Reason.CONSENT_EXPIRED,
    Reason.CONSENT_NOT_YET_VALID,
    Reason.NOTICE_MISSING,
    Reason.FORM_MISSING,
    Reason.NOT_UNDERSTOOD,
    Reason.INSIGHT_LACKING,
    Reason.NOT_VOLUNTARY,
    Reason.CUSTODY_UNPROVEN,
    Reason.SIGNER_MISSING,
    Reason.OWN_CONSENT_MISSING,
)
"""What is said when several are missed for several reasons: a no first, then what only a new paper heals."""

Verdicts = dict[PersonId, Verdict]


@dataclass(frozen=True)
class Standing:
    """How one family stands to one recipient and purpose. Fields in neither list are those nobody was asked about."""

    releases: tuple[Release, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()


def work_out(papers: Iterable[Paper], question: Question, catalogue: Catalogue) -> Standing:
    """Everything that consents open, person by person; whatever a consent does not open for sure stays shut."""
    sheets = [lay_out(paper, question, catalogue) for paper in papers if _stands(paper, question.day)]
    releases: list[Release] = []
    obstacles: list[Obstacle] = []
    for person in question.family.persons:
        suspension = _suspension(person, question, catalogue)
        if suspension is not None:
            obstacles.append(suspension)
            continue
        own = [sheet for sheet in sheets if person.id in sheet.paper.persons]
        merged: dict[Release | Obstacle, int] = {}
        for matter in _matters(person, own, question, catalogue):
            outcome = _settle(matter)
            if outcome is not None:
                merged[outcome] = merged.get(outcome, 0) | matter.fields
        for outcome, fields in merged.items():
            if isinstance(outcome, Release):
                releases.append(replace(outcome, fields=fields))
            else:
                obstacles.append(replace(outcome, fields=fields))
    return Standing(tuple(releases), tuple(obstacles))


def _stands(paper: Paper, day: date) -> bool:
    """Not entered by mistake, as far as that was known."""
    return paper.invalid_since is None or day < paper.invalid_since


def _suspension(person: Person, question: Question, catalogue: Catalogue) -> Obstacle | None:
    """No consent about a person counts after their death (F13), nor while a conflict of interest is flagged (D23)."""
    day = question.day
    if person.deceased_on is not None and person.deceased_on <= day:
        reason, since = Reason.SUBJECT_DECEASED, person.deceased_on
    elif person.conflict_since is not None and person.conflict_since <= day <= (person.conflict_until or day):
        reason, since = Reason.CONFLICT_OF_INTEREST, person.conflict_since
    else:
        return None
    return Obstacle(question.principal.id, question.purpose, person.id, catalogue.all, reason, on=since)


def _matters(person: Person, sheets: Sequence[Sheet], question: Question, catalogue: Catalogue) -> Iterator[Matter]:
    """Cut a person's fields where papers or signer rules differ; single notes are decided one by one."""
    notes = catalogue.category_masks[Category.SINGLE_NOTE]
    entries = sorted({entry for sheet in sheets for entry in sheet.paper.entries})
    for rules, mask in _kinds(person, sheets, question, catalogue):
        for fields in _pieces(mask & ~notes, sheets):
            yield Matter(question, rules, fields, tuple(sheet for sheet in sheets if sheet.asked & fields))
        for entry in entries if mask & notes else ():
            touching = tuple(sheet for sheet in sheets if sheet.denies(mask & notes, entry))
            yield Matter(question, rules, mask & notes, touching, entry)


def _kinds(
    person: Person, sheets: Sequence[Sheet], question: Question, catalogue: Catalogue
) -> list[tuple[Rules, int]]:
    """The kinds of fields, those together in which the same people sign in the same way."""
    spoken = any(sheet.paper.way is Way.ORAL for sheet in sheets)
    first = min((said.day for sheet in sheets for said in sheet.paper.declarations), default=question.day)
    kinds: dict[tuple[bool, ...], tuple[Rules, int]] = {}
    for kind, mask in kind_masks(catalogue):
        alike = (spoken and kind is Kind.HEALTH, *differences(person, kind, min(first, question.day), question.day))
        rules, others = kinds.get(alike) or (Rules(person, kind, question.circle), 0)
        kinds[alike] = (rules, others | mask)
    return list(kinds.values())


def _pieces(whole: int, sheets: Sequence[Sheet]) -> list[int]:
    """The fields of `whole` that some paper asks for, in groups that every paper treats alike.

    Where a paper is in scope and answered, papers for others make no difference and do not cut.
    """
    near = [sheet for sheet in sheets if sheet.scope is None or sheet.noes]
    answered = touched = 0
    for sheet in sheets:
        touched |= sheet.asked
        answered |= sheet.named if sheet.scope is None and sheet.yeses else 0
    return [*_cut(whole & answered, near), *_cut(whole & touched & ~answered, sheets)]


def _cut(whole: int, sheets: Sequence[Sheet]) -> list[int]:
    cuts = {mask for sheet in sheets for mask in (sheet.asked, sheet.named, *(one for _, one in sheet.withdrawals))}
    pieces = [whole] if whole else []
    for cut in cuts:
        pieces = [part for piece in pieces for part in (piece & cut, piece & ~cut) if part]
    return pieces


def _settle(matter: Matter) -> Release | Obstacle | None:
    """Open at the highest level that everybody who must sign allows; else the nearest miss; None if never asked."""
    if not any(sheet.yeses or sheet.noes for sheet in matter.sheets):
        return None
    signers = matter.rules.on(matter.question.day)
    verdicts = {signer: judge(matter, signer, signers.lack) for signer in signers.ids}
    for level in sorted({sheet.paper.level for sheet in matter.sheets}, reverse=True):
        release = _release(matter, signers, verdicts, level) if level > Level.NONE else None
        if release is not None:
            return release
    return _obstacle(matter, signers, verdicts)


def _release(matter: Matter, signers: Signers, verdicts: Verdicts, level: Level) -> Release | None:
    """Complete by the rules of today and by those of the day on which the last of the signers signed (R8)."""
    signed = {signer: _at_least(level, verdicts[signer]) for signer in signers.ids}
    if not signed or not all(signed.values()):
        return None
    complete_since = max(min(one.day for one in ones) for ones in signed.values())
    days = {one.day for ones in signed.values() for one in ones if one.day >= complete_since}
    for day in sorted(days, reverse=True):
        then = matter.rules.on(day)
        for signer in then.ids:
            verdicts.setdefault(signer, judge(matter, signer, then.lack))
        everybody = signed | {signer: _at_least(level, verdicts[signer]) for signer in then.ids}
        if then.ids and all(everybody.values()):
            return _opened(matter, everybody, level, day)
    return None


def _at_least(level: Level, verdict: Verdict) -> list[Signature]:
    return [signature for signature in verdict.signatures if signature.level >= level]


def _opened(matter: Matter, signed: dict[PersonId, list[Signature]], level: Level, day: date) -> Release:
    used = {signature.paper for ones in signed.values() for signature in ones}
    return Release(
        recipient=matter.question.principal.id,
        purpose=matter.question.purpose,
        person=matter.person.id,
        fields=0,
        level=level,
        consents=tuple(sheet.paper.ref for sheet in matter.sheets if sheet.paper.ref in used),
        signed_on=day,
        until=min(max(one.last_day for one in ones) for ones in signed.values()),
        signers=tuple(signed),
        entries=frozenset() if matter.entry is None else frozenset({matter.entry}),
    )


def _obstacle(matter: Matter, signers: Signers, verdicts: Verdicts) -> Obstacle | None:
    """The weightiest of all misses, with everybody to whom it applies."""
    found = [verdict.miss for verdict in verdicts.values()] or [silence(matter, None, signers.lack)]
    misses = [miss for miss in found if miss is not None] or _nobody_then(matter, verdicts)
    if not misses:
        return None
    reason = min((miss.reason for miss in misses), key=_WEIGHT.index)
    told = [miss for miss in misses if miss.reason is reason]
    return Obstacle(
        recipient=matter.question.principal.id,
        purpose=matter.question.purpose,
        person=matter.person.id,
        fields=0,
        reason=reason,
        consents=tuple(dict.fromkeys(miss.paper for miss in told)),
        signers=tuple(miss.by for miss in told if miss.by is not None),
        on=max((miss.on for miss in told if miss.on is not None), default=None),
    )


def _nobody_then(matter: Matter, verdicts: Verdicts) -> list[Miss]:
    """Everybody signed who must today, but on the day of the last signature nobody could have signed."""
    days = [signature.day for verdict in verdicts.values() for signature in verdict.signatures]
    then = matter.rules.on(max(days)) if days else None
    missed = silence(matter, None, then.lack) if then is not None and not then.ids else None
    return [missed] if missed is not None else []
