"""What a look was decided from, kept for the next one that is alike: the same question by the same people, that day.

It is believed by nobody: the entry of the look takes along from when it is (`Basis`), and the database commits no entry
whose basis does not hold any more. Then all is asked for anew. So a look alike needs two statements: its entry, and the
values against it. Of a look that showed nothing, nothing is kept: a refusal always takes as long as the first one.
"""

from collections.abc import Hashable
from dataclasses import replace

from hub.gate.house import House
from hub.gate.plans import Plan, asked_of
from hub.gate.store import Facts
from hub.ledger.basis import Basis
from hub.terms.access import AccessRequest
from hub.terms.clock import legal_day
from hub.terms.lists import Agency

_TOLD_OF_ALL = frozenset({Agency.JOBCENTER, Agency.JUGENDAMT})
"""To others a family is there or not there by more than their ties and its version (`identity.told_of`)."""


def facts_as_read(house: House, request: AccessRequest) -> Facts | None:
    """What an earlier look alike was decided from, with the number that follows now; None: ask for it."""
    facts = None if house.rules.is_past else house.looked.get(_place(request))
    if facts is None or facts.ties.family is None:
        return None
    number = house.writer.next_seq(facts.ties.family, facts.ties.next_seq)
    return replace(facts, ties=replace(facts.ties, next_seq=number))


def keep_facts(house: House, request: AccessRequest, facts: Facts, plan: Plan) -> None:
    """Keep what a look that showed something was decided from: of somebody alone, who has a post of this process."""
    alone = request.audience == (request.principal,)
    if alone and house.ring.holder in _TOLD_OF_ALL and facts.known is not None and plan.frame is not None:
        house.looked.keep(_place(request), facts)


def forget_facts(house: House, request: AccessRequest) -> None:
    """It does not hold any more."""
    house.looked.forget(_place(request))


def basis_of(request: AccessRequest, facts: Facts | None) -> Basis | None:
    """What is to be checked: what was read for an earlier request, of who asks and of what is asked for."""
    read = (request.principal.as_of, facts.as_of if facts else "")
    as_of = tuple(one for one in read if one)
    return Basis(as_of, facts.known.version if facts and facts.known else None) if as_of else None


def _place(request: AccessRequest) -> Hashable:
    return (legal_day(request.at), *asked_of(request))
