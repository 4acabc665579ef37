"""All that a decision about one family is made from, in one statement. Nothing here is a value of the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hub.consent.papers import Paper
from hub.consent.store import parse_papers
from hub.gate.house import House
from hub.identity.store import Ties, load_ties, parse_ties
from hub.policy.decide import admits
from hub.record.outline import parse_outline
from hub.terms.access import AccessRequest, Context, Mandate, Outline
from hub.terms.clock import legal_day
from hub.terms.ids import StaffId

STATEMENT = """
    select m.family_id, m.next_seq, m.mandates, o.family, o.subjects, o.cells, p.papers
    from identity.mandates(%(number)s, %(staff)s, %(day)s) m,
        lateral record.outline(case when m.tied then m.family_id end) o,
        lateral (select array(select consent.papers(case when o.family is not null then m.family_id end))) p (papers)
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
    """
    if not admits(house.policies, replace(request, context=Context(mandates=_as_if_tied(request)))):
        return Facts(load_ties(house.db, request.family, request.audience, request.at), Outline(), ())
    staff = [principal.id for principal in request.audience]
    question = {"number": request.family, "staff": staff, "day": legal_day(request.at)}
    [(family, next_seq, mandates, *outline, papers)] = house.db.rows(STATEMENT, question)
    ties = parse_ties(family, next_seq, mandates)
    return Facts(ties, parse_outline(*outline), parse_papers(papers, house.policies.catalogue))


def _as_if_tied(request: AccessRequest) -> Mapping[StaffId, Mandate]:
    return {principal.id: Mandate(assigned=True, deputy=True) for principal in request.audience}
