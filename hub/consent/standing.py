"""How one person's categories stand to one recipient and purpose: what a table of consents says.

Taken from the same `work_out` as every look, so the table cannot say another thing than the page. What only the law
knows (insight, freedom, a form that is missing) is said as open: nobody reads here why a yes does not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, reduce
from operator import or_

from hub.consent.coverage import Asking, Question
from hub.consent.lacking import lacking
from hub.consent.releases import suspension, work_out
from hub.consent.signers import OWN_AGE, VETO_AGE
from hub.terms.access import Obstacle, Release
from hub.terms.catalogue import Catalogue
from hub.terms.clock import age_on, years_later
from hub.terms.consents import COLUMNS, ConsentCell, Stand
from hub.terms.lacks import Lack
from hub.terms.lists import Agency, Category, Level, Owner
from hub.terms.people import (
    FULL_AGE,
    Family,
    FamStatus,
    Insight,
    Person,
)
from hub.terms.reasons import Reason

SOON = timedelta(days=30)
"""How long before its end a consent is said to be running out."""

_CAUTION = tuple(Stand)
"""Where the fields of a category differ, the first of these is said."""

_STANDS = {
    Reason.CONSENT_REFUSED: Stand.REFUSED,
    Reason.CONSENT_WITHDRAWN: Stand.WITHDRAWN,
    Reason.CONSENT_EXPIRED: Stand.EXPIRED,
    Reason.CONSENT_NOT_YET_VALID: Stand.UPCOMING,
    Reason.OWN_CONSENT_MISSING: Stand.OWN_DECISION,
}
_UNASKED = frozenset(
    {
        Reason.RECIPIENT_NOT_COVERED,
        Reason.PURPOSE_NOT_ALLOWED,
        Reason.FIELD_NOT_IN_TEXT,
    }
)
"""Nobody was asked for this recipient and purpose."""


@dataclass(frozen=True)
class Finding:
    """One answer for some fields of one person."""

    stand: Stand
    fields: int
    on: date | None = None
    until: date | None = None
    consents: tuple[str, ...] = ()
    reason: Reason | None = None


def stand_of(person: Person, asking: Asking) -> tuple[ConsentCell, ...]:
    """A cell for every column of the table."""
    found = find(person, asking)
    return tuple(_cell(person, categories, found, asking) for categories in COLUMNS)


def find(person: Person, asking: Asking) -> tuple[Finding, ...]:
    """What consents say of a person's fields. Fields in no finding are those nobody was asked about."""
    question = _as_if_nobody_could_sign(person, asking)
    standing = work_out(asking.papers, question, asking.catalogue)
    opened = [_opened(release, asking.question) for release in standing.releases if release.person == person.id]
    shut = [_shut(person, one, asking) for one in standing.obstacles if one.person == person.id]
    return (*opened, *[finding for finding in shut if finding is not None])


def _as_if_nobody_could_sign(person: Person, asking: Asking) -> Question:
    """The question, where nothing counts about this person at present (death, conflict of interest).

    A table tells of that neither by its words nor by its gaps: it reads as where signatures are not complete (D23).
    """
    question = asking.question
    if suspension(person, question, asking.catalogue) is None:
        return question
    alive = replace(person, deceased_on=None, conflict_since=None, conflict_until=None)
    shut = replace(alive, custody=(), betreuer=(), insight=Insight.DOUBTED)
    persons = tuple(shut if one.id == person.id else one for one in question.family.persons)
    return replace(question, family=replace(question.family, persons=persons))


def openable(catalogue: Catalogue, agency: Agency) -> int:
    """Every field that a consent could open to this recipient: what is their own needs nobody's word."""
    return reduce(or_, [columns(catalogue, agency, categories)[1] for categories in COLUMNS])


def is_over(family: Family, day: date) -> bool:
    """FAM has ended: nothing is open any more, whatever was signed (G2)."""
    return family.status is FamStatus.ENDED or (family.exit_date is not None and family.exit_date < day)


def _opened(release: Release, question: Question) -> Finding:
    stand = Stand.EXPIRING if release.until - question.day <= SOON else Stand.GRANTED
    if is_over(question.family, question.day):
        stand = Stand.ENDED
    return Finding(stand, release.fields, release.signed_on, release.until, release.consents)


def _shut(person: Person, obstacle: Obstacle, asking: Asking) -> Finding | None:
    if obstacle.reason in _UNASKED:
        return None
    stand, question = _STANDS.get(obstacle.reason, Stand.OPEN), asking.question
    if obstacle.disagreed:
        stand = Stand.DISAGREED
    if stand is Stand.EXPIRED and (is_over(question.family, question.day) or _came_of_age(person, obstacle.on)):
        stand = Stand.ENDED
    return Finding(stand, obstacle.fields, obstacle.on, None, obstacle.consents, obstacle.reason)


def _came_of_age(person: Person, last_day: date | None) -> bool:
    """It ended on the day before the 18th birthday: others had signed for somebody who decides alone now (D15)."""
    if person.born is None or last_day is None:
        return False
    return last_day + timedelta(days=1) == years_later(person.born, FULL_AGE)


def _cell(person: Person, categories: tuple[Category, ...], found: Sequence[Finding], asking: Asking) -> ConsentCell:
    """The most cautious of what is true of the fields that another's consent could open to this recipient."""
    own, others = columns(asking.catalogue, asking.question.principal.agency, categories)
    told = [finding for finding in found if finding.fields & others]
    if not told:
        return ConsentCell(person.id, categories, _unasked(own, others, asking))
    stands = {finding.stand for finding in told}
    rest = others & ~reduce(or_, [finding.fields for finding in told])
    if rest & _of_agencies(asking):
        stands.add(Stand.OPEN)
    stand = min(stands, key=_CAUTION.index)
    said = next((finding for finding in told if finding.stand is stand), told[0])
    is_open = stand in (Stand.GRANTED, Stand.EXPIRING)
    return ConsentCell(
        person=person.id,
        categories=categories,
        stand=stand,
        partly=len(stands) > 1,
        on=said.on,
        until=said.until,
        age=_age_of_own_say(person, asking.question.day) if stand is Stand.OWN_DECISION else None,
        consents=tuple(dict.fromkeys(ref for finding in told for ref in finding.consents)),
        complete=is_open if is_open or stand in (Stand.OPEN, Stand.OWN_DECISION) else None,
        missing=() if is_open else _missing(person, others, said, asking),
    )


@lru_cache(maxsize=256)
def columns(catalogue: Catalogue, agency: Agency, categories: tuple[Category, ...]) -> tuple[int, int]:
    """Fields of a column that the recipient's own agency can hold, and those that consent could open to it."""
    fields = sum(catalogue.category_masks[category] for category in categories)
    owner = next((owner for owner in Owner if owner.value == agency.value), None)
    own = sum(1 << f.bit for f in catalogue.fields if fields >> f.bit & 1 and owner in f.owners)
    others = sum(1 << f.bit for f in catalogue.fields if fields >> f.bit & 1 and f.owners - {owner})
    return own, others & catalogue.ceiling_masks[Level.PSEUDONYMISED]


def _unasked(own: int, others: int, asking: Asking) -> Stand:
    """Nobody was asked. Where the other agency can hold nothing of it, there is nothing to ask about."""
    if others & _of_agencies(asking) or (others and not own):
        return Stand.OPEN
    return Stand.OWN_DATA if own else Stand.NOT_APPLICABLE


def _of_agencies(asking: Asking) -> int:
    """What the two agencies hold; a provider's part of a category that is one's own otherwise is not asked for."""
    own = asking.question.principal.agency.value
    return reduce(
        or_, [mask for owner, mask in asking.catalogue.owner_masks.items() if owner not in (Owner.PROVIDER, own)]
    )


def _age_of_own_say(person: Person, day: date) -> int | None:
    """18, 15 or 14: the last of these birthdays."""
    ages = (FULL_AGE, OWN_AGE, VETO_AGE)
    return next((age for age in ages if person.born is not None and age_on(person.born, day) >= age), None)


def _missing(person: Person, fields: int, said: Finding, asking: Asking) -> tuple[Lack, ...]:
    """Who has yet to sign where somebody has. Whoever said no is not missed, nor is anybody where it has run out."""
    if said.stand not in (Stand.OPEN, Stand.OWN_DECISION):
        return ()
    return lacking({person.id}, fields, asking)
