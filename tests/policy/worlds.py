"""Requests, outlines and rule sets of all kinds, for promises that hold for every one of them."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from hub.policy.conditions import CONDITIONS
from hub.policy.load import load_policies
from hub.policy.monotony import OPENED_BY_CONSENT
from hub.policy.policies import Bearing, Measure, Policy, PolicySet
from hub.terms.access import (
    AccessRequest,
    Act,
    Confidence,
    Context,
    Mandate,
    Obstacle,
    Order,
    Outline,
    OutlineCell,
    Release,
    SourceRelease,
)
from hub.terms.catalogue import Catalogue, parse_catalogue
from hub.terms.grounds import Basis, Grounds
from hub.terms.ids import CellId, FieldId, PersonId, PolicyId, ProviderId
from hub.terms.lists import Agency, Level, Owner, Purpose
from hub.terms.principals import Principal
from hub.terms.reasons import Reason
from tests.policy.family_worlds import FAMILY, PEOPLE, TODAY, families
from tests.policy.staff import PARENT, STAFF, TIED, drawn

ROOT = Path(__file__).parents[2]


def load_catalogue() -> Catalogue:
    """The field catalogue of the hub."""
    retention = tomllib.loads((ROOT / "schemas/retention.toml").read_text(encoding="utf-8"))
    return parse_catalogue((ROOT / "schemas/field-catalogue.csv").read_text(encoding="utf-8"), retention)


CATALOGUE = load_catalogue()
POLICIES = load_policies(ROOT / "policies", CATALOGUE)
AT = datetime(2026, 11, 16, 8, tzinfo=UTC)

MOTHER, CHILD, GRANDFATHER = PEOPLE
FIELDS = tuple(
    FieldId(name)
    for name in (
        "family_name",
        "address",
        "address_lock",
        "fam_goal",
        "fam_admission_check",
        "sgb2_benefit_status",
        "sgb2_income",
        "sgb2_work_capacity",
        "sgb2_counselling_note",
        "sgb8_help_type",
        "sgb8_conversation_note",
        "sgb8_child_statement",
        "sgb8_8a_assessment",
        "sgb8_8a_informant",
        "sgb8_genogram",
        "sgb8_kita",
        "provider_report",
        "provider_hours",
        "provider_report_excerpt",
    )
)
ENTRIES = tuple(CellId(drawn(f"cell {number}")) for number in range(8))
SOURCES = ("doctor", "counsellor")
PURPOSES = (
    Purpose.FAM_JOINT_SUPPORT,
    Purpose.CASE_CONFERENCE,
    Purpose.FAM_ADMISSION,
    Purpose.PROVIDER_SERVICE,
    Purpose.SGB2_INTEGRATION,
    Purpose.SGB8_HELP_PLANNING,
    Purpose.SGB2_SANCTION,
    Purpose.SGB8_CHILD_PROTECTION,
    Purpose.SUPERVISION,
    Purpose.AUDIT,
    Purpose.DATA_SUBJECT_ACCESS,
)


def mask(*fields: str) -> int:
    """The fields of these names."""
    return CATALOGUE.mask(CATALOGUE.by_id[FieldId(field)] for field in fields)


def release(to: Principal, person: PersonId, fields: int, **more: Any) -> Release:
    """A consent in force."""
    given: dict[str, Any] = {"purpose": Purpose.FAM_JOINT_SUPPORT, "level": Level.FULL, "consents": ("C01",)}
    given |= {"signed_on": date(2026, 2, 1), "until": date(2027, 1, 31), "signers": (person,)}
    return Release(recipient=to.id, person=person, fields=fields, **(given | more))


def cell(field: str, *persons: PersonId, owner: Owner = Owner.JUGENDAMT, **more: Any) -> OutlineCell:
    """A filled cell, of the Jugendamt unless said otherwise."""
    return OutlineCell(ENTRIES[0], FieldId(field), frozenset(persons), owner, **more)


def look(principal: Principal, *releases: Release, **more: Any) -> AccessRequest:
    """Somebody whose case it is looks at it for joint support; whoever signed for an entry agreed to it in person."""
    given: dict[str, Any] = {"act": Act.DISCLOSE, "purpose": Purpose.FAM_JOINT_SUPPORT, "at": AT}
    agreed = tuple(
        Confidence(principal.id, r.purpose, signer, entry)
        for r in releases
        for entry in r.entries
        for signer in r.signers
    )
    context = Context(TIED, releases, confidences=agreed)
    given |= {"audience": (principal,), "family": FAMILY.number, "context": context}
    return AccessRequest(principal=principal, **(given | more))


subsets = st.sets(st.sampled_from(FIELDS), min_size=1).map(lambda names: mask(*names))
any_fields = st.one_of(st.just(CATALOGUE.all), st.just(CATALOGUE.all), subsets)
conditions = st.lists(st.sampled_from(CONDITIONS), max_size=2, unique=True).map(tuple)
harmless = st.lists(st.sampled_from(sorted(set(CONDITIONS) - OPENED_BY_CONSENT)), max_size=1).map(tuple)


def chosen(words: Any) -> Any:
    """Mostly everybody, sometimes a few."""
    return st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(list(words)), max_size=3))


@st.composite
def any_policy(draw: Any, effect: Bearing | None = None) -> Policy:
    """A rule such as `load` would accept, however little sense it makes."""
    effect = effect or draw(st.sampled_from(Bearing))
    permit = effect is Bearing.PERMIT
    levels = (*list(Level)[1:], *Measure) if permit else (*Level, Measure.CEILING)
    return Policy(
        id=PolicyId(f"rule-{draw(st.integers(0, 999))}"),
        effect=effect,
        level=draw(st.sampled_from(levels)),
        fields=draw(any_fields),
        says=draw(
            st.sampled_from((Reason.OWN_TASK, Reason.CONSENT) if permit else (Reason.ENTRUSTED, Reason.RESTRICTED))
        ),
        acts=draw(st.sampled_from([frozenset(Act), frozenset({Act.DISCLOSE})])),
        agencies=draw(chosen(Agency)),
        purposes=draw(chosen(PURPOSES)),
        owners=draw(chosen(Owner)),
        when=draw(conditions if permit else harmless),
        unless=draw(harmless if permit else conditions),
        duties=draw(st.sampled_from([(), (), ("dispute_note",)])),
    )


def with_more(more: list[Policy]) -> PolicySet:
    """The hub's own rules and some more."""
    return PolicySet((*POLICIES.policies, *more), POLICIES.roles, POLICIES.fam_purposes, CATALOGUE)


def alone(rules: list[Policy]) -> PolicySet:
    """Only these rules, with the hub's table of roles."""
    return PolicySet(tuple(rules), POLICIES.roles, POLICIES.fam_purposes, CATALOGUE)


rule_sets = st.one_of(
    st.just(POLICIES),
    st.lists(any_policy(), max_size=4).map(with_more),
    st.lists(any_policy(), min_size=1, max_size=8).map(alone),
)

releases = st.builds(
    Release,
    recipient=st.sampled_from([principal.id for principal in (*STAFF[:5], PARENT)]),
    purpose=st.sampled_from(PURPOSES[:3]),
    person=st.sampled_from(PEOPLE),
    fields=any_fields,
    level=st.sampled_from(Level),
    consents=st.just(("C01",)),
    signed_on=st.just(date(2026, 2, 1)),
    until=st.just(date(2027, 1, 31)),
    signers=st.lists(st.sampled_from(PEOPLE), max_size=3).map(tuple),
    entries=st.frozensets(st.sampled_from(ENTRIES), max_size=3),
)
obstacles = st.builds(
    Obstacle,
    recipient=st.sampled_from([principal.id for principal in (*STAFF[:5], PARENT)]),
    purpose=st.sampled_from(PURPOSES),
    person=st.sampled_from(PEOPLE),
    fields=any_fields,
    reason=st.sampled_from([Reason.CONSENT_REFUSED, Reason.CUSTODY_UNPROVEN, Reason.SIGNER_MISSING]),
    on=st.sampled_from([None, date(2026, 5, 16), date(2026, 5, 17)]),
)
mostly = st.sampled_from([True, True, True, False])
rarely = st.sampled_from([False, False, False, True])
mandates = st.builds(
    Mandate,
    assigned=mostly,
    deputy=mostly,
    related=rarely,
    hr_decision=rarely,
    order=st.sampled_from([Order.RUNNING, Order.RUNNING, *Order]),
    named=mostly,
)
confidences = st.builds(
    Confidence,
    recipient=st.sampled_from([principal.id for principal in (*STAFF[:5], PARENT)]),
    purpose=st.sampled_from(PURPOSES[:3]),
    person=st.sampled_from(PEOPLE),
    entry=st.sampled_from(ENTRIES),
)
source_releases = st.builds(
    SourceRelease,
    recipient=st.sampled_from([principal.id for principal in (*STAFF[:5], PARENT)]),
    person=st.sampled_from(PEOPLE),
    source=st.sampled_from(SOURCES),
    fields=any_fields,
)
any_grounds = st.builds(
    Grounds,
    basis=st.sampled_from(Basis),
    occasion=st.sampled_from(["", "Anlass"]),
    since=st.sampled_from([None, TODAY, date(2026, 11, 17)]),
    danger_signs=st.sampled_from([(), ("Anzeichen",)]),
    needed_for_estimate=mostly,
    called_in=mostly,
    names_needed=rarely,
    reason=st.sampled_from(["", "x" * 29, "x" * 30]),
    danger_is_present=mostly,
    owner_is_reachable=rarely,
    records=st.sampled_from([1, 1, 1, 2]),
    youth_agrees=st.booleans(),
)
contexts = st.builds(
    Context,
    mandates=st.dictionaries(st.sampled_from([p.id for p in STAFF]), mandates, min_size=3).map(lambda m: {**TIED, **m}),
    releases=st.lists(releases, max_size=8).map(tuple),
    obstacles=st.lists(obstacles, max_size=6).map(tuple),
    confidences=st.lists(confidences, max_size=6).map(tuple),
    sources=st.lists(source_releases, max_size=4).map(tuple),
    restore_pending=rarely,
)


@st.composite
def any_request(draw: Any, present: int = 2) -> AccessRequest:
    """Somebody asks, alone or with others."""
    principal = draw(st.sampled_from(STAFF))
    others = draw(st.lists(st.sampled_from(STAFF), max_size=present))
    return AccessRequest(
        principal=principal,
        audience=tuple(others),
        act=draw(st.sampled_from([Act.DISCLOSE, Act.DISCLOSE, Act.CONTRIBUTE])),
        purpose=draw(st.sampled_from(PURPOSES)),
        family=FAMILY.number,
        at=AT,
        context=draw(contexts),
        grounds=draw(st.one_of(st.none(), any_grounds)),
    )


cells = st.builds(
    OutlineCell,
    cell=st.sampled_from(ENTRIES),
    field=st.sampled_from(FIELDS),
    persons=st.frozensets(st.sampled_from(PEOPLE), max_size=3),
    owner=st.sampled_from(Owner),
    levels=st.sampled_from([8, 8, 12, 4, 2, 14, 0]),
    provider=st.sampled_from([None, ProviderId("oft"), ProviderId("other")]),
    entrusted_to=st.sampled_from([None, None, *(p.id for p in STAFF)]),
    entrusted_by=st.sampled_from([frozenset(), frozenset(), frozenset({CHILD})]),
    passed_on=st.booleans(),
    disputed=rarely,
    restricted=rarely,
    source=st.sampled_from([None, None, *SOURCES]),
    discussed=st.booleans(),
)
outlines = st.builds(
    Outline, family=families, cells=st.lists(cells, max_size=10, unique_by=lambda c: c.cell).map(tuple)
)
