"""One type per kind of id, so that a person's id is never taken for a family's."""

from typing import NewType
from uuid import UUID

TenantId = NewType("TenantId", UUID)
FamilyId = NewType("FamilyId", UUID)
PersonId = NewType("PersonId", UUID)
StaffId = NewType("StaffId", UUID)
CellId = NewType("CellId", UUID)
KeyId = NewType("KeyId", UUID)
ConsentId = NewType("ConsentId", UUID)
EntryId = NewType("EntryId", UUID)

FamilyNumber = NewType("FamilyNumber", str)
"""The case number that people read and type: `FAM-2025-003`."""

FieldId = NewType("FieldId", str)
PolicyId = NewType("PolicyId", str)
TeamId = NewType("TeamId", str)
ProviderId = NewType("ProviderId", str)
"""The team of a provider that runs a help and owns its part of the partition `provider`."""
