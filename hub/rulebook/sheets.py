"""The sheet for a person whose data it is about: why it is shown or shut, in words for them, norms at the end.

A sheet is for one person. It holds only pieces that this person may know of, and of the answers of others only that
one is missing. What was confided stands on the sheets of those who confided it and on no other; of child protection
and of people who take no part there is none, so that nothing leaves a trace (users.md G1, G2).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hub.policy.monotony import OPENED_BY_CONSENT
from hub.rulebook.deriving import Derivation, PersonStanding, PieceDerived, SeatDerived
from hub.rulebook.wording import Address, Wording, day, enumerate_words, instant, speak
from hub.terms.catalogue import Catalogue
from hub.terms.clock import age_on
from hub.terms.ids import PersonId
from hub.terms.lists import Level, Sensitivity
from hub.terms.people import Person
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

ADULT_ADDRESS = 15
"""From this age a text says "Sie"."""

_SEALED = frozenset({Sensitivity.CHILD_PROTECTION, Sensitivity.THIRD_PARTY})
_NORM_IN_LABEL = re.compile(r" \([^()]*§[^()]*\)")


@dataclass(frozen=True)
class Words:
    """What sheets are written with."""

    wording: Wording
    catalogue: Catalogue


def sheets(derivation: Derivation, words: Words) -> tuple[str, ...]:
    """One text for each who may have one; empty if nobody may."""
    readers: dict[PersonId | None, list[PieceDerived]] = {}
    for piece in derivation.pieces:
        for reader in _readers(piece, derivation, words.catalogue):
            readers.setdefault(reader, []).append(piece)
    people = {person.id: person for person in derivation.family.persons}
    return tuple(
        _Sheet(derivation, words, people[reader] if reader is not None else None).text(pieces)
        for reader, pieces in readers.items()
    )


def _readers(piece: PieceDerived, derivation: Derivation, catalogue: Catalogue) -> Iterator[PersonId | None]:
    """Who may read why: those it is about or, of what was confided, those who confided it. None is the whole family."""
    cell = piece.piece.cell
    if catalogue.by_id[cell.field].sensitivity in _SEALED:
        return
    if not cell.persons:
        yield None
    for person in derivation.family.participants:
        alive = person.deceased_on is None or person.deceased_on > derivation.day
        if alive and person.id in (cell.entrusted_by or cell.persons):
            yield person.id


@dataclass(frozen=True)
class _Sheet:
    """One sheet in the making. `reader` is None where it is for the whole family."""

    derivation: Derivation
    words: Words
    reader: Person | None

    def text(self, pieces: list[PieceDerived]) -> str:
        """All of it."""
        first = pieces[0].seats[0].principal
        others = [seat.principal for seat in pieces[0].seats[1:]]
        head = [self._say("title"), "", self._for_whom(), "", self._say("asked_by", who=self._who(first))]
        if others:
            head.append(self._say("present", who=enumerate_words(map(self._who, others))))
        head.append(self._say("purpose", purpose=self.words.wording.purpose(self.derivation.purpose)))
        head.append(self._say("at", at=instant(self.derivation.at)))
        body = [line for piece in pieces for line in self._piece(piece)]
        norms = "; ".join(dict.fromkeys(norm for piece in pieces for norm in self._norms(piece)))
        tail = ["", self._say("questions"), *(["", self._say("norms", norms=norms)] if norms else [])]
        return "\n".join([*head, *body, *tail])

    def _piece(self, piece: PieceDerived) -> Iterator[str]:
        field = self.words.catalogue.by_id[piece.piece.cell.field]
        yield from ("", self._say("about", what=_NORM_IN_LABEL.sub("", field.label)), "")
        yield f"{self._say('answer')}: {self._say(piece.level.id)}"
        yield from ("", f"{self._say('why')}?")
        yield from map(_item, dict.fromkeys(self._why(piece)))
        shown = "shown" if any(map(_turns_on_consent, piece.seats)) else "rights"
        yield from ("", self._say(shown if piece.level else "change"))
        yield from map(_item, dict.fromkeys(self._change(piece)))
        if not piece.level:
            yield from ("", self._say("unsaid"))

    def _why(self, piece: PieceDerived) -> Iterator[str]:
        whose = self.words.wording.words["whose"][piece.piece.cell.owner]
        asker = piece.seats[0]
        consent_helps = any(_turns_on_consent(seat) for seat in piece.stopping or (asker,))
        yield self._say("other_owner", whose=whose) if consent_helps else str(whose)
        for seat in piece.stopping or (asker,):
            if seat.level:
                yield from self._why_shown(seat, piece)
            else:
                if seat is not asker:
                    yield self._say("present_lack", who=self._who(seat.principal))
                yield from self._why_not(seat)

    def _why_shown(self, seat: SeatDerived, piece: PieceDerived) -> Iterator[str]:
        released = [one.release for one in seat.persons if one.release] if seat.permits and _by_consent(seat) else []
        for release in released:
            mine = self.reader is not None and self.reader.id in release.signers
            yield self._say("signed" if mine else "signed_by_others", until=day(release.until))
        yield from (rule.reason for rule in seat.permits if not released or rule.says is not Reason.CONSENT)
        if piece.level < Level.FULL:
            yield from (self._say("less", reason=rule.reason) for rule in seat.limits)
        yield from (self._say("duty", duty=self.words.wording.duty(duty)) for duty in self.derivation.duties)

    def _why_not(self, seat: SeatDerived) -> Iterator[str]:
        """The reason, as far as it is the reader's own; of the answers of others only that one is missing."""
        finding = seat.finding
        if finding is None:
            return
        lacking = [one for one in seat.persons if one.release is None and one.obstacle is not None]
        if any(one.obstacle is not None and one.obstacle.reason is finding.reason for one in lacking):
            yield from self._misses(lacking)
        else:
            yield self.words.wording.why(finding.reason, self.address)

    def _misses(self, lacking: list[PersonStanding]) -> Iterator[str]:
        for one in lacking:
            assert one.obstacle is not None
            if self._is_mine(one):
                yield self.words.wording.why(one.obstacle.reason, self.address)
            else:
                yield self._say("others_lack")

    def _change(self, piece: PieceDerived) -> Iterator[str]:
        if piece.level:
            if any(_by_consent(seat) for seat in piece.seats):
                yield self._say("withdraw")
            yield self._say("ask")
            return
        for seat in piece.stopping:
            yield from self._turns(seat)
        others = [seat for seat in piece.stopping if seat is not piece.seats[0]]
        if others and piece.seats[0].level:
            yield self._say("leave", who=enumerate_words(self._who(seat.principal) for seat in others))

    def _turns(self, seat: SeatDerived) -> Iterator[str]:
        if seat.turning is None:
            yield self._say("nothing")
            return
        own = seat.finding and self.words.wording.change(seat.finding.reason, self.address)
        for name in seat.turning.conditions:
            yield own if own and name in OPENED_BY_CONSENT else self.words.wording.turn(name)
        if not seat.turning.consent:
            return
        lacking = [one for one in seat.persons if one.release is None]
        mine = [one for one in lacking if one.obstacle is not None and self._is_mine(one)]
        for one in mine:
            assert one.obstacle is not None
            yield self.words.wording.change(one.obstacle.reason, self.address) or self._say("cannot")
        if not mine and OPENED_BY_CONSENT.isdisjoint(seat.turning.conditions):
            yield self._say("consent")
        elif len(mine) < len(lacking):
            yield self._say("others")

    def _norms(self, piece: PieceDerived) -> Iterator[str]:
        """Of the rules that permit, bound and oblige, or that the finding names; and of the reason."""
        for seat in piece.stopping or piece.seats[:1]:
            named = seat.finding.policies if seat.finding else ()
            for rule in (*seat.permits, *seat.would, *seat.limits):
                if seat.level or rule.id in named:
                    yield from rule.basis
            yield from (norm for rule in seat.dutiful if seat.level for norm in rule.basis)
            if seat.finding is not None and self._may_know(seat):
                yield from self.words.wording.norms(seat.finding.reason)
            if seat is not piece.seats[0] and piece.stopping:
                yield from self.words.wording.norms(Reason.ATTENDEE_NOT_ENTITLED)

    def _may_know(self, seat: SeatDerived) -> bool:
        """No norm tells of what somebody else answered."""
        return all(self._is_mine(one) for one in seat.persons if one.release is None and one.obstacle is not None)

    def _is_mine(self, standing: PersonStanding) -> bool:
        """The reader's own answer is what is missing, or nobody's in particular about the reader."""
        obstacle = standing.obstacle
        if self.reader is None or obstacle is None:
            return False
        return self.reader.id in (obstacle.signers or (standing.person,))

    @property
    def address(self) -> Address:
        """By age on the day of the question; the whole family is addressed like adults."""
        if self.reader is None or self.reader.born is None:
            return Address.SIE
        return Address.DU if age_on(self.reader.born, self.derivation.day) < ADULT_ADDRESS else Address.SIE

    def _for_whom(self) -> str:
        if self.reader is None:
            return self._say("for_family")
        return self._say("for_whom", person=self.words.wording.person(self.reader.ref))

    def _who(self, principal: Principal) -> str:
        return who(self.words.wording, principal)

    def _say(self, key: str, **facts: str) -> str:
        return speak(self.words.wording.words["sheet"][key], self.address).format(**facts)


def who(wording: Wording, principal: Principal) -> str:
    """„Jobcoach FAM von Pro Arbeit (Jobcenter)“."""
    return f"{wording.role(principal.role)}{wording.words['beside'].get(principal.agency, '')}"


def _by_consent(seat: SeatDerived) -> bool:
    return any(rule.says is Reason.CONSENT for rule in (*seat.permits, *seat.would))


def _turns_on_consent(seat: SeatDerived) -> bool:
    """It is shown by consent, or consent is part of what would show it."""
    return _by_consent(seat) and bool(seat.level or (seat.turning and seat.turning.consent))


def _item(line: str) -> str:
    return f"• {line}"
