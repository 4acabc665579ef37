"""On which papers an answer can still turn from an instant on: of many years a handful.

A yes is over with its last day, with the mistake that it was, or once whoever said it took all of it back. A paper
whose yeses are over says nothing more, unless somebody said no on it whose earlier yes on another paper is not over.
Where that is not sure, the paper lasts: it is then worked out with the others, as in a look.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from hub.consent.circle import Circle
from hub.consent.papers import Declaration, Paper, Withdrawal
from hub.consent.signers import Kind, has_power, required_signers
from hub.terms.clock import day_begins, day_ends
from hub.terms.ids import PersonId
from hub.terms.people import Family

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class _Term(NamedTuple):
    """One paper: from when on it counts, until when a yes on it may, and who said the contrary of a yes when."""

    paper: Paper
    begins: datetime
    ends: datetime
    contrary: tuple[tuple[PersonId, datetime], ...]


class Lasting:
    """Papers of a family as they count from `since` on, worked out once for all instants from then on."""

    def __init__(self, papers: Sequence[Paper], family: Family, since: datetime = _LONG_AGO) -> None:
        terms = [
            _Term(one, one.heard_since, _ends(one, family, since), _contrary(one, since))
            for one in papers
            if one.heard_since
        ]
        self._terms = _on_which_it_turns(terms, since)
        self.papers = tuple(term.paper for term in self._terms)
        """All on which anything from then on can turn."""

    def at(self, instant: datetime) -> tuple[Paper, ...]:
        """Those on which the answer at an instant can turn."""
        heard = [term for term in self._terms if term.begins <= instant]
        return tuple(term.paper for term in _on_which_it_turns(heard, instant))


def _on_which_it_turns(terms: list[_Term], since: datetime) -> list[_Term]:
    first: dict[PersonId, datetime] = {}
    for term in terms:
        for said in term.paper.yeses if term.ends > since else ():
            first[said.by] = min(said.at, first.get(said.by, said.at))
    return [
        term for term in terms if term.ends > since or any(by in first and first[by] <= at for by, at in term.contrary)
    ]


def _ends(paper: Paper, family: Family, since: datetime) -> datetime:
    """The instant from which on no yes on it counts, whoever asks; never too early."""
    if paper.bound is not None or not paper.yeses:
        return _LONG_AGO
    ends = day_ends(paper.last_day)
    if paper.invalid_since is not None:
        ends = min(ends, day_begins(paper.invalid_since))
    taken_back = _taken_back(paper, family) if ends > since and paper.withdrawals else None
    return ends if taken_back is None else min(ends, taken_back)


def _contrary(paper: Paper, since: datetime) -> tuple[tuple[PersonId, datetime], ...]:
    """Every no on it; what is taken back by somebody who never said yes to it is one too (§ 133 BGB)."""
    if paper.bound is not None or (paper.invalid_since is not None and day_begins(paper.invalid_since) <= since):
        return ()
    signed = {said.by for said in paper.yeses}
    back = [(one.by, one.received_at) for one in paper.withdrawals if one.by not in signed]
    return (*[(said.by, said.at) for said in paper.noes], *back)


def _taken_back(paper: Paper, family: Family) -> datetime | None:
    """When the last of its yeses was taken back as a whole."""
    ends = [min(_backs(paper, said, family), default=None) for said in paper.yeses]
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def _backs(paper: Paper, said: Declaration, family: Family) -> Iterator[datetime]:
    for back in paper.withdrawals:
        narrowed = (back.persons, back.categories, back.recipients) != (None, None, None)
        if back.by == said.by and back.received_at >= said.at and not narrowed and _counts(paper, said, back, family):
            yield back.received_at


def _counts(paper: Paper, said: Declaration, back: Withdrawal, family: Family) -> bool:
    """Of everybody the paper is about, who took it back had a say that day, or no power to say yes (D15, D17).

    Asked by what is known on that day, and on each later one on which something is proven.
    """
    people = {person.id: person for person in family.persons}
    for known_on in (back.day, *_proofs_after(back.day, family)):
        circle = Circle(people, known_on)
        for person in [people[one] for one in paper.persons if one in people]:
            for kind in Kind:
                if back.by in required_signers(person, kind, circle, back.day).ids:
                    continue
                if said.by == person.id or has_power(said.by, person, kind, circle, said.day):
                    return False
    return True


def _proofs_after(day: date, family: Family) -> set[date]:
    holdings = (one for person in family.persons for one in (*person.custody, *person.betreuer))
    return {one.proven_on for one in holdings if one.proven_on is not None and one.proven_on > day}
