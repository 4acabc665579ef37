"""Talks that are signed in the same moment: a tablet that sends twice, a second click, two workers, a withdrawal."""

from datetime import timedelta

import pytest

from hub.casework.talks import Talks
from hub.terms.clock import legal_day
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from hub.terms.talks import Answered, NewQuestion, Reply, Signed, TalkWay, Whereabouts
from tests.gate.crowd import CHILD, FATHER, MOTHER, NUMBER, Crowd
from tests.kreis import books

Z2 = Purpose.FAM_JOINT_SUPPORT
DRAWN = ((100, 100, 300, 200, 500, 120),)


class Tablets:
    """Tablets of one worker, each served by a process of its own."""

    def __init__(self, crowd):
        self.crowd, self.kreis, self.worker = crowd, crowd.kreis, crowd.kreis.principal("U07")
        self.rooms = [Talks(crowd.house("jugendamt"), books().forms) for _ in range(4)]

    def prepared(self):
        """A talk with the mother: may the Jobcoach know of the child's appointments?"""
        self.kreis.at += timedelta(seconds=1)
        mother = (self.crowd.people[MOTHER], "Erdacht")
        talk = self.rooms[0].begin(self.worker, Wanted(NUMBER, Z2), mother, self.kreis.at)
        where = Whereabouts(NUMBER, Z2, talk)
        asked = self.asks(self.rooms[0], where, "appointments")()
        assert asked is not None
        assert not asked.faults
        return where

    def asks(self, room, where, category):
        """One more question is put on the list."""
        question = NewQuestion(
            person=self.crowd.people[CHILD],
            recipient="U01",
            categories=(category,),
            purpose=Z2.value,
            why="Damit die Termine passen.",
            until=legal_day(self.kreis.at) + timedelta(days=100),
            brought_up=True,
            names=("Erdacht", "U01"),
        )
        return lambda: room.ask(self.worker, where, question, self.kreis.at)

    def signs(self, room, where, reply=Reply.YES):
        """The talk is sent."""
        signed = Signed(TalkWay.TABLET, (Answered(reply),), strokes=DRAWN)
        return lambda: room.sign(self.worker, where, signed, self.kreis.at)

    def numbers(self):
        """Under which numbers papers of talks are kept."""
        return sorted(paper.ref for paper in self.crowd.kept() if paper.ref.startswith("E-"))


@pytest.fixture
def tablets(kreis):
    """Around the family of the crowd."""
    return Tablets(Crowd(kreis))


def test_sent_four_times_at_once_it_is_one_consent(tablets):
    """All are led to the same number, and one paper is kept, whichever came first."""
    where = tablets.prepared()

    outcomes = tablets.crowd.freely(*(tablets.signs(room, where) for room in tablets.rooms))

    assert 1 == len({outcome.number for outcome in outcomes})
    assert not any(outcome.faults for outcome in outcomes)
    assert [f"{outcomes[0].number}-1"] == tablets.numbers()
    assert tablets.signs(tablets.rooms[0], where)() == outcomes[0], "and later again"


def test_yes_and_no_sent_at_once_are_one_of_them(tablets):
    """Two windows with the same talk: one is kept, the other is led to it, and nothing is open that was not."""
    where = tablets.prepared()
    crowd, house = tablets.crowd, tablets.crowd.house("jobcenter")
    crowd.at_once(crowd.consents(house, FATHER, "F"))
    said = [Reply.YES, Reply.NO, Reply.YES, Reply.NO]

    crowd.freely(*(tablets.signs(room, where, reply) for room, reply in zip(tablets.rooms, said, strict=True)))

    [paper] = [one for one in crowd.kept() if one.ref.startswith("E-")]
    assert bool(paper.yeses) != bool(paper.noes)
    assert bool(paper.yeses) == bool(crowd.open_now())


def test_signed_while_the_other_parent_takes_back_it_opens_nothing(tablets):
    """Either order ends there: the child's data need both."""
    crowd, house = tablets.crowd, tablets.crowd.house("jobcenter")
    for number in range(3):
        crowd.at_once(crowd.consents(house, FATHER, f"F{number}"))
        where = tablets.prepared()
        crowd.at_once(crowd.takes_back(house, FATHER, f"F{number}"), tablets.signs(tablets.rooms[1], where))
        assert number + 1 == len(tablets.numbers())
        assert not crowd.open_now()
    crowd.at_once(crowd.consents(house, FATHER, "G"))
    assert crowd.open_now()


def test_questions_that_are_added_at_once_are_all_on_the_list(tablets):
    """Nobody's question is lost to a colleague's."""
    where = tablets.prepared()
    wanted = ("housing", "contact", "school_childcare", "help_type")

    outcomes = tablets.crowd.freely(
        *(tablets.asks(room, where, one) for room, one in zip(tablets.rooms, wanted, strict=True))
    )

    kept = tablets.rooms[0].read(tablets.worker, where, tablets.kreis.at)
    assert not any(outcome.faults for outcome in outcomes)
    assert {"appointments", *wanted} == {category for one in kept.talk.questions for category in one.categories}
