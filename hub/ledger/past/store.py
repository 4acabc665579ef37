"""Posts and families as a record of the past names them: the statement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from hub.db.database import Row, Transaction
from hub.terms.ids import EntryId, FamilyId, FamilyNumber, PersonId, ProviderId, StaffId, TeamId
from hub.terms.lists import Agency, Role
from hub.terms.principals import Principal


@dataclass(frozen=True)
class PastPost:
    """A post with its time, and the group whose people hold it."""

    principal: Principal
    group: str
    since: date
    until: date | None

    def is_held_on(self, day: date) -> bool:
        """Whether it was held on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class PastFamily:
    """A family as history names it: its people by reference, with what the log calls them."""

    id: FamilyId
    next_seq: int
    persons: Mapping[str, tuple[PersonId, str]]


@dataclass(frozen=True)
class HistoryFacts:
    """What history may refer to. `known` are entries that were taken over before."""

    known: frozenset[EntryId]
    posts: Mapping[str, tuple[PastPost, ...]]
    families: Mapping[FamilyNumber, PastFamily]


def load_history_facts(tx: Transaction, entries: Iterable[EntryId], families: Iterable[FamilyNumber]) -> HistoryFacts:
    """Everybody's posts, and the families of these numbers. One statement."""
    [(known, posts, found)] = tx.rows(
        "select * from ledger.history_facts(%s::uuid[], %s)", (list(entries), sorted(set(families)))
    )
    by_staff: dict[str, tuple[PastPost, ...]] = {}
    for row in posts or ():
        by_staff[row[0]] = (*by_staff.get(row[0], ()), _past_post(row))
    return HistoryFacts(
        known=frozenset(map(EntryId, known)),
        posts=by_staff,
        families={
            FamilyNumber(number): PastFamily(
                FamilyId(family),
                seq,
                {ref: (PersonId(person), f"P-{place}") for place, (ref, person) in enumerate(persons or (), start=1)},
            )
            for number, family, seq, persons in found or ()
        },
    )


def _past_post(row: Row) -> PastPost:
    ref, staff, pseudonym, role, agency, unit, team, group, since, until = row
    provider = ProviderId(unit) if group == "provider" else None
    principal = Principal(
        StaffId(staff), ref, Role(role), Agency(agency), TeamId(team) if team else None, provider, pseudonym
    )
    return PastPost(principal, group, date.fromisoformat(since), date.fromisoformat(until) if until else None)
