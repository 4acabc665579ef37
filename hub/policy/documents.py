"""A set of rules as one text: what is kept of it, so that others can decide by it later, without its files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.policy.faults import PolicyFaulty
from hub.policy.load import AGREED, read_policies, read_texts
from hub.policy.policies import PolicySet
from hub.terms.catalogue import Catalogue, Field, Ownership
from hub.terms.ids import FieldId
from hub.terms.lists import Category, Level, Partition, Purpose, Sensitivity

_KEPT = "the rules that are kept"
_FAULTS = (KeyError, TypeError, ValueError, AttributeError)


@dataclass(frozen=True, eq=False)
class WrittenSet:
    """A set of rules, and all that it says as one text: equal texts, equal sets."""

    policies: PolicySet
    document: str


def write_set(folder: Path, catalogue: Catalogue) -> WrittenSet:
    """The rules of a folder with the fields that they speak of. Raises PolicyFaulty where a file is not right."""
    texts = read_texts(folder)
    policies = read_policies(texts, catalogue, folder.name)
    content = {
        "fields": [_row(field) for field in catalogue.fields],
        "files": {path.as_posix(): text for path, text in texts.items()},
    }
    return WrittenSet(policies, json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def rewrite(document: str, place: Path, text: str, catalogue: Catalogue) -> WrittenSet:
    """The set of a document with one file put in place of another. Raises PolicyFaulty where that is not right."""
    content = json.loads(document)
    content["files"][place.as_posix()] = text
    texts = {Path(path): str(one) for path, one in content["files"].items()}
    policies = read_policies(texts, catalogue, "policies")
    return WrittenSet(policies, json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def with_agreement(written: WrittenSet, document: str | None) -> WrittenSet:
    """The set with what was agreed on in the one of this document: no folder takes back what both leads released.

    As it is where there was no such document, or one that nobody can read.
    """
    try:
        kept = json.loads(document or "")["files"].get(AGREED.as_posix())
    except _FAULTS:
        return written
    if kept is None or kept == json.loads(written.document)["files"].get(AGREED.as_posix()):
        return written
    return rewrite(written.document, AGREED, kept, written.policies.catalogue)


def read_set(document: str, digest: str, catalogue: Catalogue) -> PolicySet:
    """The rules out of their text, if they are those of this digest: it is worked out anew.

    Fields that are those of `catalogue` become that very one, so that what is remembered by it stays so. Raises
    PolicyFaulty where the text says anything else than it did, or what this version of the hub cannot decide by.
    """
    try:
        content = json.loads(document)
        fields = tuple(_field(row) for row in content["fields"])
        texts = {Path(path): str(text) for path, text in content["files"].items()}
    except _FAULTS as error:
        raise PolicyFaulty(f"{_KEPT}: digest {digest[:12]}: not what is kept of a set of rules") from error
    meant = catalogue if fields == catalogue.fields else Catalogue(fields)
    policies = read_policies(texts, meant, "policies")
    if policies.digest != digest:
        raise PolicyFaulty(f"{_KEPT}: digest {digest[:12]}: the text is that of another set, {policies.digest[:12]}")
    return policies


def _row(field: Field) -> Mapping[str, Any]:
    return {
        "id": field.id,
        "bit": field.bit,
        "label": field.label,
        "partition": field.partition,
        "section": field.section,
        "subject": field.subject,
        "data_type": field.data_type,
        "sensitivity": field.sensitivity,
        "default_purposes": sorted(field.default_purposes),
        "basis_without_consent": field.basis_without_consent,
        "retention": field.retention,
        "category": field.category,
        "ceiling": int(field.ceiling),
        "ownership": field.ownership,
    }


def _field(row: Mapping[str, Any]) -> Field:
    return Field(
        id=FieldId(row["id"]),
        bit=int(row["bit"]),
        label=row["label"],
        partition=Partition(row["partition"]),
        section=row["section"],
        subject=row["subject"],
        data_type=row["data_type"],
        sensitivity=Sensitivity(row["sensitivity"]),
        default_purposes=frozenset(Purpose(word) for word in row["default_purposes"]),
        basis_without_consent=row["basis_without_consent"],
        retention=row["retention"],
        category=Category(row["category"]),
        ceiling=Level(row["ceiling"]),
        ownership=Ownership(row["ownership"]),
    )
