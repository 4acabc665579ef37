"""What the people, agencies and instants of a record are called."""

from datetime import UTC, datetime
from typing import Any

from hub.terms.consents import Accounted
from hub.terms.lists import Agency, Category

Node = dict[str, Any]
FAM = "https://fam-hub.example/ns/dpv#"


def person_iri(ref: str) -> str:
    """Of a person, by reference."""
    return f"urn:fam-hub:person:{ref}"


def agency_iri(agency: Agency) -> str:
    """Of a controller."""
    return f"urn:fam-hub:controller:{agency}"


def timestamp(at: datetime) -> Node:
    """As literal."""
    return {"@type": "xsd:dateTime", "@value": utc(at)}


def utc(at: datetime) -> str:
    """ISO 8601 in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def bases(one: Accounted) -> list[Node]:
    """Consent by Art. 6, and for health by Art. 9."""
    health = [{"@id": "eu-gdpr:A9-2-a"}] if Category.HEALTH in one.story.categories else []
    return [{"@id": "eu-gdpr:A6-1-a"}, *health]
