"""Why a conference is held, in words that all read who are asked to come: held against the record before it is kept.

About a family the words are a sentence of its joint part: what not all may see who are asked to come does not stand
there. Without names it holds no name of the own cases, no day, no number and no contact (I3, C4). Both find what is
spelt as the record spells it; nothing paraphrased.
"""

from datetime import datetime

from hub.gate.conferences.minutes import Asked
from hub.gate.conferences.sitting import Sitting
from hub.gate.conferences.spilled import Held, hold_against_record
from hub.gate.conferences.tables import name_families
from hub.gate.house import House
from hub.gate.nameless.facts import Known
from hub.gate.nameless.tracing import find_traces
from hub.identity.store import load_assigned
from hub.terms.conference_plans import NO_FAMILY, PlanFault, PlanOutcome
from hub.terms.conferences import Meeting, Topic
from hub.terms.minutes import KeptMinutes, MinutesWanted
from hub.terms.nameless import Words
from hub.terms.principals import Principal

MOST_CASES = 200


def told_by_reasons(house: House, principal: Principal, meeting: Meeting, at: datetime) -> PlanOutcome | None:
    """What is wrong with a reason, the first that is found; None where nothing is."""
    for topic in meeting.topics:
        if topic.family is None:
            found = _traces(house, principal, topic, at)
            fault = PlanFault.TRACES
        else:
            found = _spilled(
                house, Asked(principal, MinutesWanted(meeting.number, topic.position), at, ()), meeting, topic
            )
            fault = PlanFault.SPILLED
        if found:
            return PlanOutcome(faults=((topic.position, fault),), named={fault: found})
    return None


def _traces(house: House, principal: Principal, topic: Topic, at: datetime) -> str:
    """What stands there of the own cases' names, or looks like a day, a number or a contact."""
    own = load_assigned(house.db, principal, at)[:MOST_CASES]
    _, names = name_families(house, principal, own, at) if own else (None, {})
    known = Known(tuple(value for one in names.values() for value in one.shown), frozenset())
    words = Words(topic.reason)
    found = [trace.said for number in own or (NO_FAMILY,) for trace in find_traces(known, number, words)]
    return ", ".join(dict.fromkeys(found))


def _spilled(house: House, asked: Asked, meeting: Meeting, topic: Topic) -> str:
    """The field of a value that stands there and that not all may see who are asked to come."""
    if topic.family is None:
        return ""
    sitting = Sitting(meeting, topic, KeptMinutes(), topic.family, topic.seats)
    flaws = hold_against_record(house, asked, sitting, (Held(0, topic.reason, ()),))
    return next((str(flaw.of) for flaw in flaws if flaw.of is not None), "")
