"""Invented families for attacks, as load files say them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from hub.consent.papers import Withdrawal
from hub.gate.consents import TakenBack, take_withdrawal
from hub.gate.house import House
from hub.record.store import load_outline
from hub.terms.access import AccessRequest, Act
from hub.terms.catalogue import Catalogue, Ownership
from hub.terms.changes import CellChange, Source
from hub.terms.ids import FamilyNumber, FieldId, PersonId
from hub.terms.lists import Agency, Level, Owner, Purpose
from tests.attacks.by_hand import family_id, stored
from tests.kreis import F01, Kreis

ALL_NOTICES = ["purpose", "no_disadvantage", "withdrawal"]
GIVEN = ["contact", "family_relations", "housing", "benefit_status", "finance_detail", "work_training"]
GIVEN += ["school_childcare", "health", "help_type", "help_goals", "provider_reports", "appointments", "fam_joint"]

Document = dict[str, Any]
Change = tuple[House, AccessRequest, list[CellChange]]


def family(number: str, name: str, cells: Iterable[Document], **more: Any) -> Document:
    """A load file with one family: one adult, or `persons`; U01, U07 and U12 work with it."""
    workers = [{"staff": staff} for staff in ("U01", "U07", "U12")]
    one = {
        "id": name,
        "number": number,
        "persons": [{"id": f"{name}-1", "born": "1990-02-03"}],
        "assignments": workers,
        "cells": list(cells),
    }
    return {"format": 1, "families": [one | more]}


def cell(field: str, person: str, value: Any = "Erdacht", **more: Any) -> Document:
    """A cell about one person."""
    return {"field": field, "persons": [person], "value": value, "on": "2026-11-01"} | more


def consent(ref: str, person: str, to: Iterable[str], **more: Any) -> Document:
    """A consent that opens all that can be opened, to these members of staff."""
    paper = {
        "id": ref,
        "for": [person],
        "signed": [{"by": person, "at": "2026-10-01T10:00:00+02:00"}],
        "categories": GIVEN,
        "recipients": [f"staff:{one}" for one in to],
        "purposes": ["fam_joint_support", "case_conference"],
        "deputies": False,
        "from": "2026-10-01",
        "to": "2027-09-30",
        "way": "tablet",
        "notices": ALL_NOTICES,
        "languages": ["de"],
    }
    return paper | more


def every_cell(catalogue: Catalogue, person: str, texts: Mapping[str, str]) -> list[Document]:
    """A cell of every field about one person, of both agencies where both can enter it."""
    cells = []
    for field in catalogue.fields:
        more: Document = dict(texts)
        if field.ownership is Ownership.PROVIDER:
            more["provider"] = "oft"
        owners = ["jobcenter", "jugendamt"] if field.ownership is Ownership.ENTERING else [None]
        cells += [cell(field.id, person, **more, **({"owner": o} if o else {})) for o in owners]
    return cells


def withdraw(kreis: Kreis, ref: str, by: str, number: FamilyNumber = F01) -> None:
    """Take a whole consent back, at the Jugendamt."""
    house = kreis.house("jugendamt")
    people = load_outline(house.db, family_id(kreis.superuser(), number)).family
    assert people is not None
    [person] = [PersonId(one.id) for one in people.persons if one.ref == by]
    taken_back = TakenBack(number, ref, Withdrawal(person, kreis.at, Agency.JUGENDAMT))
    take_withdrawal(house, kreis.principal("U07"), kreis.at, taken_back)


def change_of(kreis: Kreis, field: str) -> Change:
    """A change by U01 of an own cell of F01, as arguments of `contribute`: written if all is well."""
    principal, [target] = kreis.principal("U01"), stored(kreis.superuser(), field)
    rows = kreis.superuser().execute(
        "select person_id::text from record.subject where subjects_id = %s", (target.subjects,)
    )
    change = CellChange(
        cell=target.id,
        expected=target.version,
        field=FieldId(field),
        persons=frozenset(PersonId(person) for (person,) in rows),
        owner=Owner.JOBCENTER,
        texts={Level.FULL: "Neu"},
        source=Source.PERSON,
        stated_on=date(2026, 11, 16),
    )
    request = AccessRequest(principal, (principal,), Act.CONTRIBUTE, Purpose.SGB2_INTEGRATION, F01, kreis.at)
    return kreis.house("jobcenter"), request, [change]
