"""A seeded workload: 4 persons × 100 fields, rules of three agencies, 0 to 6 consents a person.

Everything is invented, and nothing in it is case law: it is there to be large and irregular. Each consent names
one of three agencies and three of eight purposes; a question comes with those that name who asks and what for, as the
gate hands them over. All engines get the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from random import Random
from typing import TypeVar

from hub.policy.policies import Bearing, Measure, Policy, PolicySet, RoleRule, Tie
from hub.terms.access import AccessRequest, Act, Context, Mandate, Outline, OutlineCell, Release
from hub.terms.catalogue import Catalogue, Field, Ownership
from hub.terms.ids import CellId, FamilyId, FamilyNumber, FieldId, PersonId, PolicyId, ProviderId, StaffId
from hub.terms.lists import Agency, Category, Level, Owner, Partition, Purpose, Role, Sensitivity
from hub.terms.people import Family, FamStatus, Person
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

Word = TypeVar("Word")

PERSONS, FIELDS, RULES, CONSENTS, QUESTIONS = 4, 100, 60, 6, 40
AT = datetime(2026, 11, 16, 8, tzinfo=UTC)
PURPOSES = tuple(Purpose)[:8]
TEAM = ProviderId("team")
STAFF = {
    Agency.JOBCENTER: (Role.JOBCOACH, Role.JOBCOACH_U25, Role.BENEFIT_OFFICER),
    Agency.JUGENDAMT: (Role.ASD_WORKER, Role.ASD_DEPUTY, Role.YOUTH_HELP_FINANCE),
    Agency.PROVIDER: (Role.PROVIDER_WORKER, Role.PROVIDER_LEAD),
}
OWNED = (
    (Partition.SGB2, Ownership.JOBCENTER, Owner.JOBCENTER),
    (Partition.SGB8, Ownership.JUGENDAMT, Owner.JUGENDAMT),
    (Partition.PROVIDER, Ownership.PROVIDER, Owner.PROVIDER),
)
CATEGORIES = tuple(category for category in Category if category not in (Category.NONE, Category.SINGLE_NOTE))
PERMITS = (("has-mandate",), ("has-mandate", "owner-is-own"), ("has-mandate", "fam-is-open"), ("fam-is-open",))
LIMITS = (("address-is-locked",), ("is-deputy",), ("takes-part-in-personnel-decisions",))


@dataclass(frozen=True)
class Question:
    """One request about one family's whole record."""

    request: AccessRequest
    outline: Outline


@dataclass(frozen=True)
class Workload:
    """A rule set, and questions to it."""

    policies: PolicySet
    questions: tuple[Question, ...]


def make_workload(seed: int = 1, *, rules: int = RULES, consents: int = CONSENTS, others: int = 0) -> Workload:
    """`others` are further rules, of agencies that none of the questions comes from."""
    random = Random(seed)
    catalogue = make_catalogue(random)
    policies = [_policy(random, catalogue, number, tuple(STAFF)) for number in range(rules)]
    policies += [
        _policy(random, catalogue, rules + number, (Agency.EXTERNAL, Agency.FAMILY)) for number in range(others)
    ]
    roles = {
        role: RoleRule(
            frozenset({agency}), frozenset(PURPOSES), Tie.DEPUTY if role is Role.ASD_DEPUTY else Tie.ASSIGNMENT
        )
        for agency, held in STAFF.items()
        for role in held
    }
    rule_set = PolicySet(tuple(policies), roles, frozenset(PURPOSES), catalogue, digest="bench")
    asking = Random(seed)
    return Workload(rule_set, tuple(_question(asking, catalogue, n, consents) for n in range(QUESTIONS)))


def make_catalogue(random: Random) -> Catalogue:
    """100 fields in three partitions."""
    return Catalogue(
        tuple(
            Field(
                id=FieldId(f"field_{bit:02}"),
                bit=bit,
                label="",
                partition=OWNED[bit % 3][0],
                section="",
                subject="person",
                data_type="text",
                sensitivity=Sensitivity.SOCIAL,
                default_purposes=frozenset(random.sample(PURPOSES, 2)),
                basis_without_consent="",
                retention="",
                category=CATEGORIES[bit % len(CATEGORIES)],
                ceiling=Level.FULL,
                ownership=OWNED[bit % 3][1],
            )
            for bit in range(FIELDS)
        )
    )


def of_categories(random: Random, catalogue: Catalogue) -> int:
    """The fields of a few categories."""
    return sum(catalogue.category_masks[category] for category in random.sample(CATEGORIES, random.randint(1, 4)))


def _of_rule(random: Random, catalogue: Catalogue) -> int:
    """A few categories, or some single fields."""
    if random.random() < 0.5:
        return of_categories(random, catalogue)
    return sum(1 << bit for bit in random.sample(range(FIELDS), random.randint(5, 20)))


def _some(random: Random, words: Sequence[Word], least: int) -> frozenset[Word]:
    """Half of the rules speak of all, as many of the hub's own do."""
    return frozenset(words if random.random() < 0.5 else random.sample(words, least))


def _policy(random: Random, catalogue: Catalogue, number: int, agencies: Sequence[Agency]) -> Policy:
    agency = agencies[number % len(agencies)]
    limits = number % 5 == 4
    by_consent = not limits and random.random() < 0.5
    return Policy(
        id=PolicyId(f"rule-{number}"),
        effect=Bearing.LIMIT if limits else Bearing.PERMIT,
        level=Level.NONE if limits else Measure.RELEASE if by_consent else Level.FULL,
        fields=_of_rule(random, catalogue),
        says=Reason.RESTRICTED if limits else Reason.CONSENT if by_consent else Reason.OWN_TASK,
        acts=frozenset({Act.DISCLOSE}),
        agencies=frozenset({agency}),
        roles=_some(random, STAFF.get(agency, (Role.EXTERNAL, Role.PARENT)), 1),
        purposes=_some(random, PURPOSES, random.randint(1, 4)),
        when=random.choice(LIMITS if limits else PERMITS),
    )


def _question(random: Random, catalogue: Catalogue, number: int, consents: int) -> Question:
    agency = random.choice(tuple(STAFF))
    principal = Principal(
        id=StaffId(f"staff-{number}"),
        ref=f"U{number}",
        role=random.choice(STAFF[agency]),
        agency=agency,
        provider=TEAM if agency is Agency.PROVIDER else None,
    )
    family = Family(
        id=FamilyId(f"family-{number}"),
        number=FamilyNumber(f"FAM-0000-{number:03}"),
        status=FamStatus.ADMITTED if random.random() < 0.8 else FamStatus.ENDED,
        proposing=Owner.JOBCENTER,
        persons=tuple(
            Person(PersonId(f"{number}-{place}"), f"P{place}", address_lock=random.random() < 0.15)
            for place in range(PERSONS)
        ),
    )
    purpose = random.choice(PURPOSES)
    mandate = Mandate(random.random() < 0.9, random.random() < 0.8, hr_decision=random.random() < 0.1)
    given = [
        Release(
            principal.id,
            purpose,
            person.id,
            of_categories(random, catalogue),
            Level.FULL,
            (f"C{place}",),
            date(2026, 2, 1),
            date(2027, 1, 31),
            (person.id,),
        )
        for person in family.persons
        for place in range(random.randint(0, consents) if consents == CONSENTS else consents)
        if random.choice(tuple(STAFF)) is agency and purpose in random.sample(PURPOSES, 3)
    ]
    context = Context(mandates={principal.id: mandate}, releases=tuple(given))
    request = AccessRequest(principal, (principal,), Act.DISCLOSE, purpose, family.number, AT, context)
    return Question(request, Outline(family, tuple(_cells(catalogue, family))))


def _cells(catalogue: Catalogue, family: Family) -> list[OutlineCell]:
    return [
        OutlineCell(
            CellId(f"{person.id}/{field.id}"),
            field.id,
            frozenset({person.id}),
            OWNED[field.bit % 3][2],
            provider=TEAM if field.partition is Partition.PROVIDER else None,
        )
        for person in family.persons
        for field in catalogue.fields
    ]
