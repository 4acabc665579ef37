"""The disclosure register of a family, for the data protection officer of one controller (H4, H6)."""

from collections.abc import Iterator
from datetime import datetime

from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.store import Opened
from hub.review.lines import as_texts, categories_of
from hub.review.log import read_written_down
from hub.terms.catalogue import Catalogue
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Owner, Purpose, Role
from hub.terms.log import MOST_LINES, Cursor, LogQuery, Outcome
from hub.terms.principals import Principal
from hub.terms.register import Disclosed, Register


@by_rules_in_force
def open_register(
    house: House, principal: Principal, family: FamilyNumber, before: Cursor | None, at: datetime
) -> Register:
    """What was shown of one controller's data to another, as far as the reader's own controller gave or got it.

    Written down as a reading of the log; empty for whom no policy lets read. Two statements.
    """
    query = LogQuery(before=before, limit=MOST_LINES, outcome=Outcome.SHOWN, family=family)
    stretch = read_written_down(house, principal, query, at)
    if stretch is None:
        return Register(family)
    catalogue = house.policies.catalogue
    lines = tuple(line for one in stretch.entries for line in _disclosed(one, catalogue, principal.agency))
    oldest = stretch.entries[-1] if stretch.has_older else None
    return Register(family, lines, Cursor(oldest.at, oldest.id) if oldest else None)


def _disclosed(one: Opened, catalogue: Catalogue, controller: Agency) -> Iterator[Disclosed]:
    """One line for each controller whose data somebody else's staff saw."""
    access, decision = one.segments.get("access", {}), one.segments.get("decision", {})
    cells, actor = access.get("cells"), Agency(one.agency)
    groups = [group for group in cells if isinstance(group, list)] if isinstance(cells, list) else []
    sources = dict.fromkeys(str(group[0]) for group in groups)
    numbers = _numbers(one)
    for source in sources:
        if source in (actor.value, Owner.JOINT.value) or controller.value not in (source, actor.value):
            continue
        theirs = [group for group in groups if str(group[0]) == source]
        persons = {numbers.get(str(person), "") for group in theirs for person in group[2]}
        yield Disclosed(
            entry=one.id,
            at=one.at,
            source=source,
            agency=actor,
            role=Role(one.role),
            persons=tuple(sorted(persons - {""})),
            categories=categories_of([(source, tuple(map(str, group[3]))) for group in theirs], catalogue),
            levels=tuple(sorted({str(level) for group in theirs for level in group[1]})),
            purpose=Purpose(one.purpose) if one.purpose else None,
            consents=as_texts(decision.get("consents")),
            norms=as_texts(decision.get("norms")),
            provider=str(access.get("provider", "")),
        )


def _numbers(one: Opened) -> dict[str, str]:
    """What the log calls those whom an entry is about."""
    pairs = one.segments.get("subject", {}).get("persons")
    return {str(pair[0]): str(pair[1]) for pair in pairs if isinstance(pair, list)} if isinstance(pairs, list) else {}
