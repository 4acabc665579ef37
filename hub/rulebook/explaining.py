"""The derivation as a text for lawyers and data protection officers, and as data for programs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hub.policy.policies import Policy
from hub.rulebook.deriving import Derivation, PaperStanding, PersonStanding, PieceDerived, SeatDerived
from hub.rulebook.saying import say_rule
from hub.rulebook.sheets import Words, who
from hub.rulebook.wording import day, enumerate_words, instant
from hub.terms.access import Obstacle
from hub.terms.ids import PersonId

Data = dict[str, object]


@dataclass(frozen=True)
class DerivationText:
    """A derivation with the words to say it. Names each person by the name in the case, and nobody's real one."""

    derivation: Derivation
    words: Words

    def text(self) -> str:
        """The whole derivation."""
        asker, *others = [seat.principal for seat in self.derivation.pieces[0].seats]
        what = enumerate_words(dict.fromkeys(self._label(piece) for piece in self.derivation.pieces))
        purpose = self.words.wording.purpose(self.derivation.purpose)
        at = instant(self.derivation.at)
        lines = [self._say("title", case=self.derivation.case), ""]
        lines.append(self._say("question", who=who(self.words.wording, asker), purpose=purpose, what=what, at=at))
        if others:
            lines.append(self._say("present", who=enumerate_words(who(self.words.wording, one) for one in others)))
        for piece in self.derivation.pieces:
            lines += ["", *self._piece(piece)]
        return "\n".join(lines)

    def _piece(self, piece: PieceDerived) -> Iterator[str]:
        persons = enumerate_words(map(self._person, sorted(piece.piece.cell.persons))) or "niemanden einzeln"
        whose = f"Angabe {self.words.wording.of_owner(piece.piece.cell.owner)}"
        yield f"{piece.piece.name}: " + self._say("piece", what=self._label(piece), persons=persons, whose=whose)
        yield self._say("result", level=self.words.wording.level(piece.level))
        for seat in piece.seats:
            yield from ("", *_indented(1, self._seat(seat, piece)))
        others = [seat.principal for seat in piece.stopping if seat is not piece.seats[0]]
        if others and piece.seats[0].level:
            yield self._say("leave", who=enumerate_words(who(self.words.wording, one) for one in others))

    def _seat(self, seat: SeatDerived, piece: PieceDerived) -> Iterator[str]:
        level = self.words.wording.level(seat.level)
        yield self._say("seat", who=who(self.words.wording, seat.principal), level=level)
        for heading, rules in _ruled(seat):
            if rules or heading in ("permits", "limits"):
                yield f"{self._say(heading)}:"
                yield from _indented(1, map(self._rule, rules) if rules else [self._say("nothing")])
        if seat.persons:
            yield f"{self._say('consents')}:"
            yield from _indented(1, (line for one in seat.persons for line in self._standing(one)))
        if seat.finding is None:
            return
        norms = self.words.wording.norms(seat.finding.reason)
        said = self.words.wording.said(seat.finding.reason)
        yield self._say("finding", reason=f"{said} ({'; '.join(norms)})" if norms else said)
        yield f"{self._say('change')}:"
        yield from _indented(1, self._turns(seat, piece))

    def _rule(self, rule: Policy) -> str:
        said = say_rule(rule, self.words.catalogue, self.words.wording)
        return self._say("line", id=said.id, effect=said.effect, reason=said.reason, norms="; ".join(said.norms))

    def _standing(self, standing: PersonStanding) -> Iterator[str]:
        person, release, missed = self._person(standing.person), standing.release, standing.obstacle
        if release is not None:
            level = self.words.wording.level(release.level)
            papers, signers = enumerate_words(release.consents), enumerate_words(map(self._person, release.signers))
            facts = {"papers": papers, "signers": signers, "level": level, "until": day(release.until)}
            yield self._say("open", person=person, **facts)
        elif missed is not None:
            papers = enumerate_words(missed.consents) or "keine Einwilligung"
            yield self._say("shut", person=person, papers=papers, **self._missed(missed))
        else:
            yield self._say("unasked", person=person)
        yield from _indented(1, map(self._paper, standing.papers))

    def _paper(self, standing: PaperStanding) -> str:
        if standing.level:
            return self._say("paper_open", paper=standing.paper, level=self.words.wording.level(standing.level))
        if standing.obstacle is None:
            return self._say("paper_none", paper=standing.paper)
        return self._say("paper_shut", paper=standing.paper, **self._missed(standing.obstacle))

    def _missed(self, missed: Obstacle) -> dict[str, str]:
        signers = enumerate_words(map(self._person, missed.signers))
        on = f", {day(missed.on)}" if missed.on else ""
        reason = self.words.wording.said(missed.reason)
        return {"reason": reason, "signers": f" ({signers})" if signers else "", "on": on}

    def _turns(self, seat: SeatDerived, piece: PieceDerived) -> Iterator[str]:
        if seat.turning is None:
            yield self._say("never")
            return
        yield from map(self.words.wording.turn, seat.turning.conditions)
        if seat.turning.consent:
            yield self._say("consent", persons=enumerate_words(map(self._person, sorted(piece.piece.cell.persons))))

    def _label(self, piece: PieceDerived) -> str:
        return self.words.catalogue.by_id[piece.piece.cell.field].label

    def _person(self, person: PersonId) -> str:
        refs = {one.id: one.ref for one in self.derivation.family.persons}
        return self.words.wording.person(refs.get(person, person))

    def _say(self, key: str, **facts: str) -> str:
        return str(self.words.wording.words["derivation"][key]).format(**facts)


def as_data(derivation: Derivation) -> Data:
    """The same for programs: ids of the closed lists, no words."""
    return {
        "case": derivation.case,
        "at": derivation.at.isoformat(),
        "purpose": derivation.purpose.value,
        "duties": list(derivation.duties),
        "pieces": [_piece_data(piece) for piece in derivation.pieces],
    }


def _piece_data(piece: PieceDerived) -> Data:
    cell = piece.piece.cell
    facts: Data = {"name": piece.piece.name, "field": cell.field, "owner": cell.owner.value}
    return {
        **facts,
        "persons": sorted(cell.persons),
        "level": piece.level.id,
        "seats": [_seat_data(seat) for seat in piece.seats],
    }


def _seat_data(seat: SeatDerived) -> Data:
    data: Data = {"principal": seat.principal.ref, "role": seat.principal.role.value, "level": seat.level.id}
    data |= {heading: [rule.id for rule in rules] for heading, rules in _ruled(seat)}
    data["norms"] = list(dict.fromkeys(norm for _, rules in _ruled(seat) for rule in rules for norm in rule.basis))
    data["consents"] = [_standing_data(standing) for standing in seat.persons]
    if seat.finding is not None:
        turns = seat.turning
        data["reason"], data["decided_by"] = seat.finding.reason.value, list(seat.finding.policies)
        data["change"] = None if turns is None else {"conditions": list(turns.conditions), "consent": turns.consent}
    return data


def _standing_data(standing: PersonStanding) -> Data:
    opened = (
        {"level": standing.release.level.id, "consents": list(standing.release.consents)} if standing.release else {}
    )
    papers = [{"paper": one.paper, "level": one.level.id, **_missed_data(one.obstacle)} for one in standing.papers]
    return {"person": standing.person, **opened, **_missed_data(standing.obstacle), "papers": papers}


def _missed_data(missed: Obstacle | None) -> Data:
    if missed is None:
        return {}
    return {"obstacle": missed.reason.value, "missing": list(missed.signers), "in": list(missed.consents)}


def _ruled(seat: SeatDerived) -> tuple[tuple[str, tuple[Policy, ...]], ...]:
    return (("permits", seat.permits), ("would", seat.would), ("limits", seat.limits), ("duties", seat.dutiful))


def _indented(steps: int, lines: Iterable[str]) -> Iterator[str]:
    return (f"{'  ' * steps}{line}" for line in lines)
