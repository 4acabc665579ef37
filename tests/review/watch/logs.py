"""Entries and contexts by hand, for the tests of detectors: only what a test names differs from an ordinary look."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from hub.review.context.context import Context
from hub.review.watch.evaluating import evaluate
from hub.review.watch.rules import Rule, load_rules
from hub.terms.circumstances import Assigned, Input
from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.lists import Agency, Effect, Purpose, Role
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason
from tests.kreis import ROOT

RULES = {rule.id: rule for rule in load_rules(ROOT)}
MONDAY = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
WHOLE = (date(2026, 1, 1), date(2026, 12, 31))
F01 = FamilyNumber("FAM-2025-003")
_numbers = count(1)


def at(minutes=0, **more):
    """An instant on a working Monday morning, or so long after it."""
    return MONDAY + timedelta(minutes=minutes, **more)


def look(when=MONDAY, who="N-01", family=F01, **more):
    """A look by a Jobcoach for joint support; `more` says what is otherwise."""
    one = Logged(
        entry=EntryId(f"{next(_numbers):032x}"),
        at=when,
        event="access.read",
        action=Deed.VIEW,
        who=who,
        role=Role.JOBCOACH,
        agency=Agency.JOBCENTER,
        effect=Effect.PERMIT,
        family=FamilyNumber(family) if family else None,
        purpose=Purpose.FAM_JOINT_SUPPORT,
        basis=("own_task",),
    )
    return replace(one, **more)


def refused(when=MONDAY, who="N-01", family=F01, reason=Reason.NOT_ASSIGNED, **more):
    """The same in vain."""
    return look(when, who, family, effect=Effect.DENY, reason=reason, event="access.denied", basis=(), **more)


def numbers(many, year=2026, step=1):
    """So many case numbers, every `step`-th."""
    return [FamilyNumber(f"FAM-{year}-{place:03}") for place in range(10, 10 + many * step, step)]


def context(controller=Agency.JOBCENTER, **more):
    """Everything delivered for the year, and nothing odd in it."""
    delivered = more.pop("delivered", dict.fromkeys(Input, WHOLE))
    return Context(controller, own=frozenset(f"N-{number:02}" for number in range(1, 40)), delivered=delivered, **more)


def cases(*pairs, since=date(2025, 1, 1), **more):
    """Assignments of these people to these families."""
    return tuple(Assigned(who, FamilyNumber(family), since, **more) for who, family in pairs)


def hits(logged, known=None, rule=None, when=None):
    """What the rules of the repository find; of one rule alone, if it is named."""
    chosen = list(RULES.values()) if rule is None else [RULES[rule], RULES["small-signs"]]
    rows = list(logged)
    last = max(one.at for one in rows)
    found = evaluate(chosen, rows, known or context(), when or last + timedelta(days=30)).hits
    return [hit for hit in found if rule is None or hit.rule == rule]


def one_rule(name, **more):
    """A rule of the repository, changed."""
    rule: Rule = RULES[name]
    return replace(rule, **more)
