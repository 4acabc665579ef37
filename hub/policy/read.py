"""From a rule file of the right shape to a policy whose every word exists."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import Enum
from typing import Any, TypeVar

from hub.policy.conditions import CONDITIONS
from hub.policy.faults import Place
from hub.policy.monotony import OPENED_BY_CONSENT, PROTECTING
from hub.policy.policies import Bearing, Case, MandateRule, MandateTable, Measure, Policy, RoleRule, Tie
from hub.terms.access import Act
from hub.terms.catalogue import Catalogue, Field
from hub.terms.ids import PolicyId
from hub.terms.lists import Agency, Category, Level, Owner, Purpose, Role
from hub.terms.mandates import MandateAct
from hub.terms.reasons import Reason

DUTIES = (
    "art9_logged",
    "basis_recorded",
    "danger_signs_recorded",
    "deputy_logged",
    "discuss_with_family",
    "dispute_note",
    "ends_after_60_minutes",
    "inform_family_later",
    "notice_78",
    "owner_and_dpo_notified",
    "pseudonymise",
    "purpose_bound",
    "reason_logged",
    "review_3_days",
    "two_keys",
)
"""The duties of reading that a policy may lay down (section 10 of the scenario format)."""

_LEVELS = {level.id: level for level in Level}
_ALL = ["*"]
_Word = TypeVar("_Word", bound=Enum)


def read_policy(place: Place, document: Mapping[str, Any], catalogue: Catalogue) -> Policy:
    """One rule. What limits, limits every act; what permits, permits only looking, unless it says otherwise."""
    effect = Bearing(document["effect"])
    policy = Policy(
        id=PolicyId(document["id"]),
        effect=effect,
        level=_LEVELS[document["level"]] if document["level"] in _LEVELS else Measure(document["level"]),
        says=word_of(place, "says", Reason, document["says"]),
        acts=frozenset(Act(act) for act in document.get("acts", Act if effect is Bearing.LIMIT else [Act.DISCLOSE])),
        basis=tuple(document["basis"]),
        reason=document["reason"],
        duties=listed(place, "duties", document, DUTIES),
        cases=tuple(_case(place, case, catalogue) for case in document.get("case", ())),
        **read_scope(place, document, catalogue),
    )
    _check_sense(place, policy)
    return policy


def read_scope(place: Place, document: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """Which fields, who, for what, whose, and when: what a rule and a promise say alike."""
    return {
        "fields": _fields(place, document, catalogue),
        "is_general": "categories" not in document and document.get("fields", _ALL) == _ALL,
        "agencies": frozenset(word_of(place, "agencies", Agency, word) for word in document.get("agencies", ())),
        "roles": frozenset(word_of(place, "roles", Role, word) for word in document.get("roles", ())),
        "purposes": frozenset(word_of(place, "purposes", Purpose, word) for word in document.get("purposes", ())),
        "owners": frozenset(word_of(place, "owners", Owner, word) for word in document.get("owners", ())),
        "when": listed(place, "when", document, CONDITIONS),
        "unless": listed(place, "unless", document, CONDITIONS),
    }


def read_roles(place: Place, document: Mapping[str, Any]) -> tuple[Mapping[Role, RoleRule], frozenset[Purpose]]:
    """The table of roles, and the purposes for which agencies share at all."""
    missing = sorted(set(Role) - set(document["role"]))
    if missing:
        raise place.fault("role", f'no line for role "{missing[0]}": every role says what it may ask for, if nothing')
    roles = {word_of(place, "role", Role, role): _role(place, row) for role, row in document["role"].items()}
    return roles, frozenset(word_of(place, "purposes", Purpose, word) for word in document["fam"]["purposes"])


def read_mandates(place: Place, document: Mapping[str, Any]) -> MandateTable:
    """The table of who may enter deputies, assignments and conflicts."""
    limits = {key: number for key, number in document["limits"].items() if isinstance(number, int)}
    roles = {
        word_of(place, "role", Role, role): MandateRule(
            may=frozenset(word_of(place, "may", MandateAct, word) for word in row["may"]),
            over=frozenset(word_of(place, "over", Role, word) for word in row["over"]),
        )
        for role, row in document["role"].items()
    }
    return MandateTable(roles, **limits)


def _role(place: Place, row: Mapping[str, Any]) -> RoleRule:
    return RoleRule(
        agencies=frozenset(word_of(place, "agencies", Agency, word) for word in row["agencies"]),
        purposes=frozenset(word_of(place, "purposes", Purpose, word) for word in row["purposes"]),
        tie=Tie(row["tie"]),
        learns_of_refusals=row["learns_of_refusals"],
        deputy_role=_deputy_role(place, row),
    )


def _deputy_role(place: Place, row: Mapping[str, Any]) -> Role | None:
    return word_of(place, "deputy_role", Role, row["deputy_role"]) if "deputy_role" in row else None


def _check_sense(place: Place, policy: Policy) -> None:
    if policy.effect is Bearing.LIMIT and policy.level is Measure.RELEASE:
        raise place.fault("level", 'level "release" is for a permit; to limit, say a level or "ceiling"')
    if policy.effect is Bearing.PERMIT and policy.level is Level.NONE:
        raise place.fault("level", 'a permit to level "none" permits nothing; a prohibition is effect "limit"')
    both = sorted(set(policy.when) & set(policy.unless))
    if both:
        raise place.fault("unless", f'"{both[0]}" stands in "when" and in "unless": the rule never applies', both[0])
    hindering = policy.unless if policy.effect is Bearing.PERMIT else policy.when
    for name in sorted(OPENED_BY_CONSENT & set(hindering)):
        raise place.fault("when", f'"{name}" must not close anything: less consent would show more', name)
    opening = policy.when if policy.effect is Bearing.PERMIT else policy.unless
    for name in sorted(PROTECTING & set(opening)):
        raise place.fault("when", f'"{name}" must not open anything: more protection would show more', name)
    if not policy.fields:
        raise place.fault("fields", "no field is left: the rule never applies")


def _fields(place: Place, document: Mapping[str, Any], catalogue: Catalogue) -> int:
    excepted = catalogue.mask(field_of(place, "except", word, catalogue) for word in document.get("except", ()))
    if "categories" in document:
        categories = [word_of(place, "categories", Category, word) for word in document["categories"]]
        return sum(catalogue.category_masks[category] for category in categories) & ~excepted
    if document.get("fields", _ALL) == _ALL:
        return catalogue.all & ~excepted
    return catalogue.mask(field_of(place, "fields", word, catalogue) for word in document["fields"]) & ~excepted


def field_of(place: Place, key: str, word: str, catalogue: Catalogue) -> Field:
    """The field of an id."""
    found = {str(field.id): field for field in catalogue.fields}.get(word)
    if found is None:
        raise place.fault(key, f'unknown field "{word}"{meant(word, (str(f.id) for f in catalogue.fields))}', word)
    return found


def _case(place: Place, case: Mapping[str, Any], catalogue: Catalogue) -> Case:
    given = case["given"]
    word_of(place, "given", Role, given["principal"])
    word_of(place, "given", Purpose, given["purpose"])
    word_of(place, "given", Owner, given["owner"])
    field_of(place, "given", given["field"], catalogue)
    reason = word_of(place, "reason", Reason, case["reason"]) if "reason" in case else None
    return Case(case["name"], given, _LEVELS[case["expect"]], reason, frozenset(case.get("duties", ())))


def listed(place: Place, key: str, document: Mapping[str, Any], known: Iterable[str]) -> tuple[str, ...]:
    """The words of a list, each of them one of those known; else PolicyFaulty."""
    what = {"when": "condition", "unless": "condition", "duties": "duty", "looks_at": "kind of condition"}[key]
    words: tuple[str, ...] = tuple(document.get(key, ()))
    for word in words:
        if word not in known:
            raise place.fault(key, f'policy "{document["id"]}": unknown {what} "{word}"{meant(word, known)}', word)
    return words


def word_of(place: Place, key: str, words: type[_Word], word: str) -> _Word:
    """The member of a closed list."""
    found = {member.value: member for member in words}.get(word)
    if found is None:
        raise place.fault(key, f'unknown {words.__name__.lower()} "{word}"{meant(word, map(str, words))}', word)
    return found


def meant(word: str, known: Iterable[str]) -> str:
    """The word that may have been meant, as the end of a message."""
    close = get_close_matches(word, list(known), n=1)
    return f'; "{close[0]}" perhaps?' if close else ""
