"""What is withheld of the other owners' parts, drawn from the catalogue and never from the record.

A blank stands for a person, a category and an owner, whether or not anything is stored there. It goes to a page: so it
carries nothing that its one word of nine does not say (a doubt about custody looks like a yes that nobody asked for).
"""

from datetime import date

from hub.policy.compile import Part
from hub.policy.packing import NOTHING, at
from hub.policy.standpoint import BEFORE_ADMISSION, owner_of
from hub.policy.tables import Table
from hub.policy.viewers import Seat, look_at
from hub.policy.withheld import matching, why_not_asked
from hub.terms.access import Obstacle, OutlineCell
from hub.terms.answers import Blank
from hub.terms.clock import months_later
from hub.terms.ids import CellId, PersonId
from hub.terms.lists import BlankReason, Level, Owner
from hub.terms.people import Person
from hub.terms.reasons import Reason

_NO_CELL = CellId("")
"""A cell that need not exist: nothing of it is confided, restricted or disputed."""

REST = 6
"""Months for which a no is respected before the hub proposes to ask again."""

_TELLING = (
    Reason.CONSENT_REFUSED,
    Reason.CONSENT_WITHDRAWN,
    Reason.OWN_CONSENT_MISSING,
    Reason.SIGNER_MISSING,
    Reason.CONSENT_EXPIRED,
    Reason.RECIPIENT_NOT_COVERED,
    Reason.PURPOSE_NOT_ALLOWED,
)
"""Which of several obstacles a blank names: a no before what is merely incomplete."""
_RANK = {reason: rank for rank, reason in enumerate(_TELLING)}

_FINAL = frozenset({BlankReason.PURPOSE_NOT_ALLOWED, BlankReason.FAM_NOT_ACTIVE})
_NO = frozenset({BlankReason.CONSENT_REFUSED, BlankReason.CONSENT_WITHDRAWN})

Said = tuple[Reason, bool, date | None, tuple[PersonId, ...], date | None, tuple[str, ...], bool]
"""What a blank says, in the order of its fields: reason, ask, ask from, signers, on, consents, disagreed."""


def blanks(seat: Seat, obstacles: tuple[Obstacle, ...]) -> tuple[Blank, ...]:
    """One blank for each person, category and other owner of which nothing may be seen; for those who own a part."""
    if seat.viewer.own is None or _not_introduced(seat):
        return ()
    nobody_asked = _plain(seat)
    met = matching(seat, obstacles) if _tells_why(seat, nobody_asked[0]) else ()
    parts = [part for part in seat.program.parts if owner_of(part.owner, seat.viewer.family) is not seat.viewer.own]
    tables: dict[tuple[Owner, bool], Table] = {}
    drawn: list[Blank] = []
    for person in seat.viewer.family.participants:
        answers = _answers(seat, [obstacle for obstacle in met if obstacle.person == person.id])
        for part in parts:
            kind = (part.owner, person.address_lock)
            here = tables.get(kind) or tables.setdefault(kind, _applying(seat, person, part))
            seen = at(here.catalogue, here.reach(seat.opened.get(person.id, NOTHING)), Level.PSEUDONYMISED)
            drawn += [
                Blank(person.id, category, part.owner, *_first(answers, fields, nobody_asked))
                for category, fields in part.categories
                if not seen & fields
            ]
    return tuple(drawn)


def _not_introduced(seat: Seat) -> bool:
    """Before admission only the proposing agency knows; the other appears with the first consent (I2)."""
    family = seat.viewer.family
    if family.status not in BEFORE_ADMISSION or seat.viewer.own is family.proposing:
        return False
    return not any(person.id in seat.viewer.releases for person in family.persons)


def _tells_why(seat: Seat, nobody_asked: Reason) -> bool:
    """Only where a consent could open something, and never to whoever decides about money (D5)."""
    return nobody_asked.blank not in _FINAL and seat.viewer.asking.rule.learns_of_refusals


def _answers(seat: Seat, own: list[Obstacle]) -> list[tuple[int, Said]]:
    """What is in the way of whose consent, and in which fields: the most telling first, and of equals the latest."""
    own.sort(key=lambda o: (_RANK.get(o.reason, len(_RANK)), -(o.on or date.min).toordinal()))
    return [(obstacle.fields, _said(seat, obstacle)) for obstacle in own]


def _applying(seat: Seat, person: Person, part: Part) -> Table:
    """What applies to an ordinary value about this person alone, and about each who is protected alike."""
    cell = OutlineCell(_NO_CELL, part.sample, frozenset({person.id}), part.owner)
    return look_at(seat, cell).table


def _first(answers: list[tuple[int, Said]], fields: int, otherwise: Said) -> Said:
    for about, said in answers:
        if about & fields:
            return said
    return otherwise


def _plain(seat: Seat) -> Said:
    """What a blank says where nobody was asked; and all that it ever says to whoever decides about money (D5)."""
    reason = why_not_asked(seat)
    return _without_details(Reason.CONSENT_MISSING if reason is Reason.OTHER_CONTROLLER else reason)


def _without_details(reason: Reason) -> Said:
    return (reason, reason.blank not in _FINAL, None, (), None, (), False)


def _said(seat: Seat, obstacle: Obstacle) -> Said:
    """A code that a blank may not say keeps its details to itself, and looks like any consent that is missing."""
    word = obstacle.reason.blank
    if word is BlankReason.CONSENT_MISSING:
        return _without_details(obstacle.reason)
    if word not in _NO:
        return (obstacle.reason, word not in _FINAL, None, obstacle.signers, obstacle.on, obstacle.consents, False)
    ask_from = None if obstacle.on is None else months_later(obstacle.on, REST)
    ask = ask_from is not None and seat.viewer.day >= ask_from
    return (obstacle.reason, ask, ask_from, obstacle.signers, obstacle.on, obstacle.consents, obstacle.disagreed)
