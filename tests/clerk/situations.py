"""Families with their papers as the clerk finds them, in the words of the scenario format."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from hub.casework.tasks import Tasks
from hub.consent.tasks.due import OpenRecall, Situation, due_tasks
from hub.terms.tasks import Task, TaskKind, TaskView
from tests.consent.asking import case
from tests.consent.scenario_facts import catalogue, family_of, identity, papers_of
from tests.kreis import Kreis

MOTHER = {"mother": {"born": "1985-03-09"}}
SOLE = {"holder": "mother", "proof": {"kind": "register_58", "seen_on": "2020-01-20"}}
SCHOOL = {"for": ["son"], "categories": ["school_childcare"], "purposes": ["fam_joint_support"]}


def situation(
    papers: Mapping[str, Any], at: datetime, *recalls: OpenRecall, exit_date: date | None = None, **son: Any
) -> Situation:
    """A mother who has custody alone, her son, and what was signed about them."""
    facts = case({**MOTHER, "son": {"born": "2016-05-05", "custody": [SOLE], **son}}, papers)
    family = replace(family_of(facts), exit_date=exit_date)
    return Situation(family, tuple(papers_of(facts)), recalls, catalogue(), at)


def kinds(found: Situation) -> list[tuple[TaskKind, str, int]]:
    """What is due: kind, day and notice."""
    return [(task.kind, task.due.isoformat(), task.notice) for task in due_tasks(found)]


def of_kind(found: Situation, *wanted: TaskKind) -> list[Task]:
    """The tasks of these kinds."""
    return [task for task in due_tasks(found) if task.kind in wanted]


def tasks_of(kreis: Kreis, ref: str) -> TaskView:
    """The page of tasks of a member of staff."""
    principal = kreis.principal(ref)
    return Tasks(kreis.house(principal.agency.value)).open(principal, kreis.at)


SON = identity("son")
