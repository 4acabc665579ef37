"""Several people consent, take back and look at the same moment: the end is one that some order explains, never more.

Each acts in a process of their own, and all meet just before the first of them writes: each has read what was there,
and none has seen what another is about to do.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from random import Random
from threading import Barrier, BrokenBarrierError, local

import pytest

from hub.casework.opening import open_family
from hub.consent.coverage import Question
from hub.consent.papers import Withdrawal
from hub.consent.store import load_papers
from hub.db.database import Database
from hub.exchange.houses import open_group
from hub.gate.consents import Given, NoSuchConsent, TakenBack, Words, read_papers, take_consent, take_withdrawal
from hub.gate.following import answer_wanted
from hub.gate.lists import Asker
from hub.gate.withdrawing import enter_withdrawal
from hub.record.store import load_outline
from hub.terms.access import AccessRequest, Act
from hub.terms.ids import FamilyNumber, FieldId, PersonId
from hub.terms.lists import Agency, Level, Purpose
from hub.terms.withdrawing import WHOLE, Sent, WithdrawalFault, WithdrawalWish
from hub.terms.writing import Submission
from tests.attacks.by_hand import family_id
from tests.attacks.families import cell, consent, family
from tests.consent.reference import level
from tests.gate.listed import by_rules, by_sql
from tests.kreis import books

NUMBER = FamilyNumber("FAM-2026-761")
MOTHER, FATHER, CHILD = "X61-1", "X61-2", "X61-3"
FIELD = FieldId("sgb8_help_plan_meeting")
GROUPS = ("jobcenter", "jugendamt")
WRAPPED = """
    select count(*) from record.key_wrapping w
    join record.key k using (key_id) join record.subject s using (subjects_id)
    where s.person_id = %s and k.category = 'appointments' and w.holder = 'jobcenter'
    and w.basis not in ('own', 'statute') and w.since <= %s and %s < w.until
"""


class Crowd:
    """People who act at once."""

    def __init__(self, kreis):
        self.kreis, self.told = kreis, local()
        known = cell("given_name", FATHER, "Erdacht", owner="jobcenter")
        self.kreis.load(family(NUMBER, "X61", [cell(FIELD, CHILD, "2026-12-01T10:00"), known], persons=_persons()))
        self.id = family_id(kreis.superuser(), NUMBER)
        self.people = {one.ref: PersonId(one.id) for one in self.family().persons}

    def family(self):
        return load_outline(self.kreis.house("jugendamt").db, self.id).family

    def house(self, group):
        """A process of its own, which tells before it writes."""
        db = Database(self.kreis.urls.url(f"hub_{group}"), size=2, observe=self._meet)
        self.kreis.stack.callback(db.close)
        return open_group(db, books(), self.kreis.keys, group)

    def _meet(self, statement):
        """Just before the first writing of each, wait for the others: only once, and not for whoever has ended."""
        barrier = getattr(self.told, "barrier", None)
        if barrier is not None and "ledger.append" in statement:
            self.told.barrier = None
            with suppress(BrokenBarrierError):
                barrier.wait(timeout=5)

    def at_once(self, *acts):
        """Carry them out, a second after the last; what each gave or raised."""
        self.kreis.at += timedelta(seconds=1)
        barrier = Barrier(len(acts))

        def act(one):
            self.told.barrier = barrier
            try:
                return one()
            finally:
                if self.told.barrier is not None:  # it had nothing to write: nobody need wait for it
                    barrier.abort()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(act, acts))

    def freely(self, *acts):
        """Begin them together, and let them meet where they will."""
        self.kreis.at += timedelta(seconds=1)
        begin = Barrier(len(acts))

        def act(one):
            begin.wait(timeout=5)
            try:
                return one()
            except NoSuchConsent as gone:
                return gone

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(act, acts))

    def consents(self, house, by, ref):
        """A paper about the child, signed by one parent."""
        said = [{"by": by, "at": (self.kreis.at + timedelta(seconds=1)).isoformat()}]
        document = consent(ref, CHILD, ["U01"], signed=said, categories=["appointments"])
        words = Words(self.people, {"U01": self.kreis.principal("U01").id}, {})
        [paper] = read_papers([(document.pop("id"), document)], words, house.policies.catalogue)
        return lambda: take_consent(house, self._who(house), self.kreis.at, Given(NUMBER, (paper,)))

    def takes_back(self, house, by, ref):
        """A withdrawal of everything that one parent signed there."""
        back = Withdrawal(self.people[by], self.kreis.at + timedelta(seconds=1), Agency.JUGENDAMT)
        return lambda: take_withdrawal(house, self._who(house), self.kreis.at, TakenBack(NUMBER, ref, back))

    def looks(self, house):
        """A look by the Jobcoach."""
        who = self.kreis.principal("U01")
        return lambda: open_family(house, who, NUMBER, Purpose.FAM_JOINT_SUPPORT, self.kreis.at)

    def _who(self, house):
        return self.kreis.principal("U01" if house.ring.holder == "jobcenter" else "U07")

    def kept(self):
        """The papers as the database has them."""
        house = self.kreis.house("jobcenter")
        return load_papers(house.db, self.id, house.policies.catalogue)

    def is_open(self):
        """By the page, by the lists, by the keys and by the plain reading of the rules: they are to be the same."""
        answer_wanted(self.kreis.house("jugendamt"), self.kreis.at)
        house, who = self.kreis.house("jobcenter"), self.kreis.principal("U01")
        papers = self.kept()
        question = Question(self.family(), who, Purpose.FAM_JOINT_SUPPORT, self.kreis.at)
        child = next(one for one in question.family.persons if one.ref == CHILD)
        read = level(list(papers), question, child, house.policies.catalogue.by_id[FIELD]) > Level.NONE
        asker = Asker(who, question.purpose, self.kreis.at, "list")
        superuser = self.kreis.superuser()
        listed = by_sql(superuser, house, asker, [NUMBER])
        [(wrapped,)] = superuser.execute(WRAPPED, (child.id, self.kreis.at, self.kreis.at)).fetchall()
        seen = self.kreis.open("U01", NUMBER).projection.shown
        assert by_rules(house, asker, [NUMBER]) == listed
        assert (read, read) == (bool(wrapped), FIELD in {one.field for one in seen})
        assert 1 + read == len(listed[NUMBER]), "the name that the Jobcenter entered itself, and the date"
        return read


def _persons():
    parents = [{"id": one, "born": "1988-05-04"} for one in (MOTHER, FATHER)]
    return [*parents, {"id": CHILD, "born": "2016-03-01", "custody": [{"holder": MOTHER}, {"holder": FATHER}]}]


@pytest.fixture
def crowd(kreis):
    """A family of its own, and a process for each who acts."""
    return Crowd(kreis)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_several_do_at_once_ends_as_any_order_would(crowd, seed):
    """Yes and its taking back, by both parents, beside looks: what stands at the end is what each left standing."""
    random, standing = Random(seed), {MOTHER: set(), FATHER: set()}
    houses = [crowd.house(group) for group in ("jobcenter", "jugendamt", "jobcenter")]
    found = set()
    for number in range(8):
        acts = []
        for house, by in zip(houses, random.sample([MOTHER, FATHER, FATHER, MOTHER], 2), strict=False):
            taken = {ref for _, ref in acts}
            before = sorted(standing[by] - taken)
            ref = random.choice(before) if before and random.random() < 0.6 else f"{by}-{number}-{len(acts)}"
            kind = crowd.takes_back if ref in before else crowd.consents
            acts.append((kind(house, by, ref), ref))
            standing[by] ^= {ref}
        crowd.at_once(*(act for act, _ in acts), crowd.looks(houses[2]))
        assert all(standing.values()) == crowd.is_open()
        found.add(crowd.is_open())
    assert {True, False} == found


def test_a_paper_that_is_taken_back_while_it_is_taken(crowd):
    """Either it was not there yet, and is open; or it was, and is shut. Nothing between."""
    mothers, fathers = crowd.house("jobcenter"), crowd.house("jugendamt")
    crowd.at_once(crowd.consents(mothers, MOTHER, "M"))
    for number in range(4):
        ref = f"F{number}"
        _, back = crowd.freely(crowd.consents(mothers, FATHER, ref), crowd.takes_back(fathers, FATHER, ref))
        assert isinstance(back, NoSuchConsent) == crowd.is_open()
        crowd.at_once(crowd.takes_back(fathers, FATHER, ref))
        assert not crowd.is_open()


def test_nobody_is_turned_away_however_many_come_at_once(crowd):
    """A withdrawal that reached the hub is kept, whoever writes about the family in the same moment (D27)."""
    house = crowd.house("jobcenter")
    crowd.at_once(crowd.consents(house, MOTHER, "M"))
    refs = [f"F{number}" for number in range(7)]
    for ref in refs:
        crowd.at_once(crowd.consents(house, FATHER, ref))
    assert crowd.is_open()

    crowd.at_once(*(crowd.takes_back(crowd.house(GROUPS[number % 2]), FATHER, ref) for number, ref in enumerate(refs)))

    assert not crowd.is_open()


def _wish(crowd, ref, body, at):
    """A withdrawal as a program sends it, under one key."""
    sent = Sent(Submission((), "0123456789abcdef", body), is_stale=False)
    return WithdrawalWish(NUMBER, Purpose.FAM_JOINT_SUPPORT, ref, crowd.people[FATHER], at, "phone", WHOLE, sent)


def test_sent_under_one_key_at_once_one_is_kept(crowd):
    """Whoever sent the same as the first gets its entry, whoever sent another is refused, and no part is kept twice."""
    coach, houses = crowd.kreis.principal("U01"), [crowd.house("jobcenter") for _ in range(4)]
    for number in range(3):
        ref = f"F{number}"
        crowd.at_once(crowd.consents(houses[0], MOTHER, f"M{number}"), crowd.consents(houses[1], FATHER, ref))
        crowd.kreis.at += timedelta(days=2)  # a key is remembered for a day

        def send(house, body, at=crowd.kreis.at, ref=ref):
            request = AccessRequest(coach, (coach,), Act.DISCLOSE, Purpose.FAM_JOINT_SUPPORT, NUMBER, at)
            return lambda: enter_withdrawal(house, request, _wish(crowd, ref, body, at))

        bodies = [b"one", b"one", b"other", b"one"]
        outcomes = crowd.at_once(*(send(house, body) for house, body in zip(houses, bodies, strict=True)))

        entries = [outcome.entry for outcome in outcomes if outcome.entry is not None]
        refused = [body for body, outcome in zip(bodies, outcomes, strict=True) if outcome.faults]
        assert 1 == len(set(entries))
        assert refused in ([b"other"], [b"one"] * 3)
        assert all(outcome.faults in ((), (WithdrawalFault.KEY_USED,)) for outcome in outcomes)
        [kept] = [one for one in crowd.kept() if one.ref == ref]
        assert 1 == len(kept.withdrawals)
        assert not crowd.is_open()
