"""The question that a written case asks: who, with whom present, for what, and on what grounds."""

from collections.abc import Iterator
from datetime import date, datetime

from hub.policy.policies import PolicySet
from hub.rulebook.people import NUMBER, Case
from hub.rulebook.pieces import Facts
from hub.rulebook.principals import read_mandate, read_principal
from hub.terms.access import AccessRequest, Act, Context
from hub.terms.grounds import Basis, Grounds
from hub.terms.lists import Agency, Owner, Purpose, Role

_OF_BOTH = (Agency.JOBCENTER, Agency.JUGENDAMT)


def read_request(facts: Facts, policies: PolicySet) -> AccessRequest:
    """The request with the mandates of everybody present. What is signed is worked out by the gate."""
    case, ask = facts.case, facts.case["ask"]
    present = dict.fromkeys((ask["principal"], *_present(case, facts.at)))
    principals = {ref: read_principal(case, ref, policies) for ref in present}
    return AccessRequest(
        principal=principals[ask["principal"]],
        audience=tuple(principals.values()),
        act=Act.DISCLOSE,
        purpose=Purpose(ask["purpose"]),
        family=NUMBER,
        at=facts.at,
        context=Context(
            mandates={principals[ref].id: read_mandate(case, ref, facts.at, policies) for ref in present},
            restore_pending=_restore_is_pending(case, facts.at),
        ),
        grounds=_grounds(case),
    )


def _present(case: Case, at: datetime) -> Iterator[str]:
    """Whoever is in the room at the instant: from the first, until before the last."""
    for one in case["ask"].get("audience", ()):
        there = {"who": one} if isinstance(one, str) else one
        first, last = there.get("from"), there.get("until")
        if (first is None or datetime.fromisoformat(first) <= at) and (
            last is None or at < datetime.fromisoformat(last)
        ):
            yield there["who"]


def _restore_is_pending(case: Case, at: datetime) -> bool:
    """A backup was put back by now, and by now the journal of withdrawals was not replayed (G7)."""
    system = case.get("system", {})
    if "restored_at" not in system or datetime.fromisoformat(system["restored_at"]) > at:
        return False
    replayed = system.get("journal_replayed_at")
    return replayed is None or datetime.fromisoformat(replayed) > at


def _grounds(case: Case) -> Grounds | None:
    given = case["ask"].get("grounds")
    if given is None:
        return None
    return Grounds(
        basis=Basis(given["basis"]),
        occasion=given.get("occasion", ""),
        since=date.fromisoformat(given["since"]) if "since" in given else None,
        danger_signs=tuple(given.get("danger_signs", ())),
        needed_for_estimate=given.get("needed_for_estimate", False),
        called_in="called_in_by" in given,
        names_needed=given.get("names_needed", False),
        reason=given.get("reason", ""),
        danger_is_present=given.get("danger") == "present",
        owner_is_reachable=given.get("owner_reachable", True),
        records=max(given.get("records", 0), _asked_for(case["ask"])),
        suspicion=given.get("suspicion", ""),
        second_key=_is_of_staff_council(case, given.get("second_key")),
        youth_agrees=given.get("youth_agrees", False),
    )


def _asked_for(ask: Case) -> int:
    """How many fields or entries are asked for at once: a claim that it is one does not make it one."""
    return len({*ask.get("entries", ()), *ask.get("fields", ())}) or 1


def _is_of_staff_council(case: Case, ref: str | None) -> bool:
    """The second key is turned by the staff council of a controller of every row that is asked for (H4, H8)."""
    if ref is None or Role(case["principals"][ref]["role"]) is not Role.STAFF_COUNCIL:
        return False
    agency, entries = case["principals"][ref]["agency"], case.get("entries", {})
    rows = [entries[one].get("controller", Owner.JOINT) for one in case["ask"].get("entries", ())]
    return all(agency in (_OF_BOTH if whose == Owner.JOINT else (whose,)) for whose in rows or (Owner.JOINT,))
