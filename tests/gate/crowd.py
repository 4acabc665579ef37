"""A family of its own whose people consent and take back, each in a process of their own, at once or one by one.

What is open is asked of the page, of the lists, of the keys and of the plain reading of the rules: they are the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Barrier, BrokenBarrierError, local
from typing import Any

from hub.casework.opening import open_family
from hub.consent.coverage import Question
from hub.consent.papers import Paper, Staff, Withdrawal
from hub.consent.store import load_papers
from hub.db.database import Database
from hub.exchange.houses import open_group
from hub.gate.consents import Given, NoSuchConsent, TakenBack, Words, read_papers, take_consent, take_withdrawal
from hub.gate.house import House
from hub.gate.lists import Asker
from hub.record.store import load_outline
from hub.terms.ids import FamilyNumber, FieldId, PersonId
from hub.terms.lists import Agency, Level, Purpose
from hub.terms.people import Family
from hub.terms.principals import Principal
from tests.attacks.by_hand import family_id
from tests.attacks.families import cell, consent, family
from tests.consent.reference import level
from tests.gate.asked import answer_makers
from tests.gate.listed import Known, by_rules, by_sql
from tests.kreis import Kreis, books

NUMBER = FamilyNumber("FAM-2026-761")
MOTHER, FATHER, CHILD, PFLEGER = "X61-1", "X61-2", "X61-3", "X61-4"
BOTH = ({"holder": MOTHER}, {"holder": FATHER})
MEETING = FieldId("sgb8_help_plan_meeting")
CELLS = (
    cell("given_name", FATHER, "Erdacht", owner="jobcenter"),
    cell("given_name", MOTHER, "Erdacht", owner="jugendamt"),
    cell("given_name", CHILD, "Erdacht", owner="jugendamt"),
    cell(MEETING, CHILD, "2026-12-01T10:00"),
    cell("appointment", CHILD, "2026-12-02T10:00", owner="jugendamt"),
    cell("sgb8_help_type", CHILD, "Erdachte Hilfe"),
    cell("sgb8_help_type", MOTHER, "Erdachte Hilfe"),
    {**cell("sgb8_help_goals_released", CHILD, "Erdachtes Ziel"), "persons": [MOTHER, CHILD]},
)
KEYS = """
    select (select array_agg(p.ref order by p.ref) from record.subject s join core.person p using (person_id)
            where s.subjects_id = k.subjects_id), k.partition::text, k.category
    from record.key_wrapping w join record.key k using (key_id) join record.subjects u using (subjects_id)
    where u.family_id = %s and w.holder = 'jobcenter' and k.maker = 'jugendamt' and k.level = 3
    and w.basis not in ('own', 'statute') and w.since <= %s and %s < w.until
"""

Action = Callable[[], Any]
Place = tuple[frozenset[str], str, str]


def persons(born: str = "2016-03-01", custody: Iterable[Mapping[str, Any]] = BOTH) -> list[dict[str, Any]]:
    """Two parents, a child and somebody who represents by office."""
    parents = [{"id": one, "born": "1988-05-04"} for one in (MOTHER, FATHER)]
    child = {"id": CHILD, "born": born, "custody": list(custody)}
    return [*parents, child, {"id": PFLEGER, "kind": "representative"}]


class Crowd:
    """The people of one family, and the Jobcoach who looks."""

    def __init__(self, kreis: Kreis, people: list[dict[str, Any]] | None = None) -> None:
        self.kreis, self.told, self.superuser = kreis, local(), kreis.superuser()
        kreis.load(family(NUMBER, "X61", CELLS, persons=people or persons()))
        self.id = family_id(self.superuser, NUMBER)
        self.people = {one.ref: PersonId(one.id) for one in self.family().persons}

    def family(self) -> Family:
        """The family as its outline says it."""
        found = load_outline(self.kreis.house("jugendamt").db, self.id).family
        assert found is not None
        return found

    def house(self, group: str) -> House:
        """A process of its own, which tells before it writes."""
        db = Database(self.kreis.urls.url(f"hub_{group}"), size=2, observe=self._meet)
        self.kreis.stack.callback(db.close)
        return open_group(db, books(), self.kreis.keys, group)

    def _meet(self, statement: str) -> None:
        """Just before the first writing of each, wait for the others: only once, and not for whoever has ended."""
        barrier = getattr(self.told, "barrier", None)
        if barrier is not None and "ledger.append" in statement:
            self.told.barrier = None
            with suppress(BrokenBarrierError):
                barrier.wait(timeout=5)

    def at_once(self, *acts: Action) -> list[Any]:
        """Carry them out a second after the last: each has read what was there, none what another is about to do."""
        self.kreis.at += timedelta(seconds=1)
        barrier = Barrier(len(acts))

        def act(one: Action) -> Any:
            self.told.barrier = barrier
            try:
                return one()
            finally:
                if self.told.barrier is not None:  # it had nothing to write: nobody need wait for it
                    barrier.abort()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(act, acts))

    def freely(self, *acts: Action) -> list[Any]:
        """Begin them together, and let them meet where they will."""
        self.kreis.at += timedelta(seconds=1)
        begin = Barrier(len(acts))

        def act(one: Action) -> Any:
            begin.wait(timeout=60)
            try:
                return one()
            except NoSuchConsent as gone:
                return gone

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(act, acts))

    def consents(self, house: House, by: str, ref: str) -> Action:
        """A paper about the child and its appointments, signed by one parent a second from now."""
        said = [{"by": by, "at": self._next().isoformat()}]
        return self.gives(house, consent(ref, CHILD, ["U01"], signed=said, categories=["appointments"]))

    def gives(self, house: House, document: dict[str, Any]) -> Action:
        """A paper as a document says it."""
        words = Words(self.people, {"U01": self.kreis.principal("U01").id}, {})
        [paper] = read_papers([(document.pop("id"), document)], words, house.policies.catalogue)
        return lambda: take_consent(house, self._who(house), self.kreis.at, Given(NUMBER, (paper,)))

    def takes_back(self, house: House, by: str, ref: str, **narrowed: Any) -> Action:
        """A withdrawal of everything that one person signed there, or of a part, received a second from now."""
        back = Withdrawal(self.people[by], self._next(), Agency.JUGENDAMT, **narrowed)
        return lambda: take_withdrawal(house, self._who(house), self.kreis.at, TakenBack(NUMBER, ref, back))

    def looks(self, house: House) -> Action:
        """A look by the Jobcoach."""
        who = self.kreis.principal("U01")
        return lambda: open_family(house, who, NUMBER, Purpose.FAM_JOINT_SUPPORT, self.kreis.at)

    def coach(self) -> Staff:
        """The Jobcoach as papers name them."""
        return Staff(self.kreis.principal("U01").id)

    def _next(self) -> datetime:
        return self.kreis.at + timedelta(seconds=1)

    def _who(self, house: House) -> Principal:
        return self.kreis.principal("U01" if house.ring.holder == "jobcenter" else "U07")

    def kept(self) -> Sequence[Paper]:
        """The papers as the database has them."""
        house = self.kreis.house("jobcenter")
        return load_papers(house.db, self.id, house.policies.catalogue)

    def open_now(self) -> set[Place]:
        """What the Jobcoach sees of the Jugendamt's part: about whom, of which partition and category."""
        answer_makers(self.kreis)
        read = self._by_the_book()
        shown = self.kreis.open("U01", NUMBER).projection.shown
        refs = {id: ref for ref, id in self.people.items()}
        fields = books().catalogue.by_id
        page = {
            (frozenset(refs[one] for one in value.persons), fields[value.field].partition.value, value.category.value)
            for value in shown
            if value.owner == "jugendamt"
        }
        rows = self.superuser.execute(KEYS, (self.id, self.kreis.at, self.kreis.at)).fetchall()
        assert (read, read) == (page, {(frozenset(people), part, category) for people, part, category in rows})
        self._assert_listed()
        return read

    def _by_the_book(self) -> set[Place]:
        who, people = self.kreis.principal("U01"), self.family()
        question = Question(people, who, Purpose.FAM_JOINT_SUPPORT, self.kreis.at)
        papers, found = list(self.kept()), set()
        for one in CELLS[1:]:
            field = books().catalogue.by_id[FieldId(one["field"])]
            about = [person for person in people.persons if person.ref in one["persons"]]
            if all(level(papers, question, person, field) > Level.NONE for person in about):
                found.add((frozenset(one["persons"]), field.partition.value, field.category.value))
        return found

    def _assert_listed(self) -> None:
        house = self.kreis.house("jobcenter")
        asker = Asker(self.kreis.principal("U01"), Purpose.FAM_JOINT_SUPPORT, self.kreis.at, "list")
        listed = by_sql(self.superuser, house, asker, [NUMBER])
        assert by_rules(house, asker, [NUMBER], Known()) == listed
