"""Whether one group of a person's fields is open or shut, and what the one or the other says of it."""

from datetime import date
from typing import NamedTuple

from hub.consent.matters import Matter, Miss
from hub.consent.signers import Signers
from hub.consent.validity import Signature, Verdict, judge, silence
from hub.terms.ids import CellId, PersonId
from hub.terms.lists import Level
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

NO = frozenset({Reason.CONSENT_REFUSED, Reason.CONSENT_WITHDRAWN})
"""One said no; where another who must sign stands by a yes, they disagree (D17)."""

Verdicts = dict[PersonId, Verdict]


class Opening(NamedTuple):
    """What a release says of a group of fields; groups of which it says the same become one. In its order."""

    level: Level
    consents: tuple[str, ...]
    signed_on: date
    until: date
    signers: tuple[PersonId, ...]
    entries: frozenset[CellId]


class Barrier(NamedTuple):
    """What an obstacle says of a group of fields, likewise."""

    reason: Reason
    consents: tuple[str, ...]
    signers: tuple[PersonId, ...]
    on: date | None
    disagreed: bool = False


def settle(matter: Matter) -> Opening | Barrier | None:
    """Open at the highest level that everybody who must sign allows; else the nearest miss; None if never asked."""
    signers = matter.rules.on(matter.question.day)
    verdicts = {signer: judge(matter, signer, signers.lack) for signer in signers.ids}
    signed = bool(verdicts) and all([verdict.signatures for verdict in verdicts.values()])
    for level in sorted({sheet.paper.level for sheet in matter.sheets}, reverse=True) if signed else ():
        opening = _opening(matter, signers, verdicts, level) if level > Level.NONE else None
        if opening is not None:
            return opening
    return _barrier(matter, signers, verdicts)


def _opening(matter: Matter, signers: Signers, verdicts: Verdicts, level: Level) -> Opening | None:
    """Complete by the rules of today and by those of the day on which the last of the signers signed (R8)."""
    signed = {signer: _at_least(level, verdicts[signer]) for signer in signers.ids}
    if not all(signed.values()):
        return None
    complete_since = max([min([one.day for one in ones]) for ones in signed.values()])
    days = {one.day for ones in signed.values() for one in ones if one.day >= complete_since}
    for day in sorted(days, reverse=True):
        then = matter.rules.on(day)
        for signer in then.ids:
            if signer not in verdicts:
                verdicts[signer] = judge(matter, signer, then.lack)
        everybody = signed | {signer: _at_least(level, verdicts[signer]) for signer in then.ids if signer not in signed}
        if then.ids and all(everybody.values()):
            return _opened(matter, everybody, level, day)
    return None


def _at_least(level: Level, verdict: Verdict) -> list[Signature]:
    return [signature for signature in verdict.signatures if signature.level >= level]


def _opened(matter: Matter, signed: dict[PersonId, list[Signature]], level: Level, day: date) -> Opening:
    used = {signature.paper for ones in signed.values() for signature in ones}
    return Opening(
        level=level,
        consents=tuple([sheet.paper.ref for sheet in matter.sheets if sheet.paper.ref in used]),
        signed_on=day,
        until=min([max([one.last_day for one in ones]) for ones in signed.values()]),
        signers=tuple(signed),
        entries=frozenset() if matter.entry is None else frozenset({matter.entry}),
    )


def _barrier(matter: Matter, signers: Signers, verdicts: Verdicts) -> Barrier | None:
    """The weightiest of all misses, with everybody to whom it applies."""
    found = [verdict.miss for verdict in verdicts.values()] or [silence(matter, None, signers.lack)]
    misses = [miss for miss in found if miss is not None] or _nobody_then(matter, verdicts)
    if not misses:
        return None
    split = any([verdict.signatures for verdict in verdicts.values()])
    reason, by, paper, on = misses[0]
    if by is not None and len(misses) == 1:
        return Barrier(reason, (paper,), (by,), on, split and reason in NO)
    reason = min([miss.reason for miss in misses], key=_WEIGHT.index)
    told = [miss for miss in misses if miss.reason is reason]
    return Barrier(
        reason=reason,
        consents=tuple(dict.fromkeys([miss.paper for miss in told])),
        signers=tuple([miss.by for miss in told if miss.by is not None]),
        on=max([miss.on for miss in told if miss.on is not None], default=None),
        disagreed=split and reason in NO,
    )


def _nobody_then(matter: Matter, verdicts: Verdicts) -> list[Miss]:
    """Everybody signed who must today, but on the day of the last signature nobody could have signed."""
    days = [signature.day for verdict in verdicts.values() for signature in verdict.signatures]
    then = matter.rules.on(max(days)) if days else None
    missed = silence(matter, None, then.lack) if then is not None and not then.ids else None
    return [missed] if missed is not None else []
