"""Made-up load files: one more family for the demo Kreis, with what a test wants in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from hub.terms.ids import FamilyNumber

NUMBER = FamilyNumber("FAM-2026-900")
FROM_SUMMER = {"from": "2026-07-01", "to": "2027-06-30", "way": "paper"}
TOGETHER = {"purposes": ["fam_joint_support", "case_conference"], **FROM_SUMMER}
TEAM = [{"staff": "U01", "from": "2026-01-01"}, {"staff": "U07", "from": "2026-01-01"}]

MOTHER = {"id": "X-1", "born": "1988-04-14"}
FATHER = {"id": "X-2", "born": "1985-09-30"}
CHILD = {"id": "X-3", "born": "2016-05-17", "custody": ["X-1", "X-2"]}


def cell(field: str, *persons: str, value: Any = "etwas", **more: Any) -> dict[str, Any]:
    """One cell; its value is a full text unless `value` is None."""
    texts = {} if value is None else {"value": value}
    return {"field": field, "persons": list(persons) or ["X-1"], **texts, **more}


def consent(ref: str, *persons: str, **more: Any) -> dict[str, Any]:
    """A consent that the mother signed, for the Jobcoach of the family."""
    usual = {"signed": ["X-1"], "recipients": ["staff:U01"], **TOGETHER}
    return {"id": ref, "for": list(persons) or ["X-1"], **usual, **more}


def family(
    cells: Sequence[Mapping[str, Any]] = (),
    consents: Sequence[Mapping[str, Any]] = (),
    persons: Sequence[Mapping[str, Any]] = (MOTHER, FATHER, CHILD),
    **more: Any,
) -> dict[str, Any]:
    """A family of the Jobcoach U01 and the ASD worker U07."""
    facts = {"id": "X", "number": NUMBER, "persons": list(persons), "assignments": TEAM, **more}
    return {**facts, "cells": list(cells), "consents": list(consents)}


def document(*families: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A load file of these families."""
    return {"format": 1, "families": list(families), **more}
