"""Two engines, one meaning: ten thousand questions, and an engine with a bug is found out."""

from dataclasses import replace

import pytest

from hub.policy import decide as decide_module
from hub.policy import viewers, weigh
from hub.policy.decide import decide
from hub.terms.lists import Owner
from hub.terms.people import Family, FamStatus
from tests.policy.reference import read
from tests.policy.sampling import BLOCK, questions

BLOCKS = range(200)


def differing(seed):
    """The numbers of the questions of a block on which the engines differ; how many were asked, and showed anything."""
    found, asked, shown = [], 0, 0
    for number, (policies, request, outline) in enumerate(questions(seed)):
        compiled = {one.cell.cell: one.level for one in decide(policies, request, outline).shown}
        asked, shown = asked + 1, shown + bool(compiled)
        if compiled != read(policies, request, outline):
            found.append(number)
    return found, asked, shown


def test_both_engines_show_the_same_of_ten_thousand_questions():
    """Cell by cell, at the same level, for generated rules, families, consents and audiences, at boundaries."""
    blocks = {seed: differing(seed) for seed in BLOCKS}
    asked, shown = sum(block[1] for block in blocks.values()), sum(block[2] for block in blocks.values())

    assert {} == {seed: found for seed, (found, _, _) in blocks.items() if found}
    assert asked == len(BLOCKS) * BLOCK >= 10_000
    assert shown > asked / 20, "questions of which nothing is ever shown prove little"


def _one_persons_yes_for_all(monkeypatch):
    monkeypatch.setattr(viewers, "of_all", lambda packed: max(packed, default=0))


def _limits_forgotten(monkeypatch):
    kept = viewers._without_consent

    def unlimited(*asked):
        what_applies = kept(*asked).table
        return viewers.Sight(what_applies, 0, (), what_applies.fixed)

    monkeypatch.setattr(viewers, "_without_consent", unlimited)


def _purpose_forgotten(monkeypatch):
    kept = viewers.take_seat
    anywhere = lambda request: replace(  # noqa: E731  # short, and used once below
        request,
        context=replace(
            request.context, releases=tuple(replace(one, purpose=request.purpose) for one in request.context.releases)
        ),
    )
    monkeypatch.setattr(weigh, "take_seat", lambda policies, request, *more: kept(policies, anywhere(request), *more))


def _recipient_forgotten(monkeypatch):
    kept = viewers.take_seat

    def seated(policies, request, principal, family):
        given = tuple(replace(one, recipient=principal.id) for one in request.context.releases)
        return kept(policies, replace(request, context=replace(request.context, releases=given)), principal, family)

    monkeypatch.setattr(weigh, "take_seat", seated)


def _the_others_forgotten(monkeypatch):
    monkeypatch.setattr(weigh, "everybody", lambda request: (request.principal,))


def _entries_forgotten(monkeypatch):
    kept = viewers.look
    monkeypatch.setattr(weigh, "look", lambda seat, kinds: kept(seat, [one._replace(by_entry=False) for one in kinds]))


def _the_last_day_lost(monkeypatch):
    def open_until_the_eve(viewer):
        family: Family = viewer.family
        return family.status is FamStatus.ADMITTED and (family.exit_date is None or viewer.day < family.exit_date)

    _with_condition(monkeypatch, "on_family", "fam_is_open", open_until_the_eve)


def _owner_of_the_first_for_all(monkeypatch):
    monkeypatch.setattr(viewers, "owner_of", lambda owner, family: Owner.JOBCENTER)


def _mandate_forgotten(monkeypatch):
    _with_condition(monkeypatch, "on_request", "has_mandate", lambda rule, mandate: True)


def _confiders_forgotten(monkeypatch):
    _with_condition(monkeypatch, "on_cell", "entry_is_released", lambda viewer, cell: cell.cell in viewer.named)


def _with_condition(monkeypatch, kind, name, wrong):
    """The engine with one condition that is not what it says."""
    kept = viewers.program_for

    def changed(policies, request, principal):
        compiled = kept(policies, request, principal)
        asked = tuple((bit, wrong if one.__name__ == name else one) for bit, one in getattr(compiled, kind))
        return replace(compiled, **{kind: asked})

    for room in (viewers, decide_module):
        monkeypatch.setattr(room, "program_for", changed)


BUGS = [
    _one_persons_yes_for_all,
    _limits_forgotten,
    _purpose_forgotten,
    _recipient_forgotten,
    _the_others_forgotten,
    _entries_forgotten,
    _the_last_day_lost,
    _owner_of_the_first_for_all,
    _mandate_forgotten,
    _confiders_forgotten,
]


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__.strip("_"))
def test_an_engine_with_a_bug_is_found_out(bug, monkeypatch):
    """Each of the mistakes that a compiled engine invites; without it the same questions show no difference."""
    bug(monkeypatch)

    assert any(differing(seed)[0] for seed in BLOCKS)
