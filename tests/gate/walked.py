"""People come to a conference and leave at random while consents change; each delivery is searched in its bytes."""

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from hub.consent.papers import Withdrawal
from hub.gate.conferences.seated import attendees
from hub.gate.consents import TakenBack, take_withdrawal
from hub.gate.judging import Signed, judge
from hub.gate.store import load_facts
from hub.terms.access import AccessRequest, Act, Context
from hub.terms.lists import Agency, Purpose
from hub.terms.rooms import Move
from tests.gate.ahead import answer, persons, really
from tests.gate.held import Held, planned
from tests.kreis import F01
from tests.web.houses import sit_down
from tests.web.searched import found_in, unspoken, values_of

TWELVE = ["U01", "U07", "U12", "U02", "U08", "U03", "F01-1", "F01-2", "F01-3", "school", "interpreter", "support"]
KINDS = ("contact", "family_relations", "appointments", "fam_joint", "school_childcare")


@dataclass
class Walked:
    """What a walk found: texts and cells that somebody present may not see, and how much was delivered."""

    leaked: int = 0
    deliveries: int = 0
    views: int = 0
    cells: int = 0


class Walk:
    """Twelve people around F01, with the page of their window."""

    def __init__(self, kreis, seed):
        self.kreis, self.random, self.found = kreis, Random(seed), Walked()
        self.held = Held(kreis, planned(kreis, {F01: TWELVE}, hours=12))
        self.cookie = self.held.opened()
        self.client = sit_down(kreis, "U06", "jobcenter").application.test_client()
        self.client.set_cookie("fam_beamer_jobcenter", self.cookie)
        self.people, self.here, self.given = persons(kreis, F01), set(), []

    def step(self):
        """One move, and what the window then gets: mostly somebody comes or goes, once in 25 a word is said."""
        self.kreis.at += timedelta(seconds=5)
        turn = self.random.random()
        if turn < 0.025:
            self._say_yes()
        elif turn < 0.04 and self.given:
            self._take_back()
        else:
            place = self.random.choice(sorted(self.here) if len(self.here) > 4 else range(len(TWELVE)))
            (self.held.go if place in self.here else self.held.come)(place)
            self.here ^= {place}
            if self.random.random() < 0.2:
                self._deliver()  # before it is confirmed
            self.held.confirm()
        self._deliver()

    def _say_yes(self):
        staff = [f"staff:{self.kreis.principal(one).id}" for one in TWELVE if one.startswith("U")]
        named = [*staff, *(f"family:{one}" for one in self.people.values()), "external:schule", "external:beistand"]
        ref, about = f"W-{len(self.given)}-{self.random.random()}", self.random.sample(sorted(self.people.values()), 2)
        more = {"recipients": named, "purposes": [Purpose.CASE_CONFERENCE.value]}
        said = answer(self.kreis, about, {self.people["F01-1"]: True}, recipient="U06", **more)
        really(self.kreis, "U01", F01, [(ref, said | {"categories": self.random.sample(KINDS, 3)})])
        self.given.append(ref)

    def _take_back(self):
        back = Withdrawal(self.people["F01-1"], self.kreis.at, Agency.JOBCENTER)
        taken = TakenBack(F01, self.given.pop(), back)
        take_withdrawal(self.kreis.house("jobcenter"), self.kreis.principal("U01"), self.kreis.at, taken)

    def _deliver(self):
        said = self.client.get("/beamer/bild").text
        shared = self.held.show(self.cookie)
        self.found.deliveries += 1
        self.found.leaked += len(found_in(said, unspoken([F01], values_of(shared.disclosure))))
        if shared.disclosure is not None:
            self.found.views += 1
            seen = {value.cell: value.level for value in shared.disclosure.projection.shown}
            self.found.cells += len(seen)
            for allowed in self._each_alone():
                self.found.leaked += sum(level > allowed.get(cell, 0) for cell, level in seen.items())

    def _each_alone(self):
        """What each who is there may see by themselves, decided one by one."""
        house, coordinator = self.kreis.house("jobcenter"), self.kreis.principal("U06")
        seats = [self.held.meeting.topics[0].seats[place] for place in sorted(self.here)]
        everybody = [coordinator, *(one.principal for one in attendees(seats))]
        request = AccessRequest(
            coordinator, tuple(everybody), Act.DISCLOSE, Purpose.CASE_CONFERENCE, F01, self.kreis.at
        )
        facts = load_facts(house, request)
        for one in everybody:
            alone = replace(request, principal=one, audience=(one,), context=Context(mandates=facts.ties.mandates))
            decision = judge(house.policies, alone, facts.outline, Signed(facts.papers)).decision
            yield {shown.cell.cell: shown.level for shown in decision.shown}


def walk(kreis, steps, seed=0):
    """So many steps."""
    walked = Walk(kreis, seed)
    for _ in range(steps):
        walked.step()
    return walked.found


def together(kreis):
    """A window with one there, and one with twelve of whom all may see something."""
    walked = Walk(kreis, 1)
    people = walked.people
    more = {"recipients": ["external:schule"], "purposes": [Purpose.CASE_CONFERENCE.value]}
    said = answer(kreis, list(people.values()), {people["F01-1"]: True}, recipient="U06", **more)
    really(kreis, "U01", F01, [("W-school", said | {"categories": ["contact", "family_relations"]})])
    rooms = []
    for names in ([], ["U01", "U07", "U12", "F01-1", *["school"] * 7]):
        held = Held(kreis, planned(kreis, {F01: names or ["U01"]}, hours=12))
        cookie = held.opened()
        held.come(*range(len(names)))
        held.move(Move.CONFIRM)
        rooms.append((held, cookie))
    return rooms
