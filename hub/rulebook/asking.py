"""The question that a written case asks: who, with whom present, for what, and on what grounds."""

from collections.abc import Iterator
from datetime import date, datetime

from hub.policy.policies import PolicySet
from hub.rulebook.people import NUMBER, Case
from hub.rulebook.pieces import Facts
from hub.rulebook.principals import read_mandate, read_principal
from hub.terms.access import AccessRequest, Act, Context
from hub.terms.grounds import Basis, Grounds
from hub.terms.lists import Purpose

DECIDED_GROUNDS = frozenset(Basis)


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
            mandates={principals[ref].id: read_mandate(case, ref, facts.at) for ref in present},
            restore_pending=_restore_is_pending(case, facts.at),
        ),
        grounds=_grounds(ask.get("grounds")),
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


def _grounds(given: Case | None) -> Grounds | None:
    if given is None or given["basis"] not in DECIDED_GROUNDS:
        return None
    return Grounds(
        basis=Basis(given["basis"]),
        occasion=given.get("occasion", ""),
        since=date.fromisoformat(given["since"]) if "since" in given else None,
        danger_signs=tuple(given.get("danger_signs", ())),
        needed_for_estimate=given.get("needed_for_estimate", False),
        called_in="called_in_by" in given,
        names_needed=given.get("names_needed", False),
    )
