"""The year as plants and the office's own work see it: who there is, and how one makes a look.

Plants need no more than this file: find somebody (`members`, `stranger_to`, `holder_of`), a time (`working_day`,
`days.at`), and make looks (`look`, `search`, `refused`). What the office would know of it goes into `books`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import count
from random import Random
from typing import TypedDict, Unpack

from bench.review_year.days import FIRST, LAST, is_working
from bench.review_year.habits import OTHERS, opened_for, purpose_of
from bench.review_year.people import Books, Household, Member
from bench.review_year.staffing import is_there
from hub.review.watch.wording import fingerprint, judge
from hub.terms.circumstances import Assigned, ConsentTimes
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.lists import Category, Effect, Purpose, Role
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason

ON_THE_MOVE = "mobil"
KEY = b"a year"
"""Of fingerprints: whatever is invented needs no secret."""


class More(TypedDict, total=False):
    """What a look may be told beside who, when and whom; the rest is as usual for the role."""

    event: str
    action: Deed
    place: str
    effect: Effect
    persons: tuple[str, ...]
    categories: tuple[Category, ...]
    purpose: Purpose | None
    reason: Reason | None
    basis: tuple[str, ...]
    role: Role
    words: str


@dataclass(frozen=True)
class World:
    """Staff, families and books of one year. The same for the same seed."""

    seed: int
    members: tuple[Member, ...]
    families: tuple[Household, ...]
    books: Books
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    places: dict[tuple[str, date], str] = field(default_factory=dict)
    """Where somebody works on a day, as far as it has been asked, or a conference says so."""
    visits: dict[tuple[str, date], list[tuple[datetime, datetime]]] = field(default_factory=dict)
    """When somebody is out at a family, with the way."""
    _open: dict[date, tuple[Household, ...]] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Member]:
        """Members by their id."""
        return {one.id: one for one in self.members}

    @cached_property
    def by_number(self) -> dict[FamilyNumber, Household]:
        """Families by their number."""
        return {one.number: one for one in self.families}

    @cached_property
    def held(self) -> dict[FamilyNumber, list[Assigned]]:
        """The office's own assignments by family; what a plant enters later is not among them."""
        found: dict[FamilyNumber, list[Assigned]] = {one.number: [] for one in self.families}
        for one in self.books.assignments:
            found[one.family].append(one)
        return found

    def of_role(self, *roles: Role, desk: str = "") -> tuple[Member, ...]:
        """Staff of these roles at that desk."""
        return tuple(one for one in self.members if one.role in roles and one.desk == desk)

    def working_day(self, chance: Random, one: Member, first: date = FIRST, last: date = LAST) -> date:
        """A working day in that time on which they are there; if there is none, some working day."""
        span = max(1, (last - first).days)
        days = [first + timedelta(chance.randrange(span)) for _ in range(200)]
        there = (day for day in days if is_working(day) and is_there(self.books, one, day))
        return next(there, next((day for day in days if is_working(day)), first))

    def moment(self, chance: Random, one: Member) -> float:
        """A minute of their usual day."""
        return chance.uniform(one.begins + 10, one.ends - 10)

    def open_on(self, day: date) -> tuple[Household, ...]:
        """The families whose case was open on that day."""
        if day not in self._open:
            self._open[day] = tuple(one for one in self.families if self.is_open(one, day))
        return self._open[day]

    def is_open(self, family: Household, day: date) -> bool:
        """Whether the case was open on that day."""
        return family.since <= day and (family.ended is None or day <= family.ended)

    def holders(self, family: Household, day: date) -> tuple[Member, ...]:
        """Who has the family on that day."""
        return tuple(self.by_id[one.who] for one in self.held[family.number] if one.holds_on(day))

    def stranger_to(self, chance: Random, family: Household, among: Sequence[Member], day: date) -> Member:
        """One of these who is there on that day and never had the family, nor stood in for anybody who has."""
        known = {one.who for one in self.held[family.number]}
        known |= {one.who for one in self.books.deputies if one.family == family.number}
        able = [one for one in among if one.id not in known and is_there(self.books, one, day)]
        return chance.choice(able or [one for one in among if one.id not in known] or list(among))

    def open_family(self, chance: Random, day: date) -> Household:
        """Some family whose case is open on that day, and who have had it for a while."""
        return chance.choice([one for one in self.families if self.is_open(one, day - timedelta(30))
                              and self.is_open(one, day + timedelta(60))])  # fmt: skip

    def next_there(self, one: Member, day: date) -> date:
        """That day, or the next on which they are there; the day itself where there is none in six weeks."""
        days = (day + timedelta(later) for later in range(42))
        return next((each for each in days if is_there(self.books, one, each)), day)

    def place(self, one: Member, moment: datetime) -> str:
        """Where somebody works: one place a day, their office or elsewhere; on a visit, and on the way, on the move."""
        day = legal_day(moment)
        if any(first <= moment <= last for first, last in self.visits.get((one.id, day), ())):
            return ON_THE_MOVE
        if (one.id, day) not in self.places:
            luck = Random(f"{self.seed} {one.id} {day}").random()
            self.places[one.id, day] = ON_THE_MOVE if luck < one.mobile else one.office
        return self.places[one.id, day]

    def consent_of(self, number: FamilyNumber, moment: datetime) -> str | None:
        """The number of a consent that was entered and in force."""
        rows = self._papers.get(number, ())
        return next(
            (one.number for one in rows if one.entered and one.entered <= moment and one.holds_at(moment)), None
        )

    def look(
        self, chance: Random, who: Member, at: datetime, family: FamilyNumber | None, **more: Unpack[More]
    ) -> Logged:
        """A look at a family as is usual for the role: purpose, kinds of things, basis; what `more` says goes first."""
        purpose = more.get("purpose", purpose_of(chance, who.role))
        categories = more.get("categories") or (opened_for(chance, purpose) if purpose else ())
        effect, words = more.get("effect", Effect.PERMIT), more.get("words", "")
        return Logged(
            entry=EntryId(f"{next(self.numbers):09}"),
            at=at,
            event=more.get("event", "access.denied" if effect is Effect.DENY else "access.read"),
            action=more.get("action", Deed.VIEW),
            who=who.id,
            role=more.get("role", who.role),
            agency=who.agency,
            effect=effect,
            family=family,
            persons=more.get("persons") or ("P-1",),
            categories=categories,
            purpose=purpose,
            reason=more.get("reason"),
            basis=more["basis"]
            if "basis" in more
            else self._basis(who, at, family, {"effect": effect, "categories": categories}),
            place=more.get("place") or self.place(who, at),
            matter=fingerprint(KEY, words),
            wording=judge(words),
        )

    def refused(self, chance: Random, who: Member, at: datetime, family: FamilyNumber, **more: Unpack[More]) -> Logged:
        """An attempt that the rules refused: not one's case, where `more` gives no other reason."""
        told: More = {"effect": Effect.DENY, "reason": Reason.NOT_ASSIGNED}
        told.update(more)
        return self.look(chance, who, at, family, **told)

    def search(self, who: Member, at: datetime, words: str, family: FamilyNumber | None = None) -> Logged:
        """A search for a name; `family` where something was found among what they may see."""
        return Logged(
            entry=EntryId(f"{next(self.numbers):09}"), at=at, event="access.search", action=Deed.SEARCH, who=who.id,
            role=who.role, agency=who.agency, effect=Effect.PERMIT, family=family,
            place=self.place(who, at),
            matter=fingerprint(KEY, words),
        )  # fmt: skip

    def _basis(self, who: Member, at: datetime, family: FamilyNumber | None, more: More) -> tuple[str, ...]:
        effect, categories = more.get("effect"), more.get("categories", ())
        if effect is Effect.DENY or family is None:
            return ()
        foreign = OTHERS.get(who.agency, frozenset()).intersection(categories)
        consent = self.consent_of(family, at) if foreign else None
        return (Reason.OWN_TASK.value, consent) if consent else (Reason.OWN_TASK.value,)

    @cached_property
    def _papers(self) -> Mapping[FamilyNumber, list[ConsentTimes]]:
        found: dict[FamilyNumber, list[ConsentTimes]] = defaultdict(list)
        for one in self.books.consents:
            found[one.family].append(one)
        return found
