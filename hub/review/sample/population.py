"""What a month's sample is drawn from, out of the log: looks by the bodies' own staff, and joint ones (J10).

A look is `access.read`; of what was taken over, a permitted `view` or `export`. Lists, searches and the shared view of
a conference are no single look: rules watch them. Emergency uses and spoken consents are looked at without a draw.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hub.ledger.events import Event
from hub.review.lines import as_texts
from hub.review.sample.draw import UNEXPLAINED, Lot, label_strata
from hub.review.sample.store import Met
from hub.terms.history import Action
from hub.terms.ids import EntryId
from hub.terms.samples import Part

CONTROLLERS = ("jobcenter", "jugendamt")
"""Whose staff's looks are drawn: the two who share the file (Art. 26 GDPR). A provider has officers of its own."""
LOOKS = frozenset({Action.VIEW, Action.EXPORT})
LOOKED, TAKEN_OVER = Event.READ.value, Event.LOG_IMPORTED.value


@dataclass(frozen=True)
class Population:
    """Looks with the stratum that they lie in (agency, purpose, role), and what everybody looks at."""

    looks: tuple[tuple[EntryId, str], ...]
    also: tuple[tuple[EntryId, Part], ...]
    explained: frozenset[EntryId] | None = None
    """Looks that something explains; None where no evaluation has seen any of them."""

    def lots(self, seed: bytes, *, weighted: bool) -> tuple[Lot, ...]:
        """The lots, in the order of their ids, with labels that the seed gives to the strata.

        Weighted where asked for and anything was evaluated; what no evaluation has seen yet counts as unexplained.
        """
        labels = label_strata(seed, (stratum for _, stratum in self.looks))
        return tuple(sorted(Lot(one, labels[name], self._weight(one) if weighted else 1) for one, name in self.looks))

    def _weight(self, one: EntryId) -> int:
        return 1 if self.explained is None or one in self.explained else UNEXPLAINED


def stratum_of(agency: str, purpose: str | None, role: str) -> str:
    """The name of a stratum. It is not published: a function can have one holder (H8)."""
    return f"{agency}|{purpose or ''}|{role}"


def make_population(met: Iterable[Met], spoken_refs: frozenset[str], spoken_entries: frozenset[EntryId]) -> Population:
    """Sorted out. `met` are entries of the month that concern the bodies; refusals are none of them."""
    ours = [one for one in met if one.agency in CONTROLLERS]
    looks = [(one.entry, stratum_of(one.agency, one.purpose, one.role)) for one in ours if _is_look(one)]
    emergencies = [(one.entry, Part.EMERGENCY) for one in ours if one.action == Action.EMERGENCY_ACCESS]
    spoken = [(one.entry, Part.SPOKEN) for one in ours if one.entry in spoken_entries or _asks(one, spoken_refs)]
    seen = [one for one in ours if _is_look(one) and one.explained is not None]
    explained = frozenset(one.entry for one in seen if one.explained) if seen else None
    return Population(tuple(sorted(looks)), (*sorted(emergencies), *sorted(spoken)), explained)


def named_refs(met: Sequence[Met]) -> tuple[str, ...]:
    """The consents on which what was taken over says that it rests."""
    return tuple(sorted({ref for one in met if one.action == Action.REQUEST for ref in as_texts(one.basis)}))


def _is_look(one: Met) -> bool:
    """What was taken over and does not open is none the less drawn from: that it cannot be reviewed shall show."""
    return one.event == LOOKED or one.action in LOOKS or (one.event == TAKEN_OVER and not one.action)


def _asks(one: Met, spoken: frozenset[str]) -> bool:
    """A spoken consent as a record kept elsewhere tells of it: somebody was asked, and it rests on that very paper."""
    return one.action == Action.REQUEST and bool(spoken.intersection(as_texts(one.basis)))
