"""What is worked out ahead for lists is what a look finds, for every reader, at every turn and between any two."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.consent.coverage import DEPUTIES
from hub.consent.released import name_of, work_ahead
from hub.consent.releases import work_out_anew
from hub.consent.turning import turning_instants
from hub.terms.lists import Level
from tests.amounts import examples

from .histories import cases
from .readers import READERS, asked_by
from .scenario_facts import catalogue, papers_of, question_of

SLOW = settings(max_examples=examples(80), deadline=None, suppress_health_check=[HealthCheck.too_slow])
EMPLOYERS = {one.id: frozenset({one.agency}) for one in READERS}


def _looked_up(released, question):
    """What rows in force say is open to this reader: person, level and mask."""
    names = tuple(sorted(name for name in map(name_of, question.names) if name in released.names))
    asker = (names, question.principal.role in DEPUTIES)
    found = {}
    for stretch in released.stretches:
        is_asked = stretch.asker == asker and stretch.purpose is question.purpose
        if is_asked and stretch.since <= question.at < stretch.until and not (stretch.entry or stretch.agrees):
            for step, mask in enumerate(stretch.masks, start=1):
                found[stretch.person, step] = found.get((stretch.person, step), 0) | mask
    return {key: mask for key, mask in found.items() if mask}


def _looked_at(papers, question):
    found = {}
    for release in work_out_anew(tuple(papers), question, catalogue()).releases:
        for step in range(Level.PSEUDONYMISED, release.level + 1):
            found[release.person, step] = found.get((release.person, step), 0) | release.fields
    return found


@SLOW
@given(cases, st.sampled_from(READERS), st.data())
def test_rows_open_what_a_look_opens(case, reader, data):
    """On the turn itself, the moment before it, and anywhere between: no clerk has to run for it to be so."""
    papers, question = papers_of(case), asked_by(question_of(case), reader)
    released = work_ahead(papers, question.family, EMPLOYERS, catalogue())
    turns = turning_instants(papers, question.family)
    steps = st.sampled_from([timedelta(0), -timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)])

    for at in (question.at, *data.draw(st.lists(st.builds(lambda turn, by: turn + by, st.sampled_from(turns), steps)))):
        now = replace(question, at=at)
        assert _looked_at(papers, now) == _looked_up(released, now)
