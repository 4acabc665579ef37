"""All that a decision about one family is made from, in one statement. Nothing here is a value of the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from hub.consent.papers import Paper
from hub.consent.store import parse_papers
from hub.gate.house import House, Known
from hub.identity.store import Ties, load_ties, parse_ties
from hub.policy.decide import admits
from hub.record.outline import parse_outline
from hub.terms.access import AccessRequest, Context, Mandate, Outline
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber, StaffId
from hub.terms.principals import Principal

STATEMENT = """
    select m.family_id, m.next_seq, m.mandates, f.version, f.family, f.subjects, f.cells, f.papers
    from identity.mandates(%(number)s, %(staff)s, %(day)s) m,
        lateral record.facts(case when m.tied then m.family_id end, %(known)s) f
"""


MANY = """
    select n.number, m.family_id, m.next_seq, m.mandates, f.version, f.family, f.subjects, f.cells, f.papers
    from (select a.number from identity.assigned(%(staff)s, %(day)s) as a (number)
          where a.number > %(after)s order by a.number limit %(limit)s) n,
        lateral identity.mandates(n.number, array[%(staff)s]::uuid[], %(day)s) m,
        lateral record.facts(m.family_id, (%(known)s::jsonb ->> n.number)::bigint) f
    order by n.number
"""


@dataclass(frozen=True)
class Facts:
    """What ties the principals to the family, its outline, and its papers. Of a family of others, only the ties."""

    ties: Ties
    outline: Outline
    papers: Sequence[Paper]


def load_facts(house: House, request: AccessRequest) -> Facts:
    """One statement, whether there is such a family or not.

    Where nobody present has the case, or the rules would not admit who asks even then, only the ties are looked up.
    Outline and papers travel only when something about the family changed since this process last asked: the database
    is asked each time, and says so (0.4 ms less).
    """
    if not admits(house.policies, replace(request, context=Context(mandates=_as_if_tied(request)))):
        return Facts(load_ties(house.db, request.family, request.audience, request.at), Outline(), ())
    known = house.known.get(request.family)
    staff = [principal.id for principal in request.audience]
    question = {
        "number": request.family,
        "staff": staff,
        "day": legal_day(request.at),
        "known": known.version if known else None,
    }
    [row] = house.db.rows(STATEMENT, question)
    return _facts(house, request.family, known, row)


def load_own(
    house: House, principal: Principal, at: datetime, stretch: tuple[str, int]
) -> Mapping[FamilyNumber, Facts]:
    """The principal's own families after a number, so many at most. One statement, whatever their number."""
    after, limit = stretch
    before = {number: known for number, known in house.known.items() if number > after}
    question = {
        "staff": principal.id,
        "day": legal_day(at),
        "after": after,
        "limit": limit,
        "known": orjson.dumps({number: known.version for number, known in before.items()}).decode(),
    }
    rows = house.db.rows(MANY, question)
    return {FamilyNumber(number): _facts(house, number, before.get(number), row) for number, *row in rows}


def _facts(house: House, number: FamilyNumber, known: Known | None, row: Sequence[Any]) -> Facts:
    family, next_seq, mandates, version, *outline, papers = row
    ties = parse_ties(family, next_seq, mandates)
    if version is None:
        return Facts(ties, Outline(), ())
    if known is None or known.version != version:
        known = Known(version, parse_outline(*outline), parse_papers(papers, house.policies.catalogue))
        house.known.keep(number, known)
    return Facts(ties, known.outline, known.papers)


def _as_if_tied(request: AccessRequest) -> Mapping[StaffId, Mandate]:
    return {principal.id: Mandate(assigned=True, deputy=True) for principal in request.audience}
