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
from hub.terms.lists import Agency, Category, Effect, Owner, Purpose, Role
from hub.terms.log import LogLine, LogPage, LogQuery
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

Group = tuple[str, tuple[str, ...]]
"""An owner, and the places of its values: `fam_goal#2@1`."""


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
    lines = tuple(_line(one, house.policies.catalogue, principal.agency) for one in opened)
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


def _line(one: Opened, catalogue: Catalogue, controller: Agency) -> LogLine:
    access, decision = one.segments.get("access", {}), one.segments.get("decision", {})
    subject = one.segments.get("subject", {})
    agency = Agency(str(access.get("agency", Agency.EXTERNAL)))
    groups = _groups(access, agency, controller)
    return LogLine(
        entry=one.id,
        at=one.at,
        pseudonym=one.pseudonym,
        role=Role(one.role),
        agency=agency,
        event=one.event,
        family=FamilyNumber(one.number) if one.number else None,
        persons=_persons(subject),
        categories=_categories(groups, catalogue),
        purpose=Purpose(one.purpose) if one.purpose else None,
        basis=_basis(groups, agency, decision),
        effect=Effect(one.effect),
        reason=Reason(str(decision["reason"])) if "reason" in decision else None,
    )


def _persons(subject: Segment) -> tuple[str, ...]:
    """`P-1`, `P-2`: never a name, and of changes by load nobody."""
    pairs = subject.get("persons")
    named = [pair[1] for pair in pairs if isinstance(pair, list)] if isinstance(pairs, list) else []
    return tuple(sorted(map(str, named)))


def _groups(access: Mapping[str, object], actor: Agency, controller: Agency) -> tuple[Group, ...]:
    """What was looked at, by owner. Of another controller's staff only what is of one's own or joint (H4)."""
    cells = access.get("cells")
    groups = [group for group in cells if isinstance(group, list)] if isinstance(cells, list) else []
    mine = (controller.value, Owner.JOINT.value)
    return tuple(
        (str(group[0]), tuple(map(str, group[3]))) for group in groups if actor is controller or group[0] in mine
    )


def _categories(groups: Iterable[Group], catalogue: Catalogue) -> tuple[Category, ...]:
    fields = {FieldId(place.split("@")[0].split("#")[0]) for _, places in groups for place in places}
    known = {catalogue.by_id[field].category for field in fields if field in catalogue.by_id}
    return tuple(category for category in Category if category in known)


def _basis(groups: Iterable[Group], actor: Agency, decision: Segment) -> tuple[str, ...]:
    """Consents, beside the own task where own values stand in the same look; norms where no consent is named."""
    consents = _texts(decision.get("consents"))
    own = (Reason.OWN_TASK.value,) if any(owner == actor.value for owner, _ in groups) else ()
    return own + consents if consents else _texts(decision.get("norms"))


def _texts(words: object) -> tuple[str, ...]:
    return tuple(str(word) for word in words) if isinstance(words, Iterable) and not isinstance(words, str) else ()
