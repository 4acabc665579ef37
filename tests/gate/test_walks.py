"""A family through a year: yes, no, withdrawals in part, mistakes and time, in an order that nobody chose.

After each step the page, the lists and the keys say what the plain reading of the rules says of what is kept.
"""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from hub.consent.papers import Withdrawal
from hub.gate.taking_back import Taken, keep_withdrawal
from hub.gate.withdrawing import enter_mistake
from hub.terms.access import AccessRequest, Act
from hub.terms.clock import legal_day
from hub.terms.lists import Agency, Category, Purpose
from hub.terms.withdrawing import VoidReason, VoidWish
from tests.amounts import IS_PART
from tests.attacks.families import consent
from tests.gate.crowd import BOTH, CHILD, FATHER, MOTHER, NUMBER, PFLEGER, Crowd, persons

PROOF = {"kind": "court_order", "seen_on": "2025-02-03"}
REST = {"areas": ["person", "health", "residence"]}
FAMILIES = {
    "both parents, and a child who turns fifteen": persons("2011-12-08"),
    "a mother alone, and a child of a 29 February": persons(
        "2012-02-29", [{"holder": MOTHER, "proof": PROOF}, {"holder": FATHER, "until": "2026-11-30"}]
    ),
    "a Pfleger for help, and a youth who comes of age": persons(
        "2008-12-20", [{**one, **REST} for one in BOTH] + [{"holder": PFLEGER, "areas": ["youth_help"], "proof": PROOF}]
    ),
}
CATEGORIES = ("appointments", "help_type", "help_goals")
STEPS = 24
MIDNIGHTS = [datetime(2026, 12, day, 23, tzinfo=UTC) - timedelta(microseconds=1) for day in (7, 19)]
MIDNIGHTS.append(datetime(2027, 2, 28, 23, tzinfo=UTC) - timedelta(microseconds=1))


class Walk:
    """One family's way, by a seed."""

    def __init__(self, crowd, seed):
        self.crowd, self.kreis, self.random = crowd, crowd.kreis, Random(seed)
        self.houses = {group: crowd.house(group) for group in ("jobcenter", "jugendamt")}

    def step(self, number):
        """Whatever comes next."""
        self.kreis.at += timedelta(seconds=self.random.randint(1, 90))
        papers = [paper for paper in self.crowd.kept() if paper.yeses]
        kind = self.random.random()
        if kind < 0.4 or not papers:
            self._say(number)
        elif kind < 0.65:
            self._take_back(self.random.choice(papers))
        elif kind < 0.75:
            self._mistake(self.random.choice(papers))
        else:
            self._wait()

    def _house(self):
        return self.houses[self.random.choice(("jobcenter", "jugendamt"))]

    def _say(self, number):
        """A paper for some, about something, with a yes of most and a no of some."""
        at = self.kreis.at.isoformat()
        people = [MOTHER, FATHER, CHILD, PFLEGER]
        said = {one: self.random.random() for one in people}
        document = consent(f"W{number}", CHILD, ["U01"])
        document |= {
            "for": self.random.choice([[CHILD], [CHILD], [MOTHER, CHILD], [MOTHER]]),
            "signed": [{"by": one, "at": at} for one in people if said[one] < 0.85],
            "refused": [{"by": one, "at": at} for one in people if said[one] > 0.95],
            "categories": sorted(self.random.sample(CATEGORIES, self.random.choice([1, 2, 3, 3]))),
            "from": str(legal_day(self.kreis.at) - timedelta(self.random.choice([0, 0, 3, -2]))),
            "to": str(legal_day(self.kreis.at) + timedelta(self.random.choice([3, 20, 60, 300]))),
            "way": self.random.choice(["tablet", "tablet", "tablet", "oral"]),
            "special_circumstances": "am Telefon",
        }
        self.crowd.gives(self._house(), document)()

    def _take_back(self, paper):
        """By somebody who said yes, whole or in part; received when it was told, entered now."""
        said = self.random.choice(paper.yeses)
        told = max(said.at, self.kreis.at - timedelta(hours=self.random.choice([0, 0, 5, 50])))
        parts = [
            {},
            {"categories": frozenset({Category(self.random.choice(CATEGORIES))})},
            {"persons": frozenset({self.random.choice(paper.persons)})},
            {"recipients": (self.crowd.coach(),)},
        ]
        back = Withdrawal(said.by, told, Agency.JUGENDAMT, entered_at=self.kreis.at, **self.random.choice(parts))
        house, worker = self.houses["jugendamt"], self.kreis.principal("U07")
        keep_withdrawal(house, worker, self.kreis.at, NUMBER, Taken(paper.ref, back))

    def _mistake(self, paper):
        """It stays, and says nothing any more; unless it holds a no."""
        worker = self.kreis.principal("U07")
        purpose = Purpose.FAM_JOINT_SUPPORT
        request = AccessRequest(worker, (worker,), Act.DISCLOSE, purpose, NUMBER, self.kreis.at)
        wish = VoidWish(NUMBER, purpose, paper.ref, VoidReason.NOT_SAID.value)
        enter_mistake(self.houses["jugendamt"], request, wish)

    def _wait(self):
        """A while; or until the last moment before a birthday, and over it."""
        ahead = [one for one in MIDNIGHTS if one > self.kreis.at]
        if ahead and self.random.random() < 0.4:
            self.kreis.at = ahead[0]
            self.crowd.open_now()
            self.kreis.at += timedelta(microseconds=1)
        else:
            self.kreis.at += timedelta(days=self.random.choice([1, 3, 15]), hours=self.random.choice([0, 7]))


@pytest.mark.partly
@pytest.mark.parametrize("seed", range(1 if IS_PART else 2))
@pytest.mark.parametrize("people", FAMILIES.values(), ids=FAMILIES)
def test_after_every_step_all_say_the_same(kreis, people, seed):
    """Nothing is seen, listed or held a key of that the strictest reading shuts, and nothing less."""
    walk = Walk(Crowd(kreis, people), seed)
    found = set()
    for number in range(STEPS):
        walk.step(number)
        found |= walk.crowd.open_now()
    assert found, "something was open on the way"
