"""Which tables and columns the role that erases needs for the end of proof of consent, and nothing more."""

PROOF = {
    "core.person": "",
    "core.holding": "tenant_id person_id holder_id",
    "consent.paper": "tenant_id family_id consent_id",
    **dict.fromkeys(("consent.paper_person", "consent.declaration"), "tenant_id consent_id person_id"),
    **dict.fromkeys(("consent.withdrawal", "consent.asked"), "tenant_id consent_id person_id"),
    **dict.fromkeys(("consent.confirmed", "consent.voided"), "tenant_id consent_id"),
    **dict.fromkeys(("consent.recall", "consent.searched", "consent.onlooker"), "tenant_id family_id"),
    **dict.fromkeys(("consent.open", "consent.worked_out"), "tenant_id family_id"),
    **dict.fromkeys(("consent.informed", "consent.task", "consent.request"), "tenant_id family_id person_id"),
    "identity.account": "tenant_id staff_id",
    "identity.post": "tenant_id staff_id post_id",
    "identity.session": "tenant_id post_id",
}
"""What goes when proof of consent is over, and what of it whoever erases may see: whose a row is."""
NAMING = {
    **dict.fromkeys(
        ("identity.relation", "record.subject", "review.told", "review.embargo_end"), "tenant_id person_id"
    ),
    "conference.seat": "tenant_id person",
    "record.erased": "tenant_id family_id",
}
BARED = ("kind", "born", "deceased_on", "languages", "insight", "restricted_since", "conflict_since", "conflict_until")
SEEN = {f"{table}.{name}" for told in (PROOF, NAMING) for table, names in told.items() for name in names.split()}
CHANGED = {"core.family.consent_epoch", "core.family.record_version"}
CHANGED |= {f"core.person.{name}" for name in (*BARED, "address_lock")}
