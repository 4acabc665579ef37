"""From `policies/invariants.toml` to promises whose every word exists."""

from collections.abc import Iterator, Mapping
from typing import Any

from hub.policy.faults import Place
from hub.policy.policies import Bearing, Measure, Opened, Policy, Promise, Sight
from hub.policy.read import DUTIES, listed, read_scope
from hub.terms.access import Act
from hub.terms.catalogue import Catalogue
from hub.terms.ids import PolicyId
from hub.terms.lists import Level
from hub.terms.reasons import Reason

_LEVELS = {level.id: level for level in Level}


def read_promises(place: Place, document: Mapping[str, Any], catalogue: Catalogue) -> tuple[Promise, ...]:
    """All promises of a file, in its order; an id is given once."""
    promises = tuple(_promises(place, document, catalogue))
    ids = [promise.id for promise in promises]
    for one in ids:
        if ids.count(one) > 1:
            raise place.fault("id", f'id "{one}" is given twice', one)
    return promises


def _promises(place: Place, document: Mapping[str, Any], catalogue: Catalogue) -> Iterator[Promise]:
    for row in document["invariant"]:
        yield Promise(
            id=PolicyId(row["id"]),
            sentence=row["sentence"],
            basis=tuple(row["basis"]),
            limit=_limit(place, row, catalogue),
            excepted=tuple(_limit(place, {"id": row["id"], **one}, catalogue) for one in row.get("excepted", ())),
            by=Opened(row["by"]) if "by" in row else None,
            duty=_duty(place, row),
            looks_at=frozenset(Sight(word) for word in listed(place, "looks_at", row, tuple(Sight))),
        )


def _duty(place: Place, row: Mapping[str, Any]) -> str:
    if "duty" not in row:
        return ""
    [duty] = listed(place, "duties", {"id": row["id"], "duties": [row["duty"]]}, DUTIES)
    return duty


def _limit(place: Place, row: Mapping[str, Any], catalogue: Catalogue) -> Policy:
    """As the limit that a promise amounts to; it refuses nothing, so its reason code is none of those given.

    What is excepted from a promise says why.
    """
    level = row.get("at_most", Level.NONE.id)
    return Policy(
        id=PolicyId(row["id"]),
        effect=Bearing.LIMIT,
        level=_LEVELS[level] if level in _LEVELS else Measure(level),
        says=Reason.NOT_ASSIGNED,
        acts=frozenset(Act(act) for act in row.get("acts", Act)),
        reason=row.get("reason", ""),
        **read_scope(place, row, catalogue),
    )
