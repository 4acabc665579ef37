"""One type per kind of id, so that a person's id is never taken for a family's.

Ids are version 7 UUIDs in their text form: compared and hashed in C, and the same in JSON, in the log and in a URL.
"""

from typing import NewType

from uuid_utils import uuid7

TenantId = NewType("TenantId", str)
FamilyId = NewType("FamilyId", str)
PersonId = NewType("PersonId", str)
StaffId = NewType("StaffId", str)
CellId = NewType("CellId", str)
KeyId = NewType("KeyId", str)
ConsentId = NewType("ConsentId", str)
EntryId = NewType("EntryId", str)

FamilyNumber = NewType("FamilyNumber", str)
"""The case number that people read and type: `FAM-2025-003`."""

FieldId = NewType("FieldId", str)
PolicyId = NewType("PolicyId", str)
ActId = NewType("ActId", str)
"""A kind of act, as `policies/acts` names it: `workflow:8a_report`."""

TeamId = NewType("TeamId", str)
ProviderId = NewType("ProviderId", str)
"""The team of a provider that runs a help and owns its part of the partition `provider`."""


def new_id() -> str:
    """A fresh id; later ones sort after earlier ones."""
    return str(uuid7())
