"""All that a decision about one family is made from, in one statement. Nothing here is a value of the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from hub.consent.papers import Paper
from hub.consent.store import parse_papers
from hub.gate.house import House, Known
from hub.gate.lists import COLUMNS, Asker, Stretch, Weighed, parse_weighed, question
from hub.gate.rules import check_in_force
from hub.identity.store import Ties, load_ties, parse_ties
from hub.policy.decide import admits
from hub.record.outline import parse_outline
from hub.terms.access import AccessRequest, Context, Mandate, Outline
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber, FieldId, StaffId

STATEMENT = """
    select a.as_of, m.policies, m.family_id, m.next_seq, m.mandates, f.version, f.family, f.subjects, f.cells, f.papers
    from identity.mandates(%(number)s, %(staff)s, %(day)s) m,
        lateral record.facts(case when m.tied then m.family_id end, %(known)s) f, identity.as_of() a (as_of)
"""


OWN = """
    select r.digest, m.family_id, m.next_seq, null::json, f.version, f.family, f.subjects, f.cells, f.papers
    from (select rulebook.in_force() as digest) r
        left join identity.own_family(%(number)s, %(person)s, %(day)s) m on true
        left join lateral record.facts(m.family_id, %(known)s) f on true
"""

_EACH = """
    m.family_id, m.next_seq, m.mandates, f.version, f.family, f.subjects, f.cells, f.papers
    from (select rulebook.in_force() as digest) r
        left join {source} on true
        left join lateral identity.mandates(n.number, array[%(staff)s]::uuid[], %(day)s) m on true
        left join lateral record.facts(m.family_id, (%(known)s::jsonb ->> n.number)::bigint) f on true
    order by n.number
"""
WEIGHED = """
    select r.digest, n.* from (select rulebook.in_force() as digest) r
        left join record.list_page(%(question)s::jsonb) n on true
    order by n.number
"""
LISTED = "select r.digest, n.*," + _EACH.format(source="record.list_page(%(question)s::jsonb) n")
NUMBERED = "select r.digest, n.number," + _EACH.format(source="unnest(%(numbers)s::text[]) n (number)")
"""There is always a row: which rules are in force is said of an empty list too."""


@dataclass(frozen=True)
class Facts:
    """What ties the principals to the family, its outline, and its papers. Of a family of others, only the ties.

    `known` is what the process remembers of the family, if there is one to be looked at: as long as that is the same,
    so are outline and papers. `as_of`: from when all this is, in the database's words.
    """

    ties: Ties
    outline: Outline
    papers: Sequence[Paper]
    known: Known | None = None
    as_of: str = ""


def load_facts(house: House, request: AccessRequest) -> Facts:
    """One statement, whether there is such a family or not.

    Where nobody present has the case, or the rules would not admit who asks even then, only the ties are looked up.
    Outline and papers travel only when something about the family changed since this process last asked: the database
    is asked each time, and says so (0.4 ms less).
    """
    if not admits(house.policies, replace(request, context=Context(mandates=_as_if_tied(request)))):
        ties = load_ties(house.db, request.family, request.audience, request.at)
        check_in_force(house, ties.policies)
        return Facts(ties, Outline(), ())
    known = house.known.get(request.family)
    staff = [principal.id for principal in request.audience]
    question = {
        "number": request.family,
        "staff": staff,
        "day": legal_day(request.at),
        "known": known.version if known else None,
    }
    [(as_of, digest, *row)] = house.db.rows(STATEMENT, question)
    check_in_force(house, digest)
    return replace(_facts(house, request.family, known, row), as_of=as_of)


def load_own_facts(house: House, request: AccessRequest) -> Facts:
    """The same of the family to which whoever asks belongs: one statement. Of every other family, nothing."""
    known = house.known.get(request.family)
    question = {
        "number": request.family,
        "person": request.principal.id,
        "day": legal_day(request.at),
        "known": known.version if known else None,
    }
    rows = _by_rules(house, OWN, question)
    return _facts(house, request.family, known, rows[0]) if rows else Facts(Ties(None, 1, {}), Outline(), ())


def weigh_families(house: House, asker: Asker, fields: frozenset[FieldId], stretch: Stretch) -> tuple[Weighed, ...]:
    """The families that somebody may see at a glance, in the order of their numbers. One statement, no value.

    Where the rules permit nothing without a mandate, these are the own families, whatever may be seen of them; else
    those of which something may be seen.
    """
    rows = _by_rules(house, WEIGHED, {"question": question(house, asker, fields, stretch)})
    return tuple(parse_weighed(row) for row in rows)


def load_listed(
    house: House, asker: Asker, fields: frozenset[FieldId], stretch: Stretch
) -> Sequence[tuple[Weighed, Facts]]:
    """A page of families as the database decided them, with all that each was decided from. One statement."""
    known = dict(house.known.items())
    asked = {"question": question(house, asker, fields, stretch), **_question(asker, known)}
    return [
        (parse_weighed(row[:COLUMNS]), _facts(house, FamilyNumber(row[0]), known.get(row[0]), row[COLUMNS:]))
        for row in _by_rules(house, LISTED, asked)
    ]


def load_numbered(house: House, asker: Asker, numbers: Sequence[FamilyNumber]) -> Mapping[FamilyNumber, Facts]:
    """All that these families are decided from. One statement, whatever their number."""
    known = dict(house.known.items())
    asked = {"numbers": list(numbers), **_question(asker, known)}
    rows = _by_rules(house, NUMBERED, asked) if numbers else []
    return {FamilyNumber(number): _facts(house, number, known.get(number), row) for number, *row in rows}


def _by_rules(house: House, statement: str, asked: Mapping[str, Any]) -> list[Sequence[Any]]:
    """The rows without the digest before each; a family's has its number next."""
    rows = house.db.rows(statement, asked)
    for row in rows:
        check_in_force(house, row[0])
    return [row[1:] for row in rows if row[1] is not None]


def _question(asker: Asker, known: Mapping[FamilyNumber, Known]) -> dict[str, Any]:
    versions = {number: one.version for number, one in known.items()}
    return {"staff": asker.principal.id, "day": legal_day(asker.at), "known": orjson.dumps(versions).decode()}


def _facts(house: House, number: FamilyNumber, known: Known | None, row: Sequence[Any]) -> Facts:
    family, next_seq, mandates, version, *outline, papers = row
    ties = parse_ties(family, next_seq, mandates)
    if version is None:
        return Facts(ties, Outline(), ())
    if known is None or known.version != version:
        known = Known(version, parse_outline(*outline), parse_papers(papers, house.policies.catalogue))
        house.known.keep(number, known)
    return Facts(ties, known.outline, known.papers, known)


def _as_if_tied(request: AccessRequest) -> Mapping[StaffId, Mandate]:
    return {principal.id: Mandate(assigned=True, deputy=True) for principal in request.audience}
