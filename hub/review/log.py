"""Reading the log, written down like everything else."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from hub.gate.house import House
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event, Segment
from hub.ledger.store import LogReader, Opened, read_log
from hub.policy.decide import admits, refusal
from hub.terms.access import AccessRequest, Act
from hub.terms.catalogue import Catalogue
from hub.terms.ids import EntryId, FamilyNumber, FieldId, new_id
from hub.terms.lists import Agency, Category, Effect, Purpose, Role
from hub.terms.log import LogLine, LogPage, LogQuery
from hub.terms.principals import Principal
from hub.terms.reasons import Reason


def open_log(house: House, principal: Principal, query: LogQuery, at: datetime) -> LogPage:
    """The lines of one controller, newest first; empty for whom no policy lets read. Two statements."""
    request = AccessRequest(principal, (principal,), Act.REVIEW, Purpose.DPO_CONTROL, FamilyNumber(""), at)
    permitted = admits(house.policies, request)
    reason = Reason.CONTROL if permitted else refusal(house.policies, request).reason
    effect = Effect.PERMIT if permitted else Effect.DENY
    ticket = append(house.db, house.writer, _entry(house, request, (effect, reason), query))
    if not permitted or house.ring.private is None:
        return LogPage(())
    reader = LogReader(house.ring.holder, house.ring.private)
    opened = read_log(house.db, reader, ticket, principal.agency.value, query)
    lines = tuple(_line(one, house.policies.catalogue) for one in opened)
    return LogPage(lines, lines[-1].entry if len(lines) == query.limit else None)


def _entry(house: House, request: AccessRequest, answer: tuple[Effect, Reason], query: LogQuery) -> Entry:
    effect, reason = answer
    principal = request.principal
    return Entry(
        id=EntryId(new_id()),
        event=Event.LOG_READ,
        at=request.at,
        principal=principal,
        effect=effect,
        policies=house.policies.digest,
        controllers=frozenset({principal.agency.value}),
        purpose=request.purpose,
        subject={},
        access={
            "purpose": request.purpose,
            "action": "list",
            "agency": principal.agency,
            "role": principal.role,
            "at": request.at.isoformat(timespec="milliseconds"),
            "before": query.before and str(query.before),
            "limit": query.limit,
        },
        decision={"effect": effect, "reason": reason, "policies": house.policies.digest},
    )


def _line(one: Opened, catalogue: Catalogue) -> LogLine:
    access, decision = one.segments.get("access", {}), one.segments.get("decision", {})
    subject = one.segments.get("subject", {})
    return LogLine(
        entry=one.id,
        at=one.at,
        pseudonym=one.pseudonym,
        role=Role(one.role),
        agency=Agency(str(access.get("agency", Agency.EXTERNAL))),
        event=one.event,
        family=FamilyNumber(one.number) if one.number else None,
        persons=_persons(subject),
        categories=_categories(access, catalogue),
        purpose=Purpose(one.purpose) if one.purpose else None,
        basis=_texts(decision.get("consents")) or _texts(decision.get("norms")),
        effect=Effect(one.effect),
        reason=Reason(str(decision["reason"])) if "reason" in decision else None,
    )


def _persons(subject: Segment) -> tuple[str, ...]:
    """`P-1`, `P-2`: never a name, and of changes by load nobody."""
    pairs = subject.get("persons")
    named = [pair[1] for pair in pairs if isinstance(pair, list)] if isinstance(pairs, list) else []
    return tuple(sorted(map(str, named)))


def _categories(access: Mapping[str, object], catalogue: Catalogue) -> tuple[Category, ...]:
    cells = access.get("cells")
    groups = [group[3] for group in cells if isinstance(group, list)] if isinstance(cells, list) else []
    fields = {FieldId(str(place).split("@")[0].split("#")[0]) for group in groups for place in group}
    known = {catalogue.by_id[field].category for field in fields if field in catalogue.by_id}
    return tuple(category for category in Category if category in known)


def _texts(words: object) -> tuple[str, ...]:
    return tuple(str(word) for word in words) if isinstance(words, Iterable) and not isinstance(words, str) else ()
