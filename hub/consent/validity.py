"""Which signatures count, and what keeps the others from counting (R8 of the scenario format)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import NamedTuple

from hub.consent.coverage import Sheet
from hub.consent.matters import Matter, Miss, refusal, taken_back
from hub.consent.papers import Declaration, Way
from hub.consent.signers import OWN_AGE, VETO_AGE, Kind, has_power
from hub.terms.clock import age_on
from hub.terms.confirming import ORAL_DAYS
from hub.terms.ids import PersonId
from hub.terms.lists import Level
from hub.terms.people import FULL_AGE, Insight
from hub.terms.reasons import Reason

_NEARNESS: dict[Reason | None, int] = {
    Reason.RECIPIENT_NOT_COVERED: 0,
    Reason.PURPOSE_NOT_ALLOWED: 1,
    Reason.FIELD_NOT_IN_TEXT: 2,
    None: 3,
}


class Signature(NamedTuple):
    """A yes that counts, and until when it does."""

    by: PersonId
    day: date
    last_day: date
    paper: str
    level: Level


class Verdict(NamedTuple):
    """How one signer stands to one matter: signatures that count or, if there are none, the nearest miss.

    Neither means that nobody has been asked.
    """

    signatures: Sequence[Signature] = ()
    miss: Miss | None = None


def judge(matter: Matter, signer: PersonId, lack: Reason) -> Verdict:
    """Hear one signer: what they signed, else what became of their last word. `lack` is for one who said nothing."""
    heard = _said_by(signer, matter)
    if not heard:
        missing = Reason.OWN_CONSENT_MISSING if signer == matter.person.id else lack
        return Verdict((), refusal(matter, signer) or silence(matter, signer, missing))
    signatures: list[Signature] = []
    misses: list[tuple[datetime, Miss]] = []
    for sheet, said in heard:
        miss = _miss(matter, sheet, said)
        if miss is None:
            signatures.append(_signature(matter, sheet, said))
        else:
            misses.append((said.at, miss))
    return Verdict(signatures) if signatures else Verdict((), max(misses, key=itemgetter(0))[1])


def agrees_in_person(matter: Matter) -> bool:
    """Whoever the matter is about said a yes that counts for what they confided, and has not taken it back (C7).

    Nobody signs for a confider, and nobody has to sign beside one.
    """
    return any(_speaks_for_itself(matter, sheet, said) for sheet, said in _said_by(matter.person.id, matter))


def _speaks_for_itself(matter: Matter, sheet: Sheet, said: Declaration) -> bool:
    nothing = sheet.fault is not None or sheet.paper.level is Level.NONE
    if nothing or matter.person.insight is not Insight.YES:
        return False
    later = [w.received_at for w, mask in sheet.withdrawals if w.by == said.by and mask & matter.fields]
    noes = [one for other in matter.sheets if other.denies(matter.fields, matter.entry) for one in other.noes]
    later += [one.at for one in noes if one.by == said.by]
    if any(at >= said.at for at in later):
        return False
    return _flaw_of_form(matter, sheet, said) is None and _flaw_of_signer(matter, sheet, said) is None


def _said_by(signer: PersonId, matter: Matter) -> list[tuple[Sheet, Declaration]]:
    """Every yes of this signer on a paper that is in scope."""
    return [
        (sheet, said)
        for sheet in matter.sheets
        if sheet.scope is None
        for said in sheet.yeses
        if said.by == signer and sheet.opens(matter.fields, matter.entry)
    ]


def _out_of_scope(matter: Matter, sheet: Sheet) -> Reason | None:
    """The paper is for another recipient or purpose, or its text does not name the fields."""
    return sheet.scope or (None if sheet.opens(matter.fields, matter.entry) else Reason.FIELD_NOT_IN_TEXT)


def silence(matter: Matter, signer: PersonId | None, missing: Reason) -> Miss | None:
    """Somebody said yes to a paper that this signer must sign too. Where nobody said yes, nobody is missed."""
    answered = [sheet for sheet in matter.sheets if sheet.yeses]
    if not answered:
        return None
    nearest = answered[0] if len(answered) == 1 else max(answered, key=lambda sheet: _nearness(matter, sheet))
    reason = _out_of_scope(matter, nearest) or nearest.fault or missing
    return Miss(reason, signer, nearest.paper.ref, _turn(nearest))


def _nearness(matter: Matter, sheet: Sheet) -> tuple[int, bool]:
    """For another recipient, for another purpose, without this field, or in scope; then whether it can count today."""
    return (_NEARNESS[_out_of_scope(matter, sheet)], sheet.fault is None)


def _miss(matter: Matter, sheet: Sheet, said: Declaration) -> Miss | None:
    """The first thing that keeps a yes from counting. A last word to the contrary goes before faults of the paper."""
    contrary = taken_back(matter, sheet, said) or refusal(matter, said.by, said.at)
    if contrary is not None:
        return contrary
    if sheet.fault is not None:
        return Miss(sheet.fault, said.by, sheet.paper.ref, _turn(sheet))
    reason = _flaw_of_form(matter, sheet, said) or _flaw_of_signer(matter, sheet, said)
    return Miss(reason, said.by, sheet.paper.ref) if reason is not None else None


def _turn(sheet: Sheet) -> date | None:
    """The day on which time ended the paper, or will begin it."""
    if sheet.fault is Reason.CONSENT_EXPIRED:
        return sheet.paper.last_day
    return sheet.paper.valid_from if sheet.fault is Reason.CONSENT_NOT_YET_VALID else None


def _flaw_of_form(matter: Matter, sheet: Sheet, said: Declaration) -> Reason | None:
    """Not before it was said (D1); spoken words never for health, else for 14 days with a reason (D2)."""
    if said.at > matter.question.at:
        return Reason.CONSENT_NOT_YET_VALID
    if sheet.paper.way is not Way.ORAL:
        return None
    if matter.rules.kind is Kind.HEALTH or matter.question.day > _last_day(sheet, said, matter.question.day):
        return Reason.FORM_MISSING
    return None


def _flaw_of_signer(matter: Matter, sheet: Sheet, said: Declaration) -> Reason | None:
    """Power, understanding, insight and freedom of whoever said yes, on the day they did."""
    powerless = _is_powerless(matter, said)
    if powerless is not None:
        return powerless
    signer = matter.question.circle.people.get(said.by)
    if signer is None or signer.languages.isdisjoint(sheet.paper.languages | sheet.paper.interpreter):
        return Reason.NOT_UNDERSTOOD
    if said.insight is not Insight.YES:
        return Reason.INSIGHT_LACKING
    return Reason.NOT_VOLUNTARY if said.pressure is not None else None


def _is_powerless(matter: Matter, said: Declaration) -> Reason | None:
    """For oneself from 14 and, once 15, only if signed at 15 or later (D11, D14); for others with the holding.

    What a custodian signed does not become the yes of a Betreuer when the child comes of age (D15, D22).
    """
    person = matter.person
    if said.by != person.id:
        held = has_power(said.by, person, matter.rules.kind, matter.question.circle, said.day)
        return None if held and not _was_custodian(matter, said) else Reason.SIGNER_MISSING
    if person.born is None:
        return Reason.OWN_CONSENT_MISSING
    age = age_on(person.born, said.day)
    if age >= OWN_AGE or (age >= VETO_AGE and age_on(person.born, matter.question.day) < OWN_AGE):
        return None
    return Reason.OWN_CONSENT_MISSING


def _was_custodian(matter: Matter, said: Declaration) -> bool:
    """Signed for a minor, and must sign today for the grown-up."""
    born, day = matter.person.born, matter.question.day
    if born is None or said.by not in matter.rules.on(day).ids:
        return False
    return age_on(born, said.day) < FULL_AGE <= age_on(born, day)


def _last_day(sheet: Sheet, said: Declaration, day: date) -> date:
    """The last day on which a yes counts on this paper; spoken and not confirmed by now, at most the 14th after it."""
    paper = sheet.paper
    if paper.way is not Way.ORAL or (paper.written_on is not None and paper.written_on <= day):
        return paper.last_day
    spoken = said.day + timedelta(days=ORAL_DAYS) if paper.special_circumstances else date.min
    return min(paper.last_day, spoken)


def _signature(matter: Matter, sheet: Sheet, said: Declaration) -> Signature:
    paper = sheet.paper
    return Signature(said.by, said.day, _last_day(sheet, said, matter.question.day), paper.ref, paper.level)
