"""What a list asks of the database: the compiled programs of who asks, cut down to a few fields, as plain numbers.

The rules are the very masks of `compile`; the database lays them over the facts that it has itself, and knows no rule
of its own. A condition that no list can settle there is not known here, and then no list is made (`UNSETTLED`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from hub.policy.compile import BITS, OWNER_BITS, Program, Rule, program, union
from hub.policy.conditions import ON_KIN, ON_REQUEST
from hub.policy.conditions_on_cells import signed_alike
from hub.policy.policies import Bearing, Measure, PolicySet
from hub.policy.tables import closing, could_permit
from hub.terms.access import Act, Mandate
from hub.terms.catalogue import Catalogue, Field, mask_text
from hub.terms.ids import FieldId
from hub.terms.lists import Agency, Category, Level, Purpose, Role, Sensitivity
from hub.terms.people import FamStatus

FACTS = {
    "family-is-staff-related": "related_to_staff",
    "fam-is-open": "fam_open",
    "owner-is-own": "own",
    "owner-is-another": "another",
    "is-entrusted": "confided",
    "principal-is-entrustee": "entrustee",
    "is-passed-on": "passed_on",
    "entry-is-released": "entry_released",
    "is-restricted": "restricted",
    "is-disputed": "disputed",
    "address-is-locked": "locked",
    "source-is-open": "source_open",
}
"""The conditions that the database settles, by what its function calls them; those that no rule names it leaves out."""

NEVER = (
    "restore-is-pending",
    "occasion-is-given",
    "is-successor-in-danger",
    "is-called-in-for-estimate",
    "names-are-needed",
    "is-discussed",
    "emergency-is-claimed",
    "is-emergency",
    "reveal-is-asked",
    "suspicion-is-given",
    "second-key-is-turned",
    "is-expired",
    "names-staff",
    "controller-is-own-or-joint",
    *ON_KIN,
)
"""What is never so in a list: it is asked for without grounds, by staff, and not of rows of a log; and the record
stores no talk about a report."""

_SETTLED = sum(BITS[name] for name in (*FACTS, *NEVER, *ON_REQUEST))


class NotForLists(LookupError):
    """A rule names a condition that no list can settle in the database: it cannot be listed by."""


class Drive(StrEnum):
    """From where a list has to start: a property of the program."""

    MANDATE = "mandate"
    """Nothing is permitted without a mandate: from what ties who asks to families."""
    RELEASE = "release"
    """Without a mandate, only what consents open: from what they open to who asks."""
    EVERYBODY = "everybody"
    """Something is permitted of any family."""


@dataclass(frozen=True, eq=False)
class Listing:
    """A program for lists. `question` is what the database needs to know of it, whoever asks and whenever.

    `roles` are those in which families may find who asks, as the ties of the question number them.
    """

    drive: Drive
    roles: tuple[Role, ...]
    question: Mapping[str, Any]


@lru_cache(maxsize=256)
def listing(policies: PolicySet, agency: Agency, role: Role, purpose: Purpose, fields: frozenset[FieldId]) -> Listing:
    """The program of a role, and the one in which it stands in for colleagues, cut down to these fields."""
    known = [policies.catalogue.by_id[field] for field in sorted(fields)]
    own = program(policies, Act.DISCLOSE, agency, role, purpose)
    if own.is_for_kin:
        raise NotForLists(f'role "{role}": whom the record is about asks for one family')
    deputy = own.asking.rule.deputy_role
    roles = (role,) if deputy is None else (role, deputy)
    programs = [program(policies, Act.DISCLOSE, agency, one, purpose) for one in roles]
    rules = [(number, rule) for number, one in enumerate(programs) for rule in one.rules if _narrow(rule.fields, known)]
    named = union(rule.when | rule.unless for _, rule in rules)
    question = {
        "rules": [_rule(number, rule, known) for number, rule in rules],
        "ties": [_tie(programs, _mandate(number)) for number in range(16)],
        "fields": [_field(policies.catalogue, field, column) for column, field in enumerate(known)],
        "bits": {fact: BITS[name] & named for name, fact in FACTS.items()}
        | {"owners": {owner.value: bit for owner, bit in OWNER_BITS.items()}},
        "status": FamStatus.PROPOSED if purpose is Purpose.FAM_ADMISSION else FamStatus.ADMITTED,
    }
    return Listing(drive_of(own), roles, question)


def drive_of(compiled: Program) -> Drive:
    """From where a list of this program starts, worked out once: what can be permitted with no mandate at all.

    People who are written about have no lists: theirs starts from cases that are theirs, and those they do not have.
    """
    if compiled.is_for_kin:
        return Drive.MANDATE
    held = _held(compiled, Mandate())
    settled = sum(BITS[name] for name in ON_REQUEST)
    if closing(compiled, held, settled) or not could_permit(compiled, held, settled):
        return Drive.MANDATE
    plain = [
        rule
        for rule in compiled.rules
        if rule.policy.effect is Bearing.PERMIT
        and rule.policy.level not in (Measure.RELEASE, Level.NONE)
        and not rule.when & settled & ~held
        and not rule.unless & held
    ]
    return Drive.EVERYBODY if plain else Drive.RELEASE


def _mandate(number: int) -> Mandate:
    """The ties as the database numbers them: 1 assigned, 2 stands in, 4 excluded, 8 decides about staff."""
    return Mandate(bool(number & 1), bool(number & 2), bool(number & 4), bool(number & 8))


def _held(compiled: Program, mandate: Mandate) -> int:
    rule = compiled.asking.rule
    return sum(BITS[name] for name, condition in ON_REQUEST.items() if condition(rule, mandate))


def _tie(programs: Sequence[Program], mandate: Mandate) -> Mapping[str, Any]:
    """In which program somebody so tied acts, and what holds by it. Whose case it is stays in their own role (I15)."""
    number = 1 if len(programs) > 1 and mandate.deputy and not mandate.assigned else 0
    return {"program": number, "held": _held(programs[number], mandate)}


def _rule(number: int, rule: Rule, known: Sequence[Field]) -> Mapping[str, Any]:
    """A permit says what it lets go as far as each level, a limit from which level on it shuts."""
    if (rule.when | rule.unless) & ~_SETTLED:
        raise NotForLists(f'policy "{rule.policy.id}": a list cannot settle one of its conditions')
    reach = [_narrow(mask, known) for mask in rule.reach]
    fields, permits = _narrow(rule.fields, known), rule.policy.effect is Bearing.PERMIT
    levels = range(1, len(reach))
    return {
        "program": number,
        "when": rule.when,
        "unless": rule.unless,
        "owners": rule.owners,
        **{f"fixed_{level}": reach[level] if permits else 0 for level in levels},
        **{f"shut_{level}": 0 if permits else fields & ~reach[level] for level in levels},
        "by_release": fields if permits and rule.policy.level is Measure.RELEASE else 0,
    }


def _narrow(mask: int, known: Sequence[Field]) -> int:
    """A mask over the wanted fields alone, in their own bits."""
    return sum(1 << column for column, field in enumerate(known) if mask >> field.bit & 1)


def _field(catalogue: Catalogue, field: Field, column: int) -> Mapping[str, Any]:
    return {
        "field": field.id,
        "partition": field.partition,
        "column": 1 << column,
        "bit": field.bit,
        "ceiling": int(field.ceiling),
        "confided": field.sensitivity is Sensitivity.ENTRUSTED_65,
        "single": field.category is Category.SINGLE_NOTE,
        "alike": mask_text(signed_alike(catalogue, field.partition)),
        "named_by": mask_text(_named_by(catalogue, field)),
        "itself": mask_text(1 << field.bit),
    }


def _named_by(catalogue: Catalogue, field: Field) -> int:
    """The single notes whose release opens an entry of this field that was confided, where it names it."""
    if field.category is Category.HEALTH:
        return 0
    return signed_alike(catalogue, field.partition) & catalogue.category_masks[Category.SINGLE_NOTE]
