"""What the people, agencies and instants of a record are called."""

from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from hub.terms.consents import Accounted
from hub.terms.lists import Agency, Category

Node = dict[str, Any]
FAM = "https://fam-hub.example/ns/dpv#"
FOLLOWS = "fam:nobody-declared"
"""Who indicated a state that only follows from text, calendar and law."""
UNRECORDED = "fam:not-recorded"
"""Who indicated an event of which nobody noted down who it was."""

AUTHORITY = "urn:fam-hub:data-protection-authority"
"""Where one complains."""


def record_iri(one: Accounted) -> str:
    """Of the record of one person and consent: always the same."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{FAM}{one.number}/{one.story.ref}/{one.person}')}"


def data_iri(one: Accounted, category: Category) -> str:
    """Of a category as this consent names it, with the fields that it had on its day."""
    return f"{record_iri(one)}#data-{category}"


def recipient_iri(one: Accounted, key: str) -> str:
    """Of a recipient as this consent names them."""
    return f"{record_iri(one)}#recipient-{key}"


def person_iri(ref: str) -> str:
    """Of a person, by reference."""
    return f"urn:fam-hub:person:{ref}"


def agency_iri(agency: Agency) -> str:
    """Of a controller."""
    return f"urn:fam-hub:controller:{agency}"


def officer_iri(agency: Agency) -> str:
    """Of a controller's data protection officer."""
    return f"{agency_iri(agency)}:dpo"


def timestamp(at: datetime) -> Node:
    """As literal."""
    return {"@type": "xsd:dateTime", "@value": utc(at)}


def utc(at: datetime) -> str:
    """ISO 8601 in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def bases(one: Accounted) -> list[Node]:
    """Consent by Art. 6, and for health by Art. 9; a release from secrecy is a basis of its own (§ 203 StGB, D25)."""
    if one.story.bound:
        return [{"@id": "fam:ReleaseFromSecrecy"}]
    health = [{"@id": "eu-gdpr:A9-2-a"}] if Category.HEALTH in one.story.categories else []
    return [{"@id": "eu-gdpr:A6-1-a"}, *health]
